package pace

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"sync"
	"time"
)

// ErrCrowd is told to strangers of the largest crowd when too many wait.
var ErrCrowd = errors.New("too many wait for their turn")

// Turns lets so many things be done at once. The others wait, and of them it is the
// turn of whoever comes seldom, and of these, or where nobody does, of whoever has the
// fewest under way: of a group of networks, then of a network in it. Those who have as
// few go round, and within a network it is first come, first served. So whoever comes
// alone waits for one that is under way to end, whatever crowd waits as well.
//
// Its exported fields are set before it is used, and it is safe for concurrent use.
type Turns struct {
	AtOnce int                   // how many have a turn at once
	Group  int                   // of one group of networks; zero: as many as there are
	Each   int                   // of one network; zero: as many as there are
	Rest   time.Duration         // for how long a turn that is done is nobody's
	Limit  *Limits[netip.Prefix] // how often a network has one; nil: as often as it comes
	Seldom *Limits[netip.Prefix] // how often a group comes that comes seldom; nil: nobody does
	Most   int                   // how many strangers wait at once

	mu        sync.Mutex
	under     map[netip.Prefix]int    // how many turns of a network are under way or rest, never zero
	groups    map[netip.Prefix]int    // the same of a group
	all       int                     // the same of all
	crowds    map[netip.Prefix]*crowd // those who wait, by group
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
	seldom    bool // as the newest of them has found
}

// waiter is told once: nil when its turn has come, or that there is none for it.
type waiter struct {
	told     chan error
	stranger bool
}

// Wait returns when it is the turn of somebody from the network, who then has to call
// Done; or with an error once ctx has ended.
func (t *Turns) Wait(ctx context.Context, from netip.Prefix) error { return t.wait(ctx, from, false) }

// WaitAsStranger is Wait for somebody who can do without: when more of them than Most
// wait, the newest of the largest crowd gets ErrCrowd.
func (t *Turns) WaitAsStranger(ctx context.Context, from netip.Prefix) error {
	return t.wait(ctx, from, true)
}

func (t *Turns) wait(ctx context.Context, from netip.Prefix, stranger bool) error {
	group := Group(from)
	t.mu.Lock()
	seldom := t.Seldom != nil && t.Seldom.Allow(group)
	if t.begins(group, from) {
		t.mu.Unlock()
		return nil
	}
	w := waiter{make(chan error, 1), stranger}
	c := t.join(group, from, w)
	c.seldom = seldom
	t.next()
	if stranger && t.strangers > t.Most {
		t.shorten(c, from)
	}
	t.mu.Unlock()
	select {
	case err := <-w.told:
		return err
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if i := slices.Index(c.waiting[from], w); i >= 0 {
		t.leave(c, from, i)
	} else if <-w.told == nil { // it had just come
		t.give(group, from)
	}
	return ctx.Err()
}

// Done ends a turn of the network.
func (t *Turns) Done(from netip.Prefix) {
	if t.Rest == 0 {
		t.done(from)
		return
	}
	time.AfterFunc(t.Rest, func() { t.done(from) })
}

func (t *Turns) done(from netip.Prefix) {
	group := Group(from)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.give(group, from)
}

// Fewest is the network among some that has the fewest turns under way, of which there
// is one at least. Of those who want the same done, it is the one to wait as.
func (t *Turns) Fewest(among []netip.Prefix) netip.Prefix {
	if len(among) == 1 {
		return among[0]
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.MinFunc(among, func(a, b netip.Prefix) int {
		if d := t.groups[Group(a)] - t.groups[Group(b)]; d != 0 {
			return d
		}
		return t.under[a] - t.under[b]
	})
}

// begins takes a turn at once, if there is one and nobody waits whose it could be. All
// of these need the mutex.
func (t *Turns) begins(group, from netip.Prefix) bool {
	if t.all >= t.AtOnce || len(t.crowds) > 0 && t.crowds[group] != nil || !t.may(group, from) {
		return false
	}
	t.take(group, from)
	return true
}

// may reports whether the network may have one more.
func (t *Turns) may(group, from netip.Prefix) bool {
	return (t.Group == 0 || t.groups[group] < t.Group) && (t.Each == 0 || t.under[from] < t.Each) &&
		(t.Limit == nil || !t.Limit.Spent(from))
}

func (t *Turns) take(group, from netip.Prefix) {
	if t.under == nil {
		t.under, t.groups = make(map[netip.Prefix]int), make(map[netip.Prefix]int)
	}
	if t.Limit != nil {
		t.Limit.Allow(from)
	}
	t.all++
	t.under[from]++
	t.groups[group]++
}

// give gives a turn back, and on to whoever is next.
func (t *Turns) give(group, from netip.Prefix) {
	t.all--
	if t.under[from]--; t.under[from] == 0 {
		delete(t.under, from)
	}
	if t.groups[group]--; t.groups[group] == 0 {
		delete(t.groups, group)
	}
	t.next()
}

// next gives the free turns to those who may have one.
func (t *Turns) next() {
	for t.all < t.AtOnce && len(t.round) > 0 {
		c, from := t.pick()
		if c == nil {
			break
		}
		t.take(c.group, from)
		c.waiting[from][0].told <- nil
		t.round = toEnd(t.round, c)
		c.round = toEnd(c.round, from)
		t.leave(c, from, 0)
	}
	if t.Limit != nil && t.all < t.AtOnce && len(t.round) > 0 && !t.looking { // all of them are over their limit
		t.looking = true
		time.AfterFunc(t.Limit.every(), func() {
			t.mu.Lock()
			defer t.mu.Unlock()
			t.looking = false
			t.next()
		})
	}
}

// pick finds the network whose turn is next.
func (t *Turns) pick() (next *crowd, from netip.Prefix) {
	fewest := t.AtOnce
	for _, c := range t.round {
		n := t.groups[c.group]
		switch {
		case n >= t.AtOnce, next != nil && next.seldom && !c.seldom:
			continue
		case n >= fewest && (next == nil || next.seldom == c.seldom):
			continue
		}
		if network, ok := t.pickOf(c); ok {
			next, from, fewest = c, network, n
		}
		if fewest == 0 && (t.Seldom == nil || next.seldom) {
			break
		}
	}
	return next, from
}

// pickOf finds the network of a crowd whose turn is next, if one may have it.
func (t *Turns) pickOf(c *crowd) (next netip.Prefix, ok bool) {
	fewest := t.AtOnce
	for _, from := range c.round {
		if n := t.under[from]; n < fewest && t.may(c.group, from) {
			next, ok, fewest = from, true, n
		}
		if fewest == 0 {
			break
		}
	}
	return next, ok
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
// of those that are equal, of the newcomer's.
func (t *Turns) shorten(most *crowd, from netip.Prefix) {
	for _, c := range t.round {
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
			queue[i].told <- ErrCrowd
			t.leave(most, from, i)
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

// join puts one of a network at the end of the queue.
func (t *Turns) join(group, from netip.Prefix, w waiter) *crowd {
	c := t.crowds[group]
	if c == nil {
		if t.crowds == nil {
			t.crowds = make(map[netip.Prefix]*crowd)
		}
		c = &crowd{group: group, waiting: make(map[netip.Prefix][]waiter)}
		t.crowds[group] = c
		t.round = append(t.round, c)
	}
	if len(c.waiting[from]) == 0 {
		c.round = append(c.round, from)
	}
	c.waiting[from] = append(c.waiting[from], w)
	if w.stranger {
		t.strangers++
		c.strangers++
	}
	return c
}

// leave takes one of a network out of the queue.
func (t *Turns) leave(c *crowd, from netip.Prefix, i int) {
	if c.waiting[from][i].stranger {
		t.strangers--
		c.strangers--
	}
	if c.waiting[from] = slices.Delete(c.waiting[from], i, i+1); len(c.waiting[from]) > 0 {
		return
	}
	delete(c.waiting, from)
	if c.round = without(c.round, from); len(c.round) > 0 {
		return
	}
	delete(t.crowds, c.group)
	t.round = without(t.round, c)
}
