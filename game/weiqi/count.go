package weiqi

import (
	"fmt"
	"strconv"
	"strings"

	"crossplay/game"
)

// count is where two players who have passed have got to in counting. It never
// changes.
type count struct {
	dead   [maxStones]bool
	agreed [2]bool
	marks  [2]int // chains that each has marked so far, either way
}

// The moves of counting, besides those that name a chain.
const (
	agree  game.Move = "agree"
	resume game.Move = "resume"
)

// playCount plays a move of counting.
func (p *position) playCount(seat game.Seat, m game.Move) (game.State, error) {
	switch m {
	case agree:
		next := p.after(seat, m, 0)
		c := *p.count
		c.agreed[seat] = true
		next.count = &c
		next.over = c.agreed[1-seat]
		return next, nil
	case resume:
		// Whoever asks leaves the first move to the other, as in the Japanese
		// rules: asking must not gain a move.
		next := p.after(seat, m, 0)
		next.count, next.passes, next.mover = nil, 0, 1-seat
		next.resumes++
		return next, nil
	}
	at, dead, err := p.mark(seat, m)
	if err != nil {
		return nil, err
	}
	next := p.after(seat, m, at)
	c := &count{dead: p.count.dead, marks: p.count.marks}
	c.marks[seat]++
	p.spread(at, func(at int16) { c.dead[at] = dead })
	next.count = c
	return next, nil
}

// mark reads "dead D4" or "alive D4", for a chain that is not so already.
func (p *position) mark(seat game.Seat, m game.Move) (at int16, dead bool, err error) {
	verb, name, _ := strings.Cut(string(m), " ")
	if verb != "dead" && verb != "alive" {
		return 0, false, errCounting
	}
	at, dead = p.stone(name), verb == "dead"
	switch {
	case at == 0:
		return 0, false, errNoStone
	case p.count.dead[at] == dead:
		return 0, false, errMarked
	case p.count.marks[seat] == maxMarks:
		return 0, false, errMarks
	}
	return at, dead, nil
}

var (
	errCounting = fmt.Errorf("%w: the game is being counted", game.ErrIllegal)
	errNoStone  = fmt.Errorf("%w: there is no stone", game.ErrIllegal)
	errMarked   = fmt.Errorf("%w: it is marked so already", game.ErrIllegal)
	errMarks    = fmt.Errorf("%w: you can mark no more: agree or play on", game.ErrIllegal)
)

// stone is the point of that name if a stone lies there, and otherwise 0.
func (p *position) stone(name string) int16 {
	if at, ok := p.point(name); ok && p.stones[at] != empty {
		return at
	}
	return 0
}

// spread visits the stones of a chain.
func (p *position) spread(chain int16, visit func(at int16)) {
	c := p.stones[chain]
	s := p.stones
	s.lift(p.goban, chain)
	for _, at := range p.points {
		if p.stones[at] == c && s[at] == empty {
			visit(at)
		}
	}
}

// countMoves lists the stones row by row from the top, and then agree and
// resume.
func (p *position) countMoves(seat game.Seat) []game.Move {
	moves := make([]game.Move, 0, len(p.points)+2)
	for _, at := range p.points {
		if p.stones[at] != empty && p.count.marks[seat] < maxMarks {
			moves = append(moves, p.marking(at))
		}
	}
	return append(moves, agree, resume)
}

// marking is the move that marks the stone at the point.
func (p *position) marking(at int16) game.Move {
	if p.count.dead[at] {
		return p.alive[at]
	}
	return p.dead[at]
}

// score is what each has, in half points.
type score [2]int

// score counts the board by area: stones that are alive, and what only they
// surround.
func (p *position) score() score {
	s := score{0, p.komi}
	owner := p.area()
	for _, at := range p.points {
		if c := owner[at]; c != empty {
			s[c-black] += 2
		}
	}
	return s
}

// lead is who is ahead, and by how many half points. The komi decides a tie.
func (s score) lead() (game.Seat, int) {
	if s[0] > s[1] {
		return 0, s[0] - s[1]
	}
	return 1, s[1] - s[0]
}

func (s score) String() string {
	return fmt.Sprintf("Black %s, White %s", halves(s[0]), halves(s[1]))
}

// halves writes half points as points: 7 is 3.5.
func halves(n int) string {
	if n%2 == 0 {
		return strconv.Itoa(n / 2)
	}
	return strconv.Itoa(n/2) + ".5"
}

// area is whose each point is. Dead stones are as good as not there.
func (p *position) area() stones {
	left := p.stones
	if p.count != nil {
		for _, at := range p.points {
			if p.count.dead[at] {
				left[at] = empty
			}
		}
	}
	owner := left
	var visited [maxStones]bool
	for _, at := range p.points {
		if left[at] == empty && !visited[at] {
			left.surround(p.goban, at, &visited, &owner)
		}
	}
	return owner
}

// surround finds the free points that are connected with the one at start, and
// gives them to whoever has all the stones next to them.
func (s *stones) surround(g *goban, start int16, visited *[maxStones]bool, owner *stones) {
	var region [maxPoints]int16
	var borders [edge + 1]bool
	region[0], visited[start] = start, true
	n := 1
	for i := 0; i < n; i++ {
		for _, d := range g.around {
			next := region[i] + d
			if c := s[next]; c != empty {
				borders[c] = true
			} else if !visited[next] {
				visited[next] = true
				region[n] = next
				n++
			}
		}
	}
	c := empty
	switch {
	case borders[black] && !borders[white]:
		c = black
	case borders[white] && !borders[black]:
		c = white
	}
	for _, at := range region[:n] {
		owner[at] = c
	}
}
