package ssh

import (
	"context"
	"net/netip"
	"runtime"
	"slices"
	"sync"
	"time"

	"crossplay/pace"
)

// exchanges lets only so many key exchanges be computed at once, and so many of
// each network in a second. The others wait, and networks take turns: who comes
// alone waits behind one of a crowd, not behind all of it.
type exchanges struct {
	each *pace.Limits[netip.Prefix]

	mu      sync.Mutex
	free    int
	waiting map[netip.Prefix][]chan struct{} // each closed when its turn has come
	round   []netip.Prefix                   // the keys of waiting, the next one first
	looking bool                             // a look at the limits is due
}

func newExchanges() *exchanges {
	return &exchanges{
		each:    pace.New[netip.Prefix](ExchangeRate, ExchangeBurst, maxNetworks),
		free:    runtime.GOMAXPROCS(0),
		waiting: make(map[netip.Prefix][]chan struct{}),
	}
}

// wait returns when it is the turn of somebody from the network, who then has to
// call done; or with an error when ctx has ended before.
func (e *exchanges) wait(ctx context.Context, from netip.Prefix) error {
	turn := make(chan struct{})
	e.mu.Lock()
	if len(e.waiting[from]) == 0 {
		e.round = append(e.round, from)
	}
	e.waiting[from] = append(e.waiting[from], turn)
	e.next()
	e.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	i := slices.Index(e.waiting[from], turn)
	if i < 0 { // it had just come
		e.free++
		e.next()
		return ctx.Err()
	}
	e.leave(from, i)
	if len(e.waiting[from]) == 0 {
		e.round = slices.DeleteFunc(e.round, func(n netip.Prefix) bool { return n == from })
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
		i := slices.IndexFunc(e.round, e.each.Allow)
		if i < 0 {
			break
		}
		from := e.round[i]
		e.round = slices.Delete(e.round, i, i+1)
		close(e.waiting[from][0])
		e.leave(from, 0)
		e.free--
		if len(e.waiting[from]) > 0 {
			e.round = append(e.round, from)
		}
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

// leave takes one of a network out of the queue. The mutex is held.
func (e *exchanges) leave(from netip.Prefix, i int) {
	if rest := slices.Delete(e.waiting[from], i, i+1); len(rest) > 0 {
		e.waiting[from] = rest
	} else {
		delete(e.waiting, from)
	}
}
