package bot

import (
	"cmp"
	"slices"

	"crossplay/game"
)

const (
	// forkSteps is how many positions may go into looking for forks, or a third of
	// what the level looks at if that is less.
	forkSteps = 120_000
	// forkVisits is how many pieces of advice a fork counts for.
	forkVisits = 60
	// forkReplies is how many replies to a fork are tried, besides those that stop
	// one of its threats.
	forkReplies = 4
	// forkPatience is how many moves are tried until one must at least threaten
	// something: in many games nothing is won from one move to the next.
	forkPatience = 30
)

// fork is a move with two threats or more.
type fork struct {
	id   int32
	wins []int32 // what it threatens
}

// forewarn looks further ahead from the root than tactics do, for forks: moves
// that threaten to win in two ways, so that only one can be stopped. The tree
// tries first what makes one, and last what leaves the next player one. That is
// no proof, because not every reply is tried.
func (t *tree) forewarn(s game.State) {
	if t.root.proof != 0 || t.root.open() < len(t.root.edges) || len(t.root.edges) < 2 {
		return // there is something more urgent
	}
	before := t.w.steps
	budget := forkSteps
	if t.w.limit > 0 {
		budget = min(budget, t.w.limit/3)
	}
	for _, f := range t.forks(s, t.me, before+budget/2) {
		if t.holds(s, t.me, f) {
			e := &t.root.edges[t.edge(t.root, f.id)]
			e.advice += forkVisits
			e.heard += forkVisits
		}
	}
	quiet := t.try(s, t.me, t.root.edges[t.r.IntN(len(t.root.edges))].id)
	if quiet == nil {
		return
	}
	other := t.mover(quiet)
	if other < 0 || other == t.me {
		return
	}
	forks := t.forks(quiet, other, before+budget)
	for i := range t.root.edges {
		e := &t.root.edges[i]
		next := t.try(s, t.me, e.id)
		if next == nil {
			return
		}
		for _, f := range forks {
			if t.mover(next) == other && t.holds(next, other, f) {
				e.advice += forkVisits
				break
			}
		}
	}
}

// forks are moves of the seat with two threats at least, of those that can be
// tried until so many positions were looked at; the ones near the last move come
// first.
func (t *tree) forks(s game.State, seat game.Seat, until int) []fork {
	moves := slices.Clone(game.Moves(s, seat))
	t.r.Shuffle(len(moves), func(i, j int) { moves[i], moves[j] = moves[j], moves[i] })
	slices.SortStableFunc(moves, func(a, b game.Move) int {
		return cmp.Compare(t.scene.apart(a, t.scene.last...), t.scene.apart(b, t.scene.last...))
	})
	var all []fork
	threats := 0
	for n, m := range moves {
		if t.w.steps > until || n == forkPatience && threats == 0 {
			break
		}
		id := t.id(m)
		next := t.try(s, seat, id)
		if next == nil {
			break
		}
		other := t.mover(next)
		if other < 0 || other == seat {
			continue
		}
		replies := game.Moves(next, other)
		reply := t.try(next, other, t.id(replies[t.r.IntN(len(replies))]))
		if reply == nil {
			break
		}
		if t.mover(reply) != seat {
			continue
		}
		f := fork{id: id}
		for _, threat := range t.threats(nil, reply, other) {
			f.wins = append(f.wins, threat.id)
		}
		threats += len(f.wins)
		if len(f.wins) > 1 {
			all = append(all, f)
		}
	}
	return all
}

// holds reports whether a fork can be made in the position, and still wins
// against some replies: all that stop a threat, and a few others.
func (t *tree) holds(s game.State, seat game.Seat, f fork) bool {
	forked, err := s.Play(seat, t.names[f.id])
	if err != nil || t.w.step() {
		return false
	}
	other := t.mover(forked)
	if other < 0 || other == seat {
		return false
	}
	moves := game.Moves(forked, other)
	var replies []game.Move
	for _, w := range f.wins {
		if slices.Contains(moves, t.names[w]) {
			replies = append(replies, t.names[w])
		}
	}
	for range forkReplies {
		replies = append(replies, moves[t.r.IntN(len(moves))])
	}
	for _, m := range replies {
		next, err := forked.Play(other, m)
		if err != nil || t.w.step() || result(next) != 0 {
			return false
		}
		if !slices.ContainsFunc(f.wins, func(w int32) bool {
			end, err := next.Play(seat, t.names[w])
			return err == nil && !t.w.step() && result(end) == wonBy(seat)
		}) {
			return false
		}
	}
	return true
}
