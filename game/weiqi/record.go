package weiqi

import (
	"strconv"
	"strings"

	"crossplay/game"
	"crossplay/game/record"
)

// Formats implements [game.Recorder].
func (Rules) Formats() []game.Format { return []game.Format{{Name: "sgf", Write: writeSGF}} }

// writeSGF writes a game as SGF. What was agreed about dead stones is in the result alone.
func writeSGF(r game.Record) string {
	g := gobans[r.Options["board"]]
	size := g.cols
	t := record.NewSGF(r, "1", strconv.Itoa(size), 0, 1)
	t.Put("KM", strconv.FormatFloat(float64(g.komi)/2, 'f', 1, 64))
	t.Put("RU", "Chinese")
	ahead, _, _ := strings.Cut(r.Reason, " ") // "6.5 points ahead"
	t.Put("RE", record.Result(r, 0, ahead))
	for _, p := range r.Plies {
		if at, played := place(p.Move, size); played {
			t.Move(p.Seat == 0, at, p.Left)
		}
	}
	return t.String()
}

// place is a move as SGF writes it; a pass is none. Marking stones and agreeing is no move.
func place(m game.Move, size int) (at string, played bool) {
	if m == "pass" {
		return "", true
	}
	if len(m) < 2 || m[0] < 'A' || m[0] > 'Z' {
		return "", false
	}
	row, err := strconv.Atoi(string(m[1:]))
	if err != nil {
		return "", false
	}
	col := int(m[0] - 'A')
	if m[0] > 'I' {
		col--
	}
	return record.Letters(col, size-row), true
}
