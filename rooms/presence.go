package rooms

import (
	"errors"
	"time"

	"crossplay/game"
	"crossplay/rooms/room"

	"crossplay/journal"
)

// This file knows who looks at a room, and does what follows from it in time.

// join begins a watch.
func (l *live) join(w *Watch) {
	l.watches[w] = struct{}{}
	l.seated = nil
	id := w.by.ID
	seat := w.seat()
	defer l.reweigh()
	if !w.counts() {
		w.box.put(l.snapshot(seat, nil))
		return
	}
	l.lookers++
	l.people[id]++
	if l.people[id] == 1 {
		l.reg.mu.Lock()
		l.reg.lobby.here[id]++
		l.reg.mu.Unlock()
		if seat >= 0 {
			l.regains(seat)
			l.comes(id)
			l.returns(seat)
		}
		l.presence(joinDelay)
	}
	w.box.put(l.snapshot(seat, nil))
}

// comes notes that a seated person looks again. Who was gone for so long that the game
// could have been claimed from them has a while to see what became of it; who comes and
// goes all the time has not.
func (l *live) comes(id room.PersonID) {
	gone, was := l.away[id]
	if _, known := l.back[id]; !known || was && time.Since(gone) >= room.ClaimAfter {
		l.back[id] = time.Now()
	}
	delete(l.away, id)
	delete(l.byes, id)
}

// here reports whether somebody is here, and not since a moment ago. For a while they
// are though they do not look: then they are away, and the game is claimed for that.
func (l *live) here(p room.PersonID) bool {
	back, known := l.back[p]
	if l.people[p] == 0 && (!known || time.Since(l.away[p]) >= room.ClaimAfter) {
		return false
	}
	return time.Since(back) >= returnGrace
}

// reweigh counts what is drawn now.
func (l *live) reweigh() {
	before := l.pictures
	if l.weigh(); l.pictures != before {
		l.reg.mu.Lock()
		l.reg.account(l)
		l.reg.mu.Unlock()
	}
}

// part ends a watch.
func (l *live) part(w *Watch) {
	if _, ok := l.watches[w]; !ok {
		return
	}
	delete(l.watches, w)
	l.seated = nil
	if len(l.watches) == 0 {
		l.shown, l.views, l.heard, l.actions, l.acting = nil, nil, nil, nil, nil // pictures are most of what a room takes
		l.reweigh()
	}
	if !w.counts() {
		return
	}
	id := w.by.ID
	l.lookers--
	l.people[id]--
	if l.people[id] == 0 {
		delete(l.people, id)
		l.reg.mu.Lock()
		l.reg.gone(id)
		l.reg.mu.Unlock()
		if l.room.SeatOf(id) >= 0 {
			now := time.Now()
			if _, known := l.back[id]; !known {
				l.back[id] = time.Time{} // it was here
			}
			l.away[id], l.meets, l.lapsed = now, now.Add(awayGrace), false
			if w.bye {
				l.byes[id] = true
			}
			l.until = now.Add(l.patience())
		}
		l.presence(awayGrace)
	}
}

// presence shows who is here after the delay, if not sooner.
func (l *live) presence(delay time.Duration) {
	l.showIn(delay)
	l.alone = time.Now()
	l.reg.list(l)
}

// showIn shows a new version after the delay, if not sooner.
func (l *live) showIn(delay time.Duration) {
	if at := time.Now().Add(delay); l.changed.IsZero() || at.Before(l.changed) {
		l.changed = at
	}
}

// plan sets the timer to the next thing that happens by itself.
func (l *live) plan() {
	var next time.Time
	at := func(t time.Time) {
		if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	if !l.changed.IsZero() {
		at(l.changed)
	}
	if claim, ok := l.claimable(l.published); ok {
		at(claim)
	}
	if more, ok := l.room.Wakes(l.published); ok {
		at(more)
	}
	if settled, ok := l.settles(); ok {
		at(settled)
	}
	if falls, ok := l.flagFalls(); ok {
		at(falls)
	}
	if !l.awaited.until.IsZero() {
		at(l.awaited.until)
	}
	if l.sitting() {
		at(time.Now().Add(pulse)) // to find out that the machine stood still
	}
	if l.lapses() {
		at(l.meets)
	}
	if l.room.Phase == room.Open && l.seatedHere() == 0 {
		at(l.until)
	}
	if l.rests() {
		at(l.alone.Add(putAwayAfter))
	}
	if next.IsZero() {
		l.due = next
		l.timer.Stop()
		return
	}
	if l.due = next; time.Until(next) < 0 {
		l.due = time.Now()
	}
	l.timer.Reset(time.Until(next))
}

// tellPresence adds to the news who went away and who came back, once they have
// been seen to.
func (l *live) tellPresence() {
	for i, c := range l.room.Chairs {
		since, gone := l.away[c.ID]
		gone = gone && time.Since(since) >= awayGrace
		if c.Out { // nobody waits for them
			delete(l.missed, c.ID)
			continue
		}
		if c.Free() || c.IsBot() || gone == l.missed[c.ID] || l.room.Daily() || l.room.Adjourned {
			continue
		}
		n := room.News{What: room.GoesAway, Seat: game.Seat(i), About: &room.About{Name: c.Name, Guest: c.Guest}}
		if claimed := l.claimedAt(n.Seat); !claimed.IsZero() {
			n.Secs = int(time.Until(claimed).Round(time.Second) / time.Second)
		}
		if l.missed == nil {
			l.missed = make(map[room.PersonID]bool)
		}
		if l.missed[c.ID] = gone; !gone {
			n.What = room.IsBack
			delete(l.missed, c.ID)
		}
		l.room.Tell(n.Of(c.ID))
	}
}

// tellSilence adds to the news who has not moved for long: once in time to do so, and
// once the game can be claimed from them.
func (l *live) tellSilence() {
	at := l.now()
	for i, c := range l.room.Chairs {
		n := room.News{What: room.IsSilent, Seat: game.Seat(i), About: &room.About{Name: c.Name, Guest: c.Guest}}
		stage := awake
		if l.room.Claimed(n.Seat, at) {
			stage = silent
		} else if claimed := l.claimedAt(n.Seat); l.people[c.ID] > 0 && claimed.After(at.Now) {
			stage, n.Secs = hurried, int(claimed.Sub(at.Now).Round(time.Second)/time.Second)
		}
		if stage > l.silent[c.ID] {
			l.room.Tell(n.Of(c.ID))
		}
		if stage == awake {
			delete(l.silent, c.ID)
			continue
		}
		if l.silent == nil {
			l.silent = make(map[room.PersonID]silence)
		}
		l.silent[c.ID] = stage
	}
}

// silence is what somebody was told who does not move.
type silence int

const (
	awake   silence = iota // nothing
	hurried                // that the game can be claimed from them soon
	silent                 // that it can
)

// settles is when somebody who came back to a turn on which they are silent has been
// here for returnGrace, if that has not been shown yet.
func (l *live) settles() (first time.Time, ok bool) {
	if l.room.Phase != room.Playing {
		return first, false
	}
	for id, since := range l.back {
		t := since.Add(returnGrace)
		seat := l.room.SeatOf(id)
		if seat < 0 || !t.After(l.published) || ok && !t.Before(first) {
			continue
		}
		if due, turn := l.room.SilentAt(seat); turn && !due.After(t) {
			first, ok = t, true
		}
	}
	return first, ok
}

// tick does what is due.
func (l *live) tick() {
	now := time.Now()
	due := func(t time.Time) bool { return !now.Before(t) }
	if !l.awaited.until.IsZero() && due(l.awaited.until) {
		l.awaitNoMore()
	}
	if falls, ok := l.flagFalls(); ok && due(falls) {
		l.flag()
	}
	if claim, ok := l.claimable(l.published); ok && due(claim) {
		l.changed = now
	}
	if settled, ok := l.settles(); ok && due(settled) {
		l.changed = now
	}
	if more, ok := l.room.Wakes(l.published); ok && due(more) {
		l.changed = now
	}
	if !l.changed.IsZero() && due(l.changed) {
		l.publish()
	}
	if l.lapses() && due(l.meets) {
		l.lapsed = true
		l.reg.mu.Lock()
		l.reg.listChanged()
		l.reg.mu.Unlock()
	}
	switch {
	case l.room.Phase == room.Open && l.seatedHere() == 0 && due(l.until):
		l.reap()
	case l.rests() && due(l.alone.Add(putAwayAfter)):
		l.end(errPutAway)
	}
}

// patience is for how long an open room waits whose players are all gone.
func (l *live) patience() time.Duration { return waitsFor(l.room.Created) }

// waitsFor is the same of a room that was made so.
func waitsFor(made room.Created) time.Duration {
	switch {
	case made.Private:
		return InviteFor
	case room.IsDaily(made.Clock):
		return ChallengeFor
	}
	return reapAfter
}

// rests reports whether the room need not stay in memory. A public one that is open
// stays, for the list shows when nobody waits there any more, and an invitation or a
// challenge that is about to close.
func (l *live) rests() bool {
	if l.room.Phase == room.Open && (l.patience() == reapAfter || time.Until(l.until) <= reapAfter) {
		return false
	}
	return l.lookers == 0 && (!l.sitting() || l.stands())
}

// lapses reports whether the lobby will have to be told that nobody is matched
// to the room any more.
func (l *live) lapses() bool {
	return l.room.Place() >= 0 && l.seatedHere() == 0 && !l.lapsed && !l.challenge()
}

// challenge reports whether the room waits for a daily game, in which whoever sits down
// need not meet anybody.
func (l *live) challenge() bool {
	return l.room.Phase == room.Open && l.patience() == ChallengeFor
}

// reap closes an open room whose players have all gone.
func (l *live) reap() {
	now := time.Now()
	_, err := l.append(&room.Record{At: now.UTC(), Events: []room.Event{{Closed: &room.Shut{}}}}, l.publish)
	if err == nil {
		return
	}
	if errors.Is(err, journal.ErrConflict) {
		_ = l.catchUp() // perhaps it was closed the last time, and the answer was lost
	}
	l.until = now.Add(reapAfter) // the disk may be full: try again later
}

// claimable is when, after a moment, those who look may claim the game from one more who
// does not.
func (l *live) claimable(after time.Time) (first time.Time, ok bool) {
	if l.room.Phase != room.Playing || l.room.Daily() || l.room.Adjourned || l.seatedHere() == 0 {
		return first, false
	}
	for i := range l.room.Chairs {
		if t, gone := l.goneAt(game.Seat(i)); gone && t.After(after) && (!ok || t.Before(first)) {
			first, ok = t, true
		}
	}
	return first, ok
}

// goneAt is from when on others may go on without a seat, whose player is away.
func (l *live) goneAt(seat game.Seat) (time.Time, bool) {
	c := l.room.Chairs[seat]
	since, away := l.away[c.ID]
	if !away || c.Out && l.room.Phase == room.Playing {
		return time.Time{}, false
	}
	return l.room.GoneAt(seat, since, l.byes[c.ID]), true
}

// claimedAt is when the game can be claimed from a seat, for everybody to see; zero for
// not so soon.
func (l *live) claimedAt(seat game.Seat) time.Time {
	gone, _ := l.goneAt(seat)
	at, ok := l.room.ClaimedAt(seat, gone, l.now())
	if !ok {
		return time.Time{}
	}
	if settled := l.back[l.room.Chairs[seat].ID].Add(returnGrace); gone.IsZero() && settled.After(at) {
		at = settled
	}
	return at.UTC()
}

// seatedHere counts the players who look.
func (l *live) seatedHere() int {
	n := 0
	for _, c := range l.room.Chairs {
		if l.people[c.ID] > 0 {
			n++
		}
	}
	return n
}
