package draughts

import (
	"crossplay/game"
	"crossplay/game/record"
)

// Formats implements [game.Recorder].
func (Rules) Formats() []game.Format { return []game.Format{{Name: "pdn", Write: writePDN}} }

// english is the number of our rules among those of PDN.
const english = "21"

// writePDN writes a game as PDN, in which "1-0" is won by White, who moves second.
func writePDN(r game.Record) string {
	tags := append(record.Head(r, 1, 0), record.Tag{Name: "GameType", Value: english})
	moves := make([]string, len(r.Plies))
	for i, p := range r.Plies {
		moves[i] = string(p.Move)
	}
	return record.Tagged(tags, moves, nil, r.Score(1))
}
