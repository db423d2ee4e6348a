package othello_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
	"crossplay/game/othello"
)

func TestRules(t *testing.T) { gametest.Run(t, othello.Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, othello.Rules{}) }

func TestPlaythroughs(t *testing.T) {
	for _, file := range []string{"testdata/pass.txt", "testdata/wipeout.txt", "testdata/draw.txt"} {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, othello.Rules{}, file) })
	}
}

func start(t testing.TB) game.State {
	t.Helper()
	s, err := othello.Rules{}.Start(game.Setup{Seats: 2})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func after(t testing.TB, s game.State, seat game.Seat, m game.Move) game.State {
	t.Helper()
	next, err := s.Play(seat, m)
	if err != nil {
		t.Fatalf("%s: %v", m, err)
	}
	return next
}

// play plays the squares in turn.
func play(t testing.TB, s game.State, moves ...game.Move) game.State {
	t.Helper()
	for i, m := range moves {
		s = after(t, s, game.Seat(i%2), m)
	}
	return s
}

func TestPerft(t *testing.T) {
	want := []uint64{1, 4, 12, 56, 244, 1396, 8200, 55_092, 390_216}
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

// A pass is the only choice of whoever has no other, and nobody else's.
func TestAPassIsForced(t *testing.T) {
	s := play(t, start(t), "e6", "f6", "g6", "g7", "c4", "h6", "h8")
	if _, err := s.Play(1, "pass"); !errors.Is(err, game.ErrIllegal) {
		t.Errorf("White passes with other moves: %v", err)
	}
	s = after(t, s, 1, "f8")
	choices := s.View(0).Choices
	if len(choices) != 1 || choices[0].Move != "pass" || len(choices[0].Path) != 0 || choices[0].Label != "Pass" {
		t.Fatalf("%+v, want a pass and nothing else", choices)
	}
	if turn := after(t, s, 0, "pass").Turn(); !slices.Equal(turn, []game.Seat{1}) {
		t.Errorf("%v are to move after the pass, want White", turn)
	}
}

// One disc may turn lines in several directions, and only those that end at one
// of its own colour.
func TestDiscsTurnInEveryDirection(t *testing.T) {
	s := play(t, start(t), "d3", "c3", "b3", "e3", "f5", "f4", "f3")
	var black []string
	for _, c := range s.View(game.Spectator).Boards[0].Cells {
		if c.Piece == "black" {
			black = append(black, c.Label)
		}
	}
	// f3 turns e3 to the left, f4 below and e4 slantwise, and leaves d4.
	want := []string{"b3", "c3", "d3", "e3", "f3", "e4", "f4", "d5", "e5", "f5"}
	if !slices.Equal(black, want) {
		t.Errorf("black on %v, want %v", black, want)
	}
}

// Many orders of moves lead to the same discs: they count once.
func TestHashesTellPositionsApart(t *testing.T) {
	const depth = 6
	hashes := make(map[uint64]bool)
	var visit func(game.State, int)
	visit = func(s game.State, left int) {
		if left == 0 {
			hashes[s.(game.Evaluator).Hash()] = true
			return
		}
		for _, seat := range s.Turn() {
			for _, m := range game.Moves(s, seat) {
				visit(after(t, s, seat, m), left-1)
			}
		}
	}
	visit(start(t), depth)
	if want := gametest.Positions(start(t), depth)[depth]; len(hashes) != want {
		t.Errorf("%d hashes of %d positions", len(hashes), want)
	}
}

// Whoever looks one move ahead with Evaluate beats whoever takes as many discs
// as possible. Games differ by their first moves.
func TestEvaluateBeatsGreed(t *testing.T) {
	const games, opening = 40, 6
	won := 0
	for g := range games {
		r := rand.New(rand.NewPCG(uint64(g), 0))
		thinker := game.Seat(g % 2)
		s := start(t)
		for ply := 0; len(s.Turn()) > 0; ply++ {
			seat := s.Turn()[0]
			moves := game.Moves(s, seat)
			switch {
			case ply < opening:
				s = after(t, s, seat, moves[r.IntN(len(moves))])
			case seat == thinker:
				s = best(t, s, seat, game.Evaluator.Evaluate)
			default:
				s = best(t, s, seat, greed)
			}
		}
		if out, _ := s.Outcome(); slices.Equal(out.Winners, []game.Seat{thinker}) {
			won++
		}
	}
	if won < games*8/10 {
		t.Errorf("it won %d of %d games", won, games)
	}
}

// greed counts discs.
func greed(s game.Evaluator, seat game.Seat) int {
	n := 0
	for _, c := range s.View(game.Spectator).Boards[0].Cells {
		switch c.Piece {
		case [...]string{"black", "white"}[seat]:
			n++
		case "":
		default:
			n--
		}
	}
	return n
}

// best is the position after the move that the value likes most.
func best(t *testing.T, s game.State, seat game.Seat, value func(game.Evaluator, game.Seat) int) game.State {
	t.Helper()
	var found game.State
	most := 0
	for _, m := range game.Moves(s, seat) {
		next := after(t, s, seat, m)
		if v := value(next.(game.Evaluator), seat); found == nil || v > most {
			found, most = next, v
		}
	}
	return found
}

func BenchmarkEvaluate(b *testing.B) {
	e := play(b, start(b), "f5", "d6", "c3", "d3", "c4", "f4", "f6", "f3").(game.Evaluator)
	for b.Loop() {
		e.Evaluate(0)
	}
}

func BenchmarkPlay(b *testing.B) {
	s := start(b)
	for b.Loop() {
		if _, err := s.Play(0, "d3"); err != nil {
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
