package weiqi

import (
	"math/rand/v2"
	"strings"
	"testing"

	"crossplay/game"
)

// The number of legal positions on small boards: OEIS A094777.
func TestLegalPositions(t *testing.T) {
	want := []int{1, 57, 12675, 24318165}
	if testing.Short() {
		want = want[:3]
	}
	for i, n := range want {
		if got := begin(newGoban(i+1, i+1, 0)).legalPositions(0); got != n {
			t.Errorf("%d × %d: %d positions, want %d", i+1, i+1, got, n)
		}
	}
}

// legalPositions counts the ways to fill the points from the one given. A
// position is legal if its stones can be placed one after the other and none is
// captured: no chain has fewer liberties before it is complete.
func (p *position) legalPositions(from int) int {
	if from == len(p.points) {
		return 1
	}
	n := p.legalPositions(from + 1)
	at := p.points[from]
	for _, c := range []colour{black, white} {
		if e, err := p.try(at, c); err == nil && e.caught == [4]int16{} {
			p.stones[at] = c
			n += p.legalPositions(from + 1)
			p.stones[at] = empty
		}
	}
	return n
}

// The number of games on the smallest boards, where either side may move at any
// time, as the other may pass, and the game may end at any time: Tromp and
// Farnebäck, Combinatorics of Go. Nearly every move on a board of three points
// is about ko or suicide.
func TestGames(t *testing.T) {
	for i, want := range []int{1, 9, 907} {
		if got := begin(newGoban(i+1, 1, 0)).games(); got != want {
			t.Errorf("%d games on 1 × %d, want %d", got, i+1, want)
		}
	}
}

func (p *position) games() int {
	n := 1
	for _, at := range p.points {
		for _, c := range []colour{black, white} {
			if e, err := p.try(at, c); err == nil {
				next := *p
				next.put(at, c, e)
				n += next.games()
			}
		}
	}
	return n
}

// What Play keeps from move to move is what the board says.
func TestHashesAndCaptures(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 0))
		var s game.State = begin(newGoban(5, 5, 0))
		for s.(*position).count == nil && !s.(*position).over {
			p := s.(*position)
			moves := p.Moves(p.mover)
			var err error
			if s, err = s.Play(p.mover, moves[r.IntN(len(moves))]); err != nil {
				t.Fatal(err)
			}
			p = s.(*position)
			var hash uint64
			stones := 0
			for _, at := range p.points {
				if c := p.stones[at]; c != empty {
					hash ^= keys[c][at]
					stones++
				}
			}
			if hash != p.hash {
				t.Fatalf("after %v the hash is %x, want %x", p.log(), p.hash, hash)
			}
			played := 0
			for _, step := range p.log() {
				if step.Text != "pass" {
					played++
				}
			}
			if got := played - p.taken[0] - p.taken[1]; got != stones {
				t.Fatalf("after %v there are %d stones, want %d", p.log(), stones, got)
			}
		}
	}
}

func TestSeen(t *testing.T) {
	var none *seen
	if none.has(0) {
		t.Error("the empty set has 0")
	}
	r := rand.New(rand.NewPCG(1, 2))
	var all []uint64
	sets := []*seen{none}
	for i := range 500 {
		hash := r.Uint64()
		if i%2 == 1 {
			hash = all[i-1] ^ 1<<63 // as long a way down as there is
		}
		all = append(all, hash)
		sets = append(sets, sets[i].with(hash))
	}
	for n, s := range sets {
		for i, hash := range all {
			if s.has(hash) != (i < n) {
				t.Fatalf("it is %v that the set of %d has hash %d", s.has(hash), n, i)
			}
		}
	}
}

func TestPoints(t *testing.T) {
	g := newGoban(19, 19, 15)
	for _, at := range g.points {
		if got, ok := g.point(string(g.plays[at])); !ok || got != at {
			t.Errorf("%s is read as %d, %v; want %d", g.plays[at], got, ok, at)
		}
	}
	if first, last := g.plays[g.points[0]], g.plays[g.points[360]]; first != "A19" || last != "T1" {
		t.Errorf("from %s to %s, want A19 to T1", first, last)
	}
	for _, name := range strings.Fields("A A0 A20 A01 A1x I5 U1 a1 AA1 A100 1A A-1 A+1 Ä1") {
		if _, ok := g.point(name); ok {
			t.Errorf("%s is read as a point", name)
		}
	}
}

// full is a random position of the middle of a game on the full board.
func full(b *testing.B) *position {
	b.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	p := begin(newGoban(19, 19, 15))
	for range 200 {
		moves := p.Moves(p.mover)
		next, err := p.Play(p.mover, moves[r.IntN(len(moves)-1)])
		if err != nil {
			b.Fatal(err)
		}
		p = next.(*position)
	}
	return p
}

func BenchmarkMoves(b *testing.B) {
	p := full(b)
	for b.Loop() {
		p.Moves(p.mover)
	}
}

func BenchmarkPlay(b *testing.B) {
	p := full(b)
	moves := p.Moves(p.mover)
	for i := 0; b.Loop(); i++ {
		if _, err := p.Play(p.mover, moves[i%len(moves)]); err != nil {
			b.Fatal(err)
		}
	}
}
