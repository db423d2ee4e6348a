package alerts

import (
	"maps"
	"slices"
	"sync"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// This file watches the rooms of those who are told.

// watch is what is known of them.
type watch struct {
	stirred chan struct{} // holds one while somebody is in dirty
	told    sync.Map      // who is told; those who fold write it

	mu    sync.Mutex
	dirty map[room.PersonID]struct{} // whose rooms are others now

	// Of the goroutine that follows.
	opened   time.Time
	next     map[room.PersonID]time.Time // when to look again
	glimpses map[room.PersonID]map[Item]*glimpse
	theirs   map[room.PersonID]map[room.Code]bool // see decide
}

func newWatch() *watch {
	return &watch{
		stirred: make(chan struct{}, 1), dirty: make(map[room.PersonID]struct{}), opened: time.Now(),
		next: make(map[room.PersonID]time.Time), glimpses: make(map[room.PersonID]map[Item]*glimpse), theirs: make(map[room.PersonID]map[room.Code]bool),
	}
}

// stir notes that somebody's rooms are others now. It returns at once.
func (a *Alerts) stir(id room.PersonID) {
	if _, told := a.watch.told.Load(id); !told { // rooms wait here, so never for what a.mu guards
		return
	}
	a.watch.mu.Lock()
	a.watch.dirty[id] = struct{}{}
	a.watch.mu.Unlock()
	select {
	case a.watch.stirred <- struct{}{}:
	default:
	}
}

// learn finds out what waits for everyone after a start.
func (a *Alerts) learn() {
	for _, id := range a.everyone() {
		for !a.Registry.Learn(a.ctx, rooms.Person{ID: id}) {
			if !a.pause(learnAgain) {
				return
			}
		}
		a.stir(id)
	}
}

// follow tells what there is to tell, for as long as alerts are open.
func (a *Alerts) follow() {
	for {
		timer := time.NewTimer(a.idle())
		select {
		case <-a.watch.stirred:
		case <-timer.C:
		case <-a.ctx.Done():
			timer.Stop()
			return
		}
		timer.Stop()
		a.look()
		if !a.pause(passEvery) {
			return
		}
	}
}

// idle is for how long there is nothing to do, unless something happens.
func (a *Alerts) idle() time.Duration {
	const long = time.Hour
	now := time.Now()
	idle := long
	for _, next := range a.watch.next {
		idle = min(idle, next.Sub(now))
	}
	return max(0, idle)
}

// look looks at the rooms of those for whom it is time.
func (a *Alerts) look() {
	now := time.Now()
	a.watch.mu.Lock()
	due := slices.Collect(maps.Keys(a.watch.dirty))
	clear(a.watch.dirty)
	a.watch.mu.Unlock()
	for id, next := range a.watch.next {
		if !next.After(now) {
			due = append(due, id)
		}
	}
	slices.Sort(due)
	for some := range slices.Chunk(slices.Compact(due), maxTold/2) {
		var r record
		for _, id := range some {
			a.judge(&r, id, now)
		}
		if err := a.write(a.ctx, func() (record, error) { return r, nil }); err != nil {
			for _, id := range some {
				a.watch.next[id] = now.Add(passEvery)
			}
			continue
		}
		a.outbox.wake()
	}
}

// judge adds to the record what somebody is told now.
func (a *Alerts) judge(r *record, id room.PersonID, now time.Time) {
	rooms := a.Registry.Standings(id)
	glimpses := a.watch.glimpses[id]
	if glimpses == nil {
		glimpses = make(map[Item]*glimpse)
	}
	a.mu.Lock()
	who := a.people[id]
	if who == nil {
		a.mu.Unlock()
		delete(a.watch.next, id)
		delete(a.watch.glimpses, id)
		delete(a.watch.theirs, id)
		return
	}
	v := decide(rooms, who.done, a.watch.theirs[id], glimpses, now, a.watch.opened.Add(returning))
	hush := who.settings.Quiet.until(now)
	full := a.pending >= maxPending && len(who.pending) > 0 || slices.ContainsFunc(slices.Collect(maps.Values(who.pending)), func(all []message) bool { return len(all) >= maxOwn })
	a.mu.Unlock()

	a.watch.theirs[id] = v.rooms
	next := v.next
	later := func(t time.Time) {
		v.tell = nil
		if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	switch {
	case len(v.tell) == 0:
	case !hush.IsZero():
		later(hush)
	case full, !a.tells.Allow(id):
		later(now.Add(tellEvery))
	}
	if a.watch.next[id] = next; next.IsZero() {
		delete(a.watch.next, id)
	}
	if a.watch.glimpses[id] = glimpses; len(glimpses) == 0 {
		delete(a.watch.glimpses, id)
	}
	if len(v.tell) > 0 {
		r.Told = append(r.Told, told{id, v.tell})
	}
	if len(v.pass) > 0 {
		r.Pass = append(r.Pass, pass{id, v.pass})
	}
}
