package board

import (
	"crossplay/game"
	"crossplay/ssh/term"
)

// renderer draws boards of one style. What it leaves out is as in most others.
type renderer struct {
	sizes []size // the largest first
	// suits reports whether a board can be drawn in a size; nil: every one can.
	suits func(*game.Board, game.Info, size) bool
	// lay lays the cells out; nil: evenly.
	lay func(*game.Board, size) layout
	// ground draws what lies under the cells.
	ground func(*placed, *term.Canvas, *brush)
	// cell draws a cell; nil: its background and its piece.
	cell func(b *placed, c *term.Canvas, col, row int, br *brush)
	// marked is what is marked of a cell, with a column on either side; nil: all of it.
	marked func(b *placed, col, row int) term.Rectangle
	// marks draws the marks of a cell; nil: signs beside it.
	marks func(b *placed, c *term.Canvas, col, row int, br *brush)
	// edges says that cells are edges, which the cursor crosses by turns.
	edges bool
}

// renderers are those of the styles that are known. Others are drawn as squares.
var renderers map[game.Style]*renderer

func init() { // the functions refer to the table
	renderers = map[game.Style]*renderer{
		game.Squares: &squares,
		game.Slots:   &slots,
		game.Checks:  &checks,
		game.Lines:   &crossings,
		game.Hexes:   &hexes,
		game.Points:  &points,
		game.Pits:    &pits,
		game.Edges:   &edges,
		game.Tray:    &tray,
	}
}

func rendererOf(b *game.Board) *renderer {
	if r, ok := renderers[b.Style]; ok {
		return r
	}
	return &squares
}

func (r *renderer) layOut(b *game.Board, at size) layout {
	if r.lay != nil {
		return r.lay(b, at)
	}
	return evenly(b, at)
}

// sizesFor are the sizes that suit a board.
func (r *renderer) sizesFor(b *game.Board, info game.Info) []size {
	if r.suits == nil {
		return r.sizes
	}
	var all []size
	for _, at := range r.sizes {
		if r.suits(b, info, at) {
			all = append(all, at)
		}
	}
	return all
}
