package rooms

import (
	"crossplay/rooms/room"
	"net/netip"

	"golang.org/x/time/rate"

	"crossplay/pace"
)

// For the tests outside of the package.
const (
	StepTime    = stepTime
	BrokenFor   = brokenFor
	MaxStuck    = maxStuck
	RecallBurst = recallBurst
)

// Crowd puts a room away, makes the lists forget it, and leaves no memory for
// anybody who has no game here.
func (reg *Registry) Crowd(code room.Code) {
	reg.mu.Lock()
	l := reg.live[code]
	reg.mu.Unlock()
	l.inbox <- task{do: func() { l.end(errPutAway) }, fail: func(error) {}}
	<-l.done
	reg.mu.Lock()
	defer reg.mu.Unlock()
	reg.forget(code)
	reg.memory.used += maxMemory
}

// Unpaced lets rooms be made as fast as anybody likes.
func (reg *Registry) Unpaced() {
	reg.making = &making{networks: pace.New[netip.Prefix](rate.Inf, 1, 1), few: pace.New[netip.Prefix](rate.Inf, 1, 1), all: rate.NewLimiter(rate.Inf, 1)}
}

// Hold keeps the lock that all rooms share until it is given back.
func (reg *Registry) Hold() (release func()) {
	reg.mu.Lock()
	return reg.mu.Unlock
}

// InMemory counts the rooms in memory.
func (reg *Registry) InMemory() int {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	return len(reg.live)
}
