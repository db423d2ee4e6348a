package room

import "crossplay/game"

// Side is where somebody sits who makes a room.
type Side string

// The sides. First has the first seat, which in most games moves first.
const (
	First  Side = "first"
	Second Side = "second"
	ByLot  Side = "lot" // who sits where is drawn when the first game begins
)

// Sides are all of them, the usual one first.
var Sides = []Side{First, Second, ByLot}

// Seat is where whoever makes the room sits down at first, and false for what is no
// side. None is the first.
func (s Side) Seat() (game.Seat, bool) {
	switch s {
	case "", First, ByLot:
		return 0, true
	case Second:
		return 1, true
	}
	return 0, false
}

// draw draws who sits where.
func (s Secret) draw(seats []Person) {
	s.generator(lotPly).Shuffle(len(seats), func(i, j int) { seats[i], seats[j] = seats[j], seats[i] })
}

// lotPly is the ply at which lots are drawn, before all others.
const lotPly = -1
