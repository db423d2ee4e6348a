package gomoku

import "math/bits"

// lines are all rows, columns and slants of the board: sides across and up, and
// two times as many, but for one, both ways slantwise.
const lines = 2*side + 2*(2*side-1)

// spot is a crossing on a line: its place, counted from one end.
type spot struct{ line, place uint8 }

// spots are the four lines through each crossing.
var spots = func() (all [cells][len(ways)]spot) {
	for i := range all {
		x, y := i%side, i/side
		all[i] = [...]spot{
			{uint8(y), uint8(x)},
			{uint8(side + x), uint8(y)},
			{uint8(2*side + side - 1 + x - y), uint8(min(x, y))},
			{uint8(4*side - 1 + x + y), uint8(min(x, side-1-y))},
		}
	}
	return all
}()

// lengths are how many crossings each line has.
var lengths = func() (all [lines]uint8) {
	for _, four := range spots {
		for _, s := range four {
			all[s.line] = max(all[s.line], s.place+1)
		}
	}
	return all
}()

// shape is what the stones of one seat are good for, on a line or altogether.
type shape struct {
	value  int16 // of what may become five, in quarters of the units of Evaluate
	fours  int16 // crossings that complete five
	threes int16 // lines on which a stone makes a four with both ends free
}

func (s *shape) add(t shape, sign int16) {
	s.value += sign * t.value
	s.fours += sign * t.fours
	s.threes += sign * t.threes
}

// The values of five crossings in a line, or of six with the first and the last
// free, by how many stones of one seat are on them and none of the other.
var (
	inFive = [goal + 1]int16{0, 1, 4, 15, 30, 0}
	inSix  = [goal]int16{0, 0, 5, 30, 50}
)

const (
	fiveWide = 1<<goal - 1
	// innerFour are those of six crossings that are not at the ends.
	innerFour = 0b011110
	sixWide   = 0b111111
	// beside are those just before and after five crossings, counted from the one
	// before.
	beside = 0b1000001
)

// read finds the shape of a line of that length. Each bit of own and other is a
// crossing with a stone. Where exactly five win, five with another stone beside
// them are worth nothing.
func read(own, other uint16, length int, exact bool) shape {
	var s shape
	if own == 0 {
		return s
	}
	var gaps, open uint16 // what completes five; what makes four with both ends free
	for i := 0; i+goal <= length; i++ {
		if other>>i&fiveWide != 0 || exact && own<<1>>i&beside != 0 {
			continue
		}
		five := own >> i & fiveWide
		n := bits.OnesCount16(five)
		s.value += inFive[n]
		if n == goal-1 {
			gaps |= (five ^ fiveWide) << i
		}
		if i+goal >= length || other>>(i+goal)&1 != 0 || exact && own<<1>>(i+1)&beside != 0 {
			continue
		}
		if six := own >> i & sixWide; six&^innerFour == 0 {
			s.value += inSix[n]
			if n == goal-2 {
				open |= (six ^ innerFour) << i
			}
		}
	}
	s.fours = int16(bits.OnesCount16(gaps))
	if open != 0 {
		s.threes = 1
	}
	return s
}
