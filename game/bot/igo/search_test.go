package igo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/bot"
)

// move is what the engine plays after so many playouts.
func move(t testing.TB, s game.State, seat game.Seat, playouts int, seed uint64) game.Move {
	t.Helper()
	p := problem(s, seat, bot.Hard)
	p.Rand = rand.New(rand.NewPCG(seed, 1))
	m, err := Engine{playouts}.Think(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// wander plays moves at random, but few passes.
func wander(t testing.TB, s game.State, r *rand.Rand, moves int) game.State {
	t.Helper()
	for range moves {
		if len(s.Turn()) != 1 {
			break
		}
		seat := s.Turn()[0]
		all := game.Moves(s, seat)
		s = play(t, s, seat, all[r.IntN(len(all))])
	}
	return s
}

func TestEveryMoveIsLegal(t *testing.T) {
	positions := map[int]int{9: 200, 13: 20, 19: 5}
	if testing.Short() {
		positions = map[int]int{9: 20, 13: 2}
	}
	for side, n := range positions {
		for seed := range uint64(n) {
			r := rand.New(rand.NewPCG(seed, 2))
			s := wander(t, begin(t, side), r, r.IntN(3*side*side))
			if len(s.Turn()) == 0 {
				continue
			}
			seat := s.Turn()[0]
			if m := move(t, s, seat, 40, seed); !offers(s.View(seat), m) {
				t.Fatalf("%d lines, seed %d: %q is not legal after %v", side, seed, m, s.View(seat).Log)
			}
		}
	}
}

func TestEqualDiceGiveEqualMoves(t *testing.T) {
	for seed := range uint64(5) {
		s := wander(t, begin(t, 9), rand.New(rand.NewPCG(seed, 3)), 30)
		seat := s.Turn()[0]
		if a, b := move(t, s, seat, 200, seed), move(t, s, seat, 200, seed); a != b {
			t.Errorf("seed %d: %s and then %s", seed, a, b)
		}
	}
}

// toMove is a position in which the seat is to move.
func toMove(t testing.TB, seat game.Seat, board string) game.State {
	t.Helper()
	return play(t, finish(t, "a position", rows(board)).counts, 1-seat, resume)
}

// In each of these one move wins and all others lose.
func TestTactics(t *testing.T) {
	const south = `
			O.O.O.O.O
			OOOOOOOOO
			XXXXXXXXX
			.X.X.X.X.
			XXXXXXXXX
			XXXXXXXXX`
	tests := []struct {
		name, north string
		seat        game.Seat
		want        string
	}{
		{"live in the middle of three", `
			X...XOOOO
			XXXXXO.O.
			OOOOOOOOO`, 0, "C9"},
		{"kill in the middle of three", `
			X...XOOOO
			XXXXXO.O.
			OOOOOOOOO`, 1, "C9"},
		{"live with five that are bulky", `
			...XOOO.O
			..XXO.OOO
			XXXOOOOOO`, 0, "B9 B8"},
		{"kill five that are bulky", `
			...XOOO.O
			..XXO.OOO
			XXXOOOOOO`, 1, "B9"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if m := move(t, toMove(t, test.seat, test.north+south), test.seat, 3000, 1); !slices.Contains(strings.Fields(test.want), string(m)) {
				t.Errorf("it plays %s, want %s", m, test.want)
			}
		})
	}
}

// Nothing is left to gain here. Black is ahead.
const sharedOut = `
	X.X.XOOOO
	XXXXXO.O.
	OOOOOOOOO
	O.O.O.O.O
	OOOOOOOOO
	XXXXXXXXX
	.X.X.X.X.
	XXXXXXXXX
	XXXXXXXXX`

// When it is clear whose each point is, it passes, whether it wins or not, and even
// if the other has not passed: nobody likes to be played on against.
func TestItPassesWhenNothingIsLeft(t *testing.T) {
	for seat := range game.Seat(2) {
		if m := move(t, toMove(t, seat, sharedOut), seat, 2000, 1); m != pass {
			t.Errorf("seat %d plays %s", seat, m)
		}
	}
	s := play(t, begin(t, 9), 0, "E5")
	if m := move(t, s, 1, 500, 1); m == pass {
		t.Error("it passes on an open board")
	}
	if m := move(t, play(t, s, 1, pass), 0, 500, 1); m != pass {
		t.Errorf("it owns the board, the other has passed, and it plays %s", m)
	}
}

// No level plays on in a game that is lost when the other has passed.
func TestWhoHasLostPassesToo(t *testing.T) {
	for _, level := range bot.Levels() {
		s := play(t, toMove(t, 0, sharedOut), 0, pass)
		p := problem(s, 1, level)
		quick := bot.New(map[string]bot.Engine{"go": Engine{playouts: 1000}})
		if m, err := quick.Think(t.Context(), p); err != nil || m != pass {
			t.Errorf("%s plays %s, %v", level, m, err)
		}
	}
}

// After they have played on twice, two passes end it with all stones as they stand:
// then what is dead has to be captured.
func TestWhatStandsIsCaptured(t *testing.T) {
	s := shared(t)
	for range 2 {
		s = play(t, s, 0, resume)
		s = play(t, s, 1, pass)
		if len(s.View(0).Choices) > 0 && len(s.Turn()) == 1 && s.Turn()[0] == 0 {
			p := problem(s, 0, bot.Hard)
			if counts(p) {
				break
			}
			s = play(t, s, 0, pass)
		}
	}
	for n := 0; len(s.Turn()) > 0; n++ {
		if n > 40 {
			t.Fatalf("it does not end: %v", s.View(0).Log)
		}
		if s.Turn()[0] == 1 {
			s = play(t, s, 1, pass)
			continue
		}
		s = play(t, s, 0, move(t, s, 0, 1000, uint64(n)))
	}
	if o, _ := s.Outcome(); !slices.Equal(o.Winners, []game.Seat{0}) {
		t.Errorf("%+v after %v", o, s.View(0).Log)
	}
}

func TestReplay(t *testing.T) {
	for seed := range uint64(20) {
		s := wander(t, begin(t, 9), rand.New(rand.NewPCG(seed, 4)), 100)
		if len(s.Turn()) != 1 {
			continue
		}
		seat := s.Turn()[0]
		v := s.View(seat)
		now, _ := read(v)
		r := replay(v, now)
		if !r.seen[r.hash] {
			t.Fatalf("seed %d: the game is not known", seed)
		}
		// What the rules forbid because the board was there before is seen, too.
		for i, at := range r.points {
			m := game.Move(v.Boards[0].Cells[i].Label)
			if r.at[at] != empty || offers(v, m) || !now.legal(at, black+colour(seat)) {
				continue
			}
			after := newBoard(r.size)
			after.copyFrom(now)
			after.play(at, black+colour(seat))
			if !r.seen[after.hash] {
				t.Errorf("seed %d: %s is refused, but was not seen", seed, m)
			}
		}
		v.Log = v.Log[1:]
		if r := replay(v, now); r.board != now && len(r.seen) == 0 {
			t.Errorf("seed %d: another game leads to it", seed)
		}
	}
}

// Sending two and returning one: a longer repetition than a ko, in the tree as on the
// board.
func TestTheTreeForgetsWhatWasThere(t *testing.T) {
	s := play(t, begin(t, 9), 0, "A2")
	for i, m := range strings.Fields("C2 B2 D1 A9 B1 pass A1 C1") {
		s = play(t, s, game.Seat(1-i%2), game.Move(m))
	}
	seat := s.Turn()[0]
	if offers(s.View(seat), "B1") {
		t.Fatal("B1 may be played")
	}
	now, _ := read(s.View(seat))
	search := newSearch(replay(s.View(seat), now), black+colour(seat), false, rand.New(rand.NewPCG(1, 1)))
	b1 := at(now, s.View(seat), "B1")
	has := func() bool {
		return slices.ContainsFunc(search.nodes[0].kids, func(k kid) bool { return k.at == b1 })
	}
	if !has() {
		t.Fatal("there is no repetition to be forgotten")
	}
	for range 3000 {
		search.once()
	}
	if has() {
		t.Error("it is still there")
	}
}

func TestAreaAndKomiAreThoseOfTheRules(t *testing.T) {
	for seed := range uint64(10) {
		s := wander(t, begin(t, 9), rand.New(rand.NewPCG(seed, 5)), 40+10*int(seed))
		for len(s.Turn()) == 1 {
			s = play(t, s, s.Turn()[0], pass)
		}
		v := s.View(0)
		b, _ := read(v)
		for i, c := range b.area() {
			if want := []string{"", "black", "white"}[c]; strings.TrimSuffix(v.Boards[0].Cells[i].Piece, "-area") != want {
				t.Fatalf("seed %d: %s is %q, want %q", seed, v.Boards[0].Cells[i].Label, want, v.Boards[0].Cells[i].Piece)
			}
		}
	}
	for _, side := range []int{9, 13, 19} {
		s := begin(t, side)
		for _, m := range []game.Move{pass, agree} {
			s = play(t, play(t, s, 0, m), 1, m)
		}
		if o, _ := s.Outcome(); o.Reason != fmt.Sprintf("%.1f points ahead", komi(newSize(side, side))) {
			t.Errorf("%d lines: %s", side, o.Reason)
		}
	}
}

func TestStepsAlongAChainAreFree(t *testing.T) {
	s := finish(t, "steps", rows(`
		.........
		.........
		..XXXX...
		.........
		.........
		.........
		.........
		.........
		.........`)).counts
	v := s.View(0)
	b, _ := read(v)
	p := &playout{}
	p.start(b)
	steps := p.steps(at(b, v, "C7"))
	for label, want := range map[string]uint8{"C7": 1, "F7": 1, "G7": 2, "C8": 2, "H7": 3, "C5": 3, "J7": 4, "C4": 4, "C3": 0} {
		if got := steps[at(b, v, label)]; got != want {
			t.Errorf("%s: %d, want %d", label, got, want)
		}
	}
}

func TestAThoughtEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p := problem(begin(t, 9), 0, bot.Hard)
	imagine := p.Imagine
	p.Imagine = func(r *rand.Rand) game.State { cancel(); return imagine(r) }
	if m, err := (Engine{}).Think(ctx, p); err != nil && !errors.Is(err, context.Canceled) || err == nil && !offers(p.View, m) {
		t.Errorf("%q, %v", m, err)
	}
}
