package guard

import (
	"cmp"
	"container/list"
	"errors"
	"net"
	"net/netip"
	"sync"

	"crossplay/pace"
)

// The errors of [Place.Activate].
var (
	ErrAddress = errors.New("too many connections from this address")
	ErrTotal   = errors.New("the server is full")
	ErrGone    = errors.New("the connection has left or made room for another")
)

const (
	// idleShare is the part of Total that idle connections may take on top of it.
	// At the default that is a thousand: the silent ones of sixteen addresses at
	// their limit, and to be pushed out, somebody from yet another address would
	// have to dawdle while a thousand others connect.
	idleShare = 4
	// keptShare is the part of Total that is kept, on top of it, for those who
	// return to a game: after a cut of the network a room comes back to a server
	// that others have filled meanwhile.
	keptShare = 8
	// Games are easy to begin, so of the kept places keptEach are for one person,
	// who has a window or two open, and a sixteenth, keptNetworkShare, for one
	// address, but never more than keptShare of what an address may have.
	keptEach         = 2
	keptNetworkShare = 16
	// Whoever has many addresses has them side by side. Where it takes manyAddresses
	// to fill all active places, as it does by default, a group of networks, see
	// [pace.Group], has three quarters of them, and of those that are kept a half. On
	// a server for one house or school, where all are of one group, that is still
	// thousands.
	manyAddresses  = 16
	groupShare     = 0.75
	keptGroupShare = 2
)

// Limits says how many connections may be active at once, and how many of one
// address may be idle. Zero means no limit.
type Limits struct {
	PerAddress int // from one IPv4 address or one IPv6 /64
	Total      int // in all
}

// grouped reports whether groups of networks have a share: see manyAddresses.
func (l Limits) grouped() bool { return l.PerAddress > 0 && l.Total >= manyAddresses*l.PerAddress }

// Quota counts open connections. Those that are idle, and every new one is, have
// a room of their own in which each newcomer finds a place: when it is full, the
// group of networks with most places in it, and in it the network with most,
// loses its stalest one. So nobody shuts out others by connecting and doing
// nothing. Active connections stay until they leave.
//
// It is safe for concurrent use, and remembers only the networks of those inside.
type Quota struct {
	limits Limits

	mu      sync.Mutex
	idle    map[netip.Prefix]*list.List // of *Place, the stalest first, never empty
	idling  int                         // in all of them
	groups  map[netip.Prefix]int        // how many of each group of networks are idle; never zero
	active  map[netip.Prefix]int        // never zero
	inGroup map[netip.Prefix]int        // the same of each group
	inside  int                         // the sum of active
	kept    kept
	clock   uint64 // counts who became idle: logical time
}

// kept counts those who have a place that is kept for who returns. None of the
// numbers in the maps is zero.
type kept struct {
	all     int
	group   map[netip.Prefix]int
	network map[netip.Prefix]int
	person  map[string]int
}

// NewQuota returns a quota with nobody inside.
func NewQuota(l Limits) *Quota {
	return &Quota{
		limits: l, idle: make(map[netip.Prefix]*list.List), active: make(map[netip.Prefix]int),
		groups: make(map[netip.Prefix]int), inGroup: make(map[netip.Prefix]int),
		kept: kept{group: make(map[netip.Prefix]int), network: make(map[netip.Prefix]int), person: make(map[string]int)},
	}
}

// Place is what one connection has in a quota.
type Place struct {
	quota *Quota
	from  netip.Prefix
	evict func()

	// Guarded by the quota's mutex.

	state   state
	since   uint64        // when it became idle, by the clock
	who     string        // has a kept place; empty: it is none
	element *list.Element // while it is idle
}

type state int

const (
	gone state = iota // left, or evicted
	idle
	held
	active
)

// Enter gives a connection from the address an idle place, which it has until it
// leaves or evict is called. Evict closes the connection and must not wait for
// anything; it is called at most once, by whoever needs the place. Addresses
// that are not known count as one.
func (q *Quota) Enter(a netip.Addr, evict func()) *Place {
	p := &Place{quota: q, from: pace.Network(a), evict: evict}
	q.mu.Lock()
	out := q.rest(p)
	q.mu.Unlock()
	out.close()
	return p
}

// Activate makes the place one that nobody can take. Where there is none, it asks
// who returns to a game, if anybody, and gives them one of those that are kept.
// It fails with ErrAddress or ErrTotal, and the place is idle as before, so that
// there is time to say so; or with ErrGone, and there is nobody to say it to.
func (p *Place) Activate(returning func() string) error {
	err := p.activate("")
	if err == nil || returning == nil || errors.Is(err, ErrGone) {
		return err
	}
	if who := returning(); who != "" {
		err = p.activate(who)
	}
	return err
}

func (p *Place) activate(who string) error {
	q := p.quota
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case p.state == active:
		return nil
	case p.state == gone:
		return ErrGone
	}
	if err := q.full(p.from); err != nil {
		if who == "" || !q.keeps(p.from, who) {
			return err
		}
	} else {
		who = ""
	}
	q.remove(p)
	p.state, p.who = active, who
	if who == "" {
		q.active[p.from]++
		q.inGroup[pace.Group(p.from)]++
		q.inside++
	} else {
		q.kept.group[pace.Group(p.from)]++
		q.kept.network[p.from]++
		q.kept.person[who]++
		q.kept.all++
	}
	return nil
}

// full says why there is no place that is not kept, or nil.
func (q *Quota) full(from netip.Prefix) error {
	switch l := q.limits; {
	case l.PerAddress > 0 && q.active[from] >= l.PerAddress:
		return ErrAddress
	case l.Total > 0 && q.inside >= l.Total:
		return ErrTotal
	case l.grouped() && q.inGroup[pace.Group(from)] >= int(groupShare*float64(l.Total)):
		return ErrTotal
	}
	return nil
}

// keeps reports whether a place is kept for the person. Without a limit in all
// there are none.
func (q *Quota) keeps(from netip.Prefix, who string) bool {
	all := share(q.limits.Total, keptShare)
	each := share(all, keptNetworkShare)
	if q.limits.PerAddress > 0 {
		each = min(each, share(q.limits.PerAddress, keptShare))
	}
	if q.limits.grouped() && q.kept.group[pace.Group(from)] >= share(all, keptGroupShare) {
		return false
	}
	return q.kept.all < all && q.kept.network[from] < each && q.kept.person[who] < keptEach
}

// share is such a part of n, but something where n is.
func share(n, part int) int { return (n + part - 1) / part }

// uncount takes one out of a map of numbers.
func uncount[K comparable](m map[K]int, k K) {
	if m[k]--; m[k] == 0 {
		delete(m, k)
	}
}

// Hold makes an idle place one that nobody can take until Idle is called: the
// connection waits for us. It counts nowhere, so the caller bounds how many wait.
func (p *Place) Hold() {
	q := p.quota
	q.mu.Lock()
	defer q.mu.Unlock()
	if p.state == idle {
		q.remove(p)
		p.state = held
	}
}

// Idle says that the connection does nothing any more, until it is active again.
func (p *Place) Idle() {
	q := p.quota
	q.mu.Lock()
	var out *Place
	if p.state == active || p.state == held {
		q.remove(p)
		out = q.rest(p)
	}
	q.mu.Unlock()
	out.close()
}

// Leave gives the place back. Leaving again does nothing.
func (p *Place) Leave() {
	p.quota.mu.Lock()
	defer p.quota.mu.Unlock()
	p.quota.remove(p)
}

// rest makes an idle place of one that is none yet, and returns the one that had
// to go for it, if any.
func (q *Quota) rest(p *Place) (out *Place) {
	mine := q.idle[p.from]
	switch room := share(q.limits.Total, idleShare); {
	case mine != nil && q.limits.PerAddress > 0 && mine.Len() >= q.limits.PerAddress:
		out = stalest(mine)
	case room > 0 && q.idling >= room:
		out = q.crowd()
	}
	if out != nil {
		q.remove(out)
	}
	if mine = q.idle[p.from]; mine == nil {
		mine = list.New()
		q.idle[p.from] = mine
	}
	q.idling++
	q.groups[pace.Group(p.from)]++
	q.clock++
	p.state, p.since, p.element = idle, q.clock, mine.PushBack(p)
	return out
}

// crowd is the stalest place of the network with most idle ones, in the group of
// networks with most.
func (q *Quota) crowd() *Place {
	var first *Place
	var group, most int
	for network, places := range q.idle {
		p, n := stalest(places), q.groups[pace.Group(network)]
		if cmp.Or(cmp.Compare(n, group), cmp.Compare(places.Len(), most)) > 0 ||
			n == group && places.Len() == most && p.since < first.since {
			group, most, first = n, places.Len(), p
		}
	}
	return first
}

func stalest(places *list.List) *Place { return places.Front().Value.(*Place) }

// remove takes a place out of all counts.
func (q *Quota) remove(p *Place) {
	switch p.state {
	case idle:
		places := q.idle[p.from]
		places.Remove(p.element)
		if places.Len() == 0 {
			delete(q.idle, p.from)
		}
		q.idling--
		uncount(q.groups, pace.Group(p.from))
	case active:
		if p.who == "" {
			q.inside--
			uncount(q.active, p.from)
			uncount(q.inGroup, pace.Group(p.from))
			break
		}
		q.kept.all--
		uncount(q.kept.group, pace.Group(p.from))
		uncount(q.kept.network, p.from)
		uncount(q.kept.person, p.who)
	}
	p.state, p.element, p.who = gone, nil, ""
}

// close closes the connection of a place that somebody else has taken.
func (p *Place) close() {
	if p != nil {
		p.evict()
	}
}

// Addr is the address of a TCP peer, as IPv4 where it is one. It is the zero
// Addr, which is not valid, for any other kind of peer.
func Addr(a net.Addr) netip.Addr {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	return tcp.AddrPort().Addr().Unmap()
}
