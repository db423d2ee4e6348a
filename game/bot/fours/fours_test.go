package fours

import (
	"math/rand/v2"
	"testing"
)

// brute is the value of a position by looking at everything that can follow.
func brute(f *frame, p position, known map[position]int) int {
	if p.both == f.full {
		return 0
	}
	if v, ok := known[p]; ok {
		return v
	}
	best := -1
	moves := f.landings(p)
	for c := range f.cols {
		cell := moves & f.column[c]
		if cell == 0 {
			continue
		}
		v := 0
		if four(f, p.own|cell) {
			v = 1
		} else {
			v = -brute(f, p.drop(cell), known)
		}
		best = max(best, v)
	}
	known[p] = best
	return best
}

// four reports whether four of the pieces stand in a line, cell by cell.
func four(f *frame, pieces uint64) bool {
	has := func(c, r int) bool {
		return c >= 0 && c < f.cols && r >= 0 && r < f.rows && pieces>>(c*f.rows+r)&1 == 1
	}
	for c := range f.cols {
		for r := range f.rows {
			for _, d := range [...][2]int{{1, 0}, {0, 1}, {1, 1}, {1, -1}} {
				n := 0
				for has(c+n*d[0], r+n*d[1]) {
					n++
				}
				if n >= 4 {
					return true
				}
			}
		}
	}
	return false
}

// scatter plays plies at random without a win, or reports false.
func scatter(f *frame, plies int, r *rand.Rand) (position, bool) {
	var p position
	for range plies {
		cells := f.landings(p)
		var moves []uint64
		for c := range f.cols {
			if cell := cells & f.column[c]; cell != 0 && !four(f, p.own|cell) {
				moves = append(moves, cell)
			}
		}
		if len(moves) == 0 {
			return p, false
		}
		p = p.drop(moves[r.IntN(len(moves))])
	}
	return p, true
}

func TestSolverAgreesWithBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	values := make(map[value]int)
	left := 13
	if testing.Short() {
		left = 10
	}
	for size, f := range frames {
		for range 150 {
			p, ok := scatter(f, f.cells-4-r.IntN(left-3), r)
			if !ok {
				continue
			}
			want := value(brute(f, p, make(map[position]int)) + 2)
			s := newSolver(f, 1<<14, func() bool { return false })
			all, got := s.candidates(p)
			if got == unproven {
				got = s.prove(p, all)
			}
			if got != want {
				t.Fatalf("%v: %+v is %d for the solver, and %d by brute force", size, p, got, want)
			}
			if next := p.drop(all[0].cell); !four(f, next.other()) {
				if v := value(-brute(f, next, make(map[position]int)) + 2); v != want {
					t.Fatalf("%v: the solver's move in %+v is worth %d instead of %d", size, p, v, want)
				}
			}
			all, got = s.candidates(p)
			if got == unproven {
				got = s.weigh(p, all, f.cells)
			}
			if got != want {
				t.Fatalf("%v: %+v weighs %d, and is %d by brute force", size, p, got, want)
			}
			values[got]++
		}
	}
	if len(values) < 3 {
		t.Errorf("wins, draws and losses were not all tried: %v", values)
	}
}
