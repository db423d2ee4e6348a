package bots

import (
	"net/netip"
	"sync"
	"time"

	"crossplay/pace"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// queue holds the bots that wait for a worker, each once, however often its
// position changes.
//
// Groups of networks share the time of the workers evenly, as long as they wait, and
// so do the networks of a group; the people of a network take turns, and so, one after
// the other, do the games of a person. Without the groups, whoever has six hundred
// networks side by side had others wait twelve seconds for each move of their bot.
// A school behind one address has together what one person elsewhere has. But
// that one only waits while it is their bot's turn, and leaves the school the rest.
type queue struct {
	mu      sync.Mutex
	more    *sync.Cond
	workers int
	groups  shares[*group]
	closed  bool
}

// shares are those who share time evenly: groups of networks, and the networks of each.
type shares[T interface{ its() *share }] struct {
	of      map[netip.Prefix]T // those that wait, and those ahead of pace
	waiting int                // how many of them wait
	pace    time.Duration      // what one has had that always waited
}

// share is what one of them has.
type share struct {
	had   time.Duration // of the workers' time, as pace counts it
	waits bool
}

func (s *share) its() *share { return s }

// group is networks that one organisation may have: see [pace.Group].
type group struct {
	share
	networks shares[*network]
}

// network is where people play from.
type network struct {
	share
	lines   map[room.PersonID][]*player
	waiting []room.PersonID // who waits, the next first
}

func (q *queue) init(workers int) {
	q.workers = workers
	q.more = sync.NewCond(&q.mu)
}

// wait lets one of them wait, whom fresh makes if nobody knows them.
func (s *shares[T]) wait(from netip.Prefix, fresh T) T {
	one, ok := s.of[from]
	if !ok {
		if s.of == nil {
			s.of = make(map[netip.Prefix]T)
		}
		one = fresh
		s.of[from] = one
	}
	of := one.its()
	of.had = max(of.had, s.pace) // whoever did not wait has saved nothing up
	if !of.waits {
		of.waits = true
		s.waiting++
	}
	return one
}

// next is whoever waits and has had the least. The pace is theirs from then on.
func (s *shares[T]) next() (least T, ok bool) {
	for from, one := range s.of {
		switch of := one.its(); {
		case of.waits:
			if !ok || of.had < least.its().had {
				least, ok = one, true
			}
		case of.had <= s.pace:
			delete(s.of, from)
		}
	}
	if ok {
		s.pace = least.its().had
	}
	return least, ok
}

// rest says that one of them waits no more.
func (s *shares[T]) rest(one T) {
	one.its().waits = false
	s.waiting--
}

// put lets a bot wait that plays for somebody.
func (q *queue) put(p *player, host rooms.Person) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if p.waits {
		return
	}
	p.waits = true
	g := q.groups.wait(pace.Group(host.From), new(group))
	n := g.networks.wait(host.From, new(network))
	if n.lines == nil {
		n.lines = make(map[room.PersonID][]*player)
	}
	if len(n.lines[host.ID]) == 0 {
		n.waiting = append(n.waiting, host.ID)
	}
	n.lines[host.ID] = append(n.lines[host.ID], p)
	q.more.Signal()
}

// timeslice is a bot's share of a worker: to think once.
type timeslice struct {
	player  *player
	group   *group
	network *network
	budget  time.Duration
}

// take waits for the next bot. It is not ok once the queue is closed.
func (q *queue) take() (s timeslice, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for !q.closed {
		if g, ok := q.groups.next(); ok {
			return q.slice(g), true
		}
		q.more.Wait()
	}
	return timeslice{}, false
}

// slice is the turn of a group that waits.
func (q *queue) slice(g *group) timeslice {
	n, _ := g.networks.next()
	crowd := q.groups.waiting * g.networks.waiting * len(n.waiting)
	s := timeslice{player: n.pop(), group: g, network: n}
	if len(n.waiting) == 0 {
		if g.networks.rest(n); g.networks.waiting == 0 {
			q.groups.rest(g)
		}
	}
	s.budget = q.budget(s.player.level().Budget(), crowd)
	s.count(s.budget)
	return s
}

// count counts what a timeslice took, or gives back what it did not.
func (s timeslice) count(took time.Duration) {
	s.group.had += took
	s.network.had += took
}

// budget is how long a bot may think whose part of the workers is one of so many:
// about as many bots think within one whole thought, so that nobody waits longer.
func (q *queue) budget(whole time.Duration, crowd int) time.Duration {
	return max(leastThought, whole*time.Duration(q.workers)/time.Duration(q.workers+crowd-1))
}

// pop is the first bot of the person whose turn it is.
func (n *network) pop() *player {
	host := n.waiting[0]
	n.waiting = n.waiting[1:]
	line := n.lines[host]
	p := line[0]
	p.waits = false
	if line = line[1:]; len(line) > 0 {
		n.lines[host] = line
		n.waiting = append(n.waiting, host)
	} else {
		delete(n.lines, host)
	}
	return p
}

// done says how long a bot thought in its timeslice.
func (q *queue) done(s timeslice, took time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	s.count(took - s.budget)
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.more.Broadcast()
}
