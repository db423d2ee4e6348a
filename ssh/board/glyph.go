package board

import "crossplay/game"

// plainMarks stand for seats in games whose pieces belong to nobody.
var plainMarks = [...]game.Piece{{Glyph: "●", ASCII: "1"}, {Glyph: "○", ASCII: "2"}, {Glyph: "■", ASCII: "3"}, {Glyph: "□", ASCII: "4"}}

// Mark is the piece of a seat as one character. Chance and spectators have none.
func Mark(info game.Info, seat game.Seat, ascii bool) string {
	if seat < 0 {
		return ""
	}
	for _, p := range info.Pieces {
		if p.Seat == seat {
			return Glyph(p, ascii)
		}
	}
	if int(seat) < len(plainMarks) {
		return Glyph(plainMarks[seat], ascii)
	}
	return ""
}

// Glyph is a piece as one character.
func Glyph(p game.Piece, ascii bool) string {
	if ascii {
		return p.ASCII
	}
	return p.Glyph
}
