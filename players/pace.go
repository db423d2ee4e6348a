package players

import (
	"net/netip"
	"time"

	"golang.org/x/time/rate"

	"crossplay/rooms"
)

const (
	// newBurst and newEvery bound how many identities an address may make: a
	// class at once, and then one each newEvery.
	newBurst = 60
	newEvery = 10 * time.Second
	// renameBurst and renameEvery bound how many names a person may take: some
	// until one fits, and then one each renameEvery. Every one of them is kept,
	// and read back at each start.
	renameBurst = 10
	renameEvery = time.Minute
	// maxPaced bounds how many addresses, and how many people, are remembered for
	// that. Forgetting them all is lenient.
	maxPaced = 10_000
)

// admit counts a new identity against its network.
func (b *Book) admit(from netip.Addr) bool {
	bits := 32
	if from = from.Unmap(); from.Is6() {
		bits = 64
	}
	network, _ := from.WithZone("").Prefix(bits)
	b.mu.Lock()
	defer b.mu.Unlock()
	return turn(b.limits, network, newEvery, b.burst)
}

// mayRename counts a new name against its owner.
func (b *Book) mayRename(id rooms.PersonID) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return turn(b.renames, id, renameEvery, renameBurst)
}

// turn reports whether it is the turn of who: burst times at once, and then
// once each every.
func turn[K comparable](paces map[K]*rate.Limiter, who K, every time.Duration, burst int) bool {
	l := paces[who]
	if l == nil {
		if len(paces) >= maxPaced {
			clear(paces)
		}
		l = rate.NewLimiter(rate.Every(every), burst)
		paces[who] = l
	}
	return l.Allow()
}
