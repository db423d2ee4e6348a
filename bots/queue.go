package bots

import (
	"net/netip"
	"sync"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// queue holds the bots that wait for a worker, each once, however often its
// position changes.
//
// Networks share the time of the workers evenly, as long as they wait; the people
// of a network take turns, and so, one after the other, do the games of a person.
// A school behind one address has together what one person elsewhere has. But
// that one only waits while it is their bot's turn, and leaves the school the rest.
type queue struct {
	mu       sync.Mutex
	more     *sync.Cond
	workers  int
	networks map[netip.Prefix]*network // those that wait, and those ahead of pace
	pace     time.Duration             // what a network has had that always waited
	closed   bool
}

// network is where people play from.
type network struct {
	had     time.Duration // of the workers' time, as pace counts it
	lines   map[room.PersonID][]*player
	waiting []room.PersonID // who waits, the next first
}

func (q *queue) init(workers int) {
	q.workers = workers
	q.more = sync.NewCond(&q.mu)
	q.networks = make(map[netip.Prefix]*network)
}

// put lets a bot wait that plays for somebody.
func (q *queue) put(p *player, host rooms.Person) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if p.waits {
		return
	}
	p.waits = true
	n := q.networks[host.From]
	if n == nil {
		n = &network{lines: make(map[room.PersonID][]*player)}
		q.networks[host.From] = n
	}
	n.had = max(n.had, q.pace) // whoever did not wait has saved nothing up
	if len(n.lines[host.ID]) == 0 {
		n.waiting = append(n.waiting, host.ID)
	}
	n.lines[host.ID] = append(n.lines[host.ID], p)
	q.more.Signal()
}

// timeslice is a bot's share of a worker: to think once.
type timeslice struct {
	player  *player
	network *network
	budget  time.Duration
}

// take waits for the next bot. It is not ok once the queue is closed.
func (q *queue) take() (s timeslice, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for !q.closed {
		if n, waiting := q.next(); n != nil {
			q.pace = n.had
			crowd := waiting * len(n.waiting)
			s := timeslice{player: n.pop(), network: n}
			s.budget = q.budget(s.player.level().Budget(), crowd)
			n.had += s.budget
			return s, true
		}
		q.more.Wait()
	}
	return timeslice{}, false
}

// budget is how long a bot may think whose part of the workers is one of so many:
// about as many bots think within one whole thought, so that nobody waits longer.
func (q *queue) budget(whole time.Duration, crowd int) time.Duration {
	return max(leastThought, whole*time.Duration(q.workers)/time.Duration(q.workers+crowd-1))
}

// next is the network that has had the least, and how many wait.
func (q *queue) next() (least *network, waiting int) {
	for from, n := range q.networks {
		switch {
		case len(n.waiting) > 0:
			waiting++
			if least == nil || n.had < least.had {
				least = n
			}
		case n.had <= q.pace:
			delete(q.networks, from)
		}
	}
	return least, waiting
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
	s.network.had += took - s.budget
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.more.Broadcast()
}
