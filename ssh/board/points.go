package board

import (
	"crossplay/game"
	"crossplay/ssh/term"
)

// points are two rows of tongues with stacks of pieces on them. Bars and trays
// stand between them without one.
var points = renderer{
	sizes: []size{
		{w: 4, k: 2, px: 5, ox: 2, oy: 1, depth: 5},
		{w: 1, k: 1, px: 4, ox: 2, oy: 1, depth: 5},
		{w: 1, k: 1, px: 3, ox: 2, oy: 1, depth: 5},
		{w: 1, k: 1, px: 3, ox: 2, oy: 1, depth: 4},
		{w: 1, k: 1, px: 2, ox: 2, oy: 1, depth: 5},
		{w: 1, k: 1, px: 2, ox: 2, depth: 4, bare: true},
		{w: 1, k: 1, px: 2, ox: 2, depth: 3, bare: true},
		{w: 1, k: 1, px: 2, ox: 2, depth: 2, bare: true},
	},
	lay:    layPoints,
	ground: drawTongues,
	cell:   drawStack,
	marked: func(b *placed, col, row int) term.Rectangle {
		r := b.slot(col, row, b.outermost(b.Cell(col, row)))
		return term.Rect(r.X-1, r.Y, r.W+2, r.H)
	},
}

// layPoints leaves room for a line at either side of stores.
func layPoints(b *game.Board, s size) layout {
	s.py = s.depth*s.k + 1
	l := evenly(b, s)
	more := 0
	for col := range l.xs {
		if col > 0 && b.Cell(col, 0).Kind != b.Cell(col-1, 0).Kind {
			more += s.w + 3 - s.px
		}
		l.xs[col] += more
	}
	l.ws, l.hs = make([]int, b.Cols), make([]int, b.Rows)
	for i := range l.ws {
		l.ws[i] = s.w
	}
	for i := range l.hs {
		l.hs[i] = s.depth * s.k
	}
	l.gw += more
	l.gh = b.Rows*s.py - 1 + 2*s.oy
	return l
}

// slot is where the piece lies that is the i-th from the rim.
func (b *placed) slot(col, row, i int) term.Rectangle {
	r := b.picture(col, row)
	if row > 0 {
		return term.Rect(r.X, r.Y+r.H-(i+1)*b.size.k, r.W, b.size.k)
	}
	return term.Rect(r.X, r.Y+i*b.size.k, r.W, b.size.k)
}

// stacked is how many pieces lie on a point.
func stacked(c *game.Cell) int {
	if c.Piece == "" {
		return 0
	}
	return max(c.Count, 1)
}

// outermost is the slot of the piece that moves next, or of the first: the one
// that is marked. Behind it is room for the number of more pieces than fit.
func (b *placed) outermost(c *game.Cell) int {
	n := stacked(c)
	if n > b.depth {
		return b.depth - 2
	}
	return max(0, n-1)
}

// drawTongues draws the frame, and the tongues in two shades by turns, broad at
// the rim. Where shades cannot be told apart, they are lines of two kinds.
func drawTongues(b *placed, c *term.Canvas, br *brush) {
	if !b.bare {
		c.Box(b.gx, b.gy, b.gw, b.gh, term.Board, "")
	}
	for col := range b.Cols {
		if col > 0 && b.Cell(col, 0).Kind != b.Cell(col-1, 0).Kind {
			drawDown(c, b.picture(col, 0).X-2, b.gy+b.oy, b.gh-2*b.oy, term.Board, thin)
		}
	}
	b.each(func(col, row int) {
		if b.Cell(col, row).Kind == game.Store {
			return
		}
		shade, line := term.OnPale, "│"
		if (col+row)%2 == 1 {
			shade, line = term.OnDeep, "┊"
		}
		if br.wood {
			shade |= term.Wood
		}
		pic := b.picture(col, row)
		for i := range pic.H {
			y := pic.Y + i
			if row > 0 {
				y = pic.Y + pic.H - 1 - i
			}
			if !c.Shades() {
				x, _ := pic.Middle()
				c.Put(x, y, term.Board, line)
				continue
			}
			side := (b.px - pic.W) / 2
			taper(c, term.Rect(pic.X-side, y, pic.W+2*side, 1), 3*i/pic.H, shade)
		}
	})
}

// taper draws a line of a tongue, by so many halves of a column narrower at
// either side.
func taper(c *term.Canvas, r term.Rectangle, by int, shade term.Style) {
	by = min(by, r.W-1)
	r.X, r.W = r.X+by/2, r.W-by/2*2
	if by%2 == 1 && r.W > 1 {
		c.Put(r.X, r.Y, term.Ink(shade), "▐")
		c.Put(r.X+r.W-1, r.Y, term.Ink(shade), "▌")
		r.X, r.W = r.X+1, r.W-2
	}
	c.Fill(r.X, r.Y, r.W, r.H, shade, ' ')
}

// drawStack draws the pieces of a point. What does not fit is counted.
func drawStack(b *placed, c *term.Canvas, col, row int, br *brush) {
	cell := b.Cell(col, row)
	piece, ok := br.info.Piece(cell.Piece)
	n := stacked(cell)
	ground := b.tongueOf(c, col, row)
	if on := b.groundOf(col, row, br); on != 0 {
		box := b.markedBox(c, col, row, br)
		c.Fill(box.X, box.Y, box.W, box.H, on, ' ')
	}
	if !ok {
		b.drawSign(c, cell, b.slot(col, row, 0), br, b.groundOf(col, row, br)|ground)
		return
	}
	style := b.pieceStyle(br, piece, cell)
	for i := range min(n, b.depth) {
		r := b.slot(col, row, i)
		on := ground
		if r.W > 1 && i > 0 { // wider than its tongue
			on = 0
			c.Fill(r.X, r.Y, r.W, r.H, 0, ' ')
		}
		if n > b.depth && i == b.depth-1 {
			text := number(n)
			c.Put(r.X+max(0, r.W-len(text))/2, r.Y, style|term.Bold|on, text)
			continue
		}
		if g := b.groundOf(col, row, br); g != 0 && i == b.outermost(cell) {
			on = g
		}
		drawTouching(c, piece, r, style|on)
	}
}

// tongueOf is the shade under a stack.
func (b *placed) tongueOf(c *term.Canvas, col, row int) term.Style {
	switch {
	case !c.Shades() || b.Cell(col, row).Kind == game.Store:
		return 0
	case (col+row)%2 == 1:
		return term.OnDeep
	}
	return term.OnPale
}
