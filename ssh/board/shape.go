package board

import (
	"math"
	"slices"

	"crossplay/game"
	"crossplay/ssh/term"
)

// A picture of a piece is k lines high and about 2k columns wide: a square on
// most terminals, and one of as many dots each way when a cell shows two of
// them, one above the other. A picture of one line is the piece's glyph.

// inked reports whether a shape covers a point of the square from -1 to 1. Dot
// is the width of a dot there: no stroke is thinner.
func inked(s game.Shape, u, v, dot float64) bool {
	r := math.Hypot(u, v)
	if s == game.Crown {
		return crowned(u, v, dot)
	}
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
	case game.Dot:
		return r <= max(0.45, dot)
	case game.Square:
		return max(u, v) <= max(0.8, 1-dot*0.8)
	case game.Burst:
		return min(u, v) < max(0.14, dot*0.6) && max(u, v) < 0.98 || math.Abs(u-v) < max(0.2, dot*0.6) && max(u, v) < 0.72
	case game.Bar:
		return v < max(0.2, dot*0.6) && u < 0.9
	}
	return false
}

// crowned is a disc whose upper half has three points.
func crowned(u, v, dot float64) bool {
	if v > 0 {
		return math.Hypot(u, v) <= 1.04
	}
	u = math.Abs(u)
	up := math.Abs(u-0.45) / 0.45 // 0 in the valleys, 1 on the points
	return u <= 1 && v >= -0.1-0.9*up-dot/4
}

// covers reports whether a piece covers a point: all of its shape, or its
// outline.
func covers(p game.Piece, u, v, dot float64) bool {
	if !inked(p.Shape, u, v, dot) {
		return false
	}
	inner := 1 - max(0.3, dot*0.8)
	return !p.Hollow || !inked(p.Shape, u/inner, v/inner, dot)
}

// pictured reports whether there is a picture of a piece in that size.
func pictured(s game.Shape, w, k int) bool {
	if _, ok := pips[s]; ok {
		return w == dieWidth && k == dieHeight
	}
	if _, ok := men[s]; ok {
		return w == largeMan.w && k == largeMan.k || w == smallMan.w && k == smallMan.k
	}
	return k > 1 && s != game.Glyph
}

// drawnInDots reports whether a piece is drawn larger than its glyph.
func drawnInDots(c *term.Canvas, p game.Piece, s size) bool {
	_, man := men[p.Shape]
	return pictured(p.Shape, s.w, s.k) && (!man || c.Shades() || !c.ASCII && s.k == largeMan.k)
}

// plainPictures are the ones of two lines in ASCII, too small to be computed.
var plainPictures = map[game.Shape][2]string{
	game.Cross:  {` \/ `, ` /\ `},
	game.Ring:   {`/--\`, `\--/`},
	game.Disc:   {`/##\`, `\##/`},
	game.Hole:   {`/()\`, `\()/`},
	game.Crown:  {`\/\/`, `\##/`},
	game.Square: {`####`, `####`},
	game.Burst:  {`\||/`, `/||\`},
}

// plainOutlines are their outlines.
var plainOutlines = map[game.Shape][2]string{
	game.Disc:   {`/  \`, `\  /`},
	game.Crown:  {`\/\/`, `\__/`},
	game.Square: {`+--+`, `+--+`},
}

// smallPictures are the ones of two lines that two dots to a cell would not show
// as round.
var smallPictures = map[game.Shape][2]string{
	game.Disc:  {"▟██▙", "▜██▛"},
	game.Hole:  {"▟▀▀▙", "▜▄▄▛"},
	game.Ring:  {"▟▀▀▙", "▜▄▄▛"},
	game.Crown: {"▙▟▙▟", "▜██▛"},
}

// smallOutlines are their outlines.
var smallOutlines = map[game.Shape][2]string{
	game.Disc:  {"▟▀▀▙", "▜▄▄▛"},
	game.Crown: {"▙▟▙▟", "▜▄▄▛"},
}

// A stone is a picture of one line, as wide as it is high.
const stoneWidth = 3

// stone is its left side, what is in it, and its right side.
type stone struct {
	left, in, right string
	cut             bool // what is in it is cut out of it
}

// The stones of discs, of those in outline, and of those with a hole. Solid ones
// are for rows that lie apart: they would run together with those above and below.
var (
	solidDisc, roundDisc = stone{"▐", "█", "▌", false}, stone{"(", "●", ")", false}
	solidRing, roundRing = stone{"▐", "○", "▌", true}, stone{"(", " ", ")", false}
	solidHole, roundHole = stone{"▐", "◦", "▌", true}, stone{"(", "◦", ")", false}
)

// stoneOf is a piece as a stone, where there is room for one.
func (b *placed) stoneOf(c *term.Canvas, p game.Piece) (stone, bool) {
	solid := b.py > 1
	switch {
	case b.w != stoneWidth || b.k != 1 || c.ASCII:
	case p.Shape == game.Disc && !p.Hollow:
		return either(solid, solidDisc, roundDisc), true
	case p.Shape == game.Disc:
		return either(solid, solidRing, roundRing), true
	case p.Shape == game.Hole:
		return either(solid, solidHole, roundHole), true
	}
	return stone{}, false
}

func either(solid bool, a, b stone) stone {
	if solid {
		return a
	}
	return b
}

// drawPiece draws a piece in a rectangle.
func drawPiece(c *term.Canvas, p game.Piece, in term.Rectangle, s term.Style) {
	_, isMan := men[p.Shape]
	_, isDie := pips[p.Shape]
	switch {
	case isDie && in.H == 1 && in.W >= 3:
		drawSmallDie(c, in, p, s)
	case !drawnInDots(c, p, size{w: in.W, k: in.H}):
		x, y := in.Middle()
		c.Put(x, y, s|term.Bold, Glyph(p, c.ASCII))
	case isDie:
		drawDie(c, in, p.Shape, s)
	case isMan:
		drawMan(c, in, p, s)
	case in.W == 4 && in.H == 2:
		drawSmall(c, p, in, s)
	case in.W == 5 && in.H == 3 && p.Shape == game.Disc && !c.ASCII:
		drawStonePicture(c, p, in, s)
	case c.ASCII:
		drawLetters(c, p, in, s)
	default:
		drawDots(c, p, in, s)
	}
}

// drawSmall draws a picture of two lines.
func drawSmall(c *term.Canvas, p game.Piece, in term.Rectangle, s term.Style) {
	full, outlines := smallPictures, smallOutlines
	if c.ASCII {
		full, outlines, s = plainPictures, plainOutlines, s|term.Bold
	}
	lines, ok := full[p.Shape]
	if outline, hollow := outlines[p.Shape]; p.Hollow && hollow {
		lines, ok = outline, true
	}
	switch {
	case !ok && c.ASCII:
		x, y := in.Middle()
		c.Put(x, y, s, p.ASCII)
	case !ok:
		drawDots(c, p, in, s)
	}
	for i, line := range lines {
		c.Put(in.X, in.Y+i, s, line)
	}
}

// drawStonePicture draws a stone as high as it is wide, which leaves half a line
// to the one below.
func drawStonePicture(c *term.Canvas, p game.Piece, in term.Rectangle, s term.Style) {
	lines := [...]string{"▟███▙", "█████", "▝▀▀▀▘"}
	if p.Hollow {
		lines = [...]string{"▟▀▀▀▙", "█   █", "▝▀▀▀▘"}
	}
	for i, line := range lines {
		c.Put(in.X, in.Y+i, s, line)
	}
}

// drawTouching draws a piece that touches the one above it and the one below. Of
// two lines it is flat, so that each can be seen.
func drawTouching(c *term.Canvas, p game.Piece, in term.Rectangle, s term.Style) {
	drawPiece(c, p, in, s)
	if in.W == 4 && in.H == 2 && !c.ASCII && slices.Contains([]game.Shape{game.Disc, game.Hole, game.Ring}, p.Shape) {
		c.Put(in.X, in.Y+1, s, "▝▀▀▘")
	}
}

// drawLetters fills the shape with the piece's letter.
func drawLetters(c *term.Canvas, p game.Piece, in term.Rectangle, s term.Style) {
	for row := range in.H {
		for col := range in.W {
			u := (float64(col)+0.5)/float64(in.W)*2 - 1
			v := (float64(row)+0.5)/float64(in.H)*2 - 1
			if covers(p, u, v, 1.4/float64(in.H)) {
				c.Put(in.X+col, in.Y+row, s, p.ASCII)
			}
		}
	}
}

// drawDots draws the shape with two dots in each cell.
func drawDots(c *term.Canvas, p game.Piece, in term.Rectangle, s term.Style) {
	on := func(col, row int) bool {
		u := (float64(col)+0.5)/float64(in.W)*2 - 1
		v := (float64(row)+0.5)/float64(in.H) - 1
		return covers(p, u, v, 1/float64(in.H))
	}
	for row := 0; row < 2*in.H; row += 2 {
		for col := range in.W {
			c.Dots(in.X+col, in.Y+row/2, s, on(col, row), on(col, row+1))
		}
	}
}
