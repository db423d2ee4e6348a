package board

import (
	"strconv"
	"strings"

	"crossplay/ssh/term"
)

// pits are hollows with a count in them, and with what is counted where there
// is room. A line of its middle says what marks a pit.
var pits = renderer{
	sizes: []size{
		{w: 8, k: 5, px: 10, py: 6, ox: 1},
		{w: 6, k: 4, px: 8, py: 5, ox: 1},
		{w: 5, k: 3, px: 6, py: 4, ox: 1},
		{w: 4, k: 3, px: 4, py: 3},
		{w: 4, k: 1, px: 4, py: 2},
	},
	cell:   drawPit,
	marked: func(b *placed, col, row int) term.Rectangle { return countLine(b.picture(col, row)) },
}

// countLine is the line of a pit's count.
func countLine(r term.Rectangle) term.Rectangle { return term.Rect(r.X, r.Y+r.H/2, r.W, 1) }

func drawPit(b *placed, c *term.Canvas, col, row int, br *brush) {
	cell, r := b.Cell(col, row), b.picture(col, row)
	ground, rim, count := b.groundOf(col, row, br), term.Board, term.Muted
	piece, ok := br.info.Piece(cell.Piece)
	if ok {
		rim, count = inkOf(br.info, piece.Seat), term.Text|term.Bold
	}
	if cell.Spot != "" && br.cursor == cell.Spot {
		rim = term.Accent
	}
	c.Fill(r.X, r.Y, r.W, r.H, ground, ' ')
	if r.H == 1 {
		c.Put(r.X, r.Y, rim|ground, "(")
		c.Put(r.X+r.W-1, r.Y, rim|ground, ")")
	} else {
		c.Box(r.X, r.Y, r.W, r.H, rim|ground, "")
	}
	line := countLine(r)
	c.Centre(line.X+1, line.Y, line.W-2, count|ground, number(cell.Count))
	if !ok || r.H < 4 {
		return
	}
	// As many as there is room for, above and below the count.
	glyph, left := Glyph(piece, c.ASCII), cell.Count
	for y := r.Y + 1; y < r.Y+r.H-1 && left > 0; y++ {
		if y == line.Y {
			continue
		}
		n := min(left, r.W-2)
		left -= n
		c.Centre(r.X+1, y, r.W-2, inkOf(br.info, piece.Seat)|ground, strings.Repeat(glyph, n))
	}
}

func number(n int) string { return strconv.Itoa(n) }
