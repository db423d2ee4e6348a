package igo

// shapes are three points by three, with the one to move on the middle: X is
// one colour, O the other, x and o anything else, ? anything and - the edge.
// They are hanes, cuts and blocks at the side, by Gelly, Wang, Munos and Teytaud,
// Modification of UCT with Patterns in Monte-Carlo Go, 2006.
var shapes = []string{
	"XOX...???", "XO....?.?", "XO?X..x.?", ".O.X.....",
	"XO?O.o?o?", "XO?O.X???", "?X?O.Oooo", "OX?o.O???",
	"X.?O.?---", "OX?X.O---", "?X?x.O---", "?XOx.x---", "?OXX.O---",
}

// natural are the surroundings of a point, two bits for each neighbour, in which
// it is natural to play there.
var natural = readShapes()

func readShapes() (set [1 << 16]bool) {
	for _, s := range shapes {
		for range 2 {
			for range 4 {
				fill(&set, s, 0, 0)
				s = rotated(s)
			}
			s = mirrored(s)
		}
	}
	return set
}

func rotated(s string) string {
	t := make([]byte, 9)
	for i := range t {
		t[i] = s[6-3*(i%3)+i/3]
	}
	return string(t)
}

func mirrored(s string) string { return s[6:] + s[3:6] + s[:3] }

func fill(set *[1 << 16]bool, s string, i int, code uint16) {
	if i == 9 {
		set[code] = true
		var swapped uint16
		for n := 0; n < 16; n += 2 {
			c := code >> n & 3
			if c == 1 || c == 2 {
				c = 3 - c
			}
			swapped |= c << n
		}
		set[swapped] = true
		return
	}
	if i == 4 {
		fill(set, s, i+1, code)
		return
	}
	for c := range uint16(4) {
		ok := false
		switch s[i] {
		case 'X':
			ok = c == 1
		case 'O':
			ok = c == 2
		case 'x':
			ok = c != 1
		case 'o':
			ok = c != 2
		case '.':
			ok = c == 0
		case '-':
			ok = c == 3
		case '?':
			ok = true
		}
		if ok {
			fill(set, s, i+1, code<<2|c)
		}
	}
}

func (b *board) shape(at int16) uint16 {
	var code uint16
	for _, d := range [...]int16{-b.line - 1, -b.line, -b.line + 1, -1, 1, b.line - 1, b.line, b.line + 1} {
		code = code<<2 | uint16(b.at[at+d])
	}
	return code
}
