package rooms

import (
	"errors"
	"time"

	"crossplay/journal"
	"crossplay/rooms/room"
)

// This file has rooms and lists call people as they are called now. Whoever takes
// another name need not go where they sit: a room in memory journals it at once, and
// another one when it is read back; until then the lists know it by themselves.

// nameOf is what somebody is called now, or was when they sat down. It takes no lock
// of the registry's.
func (reg *Registry) nameOf(p room.Person) string {
	if reg.called != nil && p.Bot == "" && p.ID != "" {
		if name := reg.called(p.ID); name != "" {
			return name
		}
	}
	return p.Name
}

// Renamed tells the rooms and the lists that somebody is called something else now:
// see [Config.Called]. It returns at once.
func (reg *Registry) Renamed(id room.PersonID) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	if reg.closing {
		return
	}
	for _, c := range reg.of(id) {
		reg.stir(c)
	}
	reg.listChanged()
	for l := range reg.sits[id] {
		reg.owners.Go(func() {
			select {
			case l.inbox <- task{do: l.rename, fail: func(error) {}}:
			case <-l.done:
			}
		})
	}
}

// rename has the room call its players as they are called now. What cannot be saved
// is tried again when the room is read back, or they do something.
func (l *live) rename() {
	events := l.room.Renames(l.reg.nameOf)
	if len(events) == 0 {
		return
	}
	if _, err := l.append(&room.Record{At: time.Now().UTC(), Events: events}, l.publish); errors.Is(err, journal.ErrConflict) {
		_ = l.catchUp() // another node was faster
	}
}

// seat notes who sits in a room in memory. The mutex must be held.
func (reg *Registry) seat(l *live) {
	reg.unseat(l)
	if reg.live[l.code] != l {
		return
	}
	for _, c := range l.room.Chairs {
		if c.Free() || c.IsBot() {
			continue
		}
		if reg.sits[c.ID] == nil {
			reg.sits[c.ID] = make(map[*live]struct{})
		}
		reg.sits[c.ID][l] = struct{}{}
		l.sits = append(l.sits, c.ID)
	}
}

// unseat forgets it.
func (reg *Registry) unseat(l *live) {
	for _, id := range l.sits {
		if delete(reg.sits[id], l); len(reg.sits[id]) == 0 {
			delete(reg.sits, id)
		}
	}
	l.sits = l.sits[:0]
}
