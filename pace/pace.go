// Package pace bounds how often each of many may do something, in bounded
// memory, and shares what cannot be done all at once.
package pace

import (
	"fmt"
	"net/netip"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// Network is what one host or home has to itself: an IPv4 address, or the first
// 64 bits of an IPv6 address, because the rest is theirs to choose. Addresses
// that are not valid are all one network, the zero Prefix.
func Network(a netip.Addr) netip.Prefix {
	a = a.Unmap().WithZone("")
	bits := 32
	if a.Is6() {
		bits = 64
	}
	network, _ := a.Prefix(bits) // fails only for an address that is not valid
	return network
}

// Group is what one organisation often has to itself: the first 16 bits of a
// network of IPv4, or 48 of IPv6. Where many wait, groups take turns, because
// whoever has a group has any number of networks.
func Group(network netip.Prefix) netip.Prefix {
	bits := 16
	if network.Addr().Is6() {
		bits = 48
	}
	group, _ := network.Addr().Prefix(bits) // fails only for the zero Prefix
	return group
}

// Limits is a limit for each of many: persons, networks, rooms. It is safe for
// concurrent use.
type Limits[K comparable] struct {
	limit rate.Limit
	burst int
	of    *lru.Cache[K, *rate.Limiter]
}

// New lets everyone do something burst times at once and then limit times a
// second. It remembers so many of them. The one who has done nothing for longest
// is forgotten first: a crowd cannot free whoever has just been held back.
func New[K comparable](limit rate.Limit, burst, remember int) *Limits[K] {
	of, err := lru.New[K, *rate.Limiter](remember)
	if err != nil {
		panic(fmt.Sprintf("pace: %v", err)) // remember is a constant of the caller's
	}
	return &Limits[K]{limit, burst, of}
}

// Allow reports whether who may do it once more now, and counts it if so.
func (l *Limits[K]) Allow(who K) bool { return l.AllowN(who, 1) }

// Was counts what who did at another time: before the program started.
func (l *Limits[K]) Was(who K, at time.Time) { l.limiter(who).AllowN(at, 1) }

// AllowN reports whether who may do it n more times now, and counts them if so.
// More than the burst is never allowed.
func (l *Limits[K]) AllowN(who K, n int) bool { return l.limiter(who).AllowN(time.Now(), n) }

// Insist is [Limits.Allow] for whoever must stop before they may do it again: what
// is not allowed counts as well, up to a burst.
func (l *Limits[K]) Insist(who K) bool {
	of, now := l.limiter(who), time.Now()
	if of.AllowN(now, 1) {
		return true
	}
	if of.TokensAt(now) > -float64(l.burst) {
		of.ReserveN(now, 1)
	}
	return false
}

// Spent reports whether who may not do it now, and counts nothing.
func (l *Limits[K]) Spent(who K) bool { return l.has(who) < 1 }

// Owes is how long who has to wait until they have their due, and counts nothing.
func (l *Limits[K]) Owes(who K) time.Duration {
	if l.has(who) >= 0 {
		return 0
	}
	return l.Delay(who, 0)
}

// has is how often who may do it now; below zero, of how many times they have to wait for
// the end. It is asked far more often than anything is done, and most may: only who may
// not is noted as one who was there just now, so that no crowd frees them.
func (l *Limits[K]) has(who K) float64 {
	of, ok := l.of.Peek(who)
	if !ok {
		return float64(l.burst)
	}
	n := of.Tokens()
	if n < 1 {
		l.of.Get(who)
	}
	return n
}

// Delay counts n more times, at most the burst, and returns how long who has to
// wait until they have their due.
func (l *Limits[K]) Delay(who K, n int) time.Duration {
	return l.limiter(who).ReserveN(time.Now(), min(n, l.burst)).Delay()
}

// every is how long it takes until somebody who has spent the limit may do it again.
func (l *Limits[K]) every() time.Duration {
	return time.Duration(float64(time.Second) / float64(l.limit))
}

// limiter finds the limit of who, or begins one.
func (l *Limits[K]) limiter(who K) *rate.Limiter {
	if of, ok := l.of.Get(who); ok {
		return of
	}
	fresh := rate.NewLimiter(l.limit, l.burst)
	if of, faster, _ := l.of.PeekOrAdd(who, fresh); faster {
		return of
	}
	return fresh
}
