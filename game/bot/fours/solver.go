package fours

import (
	"math"
	"math/bits"
)

const (
	// tableLeast and tableMost are how many positions the table holds at first, so
	// that short thoughts need not clear much memory, and at last: 20 MB of them.
	tableLeast = 1 << 12
	tableMost  = 1 << 21
	// win is the score of a won game, to which the cells are added that are left
	// then, so that the sooner win is the higher score.
	win = 1000
	// glance is how many positions go by between two looks at the clock: some
	// tenths of a millisecond.
	glance = 1 << 11
)

// solver searches with alpha and beta on bits, after Pascal Pons, "Solving
// Connect 4: how to build a perfect AI". It never plays a move that lets the
// other win at once, tries first what makes most threats, and keeps what it finds
// in a table.
type solver struct {
	*frame
	horizon int // the ply at which a position is judged instead of played on
	stop    func() bool
	nodes   int
	until   int  // the number of nodes at which to stop
	over    bool // it was time to stop

	keys   []uint64
	scores []int16 // times four, with the kind of bound
	used   int
	most   int // how many the table may hold
}

const (
	atLeast = 1
	atMost  = 2
	exactly = 3
)

func newSolver(f *frame, most int, stop func() bool) *solver {
	return &solver{
		frame:  f,
		keys:   make([]uint64, tableLeast),
		scores: make([]int16, tableLeast),
		most:   most,
		stop:   stop,
		until:  math.MaxInt,
	}
}

// look sets the horizon. What the table holds is true for one horizon alone:
// there, the depth that is left follows from the position.
func (s *solver) look(horizon int) {
	if horizon = min(horizon, s.cells); horizon != s.horizon {
		clear(s.scores)
		s.used = 0
		s.horizon = horizon
	}
}

// score is the score of the position for the one to move, who cannot win at once,
// if it lies between alpha and beta, or else a bound of it. It means nothing once
// the time is over.
func (s *solver) score(p position, alpha, beta int) int {
	if s.nodes++; s.nodes%glance == 0 && (s.nodes >= s.until || s.stop()) {
		s.over = true
	}
	if s.over {
		return 0
	}
	ply := p.ply()
	moves := s.safe(p)
	if moves == 0 {
		if ply == s.cells {
			return 0
		}
		return -(win + s.cells - ply - 2) // whatever is played, the other wins next
	}
	if ply >= s.cells-2 {
		return 0 // two cells are left at most, and neither makes four
	}
	if ply >= s.horizon {
		return s.judge(p)
	}
	// the soonest win is the move after the next, and so is the soonest loss but one
	alpha = max(alpha, -(win + s.cells - ply - 4))
	beta = min(beta, win+s.cells-ply-3)
	if alpha >= beta {
		return alpha
	}
	key := p.hash()
	slot := key & uint64(len(s.keys)-1)
	if s.keys[slot] == key && s.scores[slot] != 0 {
		switch score := int(s.scores[slot] >> 2); s.scores[slot] & 3 {
		case exactly:
			return score
		case atLeast:
			if score >= beta {
				return score
			}
		case atMost:
			if score <= alpha {
				return score
			}
		}
	}
	var order [maxCols]uint64
	n := s.sorted(p, moves, &order)
	start, best := alpha, -2*win
	for _, cell := range order[:n] {
		score := -s.score(p.drop(cell), -beta, -alpha)
		if s.over {
			return 0
		}
		best = max(best, score)
		if alpha = max(alpha, score); alpha >= beta {
			break
		}
	}
	bound := exactly
	if best >= beta {
		bound = atLeast
	} else if best <= start {
		bound = atMost
	}
	s.keep(key, int16(best<<2|bound))
	return best
}

// keep writes a score into the table, which doubles when it is half full.
func (s *solver) keep(key uint64, score int16) {
	if 2*s.used > len(s.keys) && len(s.keys) < s.most {
		keys, scores := s.keys, s.scores
		s.keys, s.scores = make([]uint64, 2*len(keys)), make([]int16, 2*len(keys))
		mask := uint64(len(s.keys) - 1)
		for i, k := range keys {
			if scores[i] != 0 {
				s.keys[k&mask], s.scores[k&mask] = k, scores[i] // two never meet: they lay apart before
			}
		}
	}
	slot := key & uint64(len(s.keys)-1)
	if s.scores[slot] == 0 {
		s.used++
	}
	s.keys[slot], s.scores[slot] = key, score
}

// safe are the moves after which the other cannot win at once.
func (s *solver) safe(p position) uint64 {
	moves := s.landings(p)
	threats := s.fours(p.other(), p.both)
	if forced := moves & threats; forced != 0 {
		if forced&(forced-1) != 0 {
			return 0 // two at once cannot be stopped
		}
		moves = forced
	}
	return moves &^ (threats >> 1) // do not fill the cell below a threat
}

// sorted puts the moves in order: those first that make most threats, and of
// equal ones those nearer the middle.
func (s *solver) sorted(p position, moves uint64, order *[maxCols]uint64) int {
	var ranks [maxCols]int
	n := 0
	for _, c := range s.order[:s.cols] {
		cell := moves & s.column[c]
		if cell == 0 {
			continue
		}
		rank := bits.OnesCount64(s.fours(p.own|cell, p.both|cell))
		i := n
		for ; i > 0 && ranks[i-1] < rank; i-- {
			order[i], ranks[i] = order[i-1], ranks[i-1]
		}
		order[i], ranks[i] = cell, rank
		n++
	}
	return n
}

// judge guesses the score of a position by the threats that stand in it. Late in
// the game the first player gets the cells in odd rows, counted from 1, and the
// second those in even ones, so that threats there are worth most.
func (s *solver) judge(p position) int {
	own, other := s.fours(p.own, p.both), s.fours(p.other(), p.both)
	good, bad := s.odd, s.even
	if p.ply()%2 == 1 {
		good, bad = bad, good
	}
	v := 4*bits.OnesCount64(own) + 12*bits.OnesCount64(own&good) - 4*bits.OnesCount64(other) - 12*bits.OnesCount64(other&bad)
	return v + s.central(p.own) - s.central(p.other())
}

// central is how near the middle the pieces lie.
func (s *solver) central(pieces uint64) int {
	n := 0
	for i, c := range s.order[:s.cols] {
		n += (s.cols - i) / 2 * bits.OnesCount64(pieces&s.column[c])
	}
	return n
}

// hash tells positions apart. With 64 bits, two of the millions that a search
// sees are not confused.
func (p position) hash() uint64 {
	h := p.own*0x9E3779B97F4A7C15 ^ bits.RotateLeft64(p.both*0xC2B2AE3D27D4EB4F, 31)
	h = (h ^ h>>32) * 0xD6E8FEB86659FD93
	return h ^ h>>32
}
