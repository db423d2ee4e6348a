package bot

import (
	"testing"

	"crossplay/game"
	"crossplay/game/battleship"
	"crossplay/game/chess"
	"crossplay/game/tictactoe"
)

func reached(t *testing.T, r game.Rules, moves ...game.Move) game.State {
	t.Helper()
	s, err := r.Start(game.Setup{Seats: 2})
	for _, m := range moves {
		if err == nil {
			s, err = s.Play(s.Turn()[0], m)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A bot takes a draw when it is behind, not when it is level or ahead, and never
// where it cannot tell.
func TestWhoIsBehindTakesADraw(t *testing.T) {
	level := reached(t, chess.Rules{})
	queenUp := reached(t, chess.Rules{}, "e2e4", "d7d5", "e4d5", "d8d5", "b1c3", "g8f6", "c3d5") // White has won the queen
	for _, c := range []struct {
		name  string
		state game.State
		seat  game.Seat
		takes bool
	}{
		{"level", level, 0, false}, {"level", level, 1, false}, {"ahead", queenUp, 0, false}, {"behind", queenUp, 1, true},
		{"a game without a judgement", reached(t, tictactoe.Rules{}), 0, false},
		{"a game with secrets", reached(t, battleship.Rules{}), 0, false},
	} {
		if got := TakesDraw(c.state, c.seat); got != c.takes {
			t.Errorf("%s, seat %d: it takes a draw: %v", c.name, c.seat, got)
		}
	}
}
