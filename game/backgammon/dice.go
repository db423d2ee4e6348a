package backgammon

import (
	"math/rand/v2"
	"strconv"
	"strings"

	"crossplay/game"
)

// dice are two, or four after doubles, the larger first. Before the first roll
// their faces are 0.
type dice struct {
	face [4]int8
	used [4]bool
}

func newDice(a, b int8) dice {
	if a == b {
		return dice{face: [4]int8{a, a, a, a}}
	}
	return dice{face: [4]int8{max(a, b), min(a, b)}}
}

// count is how many dice there are.
func (d *dice) count() int {
	if d.face[2] > 0 {
		return 4
	}
	return 2
}

// left are the numbers that can still be used: two that differ, the larger
// first, or one and 0.
func (d *dice) left() (high, low int8) {
	for i, face := range d.face[:d.count()] {
		switch {
		case d.used[i]:
		case high == 0:
			high = face
		case face != high:
			low = face
		}
	}
	return high, low
}

// begun reports whether a die has been used.
func (d *dice) begun() bool { return d.used != [4]bool{} }

func (d *dice) use(die int8) {
	for i, face := range d.face {
		if face == die && !d.used[i] {
			d.used[i] = true
			return
		}
	}
}

// openingMark stands before an opening roll, which names White's die first.
const openingMark = "opening "

// drawOpening is one die for each seat, rolled again while they are equal: each
// of the 30 unequal pairs is as likely as any other.
func drawOpening(r *rand.Rand) game.Move {
	n := r.IntN(6 * 5)
	white, black := n/5+1, n%5+1
	if black >= white {
		black++
	}
	return game.Move(openingMark + pair(white, black))
}

// drawRoll is a roll of two dice.
func drawRoll(r *rand.Rand) game.Move {
	n := r.IntN(6 * 6)
	a, b := n/6+1, n%6+1
	return game.Move(pair(max(a, b), min(a, b)))
}

func pair(a, b int) string { return strconv.Itoa(a) + "-" + strconv.Itoa(b) }

func readOpening(m game.Move) (white, black int8, ok bool) {
	text, ok := strings.CutPrefix(string(m), openingMark)
	white, black, isPair := readPair(text)
	return white, black, ok && isPair && white != black
}

func readRoll(m game.Move) (high, low int8, ok bool) {
	high, low, ok = readPair(string(m))
	return high, low, ok && high >= low
}

func readPair(text string) (a, b int8, ok bool) {
	if len(text) != len("6-5") || text[1] != '-' {
		return 0, 0, false
	}
	a, b = int8(text[0]-'0'), int8(text[2]-'0')
	return a, b, 1 <= a && a <= 6 && 1 <= b && b <= 6
}
