package hex

import (
	"math/rand/v2"
	"testing"

	"crossplay/game"
)

// On a full board, however it was filled, one side and one only has a chain
// (Gale, 1979).
func TestOneWinnerOnEveryFullBoard(t *testing.T) {
	for name, g := range grids {
		r := rand.New(rand.NewPCG(uint64(g.side), 0))
		for range 2000 {
			p := &position{grid: g}
			red := r.IntN(101) // per cent
			for i := range g.names {
				p.board[i] = 2
				if r.IntN(100) < red {
					p.board[i] = 1
				}
			}
			if a, b := p.bridge(0), p.bridge(1); (len(a) > 0) == (len(b) > 0) {
				t.Fatalf("%s: Red has the chain %v and Blue %v on %v", name, a, b, p.board)
			}
		}
	}
}

// The chains that Play keeps agree with a search for one, after every move of
// games that are played at random to the end.
func TestAGameEndsWithTheFirstChain(t *testing.T) {
	for name, g := range grids {
		r := rand.New(rand.NewPCG(uint64(g.side), 1))
		for range 100 {
			var s game.State = &position{grid: g, swaps: r.IntN(2) == 0}
			s.(*position).clear()
			for {
				p := s.(*position)
				_, over := p.Outcome()
				if chain := len(p.bridge(0)) > 0 || len(p.bridge(1)) > 0; chain != over {
					t.Fatalf("%s: it is %v that there is a chain and %v that it is over, on %v", name, chain, over, p.board)
				}
				if over {
					break
				}
				moves := p.Moves(p.mover())
				if len(moves) == 0 {
					t.Fatalf("%s: the board is full and nobody has won: %v", name, p.board)
				}
				var err error
				if s, err = p.Play(p.mover(), moves[r.IntN(len(moves))]); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
