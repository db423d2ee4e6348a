package bot

import "crossplay/game"

// prove solves a node: by one move that wins, or when the result of every move
// is certain.
func (t *tree) prove(n *node) {
	if n.proof != 0 {
		return
	}
	best, open := proof(0), false
	for i := range n.edges {
		p := n.edges[i].proof
		switch {
		case p == 0:
			open = true
		case p == wonBy(n.seat):
			n.proof = p
			t.praise(n.seat, n.edges[i].id)
			return
		case best == 0 || p == drawn:
			best = p
		}
	}
	if !open {
		n.proof = best
	}
}

// open counts the moves that are still worth a thought: none when the result is
// certain, and one when all others are known to lose.
func (n *node) open() int {
	count := 0
	for i := range n.edges {
		if p := n.edges[i].proof; n.proof == 0 && (p == 0 || p == drawn) {
			count++
		}
	}
	return count
}

// tactics looks for what nobody should overlook: a move that wins at once, and
// moves that leave the next player one. It asks of every move whether it ends the
// game, finds what the next player threatens by trying two moves that might not
// meet the threat, and then asks of all the others whether they do.
func (t *tree) tactics(n *node, s game.State) {
	if t.looked*tacticsShare > t.w.steps {
		return
	}
	before := t.w.steps
	defer func() { t.looked += t.w.steps - before }()

	after := make([]game.State, len(n.edges))
	for i := range n.edges {
		after[i] = t.try(s, n.seat, n.edges[i].id)
		if after[i] == nil {
			return
		}
		if n.edges[i].proof = result(after[i]); n.edges[i].proof == wonBy(n.seat) {
			n.proof = n.edges[i].proof
			t.praise(n.seat, n.edges[i].id)
			return
		}
	}
	var threats []played
	for range 2 {
		i := t.r.IntN(len(n.edges))
		if n.edges[i].proof == 0 {
			threats = t.threats(threats, after[i], n.seat)
		}
		if len(threats) > 1 {
			break // that is hard enough to meet
		}
	}
	for i := range n.edges {
		if n.edges[i].proof != 0 {
			continue
		}
		for _, m := range threats {
			if t.mover(after[i]) != m.seat {
				continue
			}
			if next, err := after[i].Play(m.seat, t.names[m.id]); err == nil && result(next) == wonBy(m.seat) {
				n.edges[i].proof = wonBy(m.seat)
				n.edges[i].threats++
			}
			if t.w.step() {
				return
			}
		}
	}
	t.prove(n)
}

// praise remembers a move that wins.
func (t *tree) praise(seat game.Seat, id int32) {
	for int(seat) >= len(t.killers) {
		t.killers = append(t.killers, [2]int32{})
	}
	if k := &t.killers[seat]; k[0] != id+1 {
		k[0], k[1] = id+1, k[0]
	}
}

// killer finds a move of the node that has not been tried here, but won elsewhere.
func (t *tree) killer(n *node) int {
	t.straight = false
	if t.hidden || int(n.seat) >= len(t.killers) || n.seat < 0 {
		return -1
	}
	k := t.killers[n.seat]
	for i := range n.edges {
		if e := &n.edges[i]; e.visits == 0 && e.proof == 0 && (e.id+1 == k[0] || e.id+1 == k[1]) {
			t.straight = true
			return i
		}
	}
	return -1
}

// threats adds the moves with which the next player wins at once, unless that is
// the seat itself.
func (t *tree) threats(threats []played, s game.State, seat game.Seat) []played {
	next := t.mover(s)
	if next < 0 || next == seat {
		return threats
	}
	for _, m := range game.Moves(s, next) {
		id := t.id(m)
		if after := t.try(s, next, id); after == nil {
			return threats
		} else if result(after) == wonBy(next) {
			threats = append(threats, played{next, id})
			t.praise(next, id)
		}
	}
	return threats
}

// try is the position after a move, or nil when the time is over.
func (t *tree) try(s game.State, seat game.Seat, id int32) game.State {
	next, err := s.Play(seat, t.names[id])
	if err != nil {
		panic("bot: " + err.Error())
	}
	if t.w.step() {
		return nil
	}
	return next
}
