package gomoku_test

import (
	"strings"
	"testing"

	"crossplay/game"
)

// Black and White put their stones in turn; Black's come first.
func evaluator(t testing.TB, rule, black, white string) game.Evaluator {
	t.Helper()
	b, w := strings.Fields(black), strings.Fields(white)
	var moves []string
	for i := range b {
		moves = append(moves, b[i])
		if i < len(w) {
			moves = append(moves, w[i])
		}
	}
	return play(t, start(t, rule), moves...).(game.Evaluator)
}

func TestEvaluationPrefers(t *testing.T) {
	for _, c := range []struct {
		what, rule, better, worse, white string // White's stones are the same
	}{
		{"the middle", "freestyle", "h8", "d4", ""},
		{"two to one and one", "freestyle", "g8 h8", "g8 l12", "a1"},
		{"three to two", "freestyle", "f8 g8 h8", "f8 g8 j5", "a1 c15"},
		{"four to three", "freestyle", "f8 g8 h8 i8", "f8 g8 h8 j5", "a1 c15 o2"},
		{"four with both ends free", "freestyle", "f8 g8 h8 i8", "e8 f8 g8 h8", "d8 c15 o2"},
		{"three with both ends free", "freestyle", "f8 g8 h8", "e8 f8 g8", "d8 c15"},
		{"three with a gap to none", "freestyle", "f8 g8 i8", "e8 g8 l8", "a1 c15"},
		{"two threes to one", "freestyle", "f8 g8 h8 i10 i11 i12", "f8 g8 h8 i10 i11 k5", "a1 c15 o2 l15 a13"},
		{"three with room for five", "freestyle", "f9 g9 h9", "f8 g8 h8", "e8 i8"},
		{"a row that cannot grow too long", "standard", "f8 g8 h8 e5", "f8 g8 h8 k8", "e8 c15 o2"},
	} {
		t.Run(c.what, func(t *testing.T) {
			better := evaluator(t, c.rule, c.better, c.white).Evaluate(0)
			worse := evaluator(t, c.rule, c.worse, c.white).Evaluate(0)
			if better <= worse {
				t.Errorf("%d is not more than %d", better, worse)
			}
		})
	}
}

// The same stones are worth more with the next move.
func TestEvaluationCountsTheMove(t *testing.T) {
	const black = "f8 g8 h8 i8 a1"
	toMove := evaluator(t, "freestyle", black, "c15 o2 l15 a13 e1").Evaluate(0)
	waiting := evaluator(t, "freestyle", black, "c15 o2 l15 a13").Evaluate(0)
	if toMove <= waiting {
		t.Errorf("four are worth %d to move and %d not to move", toMove, waiting)
	}
}

// The evaluation goes on from stone to stone; the order must not matter.
func TestTheOrderOfStonesDoesNotMatter(t *testing.T) {
	for _, rule := range []string{"freestyle", "standard"} {
		a := evaluator(t, rule, "f8 g8 h8 i10 i11", "e8 c15 o2 h10")
		b := evaluator(t, rule, "i11 h8 i10 f8 g8", "h10 o2 e8 c15")
		if a.Hash() != b.Hash() {
			t.Errorf("%s: the hashes differ", rule)
		}
		if x, y := a.Evaluate(0), b.Evaluate(0); x != y {
			t.Errorf("%s: the values %d and %d differ", rule, x, y)
		}
	}
}

func TestHashesTellPositionsApart(t *testing.T) {
	seen := make(map[uint64]string)
	for _, stones := range []struct{ black, white string }{
		{"", ""}, {"h8", ""}, {"g8", ""}, {"h8", "g8"}, {"g8", "h8"}, {"h8 g8", "i8"}, {"h8 i8", "g8"},
	} {
		h, name := evaluator(t, "freestyle", stones.black, stones.white).Hash(), stones.black+" v "+stones.white
		if other, ok := seen[h]; ok {
			t.Errorf("%s and %s have the same hash", name, other)
		}
		seen[h] = name
	}
}

func BenchmarkEvaluate(b *testing.B) {
	s := evaluator(b, "freestyle", "f8 g8 h8 i10 i11", "e8 c15 o2 h10")
	for b.Loop() {
		s.Evaluate(0)
	}
}
