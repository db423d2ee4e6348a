package kalah_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
	"crossplay/game/kalah"
)

func TestRules(t *testing.T) { gametest.Run(t, kalah.Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, kalah.Rules{}) }

func TestPlaythroughs(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, kalah.Rules{}, file) })
	}
}

func start(t testing.TB, options map[string]string) game.State {
	t.Helper()
	s, err := kalah.Rules{}.Start(game.Setup{Seats: 2, Options: options})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// play plays the pits in turn: whose they are follows from the rules.
func play(t testing.TB, s game.State, pits string) game.State {
	t.Helper()
	for i, pit := range pits {
		var err error
		if s, err = s.Play(s.Turn()[0], game.Move(pit)); err != nil {
			t.Fatalf("move %d of %s: %v", i+1, pits, err)
		}
	}
	return s
}

// seeds are the counts of a position: South's pits and store, then North's.
func seeds(s game.State) []int {
	b := s.View(game.Spectator).Boards[0]
	var all []int
	for col := 1; col <= 6; col++ {
		all = append(all, b.Cell(col, 1).Count)
	}
	all = append(all, b.Cell(7, 0).Count)
	for col := 6; col >= 0; col-- {
		all = append(all, b.Cell(col, 0).Count)
	}
	return all
}

func TestPerft(t *testing.T) {
	for _, c := range []struct {
		capture string
		want    []uint64
	}{
		{"off", []uint64{1, 6, 35, 185, 942, 4690, 23233}},
		{"on", []uint64{1, 6, 35, 185, 942, 4685}},
	} {
		s := start(t, map[string]string{"empty-capture": c.capture})
		for depth, n := range c.want {
			if got := gametest.Perft(s, depth); got != n {
				t.Errorf("empty capture %s: perft(%d) = %d, want %d", c.capture, depth, got, n)
			}
		}
	}
}

func TestMoves(t *testing.T) {
	for _, c := range []struct {
		what    string
		options map[string]string
		pits    string
		want    []int
		turn    game.Seat
	}{
		{"the start", nil, "", []int{4, 4, 4, 4, 4, 4, 0, 4, 4, 4, 4, 4, 4, 0}, 0},
		{"three seeds", map[string]string{"seeds": "3"}, "", []int{3, 3, 3, 3, 3, 3, 0, 3, 3, 3, 3, 3, 3, 0}, 0},
		{"six seeds", map[string]string{"seeds": "6"}, "", []int{6, 6, 6, 6, 6, 6, 0, 6, 6, 6, 6, 6, 6, 0}, 0},
		{"short of the store", nil, "1", []int{0, 5, 5, 5, 5, 4, 0, 4, 4, 4, 4, 4, 4, 0}, 1},
		{"into the store: again", nil, "3", []int{4, 4, 0, 5, 5, 5, 1, 4, 4, 4, 4, 4, 4, 0}, 0},
		{"past the store", nil, "6", []int{4, 4, 4, 4, 4, 0, 1, 5, 5, 5, 4, 4, 4, 0}, 1},
		{"North past North's store", nil, "16", []int{1, 6, 6, 5, 5, 4, 0, 4, 4, 4, 4, 4, 0, 1}, 0},
		{"North into North's store", nil, "13", []int{0, 5, 5, 5, 5, 4, 0, 4, 4, 0, 5, 5, 5, 1}, 1},
		{"a capture", nil, "642", []int{5, 0, 5, 5, 5, 0, 7, 0, 5, 5, 0, 5, 5, 1}, 1},
		{"nothing opposite", nil, "612", []int{4, 0, 5, 5, 5, 1, 1, 0, 6, 6, 5, 5, 5, 0}, 1},
		{"nothing opposite, where that matters not", map[string]string{"empty-capture": "on"}, "612",
			[]int{4, 0, 5, 5, 5, 0, 2, 0, 6, 6, 5, 5, 5, 0}, 1},
		{"an empty pit of the other: no capture", nil, "113", []int{0, 5, 0, 6, 6, 5, 1, 1, 5, 5, 5, 5, 4, 0}, 1},
	} {
		t.Run(c.what, func(t *testing.T) {
			s := play(t, start(t, c.options), c.pits)
			if got := seeds(s); !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
			if got := s.Turn(); !slices.Equal(got, []game.Seat{c.turn}) {
				t.Errorf("%v to move, want %d", got, c.turn)
			}
		})
	}
}

// random plays a random game and shows every position of it.
func random(t testing.TB, options map[string]string, seed uint64, show func(before, after game.State)) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 0))
	s := start(t, options)
	for len(s.Turn()) > 0 {
		moves := game.Moves(s, s.Turn()[0])
		next, err := s.Play(s.Turn()[0], moves[r.IntN(len(moves))])
		if err != nil {
			t.Fatal(err)
		}
		show(s, next)
		s = next
	}
}

func TestNoSeedIsLostAndStoresOnlyGrow(t *testing.T) {
	for seed := range uint64(200) {
		random(t, nil, seed, func(before, after game.State) {
			a, b := seeds(before), seeds(after)
			sum := 0
			for _, n := range b {
				sum += n
			}
			if sum != 48 || b[6] < a[6] || b[13] < a[13] {
				t.Fatalf("%v after %v", b, a)
			}
		})
	}
}

// The game ends with the first empty row, whoever is to move, and what is left
// in the other goes to its owner.
func TestItEndsWithAnEmptyRow(t *testing.T) {
	for seed := range uint64(200) {
		random(t, nil, seed, func(before, after game.State) {
			b := seeds(after)
			empty := func(pits []int) bool { return slices.Max(pits) == 0 }
			south, north := empty(b[:6]), empty(b[7:13])
			out, over := after.Outcome()
			if over != (south || north) || over && !(south && north) {
				t.Fatalf("over: %v, with %v", over, b)
			}
			if !over {
				return
			}
			var winners []game.Seat
			reason := fmt.Sprintf("%d seeds to %d", max(b[6], b[13]), min(b[6], b[13]))
			switch {
			case b[6] > b[13]:
				winners = []game.Seat{0}
			case b[13] > b[6]:
				winners = []game.Seat{1}
			default:
				reason = "24 seeds each"
			}
			if !slices.Equal(out.Winners, winners) || out.Reason != reason {
				t.Errorf("%+v with %v", out, b)
			}
		})
	}
}

func TestEachSeesTheirOwnPitsBelow(t *testing.T) {
	s := play(t, start(t, nil), "6422")
	south, north := s.View(0).Boards[0], s.View(1).Boards[0]
	for row := range 2 {
		for col := range 8 {
			a, b := south.Cell(col, row), north.Cell(7-col, 1-row)
			if a.Kind == game.Store {
				b = north.Cell(7-col, row)
			}
			if a.Kind != game.Void && (a.Label != b.Label || a.Count != b.Count || a.Piece != b.Piece) {
				t.Errorf("column %d, row %d: %+v and %+v", col, row, a, b)
			}
		}
	}
	for seat, b := range []game.Board{south, north} {
		name := []string{"South", "North"}[seat]
		for i := range 6 {
			c := b.Cell(1+i, 1)
			if n := fmt.Sprint(i + 1); string(c.Spot) != n || b.ColLabels[1+i] != n || c.Label != name+"'s pit "+n {
				t.Errorf("%s's view: %+v below column %q", name, c, b.ColLabels[1+i])
			}
		}
		if c := b.Cell(7, 0); c.Label != name+"'s store" {
			t.Errorf("%s's store is not on the right: %+v", name, c)
		}
	}
}

func TestTheLogSaysHowAMoveWent(t *testing.T) {
	s := play(t, start(t, nil), "31642")
	var got []string
	for _, step := range s.View(0).Log {
		got = append(got, fmt.Sprint(step.Seat, " ", step.Text))
	}
	want := []string{"0 3, again", "0 1", "1 6", "0 4", "1 2, again"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := play(t, start(t, nil), "642").View(0); got.Log[2].Text != "2, taking 6" || got.Note != "South captured 6." {
		t.Errorf("%+v, %q", got.Log, got.Note)
	}
}

func TestWhatIsGoodForOneIsBadForTheOther(t *testing.T) {
	for seed := range uint64(50) {
		random(t, nil, seed, func(_, s game.State) {
			e := s.(game.Evaluator)
			if a, b := e.Evaluate(0), e.Evaluate(1); a != -b || max(a, b) >= game.WinScore {
				t.Fatalf("%d and %d", a, b)
			}
		})
	}
	if n := play(t, start(t, nil), "642").(game.Evaluator).Evaluate(0); n <= 0 {
		t.Errorf("a capture is worth %d", n)
	}
}

// Positions are the same to a search where the seeds and the mover are.
func TestHash(t *testing.T) {
	places := make(map[uint64]string)
	hashes := make(map[string]uint64)
	var walk func(s game.State, depth int)
	walk = func(s game.State, depth int) {
		if len(s.Turn()) == 0 {
			return
		}
		h := s.(game.Evaluator).Hash()
		place := fmt.Sprint(s.Turn(), seeds(s))
		if other, ok := places[h]; ok && other != place {
			t.Fatalf("%s and %s have one hash", place, other)
		}
		if other, ok := hashes[place]; ok && other != h {
			t.Fatalf("%s has two hashes", place)
		}
		places[h], hashes[place] = place, h
		if depth == 0 {
			return
		}
		for _, m := range game.Moves(s, s.Turn()[0]) {
			walk(play(t, s, string(m)), depth-1)
		}
	}
	walk(start(t, nil), 5)
	on := start(t, map[string]string{"empty-capture": "on"})
	if places[on.(game.Evaluator).Hash()] != "" {
		t.Error("two rules have one hash")
	}
	if len(places) < 1000 {
		t.Errorf("only %d positions", len(places))
	}
}

func TestRefusalsHelp(t *testing.T) {
	s := play(t, start(t, nil), "3")
	for move, says := range map[game.Move]string{"3": "pit 3 is empty", "7": "numbered from 1 to 6", "": "numbered from 1 to 6"} {
		if _, err := s.Play(0, move); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", move, err, says)
		}
	}
}

func BenchmarkPlay(b *testing.B) {
	s := start(b, nil)
	for b.Loop() {
		if _, err := s.Play(0, "3"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMoves(b *testing.B) {
	s := start(b, nil)
	for b.Loop() {
		game.Moves(s, 0)
	}
}
