package backgammon

import "crossplay/game"

// board counts the checkers of each seat by that seat's own numbering: 1 to 24
// are the points, which the other seat numbers 24 to 1.
type board [2][bar + 1]int8

const (
	off      = 0 // where checkers end
	bar      = 25
	farthest = 24 // the point that a checker moves the whole way from
	home     = 6  // the highest point of the home board
	checkers = 15 // of each seat
)

// setUp is how each seat begins.
var setUp = [bar + 1]int8{24: 2, 13: 5, 8: 3, 6: 5}

// across is the other seat's number of the same point.
func across(point int8) int8 { return bar - point }

// step is the move of one checker by one die.
type step struct {
	from, to int8 // by the mover's numbering
	die      int8
}

// by is where a die takes a checker, and whether the rules of movement allow it.
func (b *board) by(seat game.Seat, from, die int8) (to int8, ok bool) {
	own := &b[seat]
	if own[from] == 0 || own[bar] > 0 && from != bar {
		return 0, false
	}
	if to = from - die; to > 0 {
		return to, b[1-seat][across(to)] < 2
	}
	// Bearing off: everything is home and, unless the number is exact, nothing
	// is on a higher point.
	last := int8(home)
	if to < 0 {
		last = from
	}
	return off, b.farthestBack(seat) <= last
}

// farthestBack is the highest point with a checker of the seat, or off.
func (b *board) farthestBack(seat game.Seat) int8 {
	for point := int8(bar); point > off; point-- {
		if b[seat][point] > 0 {
			return point
		}
	}
	return off
}

// canUse reports whether the seat can move any checker by the die.
func (b *board) canUse(seat game.Seat, die int8) bool {
	for from := int8(bar); from > off; from-- {
		if b[seat][from] > 0 {
			if _, ok := b.by(seat, from, die); ok {
				return true
			}
		}
	}
	return false
}

// hits reports whether a checker that comes to the point sends one to the bar.
func (b *board) hits(seat game.Seat, to int8) bool {
	return to != off && b[1-seat][across(to)] == 1
}

// move moves a checker and reports whether it hit one.
func (b *board) move(seat game.Seat, s step) (hit bool) {
	hit = b.hits(seat, s.to)
	if hit {
		b[1-seat][across(s.to)]--
		b[1-seat][bar]++
	}
	b[seat][s.from]--
	b[seat][s.to]++
	return hit
}

// done reports whether the seat has borne off everything.
func (b *board) done(seat game.Seat) bool { return b[seat][off] == checkers }

// pips is how far the seat's checkers still have to go, in points.
func (b *board) pips(seat game.Seat) int {
	n := 0
	for point, count := range b[seat] {
		n += point * int(count)
	}
	return n
}

// How much a lost game counts, in stakes.
const (
	single     = 1
	gammon     = 2 // nothing was borne off
	backgammon = 3 // and a checker is still on the bar or in the winner's home
)

func (b *board) lossOf(seat game.Seat) int {
	switch {
	case b[seat][off] > 0:
		return single
	case b.farthestBack(seat) >= across(home):
		return backgammon
	default:
		return gammon
	}
}

// places are cells of the board, a bit for each. They are numbered as seat 0
// numbers the points; the other seat's tray and bar come after its own bar.
type places uint32

func placeOf(seat game.Seat, point int8) int {
	switch {
	case seat == 0:
		return int(point)
	case point == off:
		return bar + 1
	case point == bar:
		return bar + 2
	default:
		return int(across(point))
	}
}

func (s *places) add(seat game.Seat, point int8) { *s |= 1 << placeOf(seat, point) }

func (s places) has(seat game.Seat, point int8) bool { return s>>placeOf(seat, point)&1 == 1 }
