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
	moves := make([]string, len(r.Log))
	for i, step := range r.Log {
		moves[i] = step.Text
	}
	return record.Tagged(tags, moves, record.Clocks(r.Plies), r.Score(0))
}
