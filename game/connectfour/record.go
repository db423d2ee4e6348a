package connectfour

import (
	"strings"

	"crossplay/game"
)

// Formats implements [game.Recorder].
func (Rules) Formats() []game.Format { return []game.Format{{Name: "txt", Write: writeDigits}} }

// writeDigits writes a game as solvers of it do: the column of each move, from the left.
func writeDigits(r game.Record) string {
	var s strings.Builder
	for _, p := range r.Plies {
		s.WriteString(string(p.Move))
	}
	return s.String() + "\n"
}
