package tictactoe_test

import (
	"slices"
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
	"crossplay/game/tictactoe"
)

func TestRules(t *testing.T) { gametest.Run(t, tictactoe.Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, tictactoe.Rules{}) }

func TestPlaythroughs(t *testing.T) {
	for _, file := range []string{"testdata/win.txt", "testdata/draw.txt", "testdata/two-lines.txt"} {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, tictactoe.Rules{}, file) })
	}
}

func start(t *testing.T) game.State {
	t.Helper()
	s, err := tictactoe.Rules{}.Start(game.Setup{Seats: 2})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPerft(t *testing.T) {
	want := []uint64{1, 9, 72, 504, 3024, 15120, 54720, 148176, 200448, 127872, 0}
	if testing.Short() {
		want = want[:7]
	}
	s := start(t)
	for depth, n := range want {
		if got := gametest.Perft(s, depth); got != n {
			t.Errorf("perft(%d) = %d, want %d", depth, got, n)
		}
	}
}

func TestPositions(t *testing.T) {
	all := 0
	for _, n := range gametest.Positions(start(t), 9) {
		all += n
	}
	if all != 5478 {
		t.Errorf("%d positions, want 5478", all)
	}
}

// Every game there is, by who wins it.
func TestAllGames(t *testing.T) {
	if testing.Short() {
		t.Skip("plays 255,168 games")
	}
	ends := make(map[string]int)
	var play func(game.State)
	play = func(s game.State) {
		if out, over := s.Outcome(); over {
			switch {
			case slices.Equal(out.Winners, []game.Seat{0}):
				ends["X"]++
			case slices.Equal(out.Winners, []game.Seat{1}):
				ends["O"]++
			case len(out.Winners) == 0:
				ends["draw"]++
			}
			return
		}
		seat := s.Turn()[0]
		for _, c := range s.View(seat).Choices {
			next, err := s.Play(seat, c.Move)
			if err != nil {
				t.Fatal(err)
			}
			play(next)
		}
	}
	play(start(t))
	if ends["X"] != 131184 || ends["O"] != 77904 || ends["draw"] != 46080 {
		t.Errorf("%v, want 131184 for X, 77904 for O and 46080 draws", ends)
	}
}

func TestTheReasonIsToldAsTheEndOfASentence(t *testing.T) {
	for _, c := range []struct {
		moves  []game.Move
		winner []game.Seat
		reason string
	}{
		{[]game.Move{"a1", "a3", "b1", "b3", "c1"}, []game.Seat{0}, "three in a row"},
		{[]game.Move{"a1", "a3", "b1", "b3", "c2", "c3"}, []game.Seat{1}, "three in a row"},
		{[]game.Move{"a1", "b1", "c1", "b2", "a2", "c2", "b3", "a3", "c3"}, nil, "the board is full"},
	} {
		s := start(t)
		for i, m := range c.moves {
			var err error
			if s, err = s.Play(game.Seat(i%2), m); err != nil {
				t.Fatal(err)
			}
		}
		out, over := s.Outcome()
		if !over || !slices.Equal(out.Winners, c.winner) || out.Reason != c.reason {
			t.Errorf("%v: %+v, %v", c.moves, out, over)
		}
	}
}
