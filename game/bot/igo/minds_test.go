package igo

import (
	"math/rand/v2"
	"strings"
	"testing"

	"crossplay/game"
)

// However somebody marks, and however little time the bot has for one judgement and
// how much for another: it never marks a chain first one way and then the other, it
// marks none more often than it takes to see that the other insists, and it comes to
// an end with marks left.
func TestItKeepsItsMind(t *testing.T) {
	for _, f := range finishedGames(t) {
		if !strings.HasPrefix(f.name, "nine_") {
			continue // larger boards take long
		}
		b, _ := read(f.counts.View(0))
		for seed := range uint64(2) {
			r := rand.New(rand.NewPCG(seed, 6))
			s := f.counts
			so := make(map[int16]string) // how the bot has marked a chain
			times := make(map[int16]int)
			marks := 0
			for n := 0; len(s.Turn()) > 0 && offers(s.View(s.Turn()[0]), agree); n++ {
				if n > 400 {
					t.Fatalf("%s, seed %d: it does not come to an end: %v", f.name, seed, s.View(0).Log)
				}
				seat := s.Turn()[r.IntN(len(s.Turn()))]
				if seat == 0 {
					s = play(t, s, 0, anyMark(s, r))
					continue
				}
				most := r.IntN(40)
				verdicts := judge(b, func() bool { most--; return most < 0 })
				m := scoringMove(s.View(1), 1, b, verdicts)
				s = play(t, s, 1, m)
				word, point, ok := strings.Cut(string(m), " ")
				if !ok {
					continue
				}
				head := b.head[at(b, s.View(1), point)]
				if old := so[head]; old != "" && old != word {
					t.Errorf("%s, seed %d: %s is %s and then %s", f.name, seed, point, old, word)
				}
				so[head] = word
				times[head]++
				if marks++; times[head] > insists || marks >= 100 {
					t.Errorf("%s, seed %d: it marks %s %d times, and %d in all", f.name, seed, point, times[head], marks)
				}
			}
		}
	}
}

// anyMark is a move of somebody who marks chains at random, and seldom anything else.
func anyMark(s game.State, r *rand.Rand) game.Move {
	moves := game.Moves(s, 0)
	if r.IntN(30) == 0 {
		return agree
	}
	return moves[r.IntN(len(moves)-1)] // all but to play on
}
