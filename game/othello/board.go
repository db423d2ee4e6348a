package othello

import (
	"math/bits"

	"crossplay/game"
)

const (
	side  = 8
	cells = side * side
)

// board is some of the squares, as bits from a1 to h8, row by row from the top.
type board uint64

func (b board) has(cell int) bool { return b>>cell&1 != 0 }
func (b board) len() int          { return bits.OnesCount64(uint64(b)) }

// bit is the square of that name.
func bit(name game.Move) board {
	cell, _ := square(name)
	return 1 << cell
}

// square is the cell that a move names.
func square(m game.Move) (cell int, ok bool) {
	if len(m) != 2 || m[0] < 'a' || m[0] > 'h' || m[1] < '1' || m[1] > '8' {
		return 0, false
	}
	return int(m[1]-'1')*side + int(m[0]-'a'), true
}

// names are the squares in the order of the board.
var names = func() (all [cells]game.Move) {
	for i := range all {
		all[i] = game.Move(colLabels[i%side] + rowLabels[i/side])
	}
	return all
}()

var (
	colLabels = []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	rowLabels = []string{"1", "2", "3", "4", "5", "6", "7", "8"}
)

const (
	everywhere board = 1<<cells - 1
	leftEdge   board = 0x0101010101010101
	rightEdge  board = leftEdge << 7
	inner            = everywhere &^ (leftEdge | rightEdge)
)

// way is one of the four directions of lines, each of which is followed both
// ways: how many bits a step is, and the squares that a line may go through. A
// line across or slantwise ends at the edges; stepping over them would lead to
// the other side of the board.
type way struct {
	step    uint
	through board
}

var ways = [...]way{
	{1, inner}, {side - 1, inner}, {side + 1, inner}, {side, everywhere},
}

// longest is how many discs a line can enclose.
const longest = side - 2

// enclosing are the free squares from which own discs enclose some of the other's.
func enclosing(own, other board) board {
	var found board
	for _, w := range ways {
		through := other & w.through
		up, down := through&(own>>w.step), through&(own<<w.step)
		for range longest - 1 {
			up |= through & (up >> w.step)
			down |= through & (down << w.step)
		}
		found |= up>>w.step | down<<w.step
	}
	return found &^ (own | other)
}

// flipped are the other's discs that an own one on the cell encloses.
func flipped(own, other board, cell int) board {
	var found board
	at := board(1) << cell
	for _, w := range ways {
		through := other & w.through
		up, down := through&(at>>w.step), through&(at<<w.step)
		for range longest - 1 {
			up |= through & (up >> w.step)
			down |= through & (down << w.step)
		}
		if own&(up>>w.step) != 0 {
			found |= up
		}
		if own&(down<<w.step) != 0 {
			found |= down
		}
	}
	return found
}
