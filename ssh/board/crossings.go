package board

import (
	"slices"
	"strings"

	"crossplay/game"
	"crossplay/ssh/term"
)

// crossings are lines with the pieces where they cross.
var crossings = renderer{
	sizes: []size{
		{w: 5, k: 3, px: 8, py: 4, ox: 1},
		{w: 5, k: 3, px: 6, py: 3, ox: 1},
		{w: 1, k: 1, px: 6, py: 3, ox: 1},
		{w: stoneWidth, k: 1, px: 4, py: 2},
		{w: 1, k: 1, px: 4, py: 2, ox: 1},
		{w: stoneWidth, k: 1, px: 3, py: 1},
		{w: 1, k: 1, px: 2, py: 1, ox: 1},
	},
	suits: func(b *game.Board, info game.Info, s size) bool {
		// Stones that touch are for boards where every crossing may have one.
		if s.k == 1 && s.w > 1 && sparse(b) {
			return false
		}
		return s.k > 1 || s.px < 6 || b.Cols*b.Rows <= 50
	},
	lay: func(b *game.Board, s size) layout {
		l := evenly(b, s)
		l.sparse = sparse(b)
		return l
	},
	ground: drawNet,
	cell:   drawStone,
	marks: func(b *placed, c *term.Canvas, col, row int, br *brush) {
		b.drawMarksOn(c, col, row, br, b.stoneGround(col, row, br))
	},
}

// sparse reports whether lines cross, or bend, where nothing can lie.
func sparse(b *game.Board) bool {
	return slices.ContainsFunc(b.Cells, func(c game.Cell) bool { return c.Arms != "" })
}

// stoneGround is the background of a crossing: of all that its stone covers, or
// of a small one and what marks it.
func (b *placed) stoneGround(col, row int, br *brush) term.Style {
	if b.k > 1 && b.Cell(col, row).Piece == "" {
		return 0
	}
	return b.groundOf(col, row, br)
}

// arms are where lines lead from a crossing.
func (b *placed) arms(col, row int) (up, right, down, left int) {
	cell := b.Cell(col, row)
	arms := cell.Arms
	if arms == "" && cell.Kind != game.Void {
		arms = "nesw"
	}
	has := func(arm string, inside bool) int {
		if inside && strings.Contains(arms, arm) {
			return thin
		}
		return none
	}
	return has("n", row > 0), has("e", col < b.Cols-1), has("s", row < b.Rows-1), has("w", col > 0)
}

// drawNet draws the lines. Each crossing draws those that lead from it, half of
// the way.
func drawNet(b *placed, c *term.Canvas, _ *brush) {
	for row := range b.Rows {
		for col := range b.Cols {
			x, y := b.picture(col, row).Middle()
			up, right, down, left := b.arms(col, row)
			if right != none {
				drawAcross(c, x+1, y, b.px-1, term.Board, thin)
			}
			if down != none {
				drawDown(c, x, y+1, b.py-1, term.Board, thin)
			}
			c.Put(x, y, term.Board, wire(up, right, down, left))
		}
	}
}

// drawStone draws what lies on a crossing. An empty one shows its lines, and
// whether it is a star.
func drawStone(b *placed, c *term.Canvas, col, row int, br *brush) {
	cell, pic := b.Cell(col, row), b.picture(col, row)
	x, y := pic.Middle()
	ground := b.stoneGround(col, row, br)
	piece, ok := br.info.Piece(cell.Piece)
	switch {
	case !ok && ground != 0:
		up, right, down, left := b.arms(col, row)
		c.Put(x, y, term.BoardAlt|ground, wire(up, right, down, left))
	case ok:
		if _, wide := b.stoneOf(c, piece); wide || b.k > 1 {
			c.Fill(pic.X, pic.Y, pic.W, pic.H, ground, ' ')
		}
		b.drawOn(c, piece, pic, b.pieceStyle(br, piece, cell)|ground)
		b.drawCount(c, cell, pic, ground)
	case cell.Has(game.Star):
		c.Put(x, y, term.BoardAlt|ground, "•")
	case cell.Has(game.Target), len(br.picked) > 0 && br.next[cell.Spot] && cell.Spot != "":
		c.Put(x, y, term.Accent|term.Bold|ground, "∙")
	case b.sparse && cell.Spot != "":
		// Where lines bend without a place on them, a place must be seen.
		style := term.BoardAlt
		if br.next[cell.Spot] {
			style = term.Text
		}
		c.Put(x, y, style|ground, "∙")
	}
}
