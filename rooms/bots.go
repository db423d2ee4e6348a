package rooms

import (
	"slices"

	"crossplay/rooms/room"
)

// This file is what bots are called by. Who seats them is another window: a room only
// says where one is wanted.

// Bots are the levels of bots that can be asked to play, the weakest first.
func (reg *Registry) Bots() []string { return slices.Clone(reg.bots) }

// Attend tells come about every bot that has a seat in a room in memory, now and
// from now on, each at least once for each time that the room comes into memory.
// Come must return at once, and must not call the registry; nil is told nothing.
// A bot looks at the room and plays like anyone, as the person it is told; its
// watch does not keep the room in memory.
func (reg *Registry) Attend(come func(room.Code, Person)) {
	reg.mu.Lock()
	reg.attend = come
	if come == nil {
		reg.mu.Unlock()
		return
	}
	all := make([]*live, 0, len(reg.live))
	for _, l := range reg.live {
		all = append(all, l)
	}
	reg.mu.Unlock()
	for _, l := range all {
		select {
		case l.inbox <- task{do: l.callBots, fail: func(error) {}}:
		case <-l.done:
		}
	}
}

// callBots says which bots sit here.
func (l *live) callBots() {
	l.reg.mu.Lock()
	come := l.reg.attend
	l.reg.mu.Unlock()
	if come == nil {
		return
	}
	for _, c := range l.room.Chairs {
		if c.IsBot() {
			come(l.code, at(c.Person))
		}
	}
}

// host is for whom the bots of the room play, and where that person is now.
func (l *live) host() Person {
	var first Person
	for _, c := range l.room.Chairs {
		if c.Free() || c.IsBot() {
			continue
		}
		for w := range l.watches {
			if w.by.ID == c.ID {
				return w.by
			}
		}
		if first.ID == "" {
			first = at(c.Person)
		}
	}
	return first
}
