package bot

import (
	"context"
	"math/rand/v2"

	"crossplay/game"
)

// What follows is Monte-Carlo tree search with upper confidence bounds. It asks
// nothing of a game but the contract:
//
//   - every seat maximises its own result, so any number may play;
//   - chance is a seat whose moves are drawn and never chosen;
//   - where something is hidden, each sample starts from another imagined
//     position, and the tree holds what was possible in any of them (information
//     set search with a single observer: Cowling, Powley and Whitehouse, 2012);
//   - of seats that may move at the same time the thinking one moves first, and
//     the others at random, as they cannot know what it chose;
//   - results that are certain are proven up the tree (Winands, Björnsson and
//     Saito, 2008);
//   - in games without dice or secrets a move that was good later on is worth a
//     try now (all moves as first: Gelly and Silver, 2007).
const (
	// maxEdges bounds the memory of a tree: with nodes, some 40 bytes for each.
	maxEdges = 1 << 19
	// explore weighs what is not well known against what is good.
	explore = 0.5
	// exploreFirst is the same where later moves advise about this one: they
	// explore enough by themselves.
	exploreFirst = 0.25
	// adviceVisits is how often a move must have been tried until its own results
	// weigh as much as the advice of later moves.
	adviceVisits = 300
	// adviceShare is how many pieces of advice make a move as well known as one visit.
	adviceShare = 8
	// hintVisits is how many visits it counts for that a move is near the last ones,
	// and hintWorth what they would have come to.
	hintVisits = 8
	hintWorth  = 0.65
	// playoutPlies is how long a game is played on at random before it counts as a draw.
	playoutPlies = 1200
	// valuedPlies is the same in games that can say how good a position is.
	valuedPlies = 12
	// tacticsShare is the part of the positions that may go into looking for wins
	// and threats, as one in so many.
	tacticsShare = 2
)

// node is what is known of a position, or of all that look alike.
type node struct {
	seat   game.Seat // whose move it is
	visits int32
	proof  proof
	edges  []edge
	twin   *node // after the same moves, but with another seat to move: possible where something is hidden
}

// edge is a move from a node.
type edge struct {
	id      int32 // the move
	visits  int32
	advice  int32 // how often the move was played here or later
	sum     float32
	heard   float32 // the sum of the advice
	child   *node
	proof   proof
	threats int8 // with how many moves the next player wins, at least, after this one
}

type tree struct {
	w      *watch
	r      *rand.Rand
	me     game.Seat
	hidden bool // something is hidden from somebody
	dice   bool // chance has moved in a sample
	blind  []game.Seat
	root   *node
	edges  int // in the whole tree
	looked int // positions that went into tactics

	ids   map[game.Move]int32
	names []game.Move
	legal []int32   // by move: the last node visit in which it was legal
	visit int32     // counts the visits of nodes
	later [][]int32 // by seat and move: the last sample in which it was played
	round int32     // counts the samples

	scene    *scene
	spots    []place    // by move: where it is made
	killers  [][2]int32 // by seat: moves that were proven to win lately, plus 1
	straight bool       // the move chosen last is such a one

	path   []step
	played []played // the moves of the playout
	worth  []float64
}

type step struct {
	node *node
	edge int
}

// played is a move of a playout.
type played struct {
	seat game.Seat
	id   int32
}

// Sampler is the general engine by itself: it plays every game by sampling it to
// the end, even one that a [Mind] would search in another way.
type Sampler struct{}

// Think is one of the moves of the view's choices.
func (Sampler) Think(ctx context.Context, p Problem) (game.Move, error) {
	return (&Mind{}).by(ctx, p, sample)
}

// sample picks a move by sampling games to their end.
func sample(w *watch, p Problem) game.Move {
	s := p.Imagine(p.Rand)
	t := &tree{w: w, r: p.Rand, me: p.Seat, hidden: hides(s), ids: make(map[game.Move]int32), scene: look(p.View)}
	t.root = t.grow(s, p.Seat, t.scene.last)
	if !t.hidden {
		t.forewarn(s)
	}
	for !w.over && t.root.open() > 1 {
		t.once(p.Imagine(p.Rand))
	}
	if t.root.proof == drawn {
		p.judge(half, true)
	} else {
		p.judge(t.expected(t.root), false) // of all that was tried: what is proven, people may not see
	}
	return t.best()
}

// best is a move that certainly wins, or the one that was tried most, unless that
// seems worse than a certain draw, or the loss that is hardest to bring about. It
// is empty when nothing is known.
func (t *tree) best() game.Move {
	var open, draw, lost *edge
	known := false
	for i := range t.root.edges {
		e := &t.root.edges[i]
		known = known || e.visits > 0 || e.proof != 0
		switch e.proof {
		case wonBy(t.me):
			return t.names[e.id]
		case 0:
			if open == nil || e.visits > open.visits {
				open = e
			}
		case drawn:
			draw = e
		default:
			if lost == nil || e.threats < lost.threats || e.threats == lost.threats && e.visits > lost.visits {
				lost = e
			}
		}
	}
	switch {
	case !known:
		return ""
	case draw != nil && (open == nil || open.sum < half*float32(open.visits)):
		return t.names[draw.id]
	case open != nil:
		return t.names[open.id]
	default:
		return t.names[lost.id]
	}
}

// once samples one game, beginning with the position.
func (t *tree) once(s game.State) {
	t.round++
	t.path, t.played, t.blind = t.path[:0], t.played[:0], t.blind[:0]
	at := t.root
	for at != nil {
		if at.proof != 0 {
			t.learn(nil, at.proof)
			t.w.step()
			return
		}
		if _, over := s.Outcome(); over {
			break
		}
		var i int
		if at.seat == game.Chance {
			i = t.edge(at, t.id(s.Draw(t.r)))
		} else {
			i = t.choose(at, s)
		}
		if i < 0 {
			t.w.step()
			return // nothing that the tree has room for is legal
		}
		t.path = append(t.path, step{at, i})
		e := &at.edges[i]
		if e.proof != 0 {
			t.learn(nil, e.proof)
			t.w.step()
			return
		}
		if t.hidden {
			t.blind = unseen(t.blind, s.Turn(), at.seat)
		}
		next, err := s.Play(at.seat, t.names[e.id])
		if err != nil {
			panic("bot: " + err.Error()) // the rules refuse what they offered
		}
		if s = next; t.w.step() {
			return
		}
		if r := result(s); r != 0 && !t.hidden {
			e.proof = r
			break
		}
		s = t.hurry(s)
		at = t.enter(e, s)
	}
	if s = t.playout(s); s != nil {
		t.learn(s, 0)
	}
}

// unseen are the seats that choose at the same time as the one that moves, and
// must not know its choice.
func unseen(blind, movers []game.Seat, seat game.Seat) []game.Seat {
	if len(movers) < 2 {
		return blind
	}
	blind = blind[:0]
	for _, s := range movers {
		if s != seat {
			blind = append(blind, s)
		}
	}
	return blind
}

// hurry moves at random for the seats that choose blindly.
func (t *tree) hurry(s game.State) game.State {
	for len(t.blind) > 0 {
		seat := t.mover(s)
		i := -1
		for j, b := range t.blind {
			if b == seat {
				i = j
			}
		}
		if i < 0 {
			break
		}
		t.blind = append(t.blind[:i], t.blind[i+1:]...)
		moves := game.Moves(s, seat)
		next, err := s.Play(seat, moves[t.r.IntN(len(moves))])
		if err != nil {
			panic("bot: " + err.Error())
		}
		t.w.step()
		s = next
	}
	t.blind = t.blind[:0]
	return s
}

// mover is the seat that moves next: of several the thinking one.
func (t *tree) mover(s game.State) game.Seat {
	movers := s.Turn()
	if len(movers) == 0 {
		return game.Spectator
	}
	for _, m := range movers {
		if m == t.me {
			return m
		}
	}
	return movers[0]
}

// enter is the node behind the edge, or nil where the tree ends.
func (t *tree) enter(e *edge, s game.State) *node {
	seat := t.mover(s)
	for n := e.child; n != nil; n = n.twin {
		if n.seat == seat {
			return n
		}
	}
	if e.visits == 0 && !t.straight || t.edges >= maxEdges || seat == game.Spectator {
		return nil
	}
	n := t.grow(s, seat, t.recent())
	n.twin, e.child = e.child, n
	e.proof = n.proof
	return n
}

// recent are the places of the last two moves of the path.
func (t *tree) recent() []place {
	var all []place
	for _, st := range t.path[max(0, len(t.path)-2):] {
		if at := t.spots[st.node.edges[st.edge].id]; at.board >= 0 {
			all = append(all, at)
		}
	}
	if len(t.path) < 2 {
		all = append(all, t.scene.last...)
	}
	return all
}

// grow makes a node for a position. Moves near the last ones look promising.
func (t *tree) grow(s game.State, seat game.Seat, last []place) *node {
	n := &node{seat: seat}
	if seat == game.Chance {
		t.dice = true
		return n
	}
	moves := game.Moves(s, seat)
	n.edges = make([]edge, len(moves))
	for i, m := range moves {
		id := t.id(m)
		n.edges[i].id = id
		if t.advises() && near(t.spots[id], last) {
			n.edges[i].advice, n.edges[i].heard = hintVisits, hintVisits*hintWorth
		}
	}
	t.edges += len(moves)
	if !t.hidden {
		t.tactics(n, s)
	}
	return n
}

// id is the number of a move.
func (t *tree) id(m game.Move) int32 {
	id, ok := t.ids[m]
	if !ok {
		id = int32(len(t.names))
		t.ids[m] = id
		t.names = append(t.names, m)
		t.legal = append(t.legal, 0)
		at, ok := t.scene.target(m)
		if !ok {
			at.board = -1
		}
		t.spots = append(t.spots, at)
	}
	return id
}

// edge finds a move, or makes room for it, or returns -1 where there is none.
func (t *tree) edge(n *node, id int32) int {
	for i := range n.edges {
		if n.edges[i].id == id {
			return i
		}
	}
	if t.edges >= maxEdges {
		return -1
	}
	n.edges = append(n.edges, edge{id: id})
	t.edges++
	return len(n.edges) - 1
}

// playout plays on at random, to the end or as far as is worth it. It returns nil
// when the time is over.
func (t *tree) playout(s game.State) game.State {
	plies := playoutPlies
	if _, ok := s.(valuer); ok {
		plies = valuedPlies
	}
	for range plies {
		seat := t.mover(s)
		if seat == game.Spectator {
			break
		}
		var m game.Move
		if seat == game.Chance {
			m = s.Draw(t.r)
			t.dice = true
		} else {
			moves := game.Moves(s, seat)
			m = moves[t.r.IntN(len(moves))]
			if t.advises() {
				t.played = append(t.played, played{seat, t.id(m)})
			}
		}
		next, err := s.Play(seat, m)
		if err != nil {
			panic("bot: " + err.Error())
		}
		if s = next; t.w.step() {
			return nil
		}
	}
	return s
}
