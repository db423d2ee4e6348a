package battleship

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"crossplay/game"
)

// The moves besides those that place a ship, with what they are called.
const (
	ready     game.Move = "ready"
	random    game.Move = "random"
	startOver game.Move = "clear"
)

var labels = map[game.Move]string{ready: "Ready", random: "Random fleet", startOver: "Start over"}

// place plays a move of the time before the first shot.
func (p *position) place(seat game.Seat, m game.Move) (game.State, error) {
	w := &p.waters[seat]
	next := *p
	nw := &next.waters[seat]
	switch m {
	case ready:
		if w.placed < ships {
			return nil, fmt.Errorf("%w: not all ships are placed", game.ErrIllegal)
		}
		nw.ready = true
		return &next, nil
	case random, startOver:
		if w.tries == maxTries {
			return nil, fmt.Errorf("%w: you have tried %d fleets", game.ErrIllegal, maxTries)
		}
		if m == startOver && w.placed == 0 {
			return nil, fmt.Errorf("%w: no ship is placed", game.ErrIllegal)
		}
		nw.scrap()
		nw.tries++
		if m == random {
			next.due = seat
		}
		return &next, nil
	}
	if w.placed == ships {
		return nil, fmt.Errorf("%w: all ships are placed", game.ErrIllegal)
	}
	number, ok := placeOf[w.placed][m]
	if !ok {
		k := kinds[w.placed]
		return nil, fmt.Errorf("%w: the %s takes %d squares, like %s", game.ErrIllegal, k.name, k.size, places[w.placed][0].move)
	}
	if places[w.placed][number].squares.meets(w.taken) {
		return nil, fmt.Errorf("%w: another ship is in the way", game.ErrIllegal)
	}
	nw.moor(number)
	return &next, nil
}

// free are the places of the next ship that no ship is in.
func (w *waters) free() []place {
	if w.placed == ships {
		return nil
	}
	free := make([]place, 0, len(places[w.placed]))
	for _, pl := range places[w.placed] {
		if !pl.squares.meets(w.taken) {
			free = append(free, pl)
		}
	}
	return free
}

// buttons are the moves besides those that place a ship.
func (w *waters) buttons() []game.Move {
	var moves []game.Move
	if w.placed == ships {
		moves = append(moves, ready)
	}
	if w.tries < maxTries {
		moves = append(moves, random)
		if w.placed > 0 {
			moves = append(moves, startOver)
		}
	}
	return moves
}

// placings are the moves of the time before the first shot. Those that place a
// ship come twice: it is picked by either end first.
func (p *position) placings(seat game.Seat) []game.Move {
	w := &p.waters[seat]
	free := w.free()
	moves := make([]game.Move, 0, 2*len(free)+len(labels))
	for range 2 {
		for _, pl := range free {
			moves = append(moves, pl.move)
		}
	}
	return append(moves, w.buttons()...)
}

// Draw spells a fleet for whoever asked for one, each with the same
// probability: "fleet 0 a1-a5 b1-b4 c1-c3 d1-d3 e1-e2".
func (p *position) Draw(r *rand.Rand) game.Move {
	if p.due == nobody {
		return ""
	}
	var nothing waters
	return spell(p.due, nothing.guess(r))
}

func spell(seat game.Seat, fleet [ships]uint8) game.Move {
	text := fmt.Sprintf("fleet %d", seat)
	for ship, number := range fleet {
		text += " " + string(places[ship][number].move)
	}
	return game.Move(text)
}

// drawn plays what Draw spelt.
func (p *position) drawn(m game.Move) (game.State, error) {
	next := *p
	next.due = nobody
	w := &next.waters[p.due]
	words := strings.Split(string(m), " ")
	if len(words) != 2+ships {
		return nil, fmt.Errorf("%w: a fleet has %d ships", game.ErrIllegal, ships)
	}
	for ship, word := range words[2:] {
		number, ok := placeOf[ship][game.Move(word)]
		if !ok || places[ship][number].squares.meets(w.taken) {
			return nil, fmt.Errorf("%w: the %s cannot lie there", game.ErrIllegal, kinds[ship].name)
		}
		w.moor(number)
	}
	if spell(p.due, w.fleet) != m {
		return nil, fmt.Errorf("%w: the fleet is somebody else's", game.ErrIllegal)
	}
	return &next, nil
}
