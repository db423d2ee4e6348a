package bot

import "crossplay/game"

// learn carries the result of a sample up the path: that of the last position,
// or what is proven of it.
func (t *tree) learn(last game.State, p proof) {
	t.worth = t.worth[:0]
	for i := len(t.played) - 1; i >= 0; i-- {
		t.note(t.played[i])
	}
	for i := len(t.path) - 1; i >= 0; i-- {
		n := t.path[i].node
		n.visits++
		e := &n.edges[t.path[i].edge]
		e.visits++
		if n.seat == game.Chance {
			continue
		}
		v := float32(t.reward(last, p, n.seat))
		e.sum += v
		if t.hidden {
			continue
		}
		if e.child != nil && e.child.proof != 0 && e.proof == 0 {
			e.proof = e.child.proof
		}
		t.prove(n)
		if t.advises() {
			t.note(played{n.seat, e.id})
			t.advise(n, v)
		}
	}
}

// note remembers that the seat made the move in this sample.
func (t *tree) note(m played) {
	for int(m.seat) >= len(t.later) {
		t.later = append(t.later, nil)
	}
	by := t.later[m.seat]
	if int(m.id) >= len(by) {
		by = append(by, make([]int32, len(t.names)-len(by))...)
		t.later[m.seat] = by
	}
	by[m.id] = t.round
}

// advise tells a node what came of the moves that its seat made now or later.
func (t *tree) advise(n *node, v float32) {
	by := t.later[n.seat]
	for i := range n.edges {
		e := &n.edges[i]
		if int(e.id) < len(by) && by[e.id] == t.round {
			e.advice++
			e.heard += v
		}
	}
}

// reward is what the end of a sample is worth to a seat, from 0 to 1.
func (t *tree) reward(last game.State, p proof, seat game.Seat) float64 {
	if p != 0 {
		return p.value(seat)
	}
	for int(seat) >= len(t.worth) {
		t.worth = append(t.worth, worth(last, game.Seat(len(t.worth))))
	}
	return t.worth[seat]
}
