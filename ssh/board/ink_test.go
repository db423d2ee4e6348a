package board_test

import (
	"fmt"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/ssh/board"
	"crossplay/ssh/term"
)

var looks = []term.Look{
	{}, {Light: true}, {Profile: term.Colours16}, {Profile: term.Colours16, Light: true}, {Profile: term.Colours256}, {Profile: term.TrueColour, Light: true},
	{ASCII: true}, {Profile: term.Colours256, ASCII: true, Light: true},
}

// Two seats look different beside the board in every terminal, and without wood they
// do so without any colour.
func TestSeatsAreToldApartInEveryTerminal(t *testing.T) {
	for _, g := range all.Games() {
		info := g.Info()
		for _, look := range looks {
			c := look.Canvas(1, 1)
			seen := make(map[string]game.Seat)
			for i := range info.MaxSeats {
				seat := game.Seat(i)
				mark, style := board.Emblem(c, info, seat)
				if style&term.Wood != 0 {
					mark += fmt.Sprint(style)
				}
				if other, twice := seen[mark]; twice {
					t.Errorf("%s, %+v: seats %d and %d both look like %s", info.Name, look, other, seat, mark)
				}
				seen[mark] = seat
			}
			c.Free()
		}
	}
}

// Black is drawn black and White white: on wood, or else solid where the ink of the
// terminal is, and in outline where its ground is.
func TestBlackIsBlackAndWhiteIsWhite(t *testing.T) {
	for _, g := range all.Games() {
		info := g.Info()
		for i, colour := range info.Colours {
			for _, look := range looks {
				c := look.Canvas(1, 1)
				mark, style := board.Emblem(c, info, game.Seat(i))
				c.Free()
				role := style & 0xff
				switch {
				case colour == game.Black && role != term.Black, colour == game.White && role != term.White, colour == game.Red && role != term.Red, colour == game.Blue && role != term.Second:
					t.Errorf("%s, %+v: %s is drawn in %d", info.Name, look, colour, role)
				case look.ASCII || colour != game.Black && colour != game.White:
				case look.Profile > term.Colours16:
					if style&term.Wood == 0 {
						t.Errorf("%s, %+v: %s is not seen", info.Name, look, colour)
					}
				case strings.ContainsAny(mark, "○♔") != ((colour == game.White) == look.Light):
					t.Errorf("%s, %+v: %s is %s", info.Name, look, colour, mark)
				}
			}
		}
	}
}
