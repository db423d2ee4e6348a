package board

import (
	"slices"

	"crossplay/game"
	"crossplay/ssh/term"
)

// signs mark a cell: beside a picture of one line, at the corners of a larger
// one, and beside it in ASCII.
type signs struct {
	left, right string
	corners     [4]string
	plain       [2]string
}

var (
	heavy   = signs{"▸", "◂", [4]string{"┏", "┓", "┗", "┛"}, [2]string{">", "<"}}
	light   = signs{"[", "]", [4]string{"┌", "┐", "└", "┘"}, [2]string{"[", "]"}}
	round   = signs{"(", ")", [4]string{"╭", "╮", "╰", "╯"}, [2]string{"(", ")"}}
	offered = signs{"·", "·", [4]string{"·", "·", "·", "·"}, [2]string{".", "."}}
	stars   = signs{"*", "*", [4]string{"*", "*", "*", "*"}, [2]string{"*", "*"}}
	alarm   = signs{"!", "!", [4]string{"!", "!", "!", "!"}, [2]string{"!", "!"}}
	struck  = signs{"×", "×", [4]string{"╲", "╱", "╱", "╲"}, [2]string{"x", "x"}}
	must    = signs{"‹", "›", [4]string{"◜", "◝", "◟", "◞"}, [2]string{"{", "}"}}
)

// markedBox is the part of a cell that is marked.
func (b *placed) markedBox(c *term.Canvas, col, row int, br *brush) term.Rectangle {
	if b.marked != nil {
		return b.marked(b, col, row)
	}
	if b.w == stoneWidth && b.k == 1 { // what is no stone is narrower
		p, ok := br.info.Piece(b.Cell(col, row).Piece)
		if _, wide := b.stoneOf(c, p); !ok || !wide {
			return b.picture(col, row)
		}
	}
	return b.box(col, row)
}

// drawMarks draws what a cell's margins say about it, so that nothing is said
// by colour alone.
func (b *placed) drawMarks(c *term.Canvas, col, row int, br *brush) {
	b.drawMarksOn(c, col, row, br, b.groundOf(col, row, br))
}

func (b *placed) drawMarksOn(c *term.Canvas, col, row int, br *brush, ground term.Style) {
	column := b.isColumn(col)
	if column && row == 0 {
		b.columnMarks(c, col, br)
	}
	cell, box := b.Cell(col, row), b.markedBox(c, col, row, br)
	if cell.Spot != "" && br.pending == cell.Spot && !column {
		x, y := box.Middle()
		c.Put(x, y, term.Accent|term.Bold|ground, "…")
		return
	}
	if s, style, ok := b.signsOf(cell, column, br); ok {
		if p, here := br.info.Piece(cell.Piece); here && b.tight() { // as narrow as the signs leave it
			x, y := box.Middle()
			c.Put(x, y, b.pieceStyle(br, p, cell)|term.Bold|ground, Glyph(p, c.ASCII))
		}
		drawSigns(c, box, style|ground, s)
	}
}

// signsOf is what is said about a cell: what the person is doing first, then
// what matters most.
func (b *placed) signsOf(cell *game.Cell, column bool, br *brush) (signs, term.Style, bool) {
	switch {
	case cell.Spot != "" && br.cursor == cell.Spot && br.pending == "" && !column:
		return heavy, term.Accent | term.Bold, true
	case cell.Spot != "" && slices.Contains(br.picked, cell.Spot):
		return round, term.Accent, true
	case cell.Has(game.Win):
		return stars, term.Good | term.Bold, true
	case cell.Has(game.Check):
		return alarm, term.Bad | term.Bold, true
	case cell.Has(game.Last):
		return light, term.Text, true
	case len(br.picked) > 0 && cell.Piece != "" && br.next[cell.Spot]:
		return offered, term.Accent, true
	case cell.Has(game.Out) && cell.Piece != "" && b.Block == 0:
		return struck, term.Muted, true
	case cell.Has(game.Target) && cell.Piece != "":
		return must, term.Accent, true
	}
	return signs{}, 0, false
}

func drawSigns(c *term.Canvas, box term.Rectangle, s term.Style, g signs) {
	right, bottom := box.X+box.W-1, box.Y+box.H-1
	switch {
	case c.ASCII:
		for y := box.Y; y <= bottom; y++ {
			c.Over(box.X, y, s, g.plain[0])
			c.Over(right, y, s, g.plain[1])
		}
	case box.H == 1:
		c.Over(box.X, box.Y, s, g.left)
		c.Over(right, box.Y, s, g.right)
	default:
		c.Over(box.X, box.Y, s, g.corners[0])
		c.Over(right, box.Y, s, g.corners[1])
		c.Over(box.X, bottom, s, g.corners[2])
		c.Over(right, bottom, s, g.corners[3])
	}
}
