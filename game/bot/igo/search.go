package igo

import (
	"context"
	"math/rand/v2"
	"time"

	"crossplay/game"
	"crossplay/game/bot"
)

// What follows is Monte-Carlo tree search for Go. A move is as good as the games
// that it was tried in, and, until it was tried often, as those in which it was
// played later on (rapid action value estimation: Gelly and Silver, 2011).
const (
	// adviceWorth is how many tries with the advice of later moves are worth as much as
	// any number of such advice: the formula is Silver's.
	adviceWorth = 3000
	// priorTries is how many tries what is known of a move in general is worth.
	priorTries = 12
	// growAfter is how often a move is tried before the replies to it are told apart.
	growAfter = 4
	// maxKids bounds the memory of a tree: 24 bytes for each.
	maxKids = 1 << 20
	// pointWorth is what a point more or less is worth, as a part of the game, so that
	// it does not give them away when it wins anyway.
	pointWorth = 0.001
	// mediumPlayouts is how many games the medium level tries for a move.
	mediumPlayouts = 1000
	// glance is how many playouts go by between two looks at the clock: on the full
	// board they take about a millisecond.
	glance = 8
)

// node is a position of the tree: what can be played in it.
type node struct{ kids []kid }

// kid is a move from a node, or a pass, at 0.
type kid struct {
	at          int16
	node        int32   // behind it, or 0
	tries, won  float32 // with what is known of it in general
	heard, good float32 // the same of games in which it was played later
}

// value is how good a move seems to be to the one who makes it, from 0 to 1.
func (k *kid) value() float32 {
	trust := k.heard / (k.heard + k.tries + k.heard*k.tries/adviceWorth)
	return trust*k.good/k.heard + (1-trust)*k.won/k.tries
}

// search is one thought.
type search struct {
	*record
	me     colour
	komi   float32
	stands bool // two passes end the game with all stones as they stand
	p      playout
	nodes  []node
	kids   int // of all nodes
	games  int
	won    float32 // by Black
	owner  [room]int32
	path   []*kid
	hashes []uint64 // of the positions on the path
	first  [room]colour
}

func newSearch(r *record, me colour, stands bool, dice *rand.Rand) *search {
	s := &search{record: r, me: me, stands: stands, komi: komi(r.board.size), nodes: make([]node, 1)}
	s.p.r, s.p.kills = dice, true
	s.p.start(r.board)
	s.p.last = r.last
	s.nodes[0].kids = s.grow(me)
	return s
}

// komi is what White gets besides.
func komi(z *size) float32 {
	if z.cols <= 9 {
		return 6.5
	}
	return 7.5
}

// run tries games until it is time to stop, or there have been so many, unless that
// is 0.
func (s *search) run(ctx context.Context, until time.Time, most int) {
	start, before := time.Now(), s.games
	for most == 0 || s.games < most {
		s.once()
		if s.games%glance != 0 {
			continue
		}
		now := time.Now()
		if ctx.Err() != nil || !now.Before(until) {
			return
		}
		left := float64(s.games-before) * float64(until.Sub(now)) / float64(max(1, now.Sub(start)))
		if most > 0 {
			left = min(left, float64(most-s.games))
		}
		if s.decided(float32(left)) {
			return
		}
	}
}

func limitOf(l bot.Level) int {
	if l == bot.Medium {
		return mediumPlayouts
	}
	return 0
}

// decided reports whether so many more games cannot change the choice.
func (s *search) decided(left float32) bool {
	var most, next float32
	for i := range s.nodes[0].kids {
		if n := s.nodes[0].kids[i].tries; n > most {
			most, next = n, most
		} else if n > next {
			next = n
		}
	}
	return most-next > left
}

// best is the move that was tried most.
func (s *search) best() int16 {
	var best *kid
	for i := range s.nodes[0].kids {
		if k := &s.nodes[0].kids[i]; best == nil || k.tries > best.tries {
			best = k
		}
	}
	return best.at
}

// once tries a game: down the tree by the best moves, and on to the end by a
// playout.
func (s *search) once() {
	s.p.start(s.board)
	s.p.last = s.last
	s.path, s.hashes = s.path[:0], s.hashes[:0]
	c, passes, at := s.me, 0, int32(0)
	if s.passed {
		passes = 1
	}
	for {
		k := s.descend(at)
		s.path = append(s.path, k)
		if k.at == 0 {
			passes++
		} else {
			passes = 0
		}
		c = c.other()
		if passes >= 2 {
			break
		}
		if k.node == 0 {
			if k.tries < priorTries+growAfter || s.kids >= maxKids {
				break
			}
			s.nodes = append(s.nodes, node{s.grow(c)})
			k.node = int32(len(s.nodes) - 1)
		}
		at = k.node
	}
	if passes < 2 || !s.stands {
		s.p.run(c)
	}
	s.learn(passes >= 2 && s.stands)
}

// descend plays the best move of a node. One that brings back a board that was
// there before is forgotten: how the node is reached never changes.
func (s *search) descend(at int32) *kid {
	for {
		kids := s.nodes[at].kids
		best, most := 0, float32(-1)
		for i := range kids {
			if v := kids[i].value(); v > most {
				best, most = i, v
			}
		}
		k := &kids[best]
		if k.at == 0 {
			s.p.pass()
			return k
		}
		c := s.me
		if len(s.path)%2 == 1 {
			c = c.other()
		}
		taken := len(s.p.free)
		s.p.put(k.at, c)
		if k.tries > priorTries || len(s.p.free) == taken-1 || !s.again() {
			s.hashes = append(s.hashes, s.p.hash)
			return k
		}
		kids[best] = kids[len(kids)-1]
		s.nodes[at].kids = kids[:len(kids)-1]
		s.rewind()
	}
}

// again reports whether the board was there before.
func (s *search) again() bool {
	if s.seen[s.p.hash] {
		return true
	}
	for _, h := range s.hashes {
		if h == s.p.hash {
			return true
		}
	}
	return false
}

// rewind plays the moves of the path again.
func (s *search) rewind() {
	s.p.start(s.board)
	s.p.last = s.last
	c := s.me
	for _, k := range s.path {
		if k.at == 0 {
			s.p.pass()
		} else {
			s.p.put(k.at, c)
		}
		c = c.other()
	}
}

// learn takes the result of the game up the path.
func (s *search) learn(stands bool) {
	lead := -s.komi
	if stands {
		for _, c := range s.p.area() {
			lead += sign(c)
		}
	} else {
		for _, at := range s.points {
			c := s.p.owner(at)
			s.owner[at] += int32(sign(c))
			lead += sign(c)
		}
	}
	result := pointWorth * lead
	if lead > 0 {
		result++
	}
	s.games++
	s.won += result

	s.first = [room]colour{}
	mine := func(i int) colour {
		if i%2 == 0 {
			return s.me
		}
		return s.me.other()
	}
	for i := len(s.p.trail) - 1; i >= 0; i-- {
		c := mine(i)
		s.first[s.p.trail[i]] = c
		if i >= len(s.path) {
			continue
		}
		good := result
		if c == white {
			good = 1 - result
		}
		s.path[i].tries++
		s.path[i].won += good
		at := int32(0)
		if i > 0 {
			at = s.path[i-1].node
		}
		kids := s.nodes[at].kids
		for j := range kids {
			if k := &kids[j]; k.at != 0 && s.first[k.at] == c {
				k.heard++
				k.good += good
			}
		}
	}
}

func sign(c colour) float32 {
	switch c {
	case black:
		return 1
	case white:
		return -1
	}
	return 0
}

// worth is the share of the games that were won; to win by more counts a little more.
func (s *search) worth() float64 {
	share := float64(s.won) / float64(max(1, s.games))
	if s.me == white {
		share = 1 - share
	}
	return min(max(share, 0), 1)
}

// choice is the best move.
func (s *search) choice(v game.View) game.Move {
	best := s.best()
	for i, at := range s.points {
		if at == best {
			return game.Move(v.Boards[0].Cells[i].Label)
		}
	}
	return pass
}

const (
	// settled is how far from even the games must be for a point to have an owner.
	settled = 0.7
	// hopeless is how rarely it wins when it no longer asks somebody who has passed to
	// play on.
	hopeless = 0.02
)

// lost reports whether the other has passed and it does not win by playing on.
func (s *search) lost() bool {
	return s.passed && s.worth() < hopeless
}

// ends reports whether it is clear whose each point is, when the one to move moves
// first, and when the other, who is thought about in the other search, does.
func (s *search) ends(other *search) bool {
	if s.games == 0 || other.games == 0 {
		return false
	}
	for _, at := range s.points {
		a := float64(s.owner[at]) / float64(s.games)
		b := float64(other.owner[at]) / float64(other.games)
		if min(a, b) < settled && max(a, b) > -settled {
			return false
		}
	}
	return true
}
