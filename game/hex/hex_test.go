package hex_test

import (
	"errors"
	"slices"
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
	"crossplay/game/hex"
)

func TestRules(t *testing.T) { gametest.Run(t, hex.Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, hex.Rules{}) }

func TestPlaythroughs(t *testing.T) {
	for _, file := range []string{"testdata/red.txt", "testdata/swap.txt", "testdata/no-swap.txt"} {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, hex.Rules{}, file) })
	}
}

func start(t testing.TB, size, swap string) game.State {
	t.Helper()
	s, err := hex.Rules{}.Start(game.Setup{Seats: 2, Options: map[string]string{"size": size, "swap": swap}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// play plays the cells in turn.
func play(t testing.TB, s game.State, moves ...game.Move) game.State {
	t.Helper()
	for i, m := range moves {
		var err error
		if s, err = s.Play(game.Seat(i%2), m); err != nil {
			t.Fatalf("move %d, %s: %v", i+1, m, err)
		}
	}
	return s
}

// After a swap there is one stone on the board, and before it one move more.
func TestPerft(t *testing.T) {
	for _, c := range []struct {
		size, swap string
		want       []uint64
	}{
		{"7x7", "off", []uint64{49, 49 * 48, 49 * 48 * 47}},
		{"7x7", "on", []uint64{49, 49 * 49, 49 * (48*47 + 48)}},
		{"11x11", "on", []uint64{121, 121 * 121, 121 * (120*119 + 120)}},
		{"13x13", "off", []uint64{169, 169 * 168}},
	} {
		s := start(t, c.size, c.swap)
		for i, want := range c.want {
			if got := gametest.Perft(s, i+1); got != want {
				t.Errorf("%s, swap %s: perft(%d) = %d, want %d", c.size, c.swap, i+1, got, want)
			}
		}
	}
}

func pieceOn(t *testing.T, s game.State, label string) string {
	t.Helper()
	cells := s.View(game.Spectator).Boards[0].Cells
	i := slices.IndexFunc(cells, func(c game.Cell) bool { return c.Label == label })
	if i < 0 {
		t.Fatalf("there is no %s", label)
	}
	return cells[i].Piece
}

func TestTheSwapMirrorsTheFirstStone(t *testing.T) {
	for first, mirrored := range map[game.Move]string{"a2": "b1", "b1": "a2", "k1": "a11", "f6": "f6", "e8": "h5"} {
		s := play(t, start(t, "11x11", "on"), first, "swap")
		if got := pieceOn(t, s, mirrored); got != "blue" {
			t.Errorf("%s is taken: %q on %s, want blue", first, got, mirrored)
		}
		if got := pieceOn(t, s, string(first)); mirrored != string(first) && got != "" {
			t.Errorf("%s is taken, and holds %q", first, got)
		}
		if turn := s.Turn(); !slices.Equal(turn, []game.Seat{0}) {
			t.Errorf("%s is taken: %v are to move, want Red", first, turn)
		}
		if n := len(game.Moves(s, 0)); n != 120 {
			t.Errorf("%s is taken: Red has %d moves, want 120", first, n)
		}
	}
}

func TestTheSwapIsForTheFirstStoneOnly(t *testing.T) {
	for _, c := range []struct {
		when  string
		swap  string
		moves []game.Move
	}{
		{"before it", "on", nil},
		{"a move later", "on", []game.Move{"f6", "f7"}},
		{"at Blue's second move", "on", []game.Move{"f6", "f7", "f8"}},
		{"after a swap", "on", []game.Move{"f6", "swap"}},
		{"without the rule", "off", []game.Move{"f6"}},
	} {
		s := play(t, start(t, "11x11", c.swap), c.moves...)
		seat := s.Turn()[0]
		if _, err := s.Play(seat, "swap"); !errors.Is(err, game.ErrIllegal) {
			t.Errorf("%s: %v, want an illegal move", c.when, err)
		}
		if slices.Contains(game.Moves(s, seat), "swap") {
			t.Errorf("%s: it is offered", c.when)
		}
	}
}

// The stone that was taken counts for Blue where it lies now, and for Red no
// more where it lay.
func TestChainsAfterASwap(t *testing.T) {
	s := play(t, start(t, "7x7", "on"), "d1", "swap", // a blue stone on a4
		"d2", "b4", "d3", "c4", "d5", "e4", "d6", "f4", "d7", "g4")
	if _, over := s.Outcome(); over {
		t.Fatal("it is over with gaps in both chains")
	}
	red := play(t, s, "d4")
	if _, over := red.Outcome(); over {
		t.Error("Red has won without a stone at the top")
	}
	blue, err := play(t, s, "a1").Play(1, "d4")
	if err != nil {
		t.Fatal(err)
	}
	out, over := blue.Outcome()
	if !over || !slices.Equal(out.Winners, []game.Seat{1}) || out.Reason != "a chain from left to right" {
		t.Errorf("%+v, %v, want a win for Blue", out, over)
	}
}

// Of a thick chain only a shortest way through it is marked.
func TestAShortestChainIsMarked(t *testing.T) {
	s := play(t, start(t, "7x7", "off"),
		"a1", "b1", "a2", "b2", "a3", "b3", "a4", "b4", "a5", "b5", "a6", "e1", "b6", "e2", "a7")
	if _, over := s.Outcome(); !over {
		t.Fatal("it is not over")
	}
	var marked []string
	for _, c := range s.View(0).Boards[0].Cells {
		if c.Has(game.Win) {
			marked = append(marked, c.Label)
		}
	}
	if want := []string{"a1", "a2", "a3", "a4", "a5", "a6", "a7"}; !slices.Equal(marked, want) {
		t.Errorf("%v are marked, want %v", marked, want)
	}
}

func BenchmarkPlay(b *testing.B) {
	s := play(b, start(b, "11x11", "on"), "f6", "f7", "g6", "g5")
	for b.Loop() {
		if _, err := s.Play(0, "h5"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMoves(b *testing.B) {
	s := start(b, "11x11", "on")
	for b.Loop() {
		game.Moves(s, 0)
	}
}
