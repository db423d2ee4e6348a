package igo

// What is known of a move in general: it is so much better or worse than others,
// as a part of the game.
const (
	hintCapture  = 0.25
	hintSave     = 0.2
	hintShape    = 0.1
	hintAtari    = -0.3 // to put oneself in it
	hintFirst    = -0.2 // on the first line, far from everything
	hintSecond   = -0.08
	hintPass     = -0.25
	farFromStone = 2
)

// hintNear is for moves near the last one, by the steps to them, of which the first
// is to the last stone itself.
var hintNear = [...]float32{0, 0, 0.12, 0.08, 0.04}

// grow are the moves of a position, with what is known of them in general.
func (s *search) grow(c colour) []kid {
	even := float32(0.5)
	if s.games > 0 {
		if even = s.won / float32(s.games); c == white {
			even = 1 - even
		}
	}
	steps := s.p.steps(s.p.last)
	kids := make([]kid, 0, len(s.p.free)+1)
	for _, at := range s.p.free {
		if !s.p.eye(at, c) && s.p.legal(at, c) {
			kids = append(kids, newKid(at, even+s.p.hint(at, c)+hintNear[steps[at]]))
		}
	}
	kids = append(kids, newKid(0, even+hintPass))
	s.kids += len(kids)
	return kids
}

func newKid(at int16, promise float32) kid {
	promise = min(max(promise, 0.02), 0.98)
	return kid{at: at, tries: priorTries, won: priorTries * promise, heard: priorTries, good: priorTries * promise}
}

// hint is what is known of a move.
func (p *playout) hint(at int16, c colour) float32 {
	hint := float32(0)
	captures, saves := false, false
	for _, d := range p.around {
		switch n := at + d; p.at[n] {
		case empty, edge:
		case c:
			saves = saves || p.lastLiberty(p.head[n]) == at
		default:
			captures = captures || p.lastLiberty(p.head[n]) == at
		}
	}
	breath := p.breath(at, c, 3)
	switch {
	case captures:
		hint += hintCapture
	case breath < 2:
		return hintAtari
	case saves && breath > 2:
		hint += hintSave
	case saves:
		hint += hintSave / 2
	}
	if natural[p.shape(at)] {
		hint += hintShape
	}
	if line := p.lineOf(at); line < 2 && p.lonely(at) {
		hint += [...]float32{hintFirst, hintSecond}[line]
	}
	return hint
}

// lineOf is how many lines there are between the point and the edge.
func (z *size) lineOf(at int16) int {
	col, row := int(at%z.line)-1, int(at/z.line)-1
	return min(col, row, z.cols-1-col, z.rows-1-row)
}

// lonely reports whether there is no stone near the point.
func (b *board) lonely(at int16) bool {
	col, row := int(at%b.line)-1, int(at/b.line)-1
	for r := max(0, row-farFromStone); r <= min(b.rows-1, row+farFromStone); r++ {
		for c := max(0, col-farFromStone); c <= min(b.cols-1, col+farFromStone); c++ {
			if b.at[b.points[r*b.cols+c]] != empty {
				return false
			}
		}
	}
	return true
}

// steps counts the steps to the points near the one given, which is the first, and is
// 0 for those that are far. Along a chain they are free.
func (p *playout) steps(from int16) *[room]uint8 {
	steps := new([room]uint8)
	if from == 0 {
		return steps
	}
	var todo [room]int16
	n := 0
	// reach adds a point, and the rest of its chain.
	reach := func(at int16, d uint8) {
		if steps[at] != 0 || p.at[at] == edge {
			return
		}
		if p.at[at] == empty {
			steps[at] = d
			todo[n] = at
			n++
			return
		}
		for s := at; ; {
			steps[s] = d
			todo[n] = s
			n++
			if s = p.next[s]; s == at {
				break
			}
		}
	}
	reach(from, 1)
	for i := 0; i < n; i++ {
		d := steps[todo[i]] + 1
		if int(d) == len(hintNear) {
			break
		}
		for _, step := range p.around {
			reach(todo[i]+step, d)
		}
	}
	return steps
}
