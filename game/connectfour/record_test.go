package connectfour_test

import (
	"testing"

	"crossplay/game"
	"crossplay/game/connectfour"
	"crossplay/game/gametest"
)

func TestGamesAreWrittenDown(t *testing.T) {
	w := game.Record{Plies: []game.Ply{{Seat: 0, Move: "4"}, {Seat: 1, Move: "4"}, {Seat: 0, Move: "7"}}}
	if got := gametest.Written(t, connectfour.Rules{}, "txt", w); got != "447\n" {
		t.Errorf("written %q", got)
	}
}
