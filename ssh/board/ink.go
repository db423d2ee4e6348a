package board

import (
	"slices"

	"crossplay/game"
	"crossplay/ssh/term"
)

// This file draws the pieces of a seat in the colour that they are called by. Real
// black and white are seen on wood; where a terminal cannot show it, what has the
// colour of its background is drawn in outline.

// inkOf is the colour of a seat's pieces.
func inkOf(info game.Info, seat game.Seat) term.Style {
	switch info.Colour(seat) {
	case game.Black:
		return term.Black
	case game.White:
		return term.White
	case game.Red:
		return term.Red
	case game.Amber:
		return term.First
	case game.Blue:
		return term.Second
	}
	return term.Seat(int(seat))
}

// onWood reports whether a game is played on wood: its pieces are black and white.
func onWood(c *term.Canvas, info game.Info) bool {
	return c.Shades() && slices.Contains(info.Colours, game.Black)
}

// coloured is a game with its pieces as a terminal shows their colours: black and white
// ones solid on wood, and else in outline if they are as dark, or as light, as the
// terminal. In ASCII they have letters.
func coloured(c *term.Canvas, info game.Info) game.Info {
	if c.ASCII || !slices.Contains(info.Colours, game.Black) {
		return info
	}
	drawn := slices.Clone(info.Pieces)
	for i, p := range drawn {
		colour := info.Colour(p.Seat)
		if colour != game.Black && colour != game.White {
			continue
		}
		hollow := !onWood(c, info) && (colour == game.White) == c.Light()
		twin := slices.IndexFunc(info.Pieces, func(q game.Piece) bool { return q.Shape == p.Shape && q.Hollow == hollow })
		if twin >= 0 {
			drawn[i].Hollow, drawn[i].Glyph = hollow, info.Pieces[twin].Glyph
		}
	}
	info.Pieces = drawn
	return info
}

// Emblem is the piece of a seat as one character, and how it is drawn beside the
// board: as on it.
func Emblem(c *term.Canvas, info game.Info, seat game.Seat) (mark string, style term.Style) {
	style = inkOf(info, seat) | term.Bold
	if onWood(c, info) && (info.Colour(seat) == game.Black || info.Colour(seat) == game.White) {
		style |= term.Wood
	}
	return Mark(coloured(c, info), seat, c.ASCII), style
}

// Voice is the colour of what a seat's player says: that of the seat, where it is seen
// on every ground.
func Voice(info game.Info, seat game.Seat) term.Style {
	if colour := info.Colour(seat); colour == game.Black || colour == game.White {
		return term.Text
	}
	return inkOf(info, seat)
}
