package backgammon_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
)

// Each turn of our own log, typed back as the list of moves shows it, is the same turn.
func TestEachTurnOfTheLogIsReadBackWhole(t *testing.T) {
	long := 0
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := start(t, "off")
		for range 400 {
			if _, over := s.Outcome(); over {
				break
			}
			seat := s.Turn()[0]
			if seat == game.Chance {
				s = play(t, s, string(s.(interface{ Draw(*rand.Rand) game.Move }).Draw(r)))
				continue
			}
			begun := s
			for !over(s) && s.Turn()[0] == seat {
				choices := s.View(seat).Choices
				s = play(t, s, string(choices[r.IntN(len(choices))].Move))
			}
			if !game.Rehearses(begun, seat) {
				continue
			}
			turns := game.Turns(s.View(seat).Log)
			last := turns[len(turns)-1]
			if last.Seat != seat { // the next roll is not made
				t.Fatalf("the last turn is of %v", last.Seat)
			}
			var written []string
			for _, step := range last.Steps {
				written = append(written, step.Text)
			}
			if len(written) > 2 {
				long++
			}
			for _, between := range []string{" ", " · ", ", "} {
				again, rest := begun, strings.Join(written, between)
				typed := rest
				for rest != "" {
					c, more, ok := game.Begin(again.View(seat).Choices, rest)
					if !ok {
						t.Fatalf("%q: %q is no move", typed, rest)
					}
					again, rest = play(t, again, string(c.Move)), more
				}
				if a, b := again.View(seat), s.View(seat); !slices.EqualFunc(a.Boards[0].Cells, b.Boards[0].Cells, func(a, b game.Cell) bool { return a.Piece == b.Piece && a.Count == b.Count }) {
					t.Fatalf("%q leads elsewhere", typed)
				}
			}
		}
	}
	if long < 50 {
		t.Errorf("only %d turns had several moves", long)
	}
}

func over(s game.State) bool {
	_, over := s.Outcome()
	return over
}
