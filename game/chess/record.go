package chess

import (
	"crossplay/game"
	"crossplay/game/record"
)

// Formats implements [game.Recorder].
func (Rules) Formats() []game.Format { return []game.Format{{Name: "pgn", Write: writePGN}} }

// writePGN writes a game as PGN, with the clocks as comments.
func writePGN(r game.Record) string {
	ending := "normal"
	switch {
	case r.Void:
		ending = "unterminated"
	case r.Reason == "time":
		ending = "time forfeit"
	case r.Reason == "away" || r.Reason == "silent":
		ending = "abandoned"
	}
	tags := append(record.Head(r, 0, 1), record.Tag{Name: "TimeControl", Value: record.TimeControl(r.Clock)}, record.Tag{Name: "Termination", Value: ending})
	moves, clocks := make([]string, len(r.Log)), record.Clocks(r.Plies)
	for i, step := range r.Log {
		moves[i] = step.Text
	}
	if n := len(r.Plies); n > 0 && r.Plies[n-1].Move == claim { // which is no move of a piece
		moves, clocks = moves[:n-1], clocks[:n-1]
	}
	return record.Tagged(tags, moves, clocks, r.Score(0))
}
