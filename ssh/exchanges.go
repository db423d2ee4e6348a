package ssh

import (
	"context"
	"errors"
	"net/netip"
	"runtime"
	"slices"
	"sync"
	"time"

	"crossplay/pace"
)

// exchanges lets only so many key exchanges be computed at once, and so many of
// each network in a second. The others wait, and groups of networks take turns,
// and the networks in each: who comes alone waits behind one of a crowd, not
// behind all of it. When too many wait, the largest crowd loses its newest.
type exchanges struct {
	each *pace.Limits[netip.Prefix]

	mu        sync.Mutex
	free      int
	crowds    map[netip.Prefix]*crowd // by group
	round     []*crowd                // all of them, the next one first
	strangers int                     // in all of them
	looking   bool                    // a look at the limits is due
}

// crowd are those of a group of networks who wait. There is always somebody.
type crowd struct {
	group     netip.Prefix
	waiting   map[netip.Prefix][]waiter // by network, never empty
	round     []netip.Prefix            // the keys of waiting, the next one first
	strangers int
}

// waiter is told once: nil when its turn has come, or that there is none for it.
type waiter struct {
	told     chan error
	stranger bool
}

// errQueue is told to strangers for whom the queue is too long.
var errQueue = errors.New("too many wait for their keys")

func newExchanges() *exchanges {
	return &exchanges{
		each:   pace.New[netip.Prefix](ExchangeRate, ExchangeBurst, maxNetworks),
		free:   runtime.GOMAXPROCS(0),
		crowds: make(map[netip.Prefix]*crowd),
	}
}

// wait returns when it is the turn of somebody from the network, who then has to
// call done; or with an error when ctx has ended before, or there are too many
// strangers. Others have a connection, and so are few enough.
func (e *exchanges) wait(ctx context.Context, from netip.Prefix, stranger bool) error {
	w := waiter{make(chan error, 1), stranger}
	e.mu.Lock()
	c := e.join(from, w)
	e.next()
	if e.strangers > maxWaiting {
		e.shorten(c, from)
	}
	e.mu.Unlock()
	select {
	case err := <-w.told:
		return err
	case <-ctx.Done():
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if i := slices.Index(c.waiting[from], w); i >= 0 {
		e.leave(c, from, i)
	} else if <-w.told == nil { // it had just come
		e.free++
		e.next()
	}
	return ctx.Err()
}

// done ends a turn. Whoever is next gets it after a rest, in which the processor
// is everyone's.
func (e *exchanges) done() {
	time.AfterFunc(ExchangeRest, func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.free++
		e.next()
	})
}

// next gives the free turns to those who may have one. The mutex is held.
func (e *exchanges) next() {
	for e.free > 0 {
		c, from := e.pick()
		if c == nil {
			break
		}
		e.free--
		c.waiting[from][0].told <- nil
		e.round = toEnd(e.round, c)
		c.round = toEnd(c.round, from)
		e.leave(c, from, 0)
	}
	if e.free > 0 && len(e.round) > 0 && !e.looking { // all of them are over their limit
		e.looking = true
		time.AfterFunc(lookAgain, func() {
			e.mu.Lock()
			defer e.mu.Unlock()
			e.looking = false
			e.next()
		})
	}
}

// pick finds the network whose turn is next. The mutex is held.
func (e *exchanges) pick() (*crowd, netip.Prefix) {
	for _, c := range e.round {
		if i := slices.IndexFunc(c.round, e.each.Allow); i >= 0 {
			return c, c.round[i]
		}
	}
	return nil, netip.Prefix{}
}

// toEnd moves one to the end of a round.
func toEnd[T comparable](round []T, one T) []T {
	return append(without(round, one), one)
}

func without[T comparable](round []T, one T) []T {
	i := slices.Index(round, one)
	return slices.Delete(round, i, i+1)
}

// shorten drops the newest stranger of the largest network in the largest crowd:
// of those that are equal, of the newcomer's. The mutex is held.
func (e *exchanges) shorten(most *crowd, from netip.Prefix) {
	for _, c := range e.round {
		if c.strangers > most.strangers {
			most, from = c, c.round[0]
		}
	}
	largest := most.count(from)
	for _, network := range most.round {
		if n := most.count(network); n > largest {
			from, largest = network, n
		}
	}
	queue := most.waiting[from]
	for i := len(queue) - 1; i >= 0; i-- {
		if queue[i].stranger {
			queue[i].told <- errQueue
			e.leave(most, from, i)
			return
		}
	}
}

// count is how many strangers of the network wait.
func (c *crowd) count(network netip.Prefix) (n int) {
	for _, w := range c.waiting[network] {
		if w.stranger {
			n++
		}
	}
	return n
}

// join puts one of a network at the end of the queue. The mutex is held.
func (e *exchanges) join(from netip.Prefix, w waiter) *crowd {
	group := pace.Group(from)
	c := e.crowds[group]
	if c == nil {
		c = &crowd{group: group, waiting: make(map[netip.Prefix][]waiter)}
		e.crowds[group] = c
		e.round = append(e.round, c)
	}
	if len(c.waiting[from]) == 0 {
		c.round = append(c.round, from)
	}
	c.waiting[from] = append(c.waiting[from], w)
	if w.stranger {
		e.strangers++
		c.strangers++
	}
	return c
}

// leave takes one of a network out of the queue. The mutex is held.
func (e *exchanges) leave(c *crowd, from netip.Prefix, i int) {
	if c.waiting[from][i].stranger {
		e.strangers--
		c.strangers--
	}
	if c.waiting[from] = slices.Delete(c.waiting[from], i, i+1); len(c.waiting[from]) > 0 {
		return
	}
	delete(c.waiting, from)
	if c.round = without(c.round, from); len(c.round) > 0 {
		return
	}
	delete(e.crowds, c.group)
	e.round = without(e.round, c)
}
