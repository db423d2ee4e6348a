package draughts_test

import (
	"testing"

	"crossplay/game"
	"crossplay/game/draughts"
	"crossplay/game/gametest"
)

func TestGamesAreWrittenDown(t *testing.T) {
	w := game.Record{
		ID: "K7MPQX-1", Site: "https://play.example.org", Date: "2026-11-30", Players: []string{"Ann", "Bob"}, Winners: []game.Seat{0}, Reason: "resigned",
		Plies: []game.Ply{{Seat: 0, Move: "11-15"}, {Seat: 1, Move: "22-18"}, {Seat: 0, Move: "15x22"}, {Seat: 1, Move: "25x18x11"}},
	}
	want := `[Event "Crossplay K7MPQX-1"]
[Site "https://play.example.org"]
[Date "2026.11.30"]
[Round "-"]
[White "Bob"]
[Black "Ann"]
[Result "0-1"]
[GameType "21"]

1. 11-15 22-18 2. 15x22 25x18x11 0-1
`
	if got := gametest.Written(t, draughts.Rules{}, "pdn", w); got != want {
		t.Errorf("written\n%s\nnot\n%s", got, want)
	}
}
