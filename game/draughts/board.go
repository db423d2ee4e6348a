package draughts

import "math/bits"

// squares are a set of squares: bit 0 is square 1, bit 31 is square 32.
type squares uint32

func (s squares) has(sq int8) bool { return s>>sq&1 != 0 }

func (s squares) count() int { return bits.OnesCount32(uint32(s)) }

// all goes through the squares from the lowest.
func (s squares) all(yield func(int8) bool) {
	for ; s != 0; s &= s - 1 {
		if !yield(int8(bits.TrailingZeros32(uint32(s)))) {
			return
		}
	}
}

// The seats.
const (
	black = 0
	white = 1
)

// numSquares is how many of the 64 are dark.
const numSquares = 32

// off is where a step leads that leaves the board.
const off int8 = -1

// place is the column and row of a square as White sees it.
func place(sq int8) (col, row int) {
	row = int(sq) / 4
	return int(sq)%4*2 + 1 - row%2, row
}

// at is the square in a column and a row, or off.
func at(col, row int) int8 {
	if col < 0 || col > 7 || row < 0 || row > 7 || (col+row)%2 == 0 {
		return off
	}
	return int8(row*4 + col/2)
}

// steps are the squares next to each one: the first two up the board, where
// White's men go, and the last two down. hops are the squares behind those.
var steps, hops = func() (steps, hops [numSquares][4]int8) {
	for sq := range int8(numSquares) {
		col, row := place(sq)
		for i, d := range [...][2]int{{-1, -1}, {1, -1}, {-1, 1}, {1, 1}} {
			steps[sq][i] = at(col+d[0], row+d[1])
			hops[sq][i] = at(col+2*d[0], row+2*d[1])
		}
	}
	return steps, hops
}()

// directions are where in steps and hops a seat's pieces may go.
func (b *board) directions(sq int8) (from, to int) {
	switch {
	case b.kings.has(sq):
		return 0, 4
	case b.turn == white:
		return 0, 2
	default:
		return 2, 4
	}
}

// lastRows are where men become kings, by the seat.
var lastRows = [2]squares{black: 0xF0000000, white: 0x0000000F}

// board is what makes two positions the same one.
type board struct {
	pieces [2]squares // by the seat, kings too
	kings  squares
	turn   int8 // the seat that moves
}

func (b *board) free() squares { return ^(b.pieces[black] | b.pieces[white]) }

// maxTouched is how many squares a move can touch: where it begins, and one
// more for each of twelve men that are jumped over.
const maxTouched = 13

// path is the way that a piece goes: one step, or one jump after the other.
type path struct {
	touched [maxTouched]int8
	n       int8 // how many are touched
	jump    bool
}

func (w *path) from() int8 { return w.touched[0] }

func (w *path) to() int8 { return w.touched[w.n-1] }

// move is a legal path.
type move struct {
	path
	taken squares // the pieces that are jumped over
}

// moves appends the legal moves to a list. Captures are compulsory.
func (b *board) moves(list []move) []move {
	own, free := b.pieces[b.turn], b.free()
	for sq := range own.all {
		if b.jumps(sq) {
			m := move{path: path{touched: [maxTouched]int8{sq}, n: 1, jump: true}}
			first, end := b.directions(sq)
			list = b.goOn(list, m, first, end)
		}
	}
	if len(list) > 0 {
		return list
	}
	for sq := range own.all {
		for i, end := b.directions(sq); i < end; i++ {
			if to := steps[sq][i]; to != off && free.has(to) {
				list = append(list, move{path: path{touched: [maxTouched]int8{sq, to}, n: 2}})
			}
		}
	}
	return list
}

// jumps reports whether the piece on a square can capture.
func (b *board) jumps(sq int8) bool {
	enemy, free := b.pieces[1-b.turn], b.free()
	for i, end := b.directions(sq); i < end; i++ {
		if to := hops[sq][i]; to != off && free.has(to) && enemy.has(steps[sq][i]) {
			return true
		}
	}
	return false
}

// goOn appends all the ways in which a capture can go on to its end. The piece
// itself has left its first square, and what it took is never in its way: it
// jumps from row to row by twos, and takes from the rows between.
func (b *board) goOn(list []move, m move, first, end int) []move {
	enemy, free := b.pieces[1-b.turn]&^m.taken, b.free()|1<<m.from()
	before := len(list)
	for i := first; i < end; i++ {
		over, to := steps[m.to()][i], hops[m.to()][i]
		if to == off || !free.has(to) || !enemy.has(over) {
			continue
		}
		next := m
		next.touched[next.n] = to
		next.n++
		next.taken |= 1 << over
		if b.crowned(m.from(), to) {
			list = append(list, next)
		} else {
			list = b.goOn(list, next, first, end)
		}
	}
	if len(list) == before && m.n > 1 {
		list = append(list, m)
	}
	return list
}

// crowned reports whether a piece that comes from one square becomes a king on
// another.
func (b *board) crowned(from, to int8) bool {
	return !b.kings.has(from) && lastRows[b.turn].has(to)
}

// captures are the pieces of the side to move that can capture.
func (b *board) captures() squares {
	var all squares
	for sq := range b.pieces[b.turn].all {
		if b.jumps(sq) {
			all |= 1 << sq
		}
	}
	return all
}

// stuck reports whether the side to move cannot.
func (b *board) stuck() bool {
	free := b.free()
	for sq := range b.pieces[b.turn].all {
		for i, end := b.directions(sq); i < end; i++ {
			if to := steps[sq][i]; to != off && free.has(to) {
				return false
			}
		}
		if b.jumps(sq) {
			return false
		}
	}
	return true
}

// after is the board after a legal move.
func (b board) after(m *move) board {
	from, to := squares(1)<<m.from(), squares(1)<<m.to()
	crowned := b.crowned(m.from(), m.to())
	wasKing := b.kings&from != 0
	b.pieces[b.turn] = b.pieces[b.turn]&^from | to
	b.pieces[1-b.turn] &^= m.taken
	b.kings &^= m.taken | from
	if crowned || wasKing {
		b.kings |= to
	}
	b.turn = 1 - b.turn
	return b
}
