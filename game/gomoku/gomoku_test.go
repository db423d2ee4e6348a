package gomoku_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
	"crossplay/game/gomoku"
)

func TestRules(t *testing.T) { gametest.Run(t, gomoku.Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, gomoku.Rules{}) }

func TestPlaythroughs(t *testing.T) {
	for _, file := range []string{"testdata/win.txt", "testdata/overline.txt", "testdata/standard.txt", "testdata/full.txt"} {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, gomoku.Rules{}, file) })
	}
}

func start(t testing.TB, rule string) game.State {
	t.Helper()
	s, err := gomoku.Rules{}.Start(game.Setup{Seats: 2, Options: map[string]string{"rule": rule}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// play plays the crossings in turn.
func play(t testing.TB, s game.State, moves ...string) game.State {
	t.Helper()
	for i, m := range moves {
		var err error
		if s, err = s.Play(game.Seat(i%2), game.Move(m)); err != nil {
			t.Fatalf("move %d, %s: %v", i+1, m, err)
		}
	}
	return s
}

func TestPerft(t *testing.T) {
	want := []uint64{1, 225, 50_400, 11_239_200}
	if testing.Short() {
		want = want[:3]
	}
	for _, rule := range []string{"freestyle", "standard"} {
		s := start(t, rule)
		for depth, n := range want {
			if got := gametest.Perft(s, depth); got != n {
				t.Errorf("%s: perft(%d) = %d, want %d", rule, depth, got, n)
			}
		}
	}
}

func TestRowsThatWin(t *testing.T) {
	for _, c := range []struct {
		how       string
		stones    string // Black's; White's lie apart, where they threaten nothing
		freestyle int    // how many stones are marked as winning; 0 where nothing is won
		standard  int
	}{
		{"across", "f8 g8 h8 i8 j8", 5, 5},
		{"up", "h4 h5 h6 h7 h8", 5, 5},
		{"rising", "d4 e5 f6 g7 h8", 5, 5},
		{"falling", "d8 e7 f6 g5 h4", 5, 5},
		{"into the corner", "k11 l12 m13 n14 o15", 5, 5},
		{"along the right edge", "o1 o2 o3 o5 o4", 5, 5},
		{"four are not enough", "f8 g8 h8 i8", 0, 0},
		{"a gap", "f8 g8 h8 i8 k8", 0, 0},
		{"round the edge", "m8 n8 o8 a7 b7", 0, 0},
		{"six", "f8 g8 h8 j8 k8 i8", 6, 0},
		{"nine", "d8 e8 f8 g8 i8 j8 k8 l8 h8", 9, 0},
		{"five and five at once", "d8 e8 f8 g8 h4 h5 h6 h7 h8", 9, 9},
		{"five and six at once", "d8 e8 f8 g8 h5 h6 h7 h9 h10 h8", 10, 5},
	} {
		for rule, marked := range map[string]int{"freestyle": c.freestyle, "standard": c.standard} {
			t.Run(c.how+", "+rule, func(t *testing.T) {
				s := play(t, start(t, rule), withReplies(c.stones)...)
				out, over := s.Outcome()
				if over != (marked > 0) {
					t.Fatalf("it is %v that the game is over", over)
				}
				if over && !slices.Equal(out.Winners, []game.Seat{0}) {
					t.Errorf("%+v, want a win for Black", out)
				}
				won := 0
				for _, cell := range s.View(game.Spectator).Boards[0].Cells {
					if cell.Has(game.Win) {
						won++
					}
				}
				if won != marked {
					t.Errorf("%d stones are marked, want %d", won, marked)
				}
			})
		}
	}
}

// withReplies puts a harmless move of White's between those of Black's.
func withReplies(black string) []string {
	var moves []string
	for i, m := range strings.Fields(black) {
		if i > 0 {
			moves = append(moves, fmt.Sprintf("%c%d", 'a'+2*(i/2), 1+i%2*13))
		}
		moves = append(moves, m)
	}
	return moves
}

func TestTheReasonTellsFiveFromMore(t *testing.T) {
	for stones, want := range map[string]string{
		"f8 g8 h8 i8 j8":                 "five in a row",
		"f8 g8 h8 j8 k8 i8":              "more than five in a row",
		"d8 e8 f8 g8 h5 h6 h7 h9 h10 h8": "five in a row",
	} {
		out, _ := play(t, start(t, "freestyle"), withReplies(stones)...).Outcome()
		if out.Reason != want {
			t.Errorf("%s: %q, want %q", stones, out.Reason, want)
		}
	}
}

// Filled by turns of two, so that nobody has more than two in a row anywhere.
func TestAFullBoardIsADraw(t *testing.T) {
	var black, white []string
	for y := range 15 {
		for x := range 15 {
			m := fmt.Sprintf("%c%d", 'a'+x, y+1)
			if (x+2*y)%4 < 2 {
				black = append(black, m)
			} else {
				white = append(white, m)
			}
		}
	}
	s := start(t, "freestyle")
	for ply := range 225 {
		mine := &black
		if ply%2 == 1 {
			mine = &white
		}
		var err error
		if s, err = s.Play(game.Seat(ply%2), game.Move((*mine)[0])); err != nil {
			t.Fatal(err)
		}
		*mine = (*mine)[1:]
	}
	out, over := s.Outcome()
	if !over || len(out.Winners) != 0 || out.Reason != "the board is full" {
		t.Errorf("%+v, %v, want a draw", out, over)
	}
}

func TestFivePointsAreMarked(t *testing.T) {
	var stars []string
	for _, c := range start(t, "freestyle").View(0).Boards[0].Cells {
		if c.Has(game.Star) {
			stars = append(stars, c.Label)
		}
	}
	if want := []string{"d12", "l12", "h8", "d4", "l4"}; !slices.Equal(stars, want) {
		t.Errorf("%v, want %v", stars, want)
	}
}

func BenchmarkPlay(b *testing.B) {
	s := play(b, start(b, "freestyle"), withReplies("d8 e8 f8 g8 h5 h6 h7 h9 h10")...)
	for b.Loop() {
		if _, err := s.Play(1, "h8"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMoves(b *testing.B) {
	s := start(b, "freestyle")
	for b.Loop() {
		game.Moves(s, 0)
	}
}
