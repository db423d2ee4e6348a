package screen

import (
	"strconv"
	"strings"

	"crossplay/ssh/term"
	"crossplay/ssh/words"
)

// pits are hollows with a count in them, and with what is counted where there
// is room. A line of its middle says what marks a pit.
var pits = style{
	sizes: []size{
		{w: 8, k: 5, px: 10, py: 6, ox: 1},
		{w: 6, k: 4, px: 8, py: 5, ox: 1},
		{w: 5, k: 3, px: 6, py: 4, ox: 1},
		{w: 4, k: 3, px: 4, py: 3},
		{w: 4, k: 1, px: 4, py: 2},
	},
	cell:   drawPit,
	marked: func(b *placed, col, row int) rect { return b.picture(col, row).line() },
}

// line is the line of a pit's count.
func (r rect) line() rect { return rect{r.x, r.y + r.h/2, r.w, 1} }

func drawPit(b *placed, c *term.Canvas, col, row int, br *brush) {
	cell, r := b.Cell(col, row), b.picture(col, row)
	ground, rim, count := b.groundOf(col, row, br), term.Board, term.Muted
	piece, ok := br.info.Piece(cell.Piece)
	if ok {
		rim, count = term.Seat(int(piece.Seat)), term.Text|term.Bold
	}
	if cell.Spot != "" && br.cursor.spot == cell.Spot {
		rim = term.Accent
	}
	c.Fill(r.x, r.y, r.w, r.h, ground, ' ')
	if r.h == 1 {
		c.Put(r.x, r.y, rim|ground, "(")
		c.Put(r.x+r.w-1, r.y, rim|ground, ")")
	} else {
		c.Box(r.x, r.y, r.w, r.h, rim|ground, "")
	}
	line := r.line()
	centre(c, line.x+1, line.y, line.w-2, count|ground, number(cell.Count))
	if !ok || r.h < 4 {
		return
	}
	// As many as there is room for, above and below the count.
	glyph, left := words.Glyph(piece, c.ASCII), cell.Count
	for y := r.y + 1; y < r.y+r.h-1 && left > 0; y++ {
		if y == line.y {
			continue
		}
		n := min(left, r.w-2)
		left -= n
		centre(c, r.x+1, y, r.w-2, term.Seat(int(piece.Seat))|ground, strings.Repeat(glyph, n))
	}
}

func number(n int) string { return strconv.Itoa(n) }
