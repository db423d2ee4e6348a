package backgammon_test

import (
	"testing"

	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/game/gametest"
)

func TestGamesAreWrittenDown(t *testing.T) {
	w := game.Record{
		ID: "K7MPQX-1", Site: "https://play.example.org", Date: "2026-11-30", Players: []string{"Ann", "Bob"}, Winners: []game.Seat{0}, Reason: "the double was dropped, for 2 points",
	}
	for _, p := range []struct {
		seat game.Seat
		move game.Move
	}{
		{game.Chance, "opening 3-5"}, {1, "13/8"}, {1, "8/5"}, {0, "roll"}, {game.Chance, "6-6"}, {0, "24/18"}, {0, "24/18"}, {0, "13/7*"}, {0, "13/7"},
		{1, "roll"}, {game.Chance, "4-2"}, {1, "bar/21"}, {1, "6/off"}, {0, "double"}, {1, "take"}, {0, "roll"}, {game.Chance, "6-1"}, {0, "pass"}, {1, "double"}, {0, "take"}, {1, "double"}, {0, "drop"},
	} {
		w.Plies = append(w.Plies, game.Ply{Seat: p.seat, Move: p.move, Left: -1})
	}
	want := `; [Site "https://play.example.org"]
; [EventDate "2026.11.30"]

 0 point match

 Game 1
 Ann : 0                           Bob : 0
  1)                               35: 13/8 8/5
  2) 66: 24/18 24/18 13/7* 13/7    42: 25/21 6/0
  3) Doubles => 2                  Takes
  4) 61:                           Doubles => 4
  5) Takes                         Doubles => 8
  6) Drops
  7) Wins 2 points
`
	if got := gametest.Written(t, backgammon.Rules{}, "mat", w); got != want {
		t.Errorf("written\n%s\nnot\n%s", got, want)
	}
}
