package fours

import "slices"

const (
	// firstTry is how many positions may be looked at to answer a question about one
	// move, before the others are asked. With each round it is tryMore times as many:
	// so the win that is easiest to prove is found soonest.
	firstTry = 1 << 14
	tryMore  = 3
	// firstLook is how many plies ahead a position is weighed at first.
	firstLook = 4
)

// candidate is a move of the position that is thought about, with what is proven
// of it.
type candidate struct {
	cell   uint64
	noWin  bool
	noDraw bool // it loses
}

// value is the proven value of a position for the one to move.
type value int8

const (
	unproven value = iota
	loss
	draw
	victory
)

// candidates are the moves of the position, unless there is nothing to think
// about: then it is the only one worth a thought, with the value of the position
// as far as that is plain.
func (s *solver) candidates(p position) ([]candidate, value) {
	moves := s.landings(p)
	if wins := moves & s.fours(p.own, p.both); wins != 0 {
		return []candidate{{cell: wins & -wins}}, victory
	}
	safe := s.safe(p)
	if safe == 0 {
		// lost; stop one of the threats at least
		if block := moves & s.fours(p.other(), p.both); block != 0 {
			moves = block
		}
		return []candidate{{cell: moves & -moves}}, loss
	}
	var order [maxCols]uint64
	n := s.sorted(p, safe, &order)
	all := make([]candidate, n)
	for i, cell := range order[:n] {
		all[i].cell = cell
	}
	return all, unproven
}

// weigh puts the candidate first that is best as far as can be seen in so many
// plies, looking ahead ever further, and returns the value of the position if
// that shows. A win is the soonest then, and a loss the latest.
func (s *solver) weigh(p position, all []candidate, plies int) value {
	for ahead := firstLook; ahead <= plies; ahead += 2 {
		s.look(p.ply() + ahead)
		top := -2 * win
		for i, c := range all {
			next := p.drop(c.cell)
			score := 0
			if i > 0 { // is it better than the best so far?
				score = -s.score(next, -top-1, -top)
			}
			if i == 0 || score > top && !s.over {
				score = -s.score(next, -2*win, -top)
			}
			if s.over {
				return unproven
			}
			if score > top {
				top = score
				copy(all[1:i+1], all[:i])
				all[0] = c
			}
		}
		switch {
		case top >= win:
			return victory
		case top <= -win:
			return loss
		case s.horizon == s.cells:
			return draw
		}
	}
	return unproven
}

// prove puts a candidate first that is as good as can be, and returns the value of
// the position. When there is no time for that, what certainly loses goes last.
func (s *solver) prove(p position, all []candidate) value {
	s.look(s.cells)
	end := s.until
	defer func() { s.until = end }()
	for try := firstTry; ; try *= tryMore {
		if i, open := s.better(p, all, 0, try, end); i >= 0 {
			all[0], all[i] = all[i], all[0]
			return victory
		} else if !open {
			if i, open := s.better(p, all, -1, try, end); i >= 0 {
				all[0], all[i] = all[i], all[0]
				return draw
			} else if !open {
				return loss
			}
		}
		if s.nodes >= end || s.stop() {
			slices.SortStableFunc(all, func(a, b candidate) int {
				switch {
				case a.noDraw == b.noDraw:
					return 0
				case b.noDraw:
					return -1
				default:
					return 1
				}
			})
			return unproven
		}
	}
}

// better finds a candidate that is worth more than the score, 0 for a draw or -1
// for a loss, with so many nodes for each. When it finds none it reports whether
// there may be one.
func (s *solver) better(p position, all []candidate, score, try, end int) (i int, open bool) {
	for i := range all {
		c := &all[i]
		known := &c.noWin
		if score < 0 {
			known = &c.noDraw
		}
		if *known {
			continue
		}
		s.over, s.until = false, min(end, s.nodes+try)
		v := -s.score(p.drop(c.cell), -score-1, -score)
		switch {
		case s.over:
			open = true
		case v > score:
			return i, false
		default:
			*known = true
		}
	}
	return -1, open
}
