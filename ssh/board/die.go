package board

import (
	"crossplay/game"
	"crossplay/ssh/term"
)

// The picture of a die: its pips, on a face as bright as text.
const (
	dieWidth  = 7
	dieHeight = 3
)

// pips are the faces of a die, by their lines.
var pips = map[game.Shape][]string{
	game.Die1: {"       ", "   ●   ", "       "},
	game.Die2: {" ●     ", "       ", "     ● "},
	game.Die3: {" ●     ", "   ●   ", "     ● "},
	game.Die4: {" ●   ● ", "       ", " ●   ● "},
	game.Die5: {" ●   ● ", "   ●   ", " ●   ● "},
	game.Die6: {" ●   ● ", " ●   ● ", " ●   ● "},
}

// drawSmallDie draws a die in one line. One that is out of play lies in the shade.
func drawSmallDie(c *term.Canvas, in term.Rectangle, p game.Piece, s term.Style) {
	switch out := s&0xff == term.Muted; {
	case c.ASCII && !out:
		c.Put(in.X, in.Y, s|term.Bold, "["+p.ASCII+"]")
		return
	case !out:
		s |= term.Reverse
	}
	c.Put(in.X, in.Y, s|term.Bold, " "+Glyph(p, c.ASCII)+" ")
}

// drawDie draws the face of a die. One that is out of play lies in the shade.
func drawDie(c *term.Canvas, in term.Rectangle, face game.Shape, s term.Style) {
	if s&0xff != term.Muted {
		s |= term.Reverse
	}
	for i, line := range pips[face] {
		c.Put(in.X, in.Y+i, s, line)
	}
}
