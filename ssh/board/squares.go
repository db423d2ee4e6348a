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

// called reports whether the next move must be made in the block of a cell.
func (b *placed) called(col, row int) bool {
	if b.Block == 0 || col < 0 || row < 0 || col >= b.Cols || row >= b.Rows {
		return false
	}
	left, top := col-col%b.Block, row-row%b.Block
	for y := top; y < min(top+b.Block, b.Rows); y++ {
		for x := left; x < min(left+b.Block, b.Cols); x++ {
			if b.Cell(x, y).Has(game.Target) {
				return true
			}
		}
	}
	return false
}

// border is a piece of a line between two cells.
type border struct {
	weight int
	style  term.Style
}

// between is the border of two cells that lie beside each other, the i-th of n:
// every one, or those of the frame and of the blocks. There is none where nothing
// is on either side. What surrounds the block to play in stands out.
func (b *placed) between(col1, row1, col2, row2, i, n int) border {
	there := func(col, row int) bool {
		return col >= 0 && row >= 0 && col < b.Cols && row < b.Rows && b.Cell(col, row).Kind != game.Void
	}
	block := b.Block > 0 && i%b.Block == 0
	switch {
	case !there(col1, row1) && !there(col2, row2):
	case !b.bordered() && (i == 0 || i == n) && b.bare:
	case b.called(col1, row1) != b.called(col2, row2):
		return border{thick, term.Accent | term.Bold}
	case b.bordered() && block:
		return border{thick, term.Board}
	case b.bordered() && b.called(col1, row1):
		return border{thin, term.Board | term.OnTarget}
	case b.bordered(), i == 0 || i == n, block:
		return border{thin, term.Board}
	}
	return border{}
}

// meeting is the style of where lines meet: that of one that stands out.
func meeting(lines ...border) term.Style {
	style := term.Style(0)
	for _, l := range lines {
		if l.weight != none && (style == 0 || l.style&term.Bold != 0) {
			style = l.style
		}
	}
	return style
}

// reach is how much further a shade reaches where what is next has it too.
func reach(next bool) int {
	if next {
		return 1
	}
	return 0
}

// drawBorders draws the borders, and what is called for in another shade.
func drawBorders(b *placed, c *term.Canvas, _ *brush) {
	across := func(col, i int) border { // above row i
		if col < 0 || col >= b.Cols {
			return border{}
		}
		return b.between(col, i-1, col, i, i, b.Rows)
	}
	down := func(i, row int) border { // left of column i
		if row < 0 || row >= b.Rows || b.open && (i == 0 || i == b.Cols) {
			return border{}
		}
		return b.between(i-1, row, i, row, i, b.Cols)
	}
	xs, ys := b.borders()
	b.each(func(col, row int) {
		if b.called(col, row) { // as far as the lines around it
			x, y := xs[col]+1, ys[row]+1
			c.Fill(x, y, xs[col+1]-x+reach(b.called(col+1, row)), ys[row+1]-y+reach(b.called(col, row+1)), term.OnTarget, ' ')
		}
	})
	for j, y := range ys {
		for i, x := range xs {
			if line := across(i, j); i < b.Cols && line.weight != none {
				drawAcross(c, x+1, y, xs[i+1]-x-1, line.style, line.weight)
			}
			if line := down(i, j); j < b.Rows && line.weight != none {
				drawDown(c, x, y+1, ys[j+1]-y-1, line.style, line.weight)
			}
			if b.bare && (i == 0 || i == b.Cols || j == 0 || j == b.Rows) {
				continue
			}
			up, right, low, left := down(i, j-1), across(i, j), down(i, j), across(i-1, j)
			if sign := wire(up.weight, right.weight, low.weight, left.weight); sign != " " {
				c.Put(x, y, meeting(up, right, low, left), sign)
			}
		}
	}
}
