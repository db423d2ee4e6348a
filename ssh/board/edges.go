package board

import (
	"strings"

	"crossplay/game"
	"crossplay/ssh/term"
)

// edges are dots with what is drawn between them, and the boxes that this makes.
var edges = renderer{
	sizes: []size{
		{w: 11, k: 5},
		{w: 9, k: 4},
		{w: 7, k: 3},
		{w: 5, k: 2},
		{w: 3, k: 1},
		{w: 3, k: 1, bare: true},
	},
	lay:   layEdges,
	cell:  drawEdge,
	marks: markEdge,
	edges: true,
}

// layEdges lays out dots and edges of one column or line, and boxes of w
// columns and k lines.
func layEdges(b *game.Board, s size) layout {
	l := layout{size: s, nameless: s.bare}
	lay := func(n, box int) (at, sizes []int, end int) {
		for i := range n {
			size := 1
			if i%2 == 1 {
				size = box
			}
			at, sizes = append(at, end), append(sizes, size)
			end += size
		}
		return at, sizes, end
	}
	l.xs, l.ws, l.gw = lay(b.Cols, s.w)
	l.ys, l.hs, l.gh = lay(b.Rows, s.k)
	return l
}

func drawEdge(b *placed, c *term.Canvas, col, row int, br *brush) {
	cell, r := b.Cell(col, row), b.picture(col, row)
	piece, drawn := br.info.Piece(cell.Piece)
	style := b.pieceStyle(br, piece, cell)
	switch {
	case col%2 == 0 && row%2 == 0:
		c.Put(r.X, r.Y, term.BoardAlt, "•")
	case col%2 == 1 && row%2 == 1:
		if drawn {
			b.drawOwner(c, piece, cell, r, br, style|b.groundOf(col, row, br))
		}
	case drawn && row%2 == 0:
		drawAcross(c, r.X, r.Y, r.W, style, weightOf(cell))
	case drawn:
		drawDown(c, r.X, r.Y, r.H, style, weightOf(cell))
	}
}

// weightOf is heavier for the edge that was drawn last.
func weightOf(cell *game.Cell) int {
	if cell.Has(game.Last) {
		return thick
	}
	return thin
}

// drawOwner draws whose a box is.
func (b *placed) drawOwner(c *term.Canvas, p game.Piece, cell *game.Cell, r term.Rectangle, br *brush, s term.Style) {
	if s>>12 != 0 {
		c.Fill(r.X, r.Y, r.W, r.H, s, ' ')
	}
	in := term.Rect(r.X+1, r.Y, r.W-2, r.H)
	drawPiece(c, p, in, s)
}

// markEdge marks an edge by the dots at its ends, and a box beside its owner.
func markEdge(b *placed, c *term.Canvas, col, row int, br *brush) {
	cell, r := b.Cell(col, row), b.picture(col, row)
	box := col%2 == 1 && row%2 == 1
	switch {
	case box && cell.Piece != "":
		if s, style, ok := b.signsOf(cell, false, br); ok {
			drawSigns(c, r, style|b.groundOf(col, row, br), s)
		}
	case cell.Spot == "":
	case br.pending == cell.Spot:
		x, y := r.Middle()
		c.Put(x, y, term.Accent|term.Bold, "…")
	case br.cursor != cell.Spot:
	case row%2 == 0:
		c.Put(r.X-1, r.Y, term.Accent|term.Bold, "▸"+strings.Repeat("╌", r.W)+"◂")
	default:
		c.Put(r.X, r.Y-1, term.Accent|term.Bold, "▾")
		for y := range r.H {
			c.Put(r.X, r.Y+y, term.Accent|term.Bold, "┊")
		}
		c.Put(r.X, r.Y+r.H, term.Accent|term.Bold, "▴")
	}
}
