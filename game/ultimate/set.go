package ultimate

import (
	"math/bits"
	"strconv"

	"crossplay/game"
)

// set is some of the nine squares of a small board, or of the nine small
// boards, as bits from the top left, row by row.
type set uint16

// all are the nine.
const all set = 1<<nine - 1

// lines are the ways to have three in a row.
var lines = [...]set{
	0b000_000_111, 0b000_111_000, 0b111_000_000,
	0b001_001_001, 0b010_010_010, 0b100_100_100,
	0b100_010_001, 0b001_010_100,
}

func (s set) has(i int) bool { return s>>i&1 != 0 }
func (s *set) add(i int)     { *s |= 1 << i }
func (s set) len() int       { return bits.OnesCount16(uint16(s)) }
func (s set) first() int     { return bits.TrailingZeros16(uint16(s)) }

// rest is all but the first.
func (s set) rest() set { return s & (s - 1) }

// threes are those that are part of three in a row. There can be two rows.
func (s set) threes() set {
	var in set
	for _, l := range lines {
		if s&l == l {
			in |= l
		}
	}
	return in
}

// names are the cells as moves, small board by small board.
var names = func() (names [cells]game.Move) {
	for i := range names {
		names[i] = game.Move(strconv.Itoa(i/nine+1) + "." + strconv.Itoa(i%nine+1))
	}
	return names
}()

// read takes a move apart.
func read(m game.Move) (board, square int, ok bool) {
	if len(m) != 3 || m[0] < '1' || m[0] > '9' || m[1] != '.' || m[2] < '1' || m[2] > '9' {
		return 0, 0, false
	}
	return int(m[0] - '1'), int(m[2] - '1'), true
}
