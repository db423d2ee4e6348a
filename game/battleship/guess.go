package battleship

import (
	"math/rand/v2"
	"slices"

	"crossplay/game"
)

// maxGuesses is how many fleets are drawn blindly before one is pieced
// together. Of all fleets on an empty board 2 of 5 do not overlap, and with a few
// hits to explain 1 of 30 fits; a try takes less than 0.1 µs.
const maxGuesses = 500

// Resample hides the other fleet, or for spectators both, anew among those that
// would have been hit, missed and sunk by the shots so far. Whoever is not
// ready has nothing placed in it: of that nobody else knows anything.
func (p *position) Resample(seat game.Seat, r *rand.Rand) game.State {
	if p.over() {
		return p
	}
	next := *p
	for i := range p.waters {
		if game.Seat(i) != seat {
			next.waters[i] = p.waters[i].imagine(r)
		}
	}
	if p.due != nobody && seat != 0 && seat != 1 {
		next.due = next.someone(r)
	}
	return &next
}

// someone is one of those who are not ready.
func (p *position) someone(r *rand.Rand) game.Seat {
	first := game.Seat(r.IntN(2))
	if p.waters[first].ready {
		return 1 - first
	}
	return first
}

// imagine are waters that look the same to everybody but their owner.
func (w *waters) imagine(r *rand.Rand) waters {
	next := waters{ready: w.ready, shots: w.shots}
	if w.ready {
		for _, number := range w.guess(r) {
			next.moor(number)
		}
	}
	return next
}

// guess draws a fleet that fits the shots, each with the same probability
// unless it takes more than maxGuesses. It looks only at what the shots have
// told: which of them hit, and where the ships lie that are sunk.
func (w *waters) guess(r *rand.Rand) [ships]uint8 {
	s := w.clues()
	for range maxGuesses {
		if fleet, ok := s.blind(r); ok {
			return fleet
		}
	}
	s.fill(r, s.hits)
	return s.fleet
}

// search looks for a fleet that fits what is known.
type search struct {
	fleet  [ships]uint8
	afloat [ships]bool    // ships to be found
	fits   [ships][]uint8 // where those may lie
	hits   set            // squares that they must cover
	taken  set            // squares of ships found so far
}

// clues are what the shots have told.
func (w *waters) clues() *search {
	s := new(search)
	s.hits = w.shots.and(w.taken)
	barred := w.shots.minus(w.taken)
	for ship := range ships {
		s.afloat[ship] = ship >= int(w.placed) || !w.sunk(ship)
		if !s.afloat[ship] {
			s.fleet[ship] = w.fleet[ship]
			s.hits = s.hits.minus(w.squares(ship))
			barred = barred.or(w.squares(ship))
		}
	}
	for ship, afloat := range s.afloat {
		if !afloat {
			continue
		}
		s.fits[ship] = make([]uint8, 0, len(places[ship]))
		for number, pl := range places[ship] {
			// All squares hit would mean that it is sunk.
			if !pl.squares.meets(barred) && !pl.squares.within(s.hits) {
				s.fits[ship] = append(s.fits[ship], uint8(number))
			}
		}
	}
	return s
}

// blind draws each ship by itself and reports whether they make a fleet that
// fits. Those that do are all equally likely.
func (s *search) blind(r *rand.Rand) (fleet [ships]uint8, ok bool) {
	fleet = s.fleet
	var taken set
	for ship, fits := range s.fits {
		if !s.afloat[ship] {
			continue
		}
		fleet[ship] = fits[r.IntN(len(fits))]
		squares := places[ship][fleet[ship]].squares
		if squares.meets(taken) {
			return fleet, false
		}
		taken = taken.or(squares)
	}
	return fleet, s.hits.within(taken)
}

// fill finds places for the ships that are still afloat, in random order but
// beginning with the hits that are yet to be covered, and reports whether there
// are any. It tries everything if it must, so it finds the true ones at worst.
func (s *search) fill(r *rand.Rand, open set) bool {
	if !slices.Contains(s.afloat[:], true) {
		return open == set{}
	}
	options := s.options(open)
	r.Shuffle(len(options), func(i, j int) { options[i], options[j] = options[j], options[i] })
	taken := s.taken
	for _, o := range options {
		squares := places[o.ship][o.number].squares
		s.fleet[o.ship], s.afloat[o.ship], s.taken = o.number, false, taken.or(squares)
		if s.fill(r, open.minus(squares)) {
			return true
		}
		s.afloat[o.ship], s.taken = true, taken
	}
	return false
}

// option is a place for a ship.
type option struct {
	ship   int
	number uint8
}

// options are the places that cover the first open hit; when there is none,
// those of the longest ship.
func (s *search) options(open set) []option {
	var all []option
	none := open == set{}
	for ship, fits := range s.fits {
		if !s.afloat[ship] {
			continue
		}
		for _, number := range fits {
			squares := places[ship][number].squares
			if !squares.meets(s.taken) && (none || squares.has(open.first())) {
				all = append(all, option{ship, number})
			}
		}
		if none {
			break
		}
	}
	return all
}
