package draughts

import (
	"strconv"
	"strings"

	"crossplay/game"
)

// names are the numbers of the squares.
var names = func() (all [numSquares]string) {
	for sq := range all {
		all[sq] = strconv.Itoa(sq + 1)
	}
	return all
}()

// spell names all the squares of a path.
func (w *path) spell() game.Move {
	sign := "-"
	if w.jump {
		sign = "x"
	}
	var s strings.Builder
	s.WriteString(names[w.from()])
	for _, sq := range w.touched[1:w.n] {
		s.WriteString(sign)
		s.WriteString(names[sq])
	}
	return game.Move(s.String())
}

// maxSpelt is the length of the longest move.
const maxSpelt = maxTouched*3 - 1

// parse reads what spell writes.
func parse(text game.Move) (w path, ok bool) {
	if len(text) > maxSpelt {
		return path{}, false
	}
	rest := string(text)
	w.jump = strings.Contains(rest, "x")
	sign := "-"
	if w.jump {
		sign = "x"
	}
	for more := true; more; {
		var name string
		name, rest, more = strings.Cut(rest, sign)
		sq, ok := number(name)
		if !ok || w.n == maxTouched || w.n == 2 && !w.jump {
			return path{}, false
		}
		w.touched[w.n] = sq
		w.n++
	}
	return w, w.n > 1
}

// number is the square with the name.
func number(name string) (sq int8, ok bool) {
	if name == "" || name[0] == '0' || len(name) > 2 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(name) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return int8(n - 1), n <= numSquares
}
