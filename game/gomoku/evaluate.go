package gomoku

import "crossplay/game"

// study is what a program knows of a position besides. It goes on from stone to
// stone, and each changes no more than four lines.
type study struct {
	stones [2][lines]uint16 // by seat and line, a bit for each crossing
	shapes [2]shape
	hash   uint64
}

// learn adds a stone of the seat.
func (s *study) learn(seat game.Seat, cell int, exact bool) {
	for _, at := range spots[cell] {
		length := int(lengths[at.line])
		if length < goal {
			continue
		}
		own, other := &s.stones[seat][at.line], s.stones[1-seat][at.line]
		s.shapes[seat].add(read(*own, other, length, exact), -1)
		s.shapes[1-seat].add(read(other, *own, length, exact), -1)
		*own |= 1 << at.place
		s.shapes[seat].add(read(*own, other, length, exact), 1)
		s.shapes[1-seat].add(read(other, *own, length, exact), 1)
	}
	s.shapes[seat].value += central(cell)
	s.hash ^= keys[seat][cell]
}

// central is what a stone is worth, in quarters, by the crossing alone: more in the
// middle.
func central(cell int) int16 {
	x, y := cell%side, cell/side
	return 4 * int16(min(x, y, side-1-x, side-1-y))
}

// quarters are what shapes are counted in. Finer than the units of Evaluate, they
// keep a single three from looking like something that must be followed up.
const quarters = 4

// What it is worth to whoever is to move, or costs, that something cannot be
// stopped any more, or hardly.
const (
	fiveNext   = 20_000 // completes five now
	twoFours   = 15_000 // can stop but one of two fives
	fourOpen   = 10_000 // makes a four with both ends free
	fourToo    = 8_000  // must stop a five, and then the other has a three besides
	twoThrees  = 3_000  // can stop but one of two threes, or make fours of its own
	firstStone = 4      // the next stone
	answer     = 7      // the next stone, if it must go where the other wants it
)

// Evaluate adds up what each seat can still make five of, and looks at the
// threats in the order in which they would be carried out.
func (p *position) Evaluate(seat game.Seat) int {
	mover := p.mover()
	mine, theirs := &p.shapes[mover], &p.shapes[1-mover]
	value := (int(mine.value)-int(theirs.value))/quarters + p.urgent(mine, theirs)
	if seat != mover {
		return -value
	}
	return value
}

func (p *position) urgent(mine, theirs *shape) int {
	switch {
	case mine.fours > 0:
		return fiveNext
	case theirs.fours > 1:
		return -twoFours
	case theirs.fours == 1 && theirs.threes > 0:
		return -fourToo
	case theirs.fours == 1:
		return -answer
	case mine.threes > 0:
		return fourOpen
	case theirs.threes > 1:
		return -twoThrees
	case theirs.threes == 1:
		return -answer
	default:
		return firstStone
	}
}

// Hash depends on where the stones are. They also say whose turn it is.
func (p *position) Hash() uint64 { return p.hash }

// keys are what each stone adds to a hash.
var keys = func() (all [2][cells]uint64) {
	for seat := range all {
		for i := range all[seat] {
			all[seat][i] = mix(uint64(seat*cells + i))
		}
	}
	return all
}()

// mix is the last step of SplitMix64 (Steele, Lea and Flood, 2014), in which
// each bit of x changes about half of the result.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
