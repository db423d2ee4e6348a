package igo

import "math/rand/v2"

const (
	// absent is how rarely a move does not look at the last one, as one in so many.
	absent = 10
	// throwIn is the same for throwing in a stone that can be captured.
	throwIn = 2
)

// playout plays a position on to its end in a natural way: players save and
// capture what is in atari next to the last move or answer it by a common shape,
// and else move anywhere; they fill no eye and put no chain in atari by themselves.
type playout struct {
	board
	r       *rand.Rand
	kills   bool        // they play in the middle of eyes, and fill them to make them one
	last    int16       // the point of the last move, or 0
	trail   []int16     // the points of the moves since the start, 0 for a pass
	visited [room]int16 // by the search of that number
	visit   int16
}

// start returns to a position.
func (p *playout) start(b *board) {
	p.copyFrom(b)
	p.last = 0
	p.trail = p.trail[:0]
}

// put plays a stone, and pass leaves the board as it is.
func (p *playout) put(at int16, c colour) {
	p.play(at, c)
	p.last = at
	p.trail = append(p.trail, at)
}

func (p *playout) pass() {
	p.ko, p.last = 0, 0
	p.trail = append(p.trail, 0)
}

// run plays until neither finds anything to do.
func (p *playout) run(c colour) {
	passes := 0
	for moves := 3 * len(p.points); moves > 0 && passes < 2; moves-- {
		if at := p.pick(c); at == 0 {
			passes++
			p.pass()
		} else {
			passes = 0
			p.put(at, c)
		}
		c = c.other()
	}
}

// pick is a move, or 0 for a pass.
func (p *playout) pick(c colour) int16 {
	if p.last != 0 && p.r.IntN(absent) != 0 {
		if at := p.answer(c); at != 0 {
			return at
		}
	}
	off := 0
	if len(p.free) > 0 {
		off = p.r.IntN(len(p.free))
	}
	for i := range p.free {
		i += off
		if i >= len(p.free) {
			i -= len(p.free)
		}
		if at := p.free[i]; !p.eye(at, c) && p.legal(at, c) && p.sensible(at, c) {
			return at
		}
	}
	return 0
}

// answer is a move that captures the last stone's chain, or saves one that it has
// put in atari, or plays in the middle of an eye that it has made, or makes a natural
// shape next to it; or 0.
func (p *playout) answer(c colour) int16 {
	if at := p.lastLiberty(p.head[p.last]); at != 0 && p.legal(at, c) && p.sensible(at, c) {
		return at
	}
	for _, d := range p.around {
		n := p.last + d
		if p.at[n] != c {
			continue
		}
		at := p.lastLiberty(p.head[n])
		if at == 0 {
			continue
		}
		if foe := p.capture(p.head[n]); foe != 0 && p.legal(foe, c) {
			return foe
		}
		if p.legal(at, c) && p.breath(at, c, 2) >= 2 {
			return at
		}
	}
	if p.kills {
		if at := p.middle(c); at != 0 {
			return at
		}
	}
	n := 0
	pick := int16(0)
	for _, ds := range [...][4]int16{p.around, p.corners} {
		for _, d := range ds {
			at := p.last + d
			if p.at[at] == empty && natural[p.shape(at)] && p.legal(at, c) && !p.eye(at, c) && p.sensible(at, c) {
				n++
				if p.r.IntN(n) == 0 {
					pick = at
				}
			}
		}
	}
	return pick
}

// capture is where a chain next to the one given can be captured, or 0.
func (p *playout) capture(head int16) int16 {
	foe := p.at[head].other()
	for at := head; ; {
		for _, d := range p.around {
			if n := at + d; p.at[n] == foe {
				if lib := p.lastLiberty(p.head[n]); lib != 0 {
					return lib
				}
			}
		}
		if at = p.next[at]; at == head {
			return 0
		}
	}
}

// sensible reports whether a stone does not put its own chain in atari, unless
// it is thrown in alone, fills an eye or captures something.
func (p *playout) sensible(at int16, c colour) bool {
	stones := int16(1)
	for _, d := range p.around {
		n := at + d
		switch p.at[n] {
		case empty, edge:
		case c:
			stones += p.stones[p.head[n]]
		default:
			if p.lastLiberty(p.head[n]) == at {
				return true
			}
		}
	}
	if p.breath(at, c, 2) >= 2 {
		return true
	}
	return (stones == 1 || p.kills && stones <= maxNakade && p.fills(at, c)) && p.r.IntN(throwIn) == 0
}

// breath counts the liberties, up to most, of the chain that a stone on the free
// point would belong to. What it captures is not considered, except that the
// captured stones' points next to it are free.
func (p *playout) breath(at int16, c colour, most int) int {
	if p.visit++; p.visit < 0 {
		p.visited, p.visit = [room]int16{}, 1
	}
	p.visited[at] = p.visit
	libs := 0
	count := func(n int16) {
		if p.visited[n] != p.visit {
			p.visited[n] = p.visit
			libs++
		}
	}
	for _, d := range p.around {
		n := at + d
		switch p.at[n] {
		case empty:
			count(n)
		case edge:
		case c:
			if p.visited[n] == p.visit {
				continue
			}
			for s := n; ; {
				p.visited[s] = p.visit
				for _, d := range p.around {
					if l := s + d; p.at[l] == empty {
						count(l)
					}
				}
				if libs >= most {
					return libs
				}
				if s = p.next[s]; s == n {
					break
				}
			}
		default:
			if p.lastLiberty(p.head[n]) == at {
				count(n)
			}
		}
		if libs >= most {
			return libs
		}
	}
	return libs
}

// owner is whose point it is at the end of a playout, or empty.
func (p *playout) owner(at int16) colour {
	if c := p.at[at]; c != empty {
		return c
	}
	var touch [4]bool
	for _, d := range p.around {
		touch[p.at[at+d]] = true
	}
	switch {
	case touch[black] && !touch[white] && !touch[empty]:
		return black
	case touch[white] && !touch[black] && !touch[empty]:
		return white
	}
	return empty
}
