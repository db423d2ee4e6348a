package bot

import (
	"math"

	"crossplay/game"
)

// choose picks the edge to try: the one with the best upper confidence bound.
func (t *tree) choose(n *node, s game.State) int {
	if t.hidden {
		t.visit++
		for _, m := range game.Moves(s, n.seat) {
			id := t.id(m)
			t.legal[id] = t.visit
			t.edge(n, id)
		}
	}
	if i := t.killer(n); i >= 0 {
		return i
	}
	c := explore
	if t.advises() {
		c = exploreFirst
	}
	unit := c * math.Sqrt(math.Log(float64(n.visits+2)))
	first := t.expected(n)
	best, most := -1, math.Inf(-1)
	off := t.r.IntN(len(n.edges)) // equal bounds are tried in any order
	for k := range n.edges {
		i := k + off
		if i >= len(n.edges) {
			i -= len(n.edges)
		}
		e := &n.edges[i]
		if t.hidden && t.legal[e.id] != t.visit {
			continue
		}
		bound := -1 + e.proof.value(n.seat) // what is certain needs no more samples
		if e.proof == 0 {
			bound = t.mean(e, first) + unit/math.Sqrt(1+float64(e.visits)+float64(e.advice)/adviceShare)
		}
		if bound > most {
			best, most = i, bound
		}
	}
	return best
}

// advises reports whether later moves say something about earlier ones.
func (t *tree) advises() bool { return !t.hidden && !t.dice }

// expected is what a move is worth of which nothing is known: as much as others.
func (t *tree) expected(n *node) float64 {
	var sum, visits float64
	for i := range n.edges {
		sum += float64(n.edges[i].sum)
		visits += float64(n.edges[i].visits)
	}
	return (sum + half) / (visits + 1)
}

// mean is what the edge seems to be worth, between its own results and advice.
func (t *tree) mean(e *edge, first float64) float64 {
	own := first
	if e.visits > 0 {
		own = float64(e.sum) / float64(e.visits)
	}
	if e.advice == 0 {
		return own
	}
	advice := float64(e.heard) / float64(e.advice)
	weight := math.Sqrt(adviceVisits / (3*float64(e.visits) + adviceVisits))
	if e.visits == 0 {
		weight = 1
	}
	return weight*advice + (1-weight)*own
}
