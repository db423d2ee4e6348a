package ultimate_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
	"crossplay/game/ultimate"
)

func TestRules(t *testing.T) { gametest.Run(t, ultimate.Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, ultimate.Rules{}) }

func TestPlaythroughs(t *testing.T) {
	for _, file := range []string{"testdata/win.txt", "testdata/draw.txt"} {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, ultimate.Rules{}, file) })
	}
}

func start(t testing.TB) game.State {
	t.Helper()
	s, err := ultimate.Rules{}.Start(game.Setup{Seats: 2})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPerft(t *testing.T) {
	want := []uint64{1, 81, 720, 6336, 55_080, 473_256}
	if testing.Short() {
		want = want[:5]
	}
	s := start(t)
	for depth, n := range want {
		if got := gametest.Perft(s, depth); got != n {
			t.Errorf("perft(%d) = %d, want %d", depth, got, n)
		}
	}
}

func after(t *testing.T, s game.State, seat game.Seat, m game.Move) game.State {
	t.Helper()
	next, err := s.Play(seat, m)
	if err != nil {
		t.Fatalf("%s: %v", m, err)
	}
	return next
}

// boards are the small boards where the seat may play, as digits.
func boards(s game.State, seat game.Seat) string {
	var all []byte
	for _, m := range game.Moves(s, seat) {
		if !slices.Contains(all, m[0]) {
			all = append(all, m[0])
		}
	}
	return string(all)
}

func TestWhereToPlay(t *testing.T) {
	for _, c := range []struct {
		when  string
		moves []game.Move
		want  string
	}{
		{"at the start", nil, "123456789"},
		{"sent to a board", []game.Move{"5.3"}, "3"},
		{"sent to the board just played on", []game.Move{"5.5"}, "5"},
		{"sent to the board just won", []game.Move{"1.2", "2.1", "1.3", "3.1", "1.1"}, "23456789"},
		{"sent to a board won earlier", []game.Move{"1.2", "2.1", "1.3", "3.1", "1.1", "5.1"}, "23456789"},
	} {
		s := start(t)
		for i, m := range c.moves {
			s = after(t, s, game.Seat(i%2), m)
		}
		if got := boards(s, s.Turn()[0]); got != c.want {
			t.Errorf("%s: on %s, want %s", c.when, got, c.want)
		}
	}
}

// All through random games the view agrees with the last move: it sends to one
// small board, whose free squares are marked, or anywhere but to closed ones,
// which are marked too.
func TestTheViewShowsWhereToPlay(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 0))
		s := start(t)
		for len(s.Turn()) > 0 {
			seat := s.Turn()[0]
			moves := game.Moves(s, seat)
			last := moves[r.IntN(len(moves))]
			s = after(t, s, seat, last)

			v := s.View(1 - seat)
			var open string
			for i, c := range v.Boards[1].Cells {
				if c.Piece == "" {
					open += string(rune('1' + i))
				}
			}
			want := open
			if sent := last[2:]; strings.Contains(open, string(sent)) {
				want = string(sent)
			}
			if len(s.Turn()) == 0 {
				want = ""
			}
			if got := boards(s, 1-seat); got != want {
				t.Fatalf("after %s, on %s, want %s", last, got, want)
			}
			for _, c := range v.Boards[0].Cells {
				closed := !strings.Contains(open, string(c.Spot[:1]))
				if c.Has(game.Out) != closed {
					t.Errorf("%s is marked %v on boards of which %s are open", c.Spot, c.Marks, open)
				}
				choice := slices.Contains(game.Moves(s, 1-seat), game.Move(c.Spot))
				if c.Has(game.Target) != (choice && len(want) == 1) {
					t.Errorf("%s is marked %v where the choice is of boards %s", c.Spot, c.Marks, want)
				}
			}
		}
	}
}

func BenchmarkPlay(b *testing.B) {
	s := start(b)
	for b.Loop() {
		if _, err := s.Play(0, "5.3"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMoves(b *testing.B) {
	s := start(b)
	for b.Loop() {
		game.Moves(s, 0)
	}
}
