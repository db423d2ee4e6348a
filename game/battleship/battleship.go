// Package battleship has the rules of Battleship. Moves are "a1-a5", the ends
// of a ship that is placed, "random", "clear" and "ready" while the fleets are
// placed, and then the name of the square that is shot at: a1 is at the top left.
package battleship

import (
	"fmt"

	"crossplay/game"
)

// maxTries is how often each player may throw a fleet away for another, so that
// placing ends.
const maxTries = 20

// Rules are the rules of Battleship.
type Rules struct{}

// Info describes Battleship.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "battleship",
		Title:    "Battleship",
		Aliases:  []string{"battleships", "sea battle"},
		Summary:  "Hide five ships and find the other five, one shot at a time.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: 2,
		Decisive: true,
		Hidden:   true,
		Seats:    seatNames[:],
		Colours:  []game.Colour{game.Amber, game.Blue},
		Pieces: []game.Piece{
			{Name: shipPiece, Title: "ship", Seat: game.Spectator, Shape: game.Square, Glyph: "■", ASCII: "#"},
			{Name: hitPiece, Title: "hit", Seat: game.Spectator, Shape: game.Burst, Glyph: "✸", ASCII: "*"},
			{Name: missPiece, Title: "miss", Seat: game.Spectator, Shape: game.Dot, Glyph: "•", ASCII: "o"},
		},
		Chance:   true,
		Notation: "Type the square to shoot at, letter first: b7. To place a ship, type its ends: a1-a5.",
		HowTo: `You each have a fleet that the other cannot see: a carrier of 5 squares, a battleship of 4, a cruiser and a submarine of 3, and a destroyer of 2.

First you both place your ships, at the same time. Ships lie across or down, and may touch but not overlap. Pick one end and then the other, or take a random fleet, and say when you are ready.

Then you take turns to shoot at one square of the other's waters. Amber goes first. You are told whether it is a hit or a miss, and which ship you have sunk when its last square is hit.

Whoever sinks the whole fleet of the other wins.

A hint: think of a chessboard and shoot at its dark squares alone. Every ship covers one of them, so half the shots find it. After a hit, try the squares beside it.`,
	}
}

var seatNames = [...]string{"Amber", "Blue"}

const (
	shipPiece = "ship"
	hitPiece  = "hit"
	missPiece = "miss"
)

// Start is the sea before a ship is placed.
func (r Rules) Start(s game.Setup) (game.State, error) {
	if _, err := r.Info().Check(s); err != nil {
		return nil, err
	}
	return &position{due: nobody}, nil
}

const nobody = game.Spectator

// position is changed only while Play or Resample builds it.
type position struct {
	waters [2]waters // by whose fleet it is
	due    game.Seat // whose fleet Chance must draw now
	mover  game.Seat // who shoots next
	last   *shot
}

// waters are where one player's ships lie.
type waters struct {
	fleet  [ships]uint8 // by ship: its place among those that it may have
	placed int8         // how many ships lie there, the longest first
	taken  set          // squares of ships
	shots  set          // squares that were shot at
	tries  int8         // fleets thrown away, or to be drawn by Chance
	ready  bool         // the fleet is as its owner wants it
}

// shot is one of those that were fired. It never changes.
type shot struct {
	before *shot
	number int // counted from 1
	seat   game.Seat
	square int8
	hit    bool
	sunk   int8 // the ship that it sank, or none
}

const none = -1

func (p *position) Turn() []game.Seat {
	switch {
	case p.over():
		return nil
	case p.due != nobody:
		return []game.Seat{game.Chance}
	case p.shooting():
		return []game.Seat{p.mover}
	}
	turn := make([]game.Seat, 0, len(p.waters))
	for seat := range p.waters {
		if !p.waters[seat].ready {
			turn = append(turn, game.Seat(seat))
		}
	}
	return turn
}

// mayMove reports whether the seat is one of those to move.
func (p *position) mayMove(seat game.Seat) bool {
	switch {
	case p.over():
		return false
	case p.due != nobody || seat == game.Chance:
		return p.due != nobody && seat == game.Chance
	case seat != 0 && seat != 1:
		return false
	case p.shooting():
		return seat == p.mover
	default:
		return !p.waters[seat].ready
	}
}

// shooting reports whether both fleets are placed.
func (p *position) shooting() bool { return p.waters[0].ready && p.waters[1].ready }

func (p *position) over() bool {
	return p.shooting() && (p.waters[0].lost() || p.waters[1].lost())
}

// lost reports whether the whole fleet is sunk.
func (w *waters) lost() bool { return w.taken.within(w.shots) }

// squares are those of a ship that is placed.
func (w *waters) squares(ship int) set { return places[ship][w.fleet[ship]].squares }

// sunk reports whether every square of a ship was hit.
func (w *waters) sunk(ship int) bool { return w.squares(ship).within(w.shots) }

func (p *position) Play(seat game.Seat, m game.Move) (game.State, error) {
	switch {
	case !p.mayMove(seat):
		return nil, game.ErrTurn
	case seat == game.Chance:
		return p.drawn(m)
	case p.shooting():
		return p.shoot(seat, m)
	default:
		return p.place(seat, m)
	}
}

// shoot plays a shot at the other's waters.
func (p *position) shoot(seat game.Seat, m game.Move) (game.State, error) {
	square, ok := squareOf(m)
	if !ok {
		return nil, fmt.Errorf("%w: there is no such square", game.ErrIllegal)
	}
	if p.waters[1-seat].shots.has(square) {
		return nil, fmt.Errorf("%w: you have shot at %s before", game.ErrIllegal, m)
	}
	next := *p
	next.mover = 1 - seat
	w := &next.waters[1-seat]
	w.shots = w.shots.with(square)
	s := &shot{before: p.last, number: 1, seat: seat, square: int8(square), hit: w.taken.has(square), sunk: none}
	if p.last != nil {
		s.number += p.last.number
	}
	for ship := range ships {
		if w.squares(ship).has(square) && w.sunk(ship) {
			s.sunk = int8(ship)
		}
	}
	next.last = s
	return &next, nil
}

// Moves are those of the choices, in their order.
func (p *position) Moves(seat game.Seat) []game.Move {
	if seat == game.Chance || !p.mayMove(seat) {
		return nil
	}
	if p.shooting() {
		return p.targets(seat)
	}
	return p.placings(seat)
}

// targets are the squares that the seat has not yet shot at.
func (p *position) targets(seat game.Seat) []game.Move {
	shots := p.waters[1-seat].shots
	moves := make([]game.Move, 0, squares-shots.size())
	for i := range squares {
		if !shots.has(i) {
			moves = append(moves, names[i])
		}
	}
	return moves
}

func (p *position) Outcome() (game.Outcome, bool) {
	if !p.over() {
		return game.Outcome{}, false
	}
	return game.Outcome{Winners: []game.Seat{1 - p.mover}, Reason: "the whole fleet is sunk"}, true
}
