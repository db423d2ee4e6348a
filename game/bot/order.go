package bot

import (
	"cmp"
	"slices"

	"crossplay/game"
)

const (
	// historySize is how many kinds of move the history tells apart.
	historySize = 1 << 12
	// historyMax keeps what is often good from drowning everything else.
	historyMax = 1 << 20
	// valueFrom is the least depth at which moves are put in order by what the
	// position is worth after them. Below it that costs more than it saves.
	valueFrom = 3
)

// The ranks of moves that come before all others.
const (
	rankHint   = 1 << 30
	rankKiller = 1 << 28
)

// ranked is a move in the order in which to try it.
type ranked struct {
	move  game.Move
	index uint16 // its place among the moves of the position
	rank  int32
	next  game.Evaluator // the position after it, if that was looked at
}

func byRank(a, b ranked) int { return cmp.Compare(b.rank, a.rank) }

// rank lists the moves of a position, what is probably best first: what was best
// before; then, near the root, what leads to the best positions, and elsewhere
// what was too good for the opponent in other positions.
func (f *finder) rank(s game.Evaluator, seat game.Seat, depth, ply, hint int) []ranked {
	order := f.order[ply][:0]
	for i, m := range s.Moves(seat) {
		r := ranked{move: m, index: uint16(i)}
		switch {
		case i == hint || ply == 0 && m == f.choice:
			r.rank = rankHint
		case depth >= valueFrom:
			r.next = f.play(s, seat, m)
			f.w.step()
			if p := result(r.next); p != 0 {
				r.rank = int32(final(p, seat, 0))
			} else {
				r.rank = int32(r.next.Evaluate(seat))
			}
		case m == f.killers[ply][0]:
			r.rank = rankKiller + 1
		case m == f.killers[ply][1]:
			r.rank = rankKiller
		default:
			r.rank = f.history[seat][kind(m)]
		}
		order = append(order, r)
	}
	slices.SortStableFunc(order, byRank)
	f.order[ply] = order
	return order
}

// praise remembers a move that was too good for the opponent.
func (f *finder) praise(seat game.Seat, ply, depth int, m game.Move) {
	if k := &f.killers[ply]; k[0] != m {
		k[0], k[1] = m, k[0]
	}
	h := &f.history[seat][kind(m)]
	*h = min(*h+int32(depth*depth), historyMax)
}

// kind is the place of a move in the history: the FNV-1a hash of its text.
func kind(m game.Move) int {
	h := uint32(2166136261)
	for i := range len(m) {
		h = (h ^ uint32(m[i])) * 16777619
	}
	return int(h % historySize)
}
