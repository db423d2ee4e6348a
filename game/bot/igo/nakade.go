package igo

// What follows is about eyes that are one eye only if somebody plays in the middle of
// them: nakade.

// maxNakade is the size of the largest such eye, the rabbity six.
const maxNakade = 6

// space are some points that hang together.
type space struct {
	at [maxNakade + 1]int16
	n  int
}

func (s *space) has(at int16) bool {
	for _, p := range s.at[:s.n] {
		if p == at {
			return true
		}
	}
	return false
}

// vital is the middle of the space, or 0 where it has none: whoever plays there
// decides whether it is one eye or two.
func (s *space) vital(z *size) int16 {
	if s.n < 3 || s.n > maxNakade {
		return 0
	}
	ties, most, middle := 0, 0, int16(0)
	for _, p := range s.at[:s.n] {
		degree := 0
		for _, d := range z.around {
			if s.has(p + d) {
				degree++
			}
		}
		ties += degree
		if degree > most {
			most, middle = degree, p
		}
	}
	ties /= 2
	switch {
	case s.n == 3,
		s.n == 4 && most == 3,
		s.n == 5 && (most == 4 || most == 3 && ties == 5),
		s.n == 6 && most == 4 && ties == 6:
		return middle
	}
	return 0
}

// square reports whether the space is four points in a square: that is one eye
// already.
func (s *space) square(z *size) bool {
	if s.n != 4 {
		return false
	}
	low := min(s.at[0], s.at[1], s.at[2], s.at[3])
	return s.has(low+1) && s.has(low+z.line) && s.has(low+z.line+1)
}

// hole is the space of free points round the one given, if it is small and only
// the colour surrounds it.
func (b *board) hole(from int16, c colour) (s space, ok bool) {
	s.at[0], s.n = from, 1
	for i := 0; i < s.n; i++ {
		for _, d := range b.around {
			p := s.at[i] + d
			switch b.at[p] {
			case c, edge:
			case empty:
				if s.has(p) {
					continue
				}
				if s.n == maxNakade {
					return s, false
				}
				s.at[s.n] = p
				s.n++
			default:
				return s, false
			}
		}
	}
	return s, true
}

// middle is the vital point of an eye that the last move made, or 0.
func (p *playout) middle(c colour) int16 {
	for _, d := range p.around {
		n := p.last + d
		if p.at[n] != empty {
			continue
		}
		if s, ok := p.hole(n, c.other()); ok {
			if at := s.vital(p.size); at != 0 && p.legal(at, c) {
				return at
			}
		}
	}
	return 0
}

// fills reports whether a stone on the free point, and the chains that it joins, fill an
// eye of the other's but for one point, so that one eye is left when they are captured.
func (p *playout) fills(at int16, c colour) bool {
	var s space
	s.at[0], s.n = at, 1
	left := int16(0)
	for i := 0; i < s.n; i++ {
		for _, d := range p.around {
			n := s.at[i] + d
			switch p.at[n] {
			case c:
				if s.has(n) {
					continue
				}
				if s.n == maxNakade {
					return false
				}
				s.at[s.n] = n
				s.n++
			case empty:
				if n == at {
					continue
				}
				if left != 0 && left != n {
					return false
				}
				left = n
			}
		}
	}
	if left == 0 {
		return false
	}
	for _, d := range p.around {
		if n := left + d; n != at && p.at[n] == empty || p.at[n] == c && !s.has(n) {
			return false
		}
	}
	return s.n <= 2 || s.square(p.size) || s.vital(p.size) != 0
}
