package weiqi_test

import (
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
	"crossplay/game/weiqi"
)

func TestSGFHasEveryMove(t *testing.T) {
	t.Parallel()
	w := game.Record{
		ID: "K7MPQX-1", Site: "https://play.example.org", Date: "2026-11-30", Players: []string{"Ann [3d]", "Bob"},
		Options: map[string]string{"board": "19x19"}, Winners: []game.Seat{1}, Reason: "6.5 points ahead",
		Plies: []game.Ply{{Seat: 0, Move: "Q16", Left: 1500}, {Seat: 1, Move: "A1", Left: -1}, {Seat: 0, Move: "H19", Left: -1}, {Seat: 1, Move: "J18", Left: -1}, {Seat: 0, Move: "pass", Left: -1}, {Seat: 1, Move: "pass", Left: -1}, {Seat: 0, Move: "dead A1", Left: -1}, {Seat: 1, Move: "agree", Left: -1}},
	}
	want := `(;FF[4]GM[1]CA[UTF-8]AP[Crossplay]SZ[19]GN[K7MPQX-1]PC[https\://play.example.org]DT[2026-11-30]PB[Ann [3d\]]PW[Bob]KM[7.5]RU[Chinese]RE[W+6.5]
;B[pd]BL[1.5]
;W[as]
;B[ha]
;W[ib]
;B[]
;W[])
`
	if got := gametest.Written(t, weiqi.Rules{}, "sgf", w); got != want {
		t.Errorf("written\n%s\nnot\n%s", got, want)
	}
	played, _ := gametest.Record(t, weiqi.Rules{}, nil, 1, 60)
	if n := strings.Count(gametest.Written(t, weiqi.Rules{}, "sgf", played), "\n;"); n != 60 {
		t.Errorf("%d of 60 moves", n)
	}
}
