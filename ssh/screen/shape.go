package screen

import (
	"math"

	"crossplay/game"
	"crossplay/ssh/term"
	"crossplay/ssh/words"
)

// A picture of a piece is k lines high and 2k columns wide: a square on most
// terminals, and a square of 2k by 2k dots when each cell shows two of them.

// inked reports whether a shape covers a point of the square from -1 to 1. Dot
// is the width of a dot there: no stroke is thinner.
func inked(s game.Shape, u, v, dot float64) bool {
	r := math.Hypot(u, v)
	u, v = math.Abs(u), math.Abs(v)
	switch s {
	case game.Cross:
		return math.Abs(u-v) < max(0.28, dot/2) && max(u, v) < 0.98
	case game.Ring:
		return r <= 1.04 && r > 1-max(0.3, dot*0.8)
	case game.Disc:
		return r <= 1.04
	case game.Hole:
		return r <= 1.04 && r > 0.42
	}
	return false
}

// plainPictures are the ones of two lines in ASCII, too small to be computed.
var plainPictures = map[game.Shape][2]string{
	game.Cross: {` \/ `, ` /\ `},
	game.Ring:  {`/--\`, `\--/`},
	game.Disc:  {`/##\`, `\##/`},
	game.Hole:  {`/()\`, `\()/`},
}

// drawPiece draws a piece in a picture of k lines. A picture of one line is the
// piece's glyph, one column wide.
func drawPiece(c *term.Canvas, p game.Piece, x, y, k int, s term.Style) {
	switch {
	case k == 1:
		c.Put(x, y, s|term.Bold, words.Glyph(p, c.ASCII))
	case !inked(p.Shape, 1/float64(2*k), 1-1/float64(2*k), 1/float64(k)) && !inked(p.Shape, 0.5, 0.5, 1/float64(k)):
		c.Put(x+k-1, y+(k-1)/2, s|term.Bold, words.Glyph(p, c.ASCII))
	case c.ASCII && k == 2:
		for i, line := range plainPictures[p.Shape] {
			c.Put(x, y+i, s|term.Bold, line)
		}
	case c.ASCII:
		drawLetters(c, p, x, y, k, s)
	default:
		drawDots(c, p.Shape, x, y, k, s)
	}
}

// drawLetters fills the shape with the piece's letter.
func drawLetters(c *term.Canvas, p game.Piece, x, y, k int, s term.Style) {
	for row := range k {
		for col := range 2 * k {
			u := (float64(col)+0.5)/float64(k) - 1
			v := (float64(row)+0.5)/float64(k)*2 - 1
			if inked(p.Shape, u, v, 1.4/float64(k)) {
				c.Put(x+col, y+row, s, p.ASCII)
			}
		}
	}
}

// drawDots draws the shape with two dots in each cell.
func drawDots(c *term.Canvas, shape game.Shape, x, y, k int, s term.Style) {
	n := 2 * k
	dot := 1 / float64(k)
	on := func(col, row int) bool {
		return inked(shape, (float64(col)+0.5)*dot-1, (float64(row)+0.5)*dot-1, dot)
	}
	for row := 0; row < n; row += 2 {
		for col := range n {
			drawDot(c, x+col, y+row/2, s, on(col, row), on(col, row+1))
		}
	}
}
