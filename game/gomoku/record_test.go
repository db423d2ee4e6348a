package gomoku_test

import (
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
	"crossplay/game/gomoku"
)

func TestGamesAreWrittenDown(t *testing.T) {
	w := game.Record{
		ID: "K7MPQX-1", Date: "2026-11-30", Players: []string{"Ann", "Bob"}, Winners: []game.Seat{0}, Reason: "five in a row",
		Plies: []game.Ply{{Seat: 0, Move: "a15", Left: -1}, {Seat: 1, Move: "h8", Left: 2000}, {Seat: 0, Move: "o1", Left: -1}},
	}
	want := "(;FF[4]GM[4]CA[UTF-8]AP[Crossplay]SZ[15]GN[K7MPQX-1]DT[2026-11-30]PB[Ann]PW[Bob]RE[B+]\n;B[aa]\n;W[hh]WL[2]\n;B[oo])\n"
	if got := gametest.Written(t, gomoku.Rules{}, "sgf", w); got != want {
		t.Errorf("written\n%s\nnot\n%s", got, want)
	}
}
