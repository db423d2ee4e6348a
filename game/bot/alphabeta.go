package bot

import (
	"slices"

	"crossplay/game"
)

const (
	// toTheEnd is the depth of a search that reached the end of the game everywhere.
	toTheEnd = 127
	// maxDepth is the deepest a search goes, in plies.
	maxDepth = 60
	// maxPly bounds a line of play with all its extensions.
	maxPly = 96
	// won is the score of a game that is won at once; later wins are worth less by
	// a point for each ply.
	won = 2 * game.WinScore
	// certain is below every score of a game that is won.
	certain = won - 1000
	// loudAtLeast is how much the value of a position must change until a move
	// counts as loud: three quarters of the smallest piece.
	loudAtLeast = 75
	// loudAsMedian is by how much a loud move must exceed the median change of the
	// moves at hand. In some games the value jumps with every move, and says nothing.
	loudAsMedian = 3
	// loudPlies is how far loud moves are followed beyond the depth of the search.
	loudPlies = 6
	// fullMoves is how many moves of a position are searched to the full depth before
	// the others are looked at one ply less deeply.
	fullMoves = 4
	// reduceFrom is the least depth at which that is done.
	reduceFrom = 3
)

// finder searches with alpha and beta: ever deeper, with a table of positions,
// moves in the order of what was good elsewhere, null windows for all but the
// first, and loud moves followed to where the value comes to rest. A score is
// from the view of the seat that is to move; a seat may move several times in a
// row. The rules of the game say when a repetition is a draw; one within the line
// of play that is looked at counts as a draw here as well.
type finder struct {
	w      *watch
	table  *table
	loud   int
	cut    bool      // what was looked at last did not reach the end of the game everywhere
	choice game.Move // the best first move so far

	line    [maxPly + 1]uint64       // the positions from the root
	stand   [maxPly + 1]int          // what they are worth, where the search ends one ply later
	killers [maxPly + 1][2]game.Move // moves that were too good, by ply
	history [2][historySize]int32    // by seat and move: how often it was too good
	order   [maxPly + 1][]ranked     // the moves of each ply
}

// alphaBeta picks a move by searching with alpha and beta. It is empty when the
// time was too short for anything.
func alphaBeta(w *watch, p Problem, s game.Evaluator) game.Move {
	f := &finder{w: w, table: newTable(), loud: loudAtLeast}
	f.listen(s, p.Seat)
	score := s.Evaluate(p.Seat)
	sure := false
	for depth := 1; depth <= maxDepth && !w.over; depth++ {
		found := f.search(s, depth, 0, -won-1, won+1)
		if w.over {
			break // it is of a search that was not finished
		}
		score = found
		if sure = !f.cut || score >= certain || score <= -certain; sure {
			break
		}
	}
	// What only a search can see, whoever plays against it may not: nothing is worth less
	// than it looks.
	p.judge(max(chance(score), chance(s.Evaluate(p.Seat))), sure && score == 0)
	return f.choice
}

// listen finds out how much a move must change to be loud.
func (f *finder) listen(s game.Evaluator, seat game.Seat) {
	var changes []int
	for _, m := range s.Moves(seat) {
		next := f.play(s, seat, m)
		if f.w.step() {
			return
		}
		if result(next) == 0 {
			changes = append(changes, abs(next.Evaluate(seat)-s.Evaluate(seat)))
		}
	}
	if len(changes) > 0 {
		slices.Sort(changes)
		f.loud = max(loudAtLeast, loudAsMedian*changes[len(changes)/2])
	}
}

func (f *finder) play(s game.Evaluator, seat game.Seat, m game.Move) game.Evaluator {
	next, err := s.Play(seat, m)
	if err != nil {
		panic("bot: " + err.Error()) // the rules refuse what they offered
	}
	return next.(game.Evaluator)
}

// search is the score of a position that is not over, if it lies between alpha
// and beta, or else a bound of it. It means nothing once the time is over.
func (f *finder) search(s game.Evaluator, depth, ply, alpha, beta int) int {
	seat := s.Turn()[0]
	key := s.Hash()
	if slices.Contains(f.line[:ply], key) {
		f.cut = true // along another line it is no repetition
		return 0
	}
	if ply >= maxPly {
		f.cut = true
		return s.Evaluate(seat)
	}
	f.line[ply] = key

	hint := -1
	if e, ok := f.table.find(key); ok {
		hint = int(e.move)
		score := placed(int(e.score), ply)
		if ply > 0 && int(e.depth) >= depth && (e.bound == exact ||
			e.bound == atLeast && score >= beta || e.bound == atMost && score <= alpha) {
			f.cut = e.depth < toTheEnd
			return score
		}
	}
	moves := f.rank(s, seat, depth, ply, hint)
	if len(moves) == 1 {
		depth++ // a forced move tells nothing by itself
	}
	if depth <= 1 {
		f.stand[ply] = s.Evaluate(seat)
	}
	start, best, choice, cut := alpha, -won-1, uint16(0), false
	for i, m := range moves {
		next := m.next
		if next == nil {
			next = f.play(s, seat, m.move)
		}
		f.cut = false
		score := f.after(next, seat, depth, ply, i, alpha, beta)
		cut = cut || f.cut
		if f.w.over {
			return best
		}
		if score > best {
			best, choice = score, m.index
			if ply == 0 {
				f.choice = m.move // even if the search does not finish: the first was the best before
			}
		}
		alpha = max(alpha, score)
		if alpha >= beta {
			f.praise(seat, ply, depth, m.move)
			break
		}
	}
	f.cut = cut
	if !cut {
		depth = toTheEnd
	}
	b := exact
	if best >= beta {
		b = atLeast
	} else if best <= start {
		b = atMost
	}
	f.table.keep(finding{key: key, score: int32(placed(best, -ply)), move: choice, depth: int8(depth), bound: b})
	return best
}

// after is the score of the i-th move of a position, for the seat that made it.
func (f *finder) after(next game.Evaluator, seat game.Seat, depth, ply, i, alpha, beta int) int {
	f.w.step()
	if r := result(next); r != 0 {
		return final(r, seat, ply+1)
	}
	if depth <= 1 {
		f.cut = true
		v := next.Evaluate(seat)
		if abs(v-f.stand[ply]) < f.loud {
			return v
		}
		return f.negamax(next, seat, alpha, beta, func(a, b int) int { return f.quiesce(next, ply+1, loudPlies, a, b) })
	}
	look := func(depth, alpha, beta int) int {
		return f.negamax(next, seat, alpha, beta, func(a, b int) int { return f.search(next, depth, ply+1, a, b) })
	}
	if i == 0 {
		return look(depth-1, alpha, beta)
	}
	if i >= fullMoves && depth >= reduceFrom {
		if v := look(depth-2, alpha, alpha+1); v <= alpha || f.w.over {
			return v
		}
	}
	v := look(depth-1, alpha, alpha+1)
	if v > alpha && v < beta && !f.w.over {
		v = look(depth-1, alpha, beta)
	}
	return v
}

// negamax looks at a position from the view of the seat that has just moved.
func (f *finder) negamax(next game.Evaluator, seat game.Seat, alpha, beta int, look func(alpha, beta int) int) int {
	if next.Turn()[0] == seat {
		return look(alpha, beta)
	}
	return -look(-beta, -alpha)
}

// quiesce follows the loud moves of a position until its value comes to rest. The
// seat need not make one, unless it has nothing else.
func (f *finder) quiesce(s game.Evaluator, ply, left, alpha, beta int) int {
	seat := s.Turn()[0]
	stand := s.Evaluate(seat)
	if left == 0 || ply >= maxPly || f.w.over {
		return stand
	}
	moves := s.Moves(seat)
	best := stand
	if len(moves) == 1 {
		best = -won - 1
	} else if best >= beta {
		return best
	}
	alpha = max(alpha, best)
	order := f.order[ply][:0]
	for i, m := range moves {
		next := f.play(s, seat, m)
		if f.w.step() {
			return stand
		}
		if r := result(next); r != 0 {
			if best = max(best, final(r, seat, ply+1)); best >= beta {
				return best
			}
			continue
		}
		if v := next.Evaluate(seat); len(moves) == 1 || v-stand >= f.loud && v > alpha {
			order = append(order, ranked{m, uint16(i), int32(v), next})
		}
	}
	slices.SortStableFunc(order, byRank)
	f.order[ply] = order
	for _, m := range order {
		if best >= beta {
			break
		}
		v := f.negamax(m.next, seat, alpha, beta, func(a, b int) int { return f.quiesce(m.next, ply+1, left-1, a, b) })
		best = max(best, v)
		alpha = max(alpha, v)
	}
	return best
}

// final is the score of a result for the seat.
func final(r proof, seat game.Seat, ply int) int {
	switch r {
	case drawn:
		return 0
	case wonBy(seat):
		return won - ply
	default:
		return ply - won
	}
}

// placed turns a score that counts plies from a position, as the table keeps it,
// into one that counts them from so many plies before.
func placed(score, ply int) int {
	switch {
	case score >= certain:
		return score - ply
	case score <= -certain:
		return score + ply
	default:
		return score
	}
}

func abs(n int) int { return max(n, -n) }
