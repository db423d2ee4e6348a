package board

import (
	"unicode"
	"unicode/utf8"

	"crossplay/game"
)

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
	if r, _ := utf8.DecodeRuneInString(p.Glyph); unicode.Is(alsoEmoji, r) {
		return p.Glyph + asText
	}
	return p.Glyph
}

// asText is the variation selector that asks for a character as text. Without it
// some terminals show ♟ as a coloured picture, and two columns wide.
const asText = "\uFE0E"

// alsoEmoji are the signs that pieces may have and that are emoji too, by
// emoji-variation-sequences.txt of Unicode.
var alsoEmoji = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x25AA, Hi: 0x25AB, Stride: 1},
	{Lo: 0x25B6, Hi: 0x25C0, Stride: 10},
	{Lo: 0x25FB, Hi: 0x25FE, Stride: 1},
	{Lo: 0x2600, Hi: 0x2604, Stride: 1},
	{Lo: 0x265F, Hi: 0x2660, Stride: 1},
	{Lo: 0x2663, Hi: 0x2663, Stride: 1},
	{Lo: 0x2665, Hi: 0x2666, Stride: 1},
	{Lo: 0x2694, Hi: 0x2697, Stride: 1},
	{Lo: 0x2714, Hi: 0x2716, Stride: 2},
	{Lo: 0x2733, Hi: 0x2734, Stride: 1},
}}
