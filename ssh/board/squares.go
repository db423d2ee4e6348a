package board

import (
	"crossplay/game"
	"crossplay/ssh/term"
)

// maxPicture is how many lines the largest picture has. Larger ones would turn
// the board into a poster.
const maxPicture = 8

// squares are cells with borders, heavier ones between blocks. In the smallest
// sizes only the frame and the blocks have any.
var squares = renderer{
	sizes: func() (all []size) {
		for k := maxPicture; k >= 2; k-- {
			all = append(all, size{w: 2 * k, k: k, px: 2*k + 3, py: k + 1, ox: 2, oy: 1})
		}
		return append(all,
			size{w: stoneWidth, k: 1, px: 4, py: 2, ox: 1, oy: 1},
			size{w: stoneWidth, k: 1, px: 3, py: 1, ox: 1, oy: 1},
			size{w: 1, k: 1, px: 2, py: 1, ox: 2, oy: 1},
			size{w: 1, k: 1, px: 2, py: 1, ox: 1, oy: 1, open: true},
			size{w: 1, k: 1, px: 2, py: 1, ox: 1, bare: true},
		)
	}(),
	suits:  func(b *game.Board, _ game.Info, s size) bool { return s.k <= 4 || b.Cols*b.Rows <= smallBoard },
	lay:    laySquares,
	ground: drawBorders,
}

// smallBoard is how many cells a board has at most that is drawn in the sizes
// of a poster.
const smallBoard = 16

// bordered reports whether there is a border around each cell.
func (s size) bordered() bool { return s.py > s.k }

// laySquares leaves room for the borders of blocks where other cells have none.
func laySquares(b *game.Board, s size) layout {
	l := evenly(b, s)
	if b.Block == 0 || s.bordered() {
		return l
	}
	spread := func(at []int, by int) int { // a space, the border, a space
		for i := range at {
			at[i] += i / b.Block * by
		}
		return (len(at) - 1) / b.Block * by
	}
	l.gw += spread(l.xs, 4-s.px)
	l.gh += spread(l.ys, 1)
	return l
}

// borders are the columns and lines of all borders, with those that are not
// drawn in the smallest sizes.
func (b *placed) borders() (xs, ys []int) {
	left, up := 2, 1
	if b.w == stoneWidth {
		left = 1
	}
	for _, x := range b.xs {
		xs = append(xs, b.gx+x-left)
	}
	for _, y := range b.ys {
		ys = append(ys, b.gy+y-up)
	}
	xs[0] = b.gx
	return append(xs, b.gx+b.gw-1), append(ys, b.gy+b.ys[b.Rows-1]+b.k)
}

// drawBorders draws the borders: every one, or those of the frame and of the
// blocks. There is none where nothing is on either side.
func drawBorders(b *placed, c *term.Canvas, _ *brush) {
	weight := func(i, n int) int {
		switch {
		case b.bordered() && b.Block > 0 && i%b.Block == 0:
			return thick
		case b.bordered(), !b.bare && (i == 0 || i == n), b.Block > 0 && i > 0 && i < n && i%b.Block == 0:
			return thin
		}
		return none
	}
	sides := func(i int) bool { return b.open && (i == 0 || i == b.Cols) }
	cell := func(col, row int) bool {
		return col >= 0 && row >= 0 && col < b.Cols && row < b.Rows && b.Cell(col, row).Kind != game.Void
	}
	across := func(col, i int) int { // above row i
		if col < 0 || col >= b.Cols || !cell(col, i-1) && !cell(col, i) {
			return none
		}
		return weight(i, b.Rows)
	}
	down := func(i, row int) int { // left of column i
		if row < 0 || row >= b.Rows || sides(i) || !cell(i-1, row) && !cell(i, row) {
			return none
		}
		return weight(i, b.Cols)
	}
	xs, ys := b.borders()
	for j, y := range ys {
		for i, x := range xs {
			if i < b.Cols && across(i, j) != none {
				drawAcross(c, x+1, y, xs[i+1]-x-1, term.Board, across(i, j))
			}
			if j < b.Rows && down(i, j) != none {
				drawDown(c, x, y+1, ys[j+1]-y-1, term.Board, down(i, j))
			}
			if b.bare && (i == 0 || i == b.Cols || j == 0 || j == b.Rows) {
				continue
			}
			if sign := wire(down(i, j-1), across(i, j), down(i, j), across(i-1, j)); sign != " " {
				c.Put(x, y, term.Board, sign)
			}
		}
	}
}
