package hex

import (
	"strconv"

	"crossplay/game"
	"crossplay/game/record"
)

// Formats implements [game.Recorder].
func (Rules) Formats() []game.Format { return []game.Format{{Name: "sgf", Write: writeSGF}} }

// writeSGF writes a game as SGF, which calls whoever goes first Black.
func writeSGF(r game.Record) string {
	t := record.NewSGF(r, "11", strconv.Itoa(grids[r.Options["size"]].side), 0, 1)
	t.Put("RE", record.Result(r, 0, ""))
	for _, p := range r.Plies {
		at := string(p.Move)
		if p.Move == swap {
			at = "swap-pieces"
		}
		t.Move(p.Seat == 0, at, p.Left)
	}
	return t.String()
}
