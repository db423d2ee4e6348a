package othello_test

import (
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
	"crossplay/game/othello"
)

func TestGamesAreWrittenDown(t *testing.T) {
	w := game.Record{
		ID: "K7MPQX-1", Date: "2026-11-30", Players: []string{"Ann [x]", "Bob"}, Winners: []game.Seat{1}, Reason: "40 discs to 24",
		Plies: []game.Ply{{Seat: 0, Move: "d3", Left: -1}, {Seat: 1, Move: "c5", Left: -1}, {Seat: 1, Move: "pass", Left: -1}},
	}
	for format, want := range map[string]string{
		"sgf": "(;FF[4]GM[2]CA[UTF-8]AP[Crossplay]SZ[8]GN[K7MPQX-1]DT[2026-11-30]PB[Ann [x\\]]PW[Bob]RE[W+16]\n;B[d3]\n;W[c5]\n;W[])\n",
		"ggf": "(;GM[Othello]PC[Crossplay]DT[2026-11-30]PB[Ann (x)]PW[Bob]TY[8]RE[-16.000]BO[8 ---------------------------O*------*O--------------------------- *]B[D3]W[C5]W[PASS];)\n",
	} {
		if got := gametest.Written(t, othello.Rules{}, format, w); got != want {
			t.Errorf("written\n%s\nnot\n%s", got, want)
		}
	}
	w.Reason = "resigned"
	if got := gametest.Written(t, othello.Rules{}, "ggf", w); !strings.Contains(got, "RE[-64.000:r]") {
		t.Errorf("resigned: %s", got)
	}
	w.Void = true
	if got := gametest.Written(t, othello.Rules{}, "ggf", w); strings.Contains(got, "RE[") {
		t.Errorf("called off: %s", got)
	}
}
