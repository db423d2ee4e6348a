package battleship

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"crossplay/game"
)

func TestPlacesOfEachShip(t *testing.T) {
	for ship, want := range [ships]int{120, 140, 160, 160, 180} {
		if got := len(places[ship]); got != want {
			t.Errorf("the %s has %d places, want %d", kinds[ship].name, got, want)
		}
		for _, pl := range places[ship] {
			if n := pl.squares.size(); n != kinds[ship].size {
				t.Errorf("the %s at %s takes %d squares", kinds[ship].name, pl.move, n)
			}
		}
	}
}

// layouts counts the fleets with the carrier in each of its places.
func layouts() (counts [120]uint64) {
	type row [3]uint64 // a set of places of the destroyer
	clash := make([]row, len(places[3]))
	clashes := func(s set) (r row) {
		for number, pl := range places[4] {
			if pl.squares.meets(s) {
				r[number/64] |= 1 << (number % 64)
			}
		}
		return r
	}
	for number, pl := range places[3] {
		clash[number] = clashes(pl.squares)
	}
	for carrier, c := range places[0] {
		for _, b := range places[1] {
			if b.squares.meets(c.squares) {
				continue
			}
			both := b.squares.or(c.squares)
			barred := clashes(both)
			var free []int
			for number, pl := range places[3] {
				if !pl.squares.meets(both) {
					free = append(free, number)
				}
			}
			// The cruiser and the submarine may change places.
			for i, x := range free {
				for _, y := range free[:i] {
					if places[3][x].squares.meets(places[3][y].squares) {
						continue
					}
					n := len(places[4])
					for k := range barred {
						n -= bits.OnesCount64(barred[k] | clash[x][k] | clash[y][k])
					}
					counts[carrier] += 2 * uint64(n)
				}
			}
		}
	}
	return counts
}

// Each fleet is as likely as any other, which makes the places of a ship not
// equally likely: in the middle it is more in the way.
func TestChanceDrawsAllFleetsAlike(t *testing.T) {
	if testing.Short() {
		t.Skip("counts 30 thousand million fleets")
	}
	counts := layouts()
	all := uint64(0)
	for _, n := range counts {
		all += n
	}
	if all != 30_093_975_536 {
		t.Fatalf("%d fleets, want 30,093,975,536", all)
	}
	const draws = 120_000
	r := rand.New(rand.NewPCG(3, 4))
	var seen [120]int
	var nothing waters
	for range draws {
		seen[nothing.guess(r)[0]]++
	}
	// Pearson's chi-squared test, five standard deviations wide.
	sum := 0.0
	for carrier, n := range counts {
		expected := draws * float64(n) / float64(all)
		sum += (float64(seen[carrier]) - expected) * (float64(seen[carrier]) - expected) / expected
	}
	if free := float64(len(counts) - 1); sum > free+5*math.Sqrt(2*free) {
		t.Errorf("chi-squared is %.1f with %.0f degrees of freedom", sum, free)
	}
}

func TestChanceDrawsFleetsThatFit(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	s, err := Rules{}.Start(game.Setup{Seats: 2})
	if err != nil {
		t.Fatal(err)
	}
	s, err = s.Play(1, random)
	if err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		m := s.Draw(r)
		next, err := s.Play(game.Chance, m)
		if err != nil {
			t.Fatalf("%s: %v", m, err)
		}
		if w := next.(*position).waters[1]; w.placed != ships || w.taken.size() != 17 {
			t.Fatalf("%s: %d ships on %d squares", m, w.placed, w.taken.size())
		}
	}
}

// battle is a fleet that was shot at: at random, and now and then where a ship is.
func battle(r *rand.Rand, shots int) waters {
	var w, nothing waters
	for _, number := range nothing.guess(r) {
		w.moor(number)
	}
	w.ready = true
	order := r.Perm(squares)
	for i, square := range order {
		if w.shots.size() < shots && (i%2 == 0 || w.taken.has(square)) {
			w.shots = w.shots.with(square)
		}
	}
	return w
}

// seen is what the shooter knows: each shot with what it hit, and ships sunk.
func (w *waters) seen() (all [squares]int, sunk [ships]int) {
	for i := range squares {
		switch {
		case !w.shots.has(i):
		case w.wrecks().has(i):
			all[i] = 3
		case w.taken.has(i):
			all[i] = 2
		default:
			all[i] = 1
		}
	}
	for ship := range ships {
		sunk[ship] = none
		if w.sunk(ship) {
			sunk[ship] = int(w.fleet[ship])
		}
	}
	return all, sunk
}

// Fleets are found whatever is known, blindly or piece by piece.
func TestGuessesFitWhatIsKnown(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	for range 400 {
		w := battle(r, r.IntN(squares))
		if w.lost() {
			continue
		}
		squaresSeen, sunkSeen := w.seen()
		s := w.clues()
		if !s.fill(r, s.hits) {
			t.Fatal("no fleet is found, and there is one")
		}
		for how, fleet := range map[string][ships]uint8{"guess": w.guess(r), "fill": s.fleet} {
			g := waters{shots: w.shots, ready: true}
			for _, number := range fleet {
				g.moor(number)
			}
			if g.taken.size() != 17 {
				t.Fatalf("%s: ships overlap", how)
			}
			if a, b := g.seen(); a != squaresSeen || b != sunkSeen {
				t.Fatalf("%s: %v and %v, want %v and %v", how, a, b, squaresSeen, sunkSeen)
			}
		}
	}
}

// With all but two ships sunk, the fleets that fit can be counted one by one.
func TestGuessesAreEquallyLikely(t *testing.T) {
	var w waters
	for _, m := range []struct {
		ship int
		at   game.Move
	}{{0, "a1-e1"}, {1, "a3-d3"}, {2, "a5-c5"}, {3, "g5-i5"}, {4, "i8-j8"}} {
		w.moor(placeOf[m.ship][m.at])
	}
	w.ready = true
	// What is left are some squares around the submarine, one of them hit, and
	// two rows below.
	for i := range squares {
		row, col := i/side, i%side
		open := row >= 3 && row <= 6 && col >= 5 && i != 4*side+7 || row >= 7 && row <= 8 && col >= 6
		if !open {
			w.shots = w.shots.with(i)
		}
	}
	fits := make(map[[2]uint8]int)
	squaresSeen, sunkSeen := w.seen()
	for a := range places[3] {
		for b := range places[4] {
			g := waters{shots: w.shots}
			for ship, number := range w.fleet {
				switch ship {
				case 3:
					number = uint8(a)
				case 4:
					number = uint8(b)
				}
				g.moor(number)
			}
			if x, y := g.seen(); g.taken.size() == 17 && x == squaresSeen && y == sunkSeen {
				fits[[2]uint8{uint8(a), uint8(b)}] = 0
			}
		}
	}
	const each = 500
	r := rand.New(rand.NewPCG(10, 11))
	for range each * len(fits) {
		fleet := w.guess(r)
		pair := [2]uint8{fleet[3], fleet[4]}
		if _, ok := fits[pair]; !ok {
			t.Fatalf("%s and %s do not fit", places[3][pair[0]].move, places[4][pair[1]].move)
		}
		fits[pair]++
	}
	if len(fits) < 50 || !slices.Equal(w.clues().fleet[:3], w.fleet[:3]) {
		t.Fatalf("%d fleets fit", len(fits))
	}
	sum := 0.0
	for _, n := range fits {
		sum += (float64(n) - each) * (float64(n) - each) / each
	}
	if free := float64(len(fits) - 1); sum > free+5*math.Sqrt(2*free) {
		t.Errorf("chi-squared is %.1f with %.0f degrees of freedom", sum, free)
	}
}
