package board

import (
	"crossplay/ssh/term"
)

// hexes are rows of hexagons, each half a cell further to the right. The small
// size draws only the edges of the board.
var hexes = renderer{
	sizes: []size{
		{w: stoneWidth, k: 1, px: 4, py: 2, ox: 1, oy: 1, shift: 2},
		{w: 1, k: 1, px: 2, py: 1, ox: 2, oy: 1, shift: 1},
	},
	ground: func(b *placed, c *term.Canvas, br *brush) {
		if b.py > 1 {
			b.drawHexagons(c, br)
		} else {
			b.drawRims(c, br)
		}
		b.drawOwners(c, br)
	},
	cell: func(b *placed, c *term.Canvas, col, row int, br *brush) {
		ground := b.drawGround(c, col, row, br)
		if !b.drawPiece(c, col, row, br, ground) && b.py == 1 { // nothing else shows that there is a place
			x, y := b.picture(col, row).Middle()
			c.Put(x, y, term.Board|ground, "·")
		}
	},
}

// The sides of a board of hexagons, as in game.Board.Sides.
const (
	upper = iota
	rightmost
	lowest
	leftmost
)

// side is the colour of one side of the board: its owner's.
func (b *placed) side(i int, br *brush) term.Style {
	if len(b.Sides) == 0 || b.Sides[i] < 0 {
		return term.Board
	}
	return inkOf(br.info, b.Sides[i]) | term.Bold
}

// drawHexagons draws the walls of every cell, those at the edges in the colours
// of whose they are.
func (b *placed) drawHexagons(c *term.Canvas, br *brush) {
	last, bottom := b.Cols-1, b.Rows-1
	pick := func(at bool, side int) term.Style {
		if at {
			return b.side(side, br)
		}
		return term.Board
	}
	b.each(func(col, row int) {
		x, y := b.picture(col, row).Middle()
		c.Put(x-2, y, pick(col == 0, leftmost), "│")
		c.Put(x+2, y, pick(col == last, rightmost), "│")
		c.Put(x-1, y-1, pick(row == 0, upper), "╱")
		above := pick(row == 0, upper)
		if row > 0 {
			above = pick(col == last, rightmost)
		}
		c.Put(x+1, y-1, above, "╲")
		below := pick(row == bottom, lowest)
		if row < bottom {
			below = pick(col == 0, leftmost)
		}
		c.Put(x-1, y+1, below, "╲")
		c.Put(x+1, y+1, pick(row == bottom, lowest), "╱")
	})
}

// drawRims draws a line along each side of the board.
func (b *placed) drawRims(c *term.Canvas, br *brush) {
	w := 2*b.Cols + 1
	drawAcross(c, b.picture(0, 0).X-2, b.gy, w, b.side(upper, br), thick)
	drawAcross(c, b.picture(0, b.Rows-1).X, b.gy+b.gh-1, w, b.side(lowest, br), thick)
	for row := range b.Rows {
		first, last := b.picture(0, row), b.picture(b.Cols-1, row)
		c.Put(first.X-2, first.Y, b.side(leftmost, br), "╲")
		c.Put(last.X+2, last.Y, b.side(rightmost, br), "╲")
	}
}

// drawOwners writes the marks of those who own the sides into their middles, so
// that it needs no colour. They are reversed, not to be taken for pieces.
func (b *placed) drawOwners(c *term.Canvas, br *brush) {
	if len(b.Sides) == 0 {
		return
	}
	mark := func(side, x, y int, pad string) {
		if b.Sides[side] >= 0 {
			text := pad + Mark(br.info, b.Sides[side], c.ASCII) + pad
			c.Put(x-len(pad), y, b.side(side, br)|term.Reverse, text)
		}
	}
	x, y := b.picture(b.Cols/2, 0).Middle()
	mark(upper, x, y-1, " ")
	x, y = b.picture(b.Cols/2, b.Rows-1).Middle()
	mark(lowest, x, y+1, " ")
	x, y = b.picture(0, b.Rows/2).Middle()
	mark(leftmost, x-2, y, "")
	x, y = b.picture(b.Cols-1, b.Rows/2).Middle()
	mark(rightmost, x+2, y, "")
}
