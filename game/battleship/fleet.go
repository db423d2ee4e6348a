package battleship

import (
	"math/bits"
	"strconv"

	"crossplay/game"
)

const (
	side    = 10
	squares = side * side
	ships   = 5
)

// kinds are the ships in the order in which they are placed.
var kinds = [ships]struct {
	name string
	size int
}{{"carrier", 5}, {"battleship", 4}, {"cruiser", 3}, {"submarine", 3}, {"destroyer", 2}}

// names are the squares, row by row from the top.
var names = func() (all [squares]game.Move) {
	for i := range all {
		all[i] = game.Move(string(rune('a'+i%side)) + strconv.Itoa(i/side+1))
	}
	return all
}()

// squareOf finds a square by its name: a letter, and a number without a zero in
// front.
func squareOf(m game.Move) (square int, ok bool) {
	if len(m) < 2 || len(m) > 3 {
		return 0, false
	}
	col, row := int(m[0])-'a', int(m[1])-'1'
	if len(m) == 3 {
		row = side - 1
	}
	if col < 0 || col >= side || row < 0 || row >= side {
		return 0, false
	}
	square = row*side + col
	return square, names[square] == m
}

// place is where a ship may lie.
type place struct {
	move    game.Move // both ends, the one at the left or the top first
	from    int       // that end
	to      int       // the other
	squares set
}

// places are those of each ship, by the square of the first end, across before
// down.
var places, placeOf = func() (all [ships][]place, numbers [ships]map[game.Move]uint8) {
	for ship, k := range kinds {
		numbers[ship] = make(map[game.Move]uint8)
		for from := range squares {
			for _, step := range [...]int{1, side} {
				to := from + (k.size-1)*step
				if to >= squares || step == 1 && to/side != from/side {
					continue
				}
				p := place{move: names[from] + "-" + names[to], from: from, to: to}
				for i := from; i <= to; i += step {
					p.squares = p.squares.with(i)
				}
				numbers[ship][p.move] = uint8(len(all[ship]))
				all[ship] = append(all[ship], p)
			}
		}
	}
	return all, numbers
}()

// set is a set of squares.
type set [2]uint64

func (s set) has(i int) bool { return s[i>>6]>>(i&63)&1 == 1 }

func (s set) with(i int) set {
	s[i>>6] |= 1 << (i & 63)
	return s
}

func (s set) or(t set) set      { return set{s[0] | t[0], s[1] | t[1]} }
func (s set) and(t set) set     { return set{s[0] & t[0], s[1] & t[1]} }
func (s set) minus(t set) set   { return set{s[0] &^ t[0], s[1] &^ t[1]} }
func (s set) meets(t set) bool  { return s.and(t) != set{} }
func (s set) within(t set) bool { return s.minus(t) == set{} }
func (s set) size() int         { return bits.OnesCount64(s[0]) + bits.OnesCount64(s[1]) }

// first is the lowest square of a set that is not empty.
func (s set) first() int {
	if s[0] != 0 {
		return bits.TrailingZeros64(s[0])
	}
	return 64 + bits.TrailingZeros64(s[1])
}

// moor puts the next ship in a place of its own.
func (w *waters) moor(number uint8) {
	w.fleet[w.placed] = number
	w.taken = w.taken.or(places[w.placed][number].squares)
	w.placed++
}

// scrap takes all ships away again.
func (w *waters) scrap() {
	w.fleet, w.placed, w.taken = [ships]uint8{}, 0, set{}
}
