package board

import (
	"crossplay/game"
	"crossplay/ssh/term"
)

// style is how boards of one style are drawn. What it leaves out is as in most
// others.
type style struct {
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

// styles are the ones that are known. Others are drawn as squares.
var styles map[game.Style]*style

func init() { // the functions refer to the table
	styles = map[game.Style]*style{
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

func styleOf(b *game.Board) *style {
	if s, ok := styles[b.Style]; ok {
		return s
	}
	return &squares
}

func (s *style) layOut(b *game.Board, at size) layout {
	if s.lay != nil {
		return s.lay(b, at)
	}
	return evenly(b, at)
}

// sizesFor are the sizes that suit a board.
func (s *style) sizesFor(b *game.Board, info game.Info) []size {
	if s.suits == nil {
		return s.sizes
	}
	var all []size
	for _, at := range s.sizes {
		if s.suits(b, info, at) {
			all = append(all, at)
		}
	}
	return all
}
