package gomoku

import (
	"strconv"

	"crossplay/game"
	"crossplay/game/record"
)

// Formats implements [game.Recorder].
func (Rules) Formats() []game.Format { return []game.Format{{Name: "sgf", Write: writeSGF}} }

// writeSGF writes a game as SGF, whose rows are counted from the top.
func writeSGF(r game.Record) string {
	t := record.NewSGF(r, "4", strconv.Itoa(side), 0, 1)
	t.Put("RE", record.Result(r, 0, ""))
	for _, p := range r.Plies {
		row, _ := strconv.Atoi(string(p.Move[1:])) // every move is a letter and a number
		t.Move(p.Seat == 0, record.Letters(int(p.Move[0]-'a'), side-row), p.Left)
	}
	return t.String()
}
