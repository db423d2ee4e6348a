package hex_test

import (
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
	"crossplay/game/hex"
)

func TestGamesAreWrittenDown(t *testing.T) {
	w := game.Record{
		ID: "K7MPQX-1", Date: "2026-11-30", Players: []string{"Ann", "Bob"}, Options: map[string]string{"size": "13x13"}, Winners: []game.Seat{1}, Reason: "time",
		Plies: []game.Ply{{Seat: 0, Move: "a2", Left: -1}, {Seat: 1, Move: "swap", Left: -1}, {Seat: 0, Move: "m13", Left: -1}},
	}
	want := "(;FF[4]GM[11]CA[UTF-8]AP[Crossplay]SZ[13]GN[K7MPQX-1]DT[2026-11-30]PB[Ann]PW[Bob]RE[W+T]\n;B[a2]\n;W[swap-pieces]\n;B[m13])\n"
	if got := gametest.Written(t, hex.Rules{}, "sgf", w); got != want {
		t.Errorf("written\n%s\nnot\n%s", got, want)
	}
}
