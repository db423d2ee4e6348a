package rooms

import (
	"context"
	"crossplay/rooms/room"
	"maps"
	"net/netip"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"crossplay/pace"
)

// For the tests outside of the package.
const (
	StepTime      = stepTime
	BrokenFor     = brokenFor
	MaxStuck      = maxStuck
	RecallBurst   = recallBurst
	Pulse         = pulse
	ReadBurst     = readBurst
	ReadEvery     = readEvery
	PlanBurst     = planBurst
	PremoveBurst  = premoveBurst
	PremoveWeight = premoveWeight
	CommandBurst  = commandBurst

	FlagPatience = flagPatience
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
	reg.memory.used += reg.memory.most
}

// Unpaced lets rooms be made as fast as anybody likes.
func (reg *Registry) Unpaced() {
	reg.making = &making{networks: pace.New[netip.Prefix](rate.Inf, 1, 1), few: pace.New[netip.Prefix](rate.Inf, 1, 1), groups: pace.New[netip.Prefix](rate.Inf, 1, 1), all: rate.NewLimiter(rate.Inf, 1)}
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

// Counted is what all rooms take, as the memory counts.
func (reg *Registry) Counted() int {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	return reg.memory.used
}

// Occupy leaves a network so much of what it may take with games of its own, or of
// others.
func (reg *Registry) Occupy(from netip.Prefix, own bool, left int) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	limit := reg.memory.ofNetwork()
	if own {
		limit = reg.memory.ofReturning()
	}
	reg.memory.account(&share{owner: from}, limit-left, -1)
}

// Delay keeps a room from doing anything else for so long.
func (reg *Registry) Delay(code room.Code, by time.Duration) {
	reg.mu.Lock()
	l := reg.live[code]
	reg.mu.Unlock()
	l.inbox <- task{do: func() { <-time.After(by) }, fail: func(error) {}}
}

// Settle waits until every room has done what it was asked to.
func (reg *Registry) Settle() {
	reg.mu.Lock()
	all := slices.Collect(maps.Values(reg.live))
	reg.mu.Unlock()
	for _, l := range all {
		_ = l.ask(context.Background(), netip.Prefix{}, func() error { return nil })
	}
}

// Stood is as if a room's owner had not been able to do anything for so long, and returns
// when it was to.
func (reg *Registry) Stood(code room.Code, d time.Duration) (due time.Time) {
	reg.mu.Lock()
	l := reg.live[code]
	reg.mu.Unlock()
	done := make(chan struct{})
	l.inbox <- task{do: func() {
		defer close(done)
		due = l.due
		l.due = time.Now().Add(-d)
		l.standstill()
	}, fail: func(error) {}}
	<-done
	return due
}
