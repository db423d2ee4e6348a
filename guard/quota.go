package guard

import (
	"errors"
	"net"
	"net/netip"
	"sync"

	"crossplay/pace"
)

// The errors of [Quota.Enter].
var (
	ErrAddress = errors.New("too many connections from this address")
	ErrTotal   = errors.New("the server is full")
)

// Limits says how many connections may be open at once. Zero means no limit.
type Limits struct {
	PerAddress int // from one IPv4 address or one IPv6 /64
	Total      int // in all
}

// Quota counts open connections. It is safe for concurrent use, and remembers
// only the addresses that have one.
type Quota struct {
	limits Limits

	mu     sync.Mutex
	open   map[netip.Prefix]int // by network, never zero
	inside int
}

// NewQuota returns a quota with nobody inside.
func NewQuota(l Limits) *Quota {
	return &Quota{limits: l, open: make(map[netip.Prefix]int)}
}

// Enter counts one more connection from the address, until leave is called; or
// it returns ErrAddress or ErrTotal and counts nothing. Calling leave again
// does nothing. Addresses that are not known count as one.
func (q *Quota) Enter(a netip.Addr) (leave func(), err error) {
	from := pace.Network(a)
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.limits.PerAddress > 0 && q.open[from] >= q.limits.PerAddress {
		return nil, ErrAddress
	}
	if q.limits.Total > 0 && q.inside >= q.limits.Total {
		return nil, ErrTotal
	}
	q.open[from]++
	q.inside++
	return sync.OnceFunc(func() { q.leave(from) }), nil
}

func (q *Quota) leave(from netip.Prefix) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.inside--
	if q.open[from]--; q.open[from] == 0 {
		delete(q.open, from)
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
