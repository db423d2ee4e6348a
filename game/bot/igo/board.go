package igo

import "math/rand/v2"

// colour is what lies on a point. The colours of the two players are each
// other's complement to 3.
type colour uint8

const (
	empty colour = iota
	black
	white
	edge
)

func (c colour) other() colour { return 3 - c }

const (
	maxSide   = 19
	maxPoints = maxSide * maxSide
	// room is enough for the largest board with its edges. The right edge of a
	// row is the left one of the next.
	room = (maxSide+2)*(maxSide+1) + 1
)

// size is what all boards of one size share.
type size struct {
	cols, rows int
	line       int16    // the step from a row to the next
	points     []int16  // row by row from the top
	around     [4]int16 // the steps to the neighbours of a point
	corners    [4]int16 // and to those across a corner
}

func newSize(cols, rows int) *size {
	line := int16(cols + 1)
	z := &size{cols: cols, rows: rows, line: line, around: [4]int16{-line, -1, 1, line}, corners: [4]int16{-line - 1, -line + 1, line - 1, line + 1}}
	for row := range rows {
		for col := range cols {
			z.points = append(z.points, line*int16(row+1)+int16(col)+1)
		}
	}
	return z
}

// board is a position that is quick to play on. It knows the chains: each is
// named by one of its stones, its head.
//
// The liberties of a chain are counted once for every stone that touches them,
// and with the count go the sums of their numbers and of the squares of these:
// all are the same liberty just if count × squares = sum × sum, by Cauchy and
// Schwarz, and then it is sum ÷ count.
type board struct {
	*size
	at     [room]colour
	head   [room]int16 // of the stone's chain
	next   [room]int16 // the chain's stones in a ring
	stones [room]int16 // of the chain, by its head, as all that follows
	libs   [room]int16
	sum    [room]int32
	square [room]int32
	free   []int16 // the empty points in any order
	place  [room]int16
	ko     int16 // where the one to move may not take back, or 0
	hash   uint64
}

func newBoard(z *size) *board {
	b := &board{size: z, free: make([]int16, 0, len(z.points))}
	for i := range b.at {
		b.at[i] = edge
	}
	for _, at := range z.points {
		b.at[at] = empty
		b.place[at] = int16(len(b.free))
		b.free = append(b.free, at)
	}
	return b
}

// copyFrom makes the board equal to another of its size.
func (b *board) copyFrom(o *board) {
	free := append(b.free[:0], o.free...)
	*b = *o
	b.free = free
}

// gain adds the free point to the liberties of a chain, and lose takes it away.
func (b *board) gain(head, at int16) {
	n := int32(at)
	b.libs[head]++
	b.sum[head] += n
	b.square[head] += n * n
}

func (b *board) lose(head, at int16) {
	n := int32(at)
	b.libs[head]--
	b.sum[head] -= n
	b.square[head] -= n * n
}

// lastLiberty is the liberty of a chain that has just one, and otherwise 0.
func (b *board) lastLiberty(head int16) int16 {
	n := int32(b.libs[head])
	if n == 0 || n*b.square[head] != b.sum[head]*b.sum[head] {
		return 0
	}
	return int16(b.sum[head] / n)
}

// legal reports whether a stone may be put on the free point.
func (b *board) legal(at int16, c colour) bool {
	if at == b.ko {
		return false
	}
	for _, d := range b.around {
		switch n := at + d; b.at[n] {
		case empty:
			return true
		case edge:
		case c:
			if b.lastLiberty(b.head[n]) == 0 {
				return true
			}
		default:
			if b.lastLiberty(b.head[n]) != 0 {
				return true
			}
		}
	}
	return false
}

// play puts a stone where it is legal.
func (b *board) play(at int16, c colour) {
	b.ko = 0
	last := b.free[len(b.free)-1]
	b.free[b.place[at]] = last
	b.place[last] = b.place[at]
	b.free = b.free[:len(b.free)-1]

	b.hash ^= keys[c][at]
	b.at[at], b.head[at], b.next[at], b.stones[at] = c, at, at, 1
	b.libs[at], b.sum[at], b.square[at] = 0, 0, 0
	taken, single, alone := 0, int16(0), true
	for _, d := range b.around {
		n := at + d
		switch b.at[n] {
		case empty:
			b.gain(at, n)
			alone = false
		case edge:
		default:
			b.lose(b.head[n], at)
		}
	}
	for _, d := range b.around {
		n := at + d
		switch b.at[n] {
		case empty, edge:
		case c:
			alone = false
			if b.head[n] != b.head[at] {
				b.join(b.head[at], b.head[n])
			}
		default:
			if b.libs[b.head[n]] == 0 {
				taken += int(b.stones[b.head[n]])
				single = n
				b.lift(n)
			}
		}
	}
	if taken == 1 && alone && b.libs[b.head[at]] == 1 {
		b.ko = single
	}
}

// join makes one chain of two.
func (b *board) join(a, o int16) {
	if b.stones[a] < b.stones[o] {
		a, o = o, a
	}
	for at := o; ; {
		b.head[at] = a
		if at = b.next[at]; at == o {
			break
		}
	}
	b.next[a], b.next[o] = b.next[o], b.next[a]
	b.stones[a] += b.stones[o]
	b.libs[a] += b.libs[o]
	b.sum[a] += b.sum[o]
	b.square[a] += b.square[o]
}

// lift takes the chain of a stone off the board.
func (b *board) lift(stone int16) {
	for at := stone; ; {
		b.hash ^= keys[b.at[at]][at]
		b.at[at] = empty
		b.place[at] = int16(len(b.free))
		b.free = append(b.free, at)
		for _, d := range b.around {
			if n := at + d; b.at[n] == black || b.at[n] == white {
				b.gain(b.head[n], at)
			}
		}
		if at = b.next[at]; at == stone {
			break
		}
	}
}

// eye reports whether the free point is an eye: it has only stones of one
// colour round it, and they cannot be cut from each other across its corners.
func (b *board) eye(at int16, c colour) bool {
	for _, d := range b.around {
		if n := b.at[at+d]; n != c && n != edge {
			return false
		}
	}
	foes, rim := 0, 0
	for _, d := range b.corners {
		switch b.at[at+d] {
		case edge:
			rim = 1
		case c.other():
			foes++
		}
	}
	return foes+rim < 2
}

// area is whose each point of the board is as all stones stand, row by row.
func (b *board) area() []colour {
	var owner [room]colour
	all := make([]colour, len(b.points))
	for i, at := range b.points {
		if b.at[at] == empty && owner[at] == empty {
			b.surround(at, &owner)
		}
		if all[i] = b.at[at]; all[i] == empty && owner[at] != edge {
			all[i] = owner[at]
		}
	}
	return all
}

// surround says of the free points that are connected with the one given whose they
// are: edge, if nobody's.
func (b *board) surround(start int16, owner *[room]colour) {
	region := []int16{start}
	owner[start] = edge
	var touch [4]bool
	for i := 0; i < len(region); i++ {
		for _, d := range b.around {
			n := region[i] + d
			if touch[b.at[n]] = true; b.at[n] == empty && owner[n] == empty {
				owner[n] = edge
				region = append(region, n)
			}
		}
	}
	if touch[black] == touch[white] {
		return
	}
	c := white
	if touch[black] {
		c = black
	}
	for _, at := range region {
		owner[at] = c
	}
}

// keys are Zobrist's: the hash of a board is the exclusive or of those of its stones.
var keys = zobrist()

func zobrist() (keys [edge][room]uint64) {
	r := rand.New(rand.NewPCG(1, 2))
	for c := black; c <= white; c++ {
		for at := range keys[c] {
			keys[c][at] = r.Uint64()
		}
	}
	return keys
}
