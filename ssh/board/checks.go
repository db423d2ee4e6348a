package board

import (
	"slices"

	"crossplay/game"
	"crossplay/ssh/term"
)

// checks are squares shaded by turns. In most sizes the rows meet in the middle
// of a line, so that what lies on them is in the middle.
var checks = renderer{
	sizes: []size{
		{w: 8, k: 4, px: 10, py: 5, ox: 1, oy: 1, half: true},
		{w: 7, k: 3, px: 9, py: 4, ox: 1, oy: 1, half: true},
		{w: 4, k: 2, px: 6, py: 3, ox: 1, oy: 1, half: true},
		{w: 4, k: 2, px: 6, py: 2, ox: 1},
		{w: 1, k: 1, px: 5, py: 2, ox: 2, oy: 1, half: true},
		{w: 1, k: 1, px: 4, py: 1, ox: 1},
		{w: 1, k: 1, px: 3, py: 1, ox: 1},
		{w: 1, k: 1, px: 2, py: 1, ox: 1},
	},
	suits: func(b *game.Board, info game.Info, s size) bool {
		if s.px == 4 && !numbered(b) {
			return false
		}
		return s.k == 1 || !slices.ContainsFunc(info.Pieces, func(p game.Piece) bool { return !pictured(p.Shape, s.w, s.k) })
	},
	lay:    layChecks,
	ground: drawChecks,
	cell: func(b *placed, c *term.Canvas, col, row int, br *brush) {
		ground := b.checkOf(col, row, br)
		if !c.Shades() {
			ground = b.groundOf(col, row, br)
		}
		b.drawPiece(c, col, row, br, ground)
	},
	marks: func(b *placed, c *term.Canvas, col, row int, br *brush) {
		ground := b.checkOf(col, row, br)
		if !c.Shades() {
			ground = b.groundOf(col, row, br)
		}
		b.drawMarksOn(c, col, row, br, ground)
		b.drawNumber(c, col, row, br, ground)
	},
}

// numbered reports whether squares are known by numbers: no letters name the
// columns.
func numbered(b *game.Board) bool {
	return b.Style == game.Checks && len(b.ColLabels) == 0 && slices.ContainsFunc(b.Cells, func(c game.Cell) bool { return c.Spot != "" })
}

// numberWidth is how many columns a number takes at the left of its square.
const numberWidth = 2

// layChecks leaves room for the numbers of squares, from where a row of them needs no
// more room than its label would.
func layChecks(b *game.Board, s size) layout {
	l := evenly(b, s)
	l.numbered = numbered(b) && s.px > 3
	if l.numbered && s.k < 3 { // larger pictures have corners to spare
		for i := range l.xs {
			l.xs[i] = i*s.px + numberWidth
		}
		l.gw = b.Cols * s.px
	}
	return l
}

// drawNumber writes the number of a square into its corner. In one line there may be
// a mark in its place.
func (b *placed) drawNumber(c *term.Canvas, col, row int, br *brush, ground term.Style) {
	cell := b.Cell(col, row)
	if _, _, marked := b.signsOf(cell, false, br); !b.numbered || cell.Spot == "" || marked && b.k == 1 {
		return
	}
	style := term.BoardAlt
	if br.next[cell.Spot] {
		style = term.Text
	}
	r := b.square(col, row)
	number := string(cell.Spot)
	c.Fill(r.X, r.Y, numberWidth, 1, ground, ' ')
	c.Put(r.X+numberWidth-term.Width(number), r.Y, style|ground, number)
}

func dark(col, row int) bool { return (col+row)%2 == 1 }

// checkOf is the background of a square.
func (b *placed) checkOf(col, row int, br *brush) term.Style {
	shade := b.shadeOf(col, row, br)
	if br.wood && b.Cell(col, row).Kind != game.Void {
		if shade |= term.Wood; shade == term.Wood|term.OnPale {
			shade = term.Wood
		}
	}
	return shade
}

func (b *placed) shadeOf(col, row int, br *brush) term.Style {
	cell := b.Cell(col, row)
	switch {
	case cell.Kind == game.Void:
		return 0
	case cell.Has(game.Win):
		return term.OnWin
	case cell.Spot != "" && slices.Contains(br.picked, cell.Spot), len(br.picked) > 0 && cell.Spot != "" && br.next[cell.Spot]:
		return term.OnMove
	case cell.Has(game.Last):
		return term.OnLast
	case dark(col, row):
		return term.OnDeep
	}
	return term.OnPale
}

// drawChecks draws the squares: in shades, or the dark ones with a pattern
// where backgrounds cannot be told apart.
func drawChecks(b *placed, c *term.Canvas, br *brush) {
	b.each(func(col, row int) {
		r := b.square(col, row)
		switch {
		case c.Shades():
			c.Fill(r.X, r.Y, r.W, r.H, b.checkOf(col, row, br), ' ')
		case dark(col, row):
			pattern := '░'
			if c.ASCII {
				pattern = ':'
			}
			c.Fill(r.X, r.Y, r.W, r.H, term.Board, pattern)
			switch p, ok := br.info.Piece(b.Cell(col, row).Piece); {
			case ok && drawnInDots(c, p, b.size):
				pic := b.picture(col, row)
				c.Fill(pic.X, pic.Y, pic.W, pic.H, term.Text, ' ')
			case ok && b.px > 3:
				x, y := b.picture(col, row).Middle()
				c.Fill(x-1, y, 3, 1, term.Text, ' ')
			}
		}
	})
	if b.half && c.Shades() {
		b.drawSeams(c, br)
	}
}

// square is a square without the half lines above and below it.
func (b *placed) square(col, row int) term.Rectangle {
	pic := b.picture(col, row)
	side := (b.px - b.w) / 2
	if b.numbered && b.k < 3 {
		side = numberWidth
	}
	return term.Rect(pic.X-side, pic.Y, b.px, b.k)
}

// drawSeams draws the lines in which a row ends and the next one begins.
func (b *placed) drawSeams(c *term.Canvas, br *brush) {
	shade := func(col, row int) term.Style {
		if row < 0 || row >= b.Rows {
			return 0
		}
		return b.checkOf(col, row, br)
	}
	for row := range b.Rows + 1 {
		for col := range b.Cols {
			above, below := shade(col, row-1), shade(col, row)
			r := b.square(col, min(row, b.Rows-1))
			y := r.Y - 1
			if row == b.Rows {
				y = r.Y + r.H
			}
			switch {
			case above == 0 && below == 0:
			case above == 0:
				c.Fill(r.X, y, r.W, 1, term.Ink(below), '▄')
			default:
				c.Fill(r.X, y, r.W, 1, term.Ink(above)|below, '▀')
			}
		}
	}
}
