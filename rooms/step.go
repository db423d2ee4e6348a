package rooms

import (
	"context"
	"crossplay/rooms/room"
	"errors"
	"time"

	"crossplay/journal"
)

// This file takes a room a step further: decide, append, apply, publish.

// command decides, appends, applies and publishes, in this order.
func (l *live) command(by Person, c room.Command) error {
	by.Name = l.reg.nameOf(by.person()) // it may be another one by the time that a room has time
	key := c.ID
	if key != "" {
		if no, ok := l.room.Answered(by.ID, key); ok {
			return refusal(no)
		}
	}
	if err := l.allow(by, c.Do); err != nil {
		return err
	}
	if c.Do == room.Sit && !l.reg.maySit(by.ID) {
		return room.ErrTooMany
	}
	if seat := l.room.SeatOf(by.ID); seat >= 0 {
		l.returns(seat)
	}
	// The journal refuses a step that did not know the newest one; on one node
	// that happens only after a write whose outcome was unclear.
	for try := range 3 {
		if no, ok := l.room.Answered(by.ID, key); ok && try > 0 {
			return refusal(no)
		}
		var (
			events []room.Event
			err    error
			no     *room.Refusal
		)
		l.call(func() { events, err = l.room.Decide(by.person(), c, l.now()) })
		switch {
		case err != nil && !errors.As(err, &no):
			return l.reg.incident("a room could not decide", err, "room", l.code)
		case errors.Is(err, room.ErrGone):
			return no
		case len(events) == 0 && l.unsure:
			// The room is not what it seems: decide what it is first.
			if err := l.catchUp(); err != nil {
				return err
			}
			continue
		case len(events) == 0:
			// Not journaled, or people could make a room's records so many that
			// nobody could read it back. After a restart it is decided anew.
			l.room.Answer(by.ID, key, no)
			return refusal(no)
		}
		if err := l.reg.saved.of(c.Do).afford(by); err != nil {
			return err
		}
		if by.Provisional && l.reg.lasting != nil {
			return errUnknown
		}
		rec := &room.Record{At: time.Now().UTC(), By: by.ID, Cmd: key, Events: events}
		size, err := l.append(rec, func() {
			if seat, secret := rec.OnlySecret(); secret {
				l.publishSecret(seat)
			} else if c.Do == room.Chat {
				l.publishLine()
			} else {
				l.publish()
			}
		})
		if errors.Is(err, journal.ErrConflict) {
			if err := l.catchUp(); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		l.reg.saved.of(c.Do).charge(by, size)
		return nil
	}
	return room.ErrNotSaved
}

// refusal keeps a nil *Refusal from becoming an error that is not nil.
func refusal(no *room.Refusal) error {
	if no == nil {
		return nil
	}
	return no
}

// append makes a record durable, takes it in, and then shows it, if there is something to
// show. It returns the record's size in bytes.
func (l *live) append(rec *room.Record, show func()) (int, error) {
	data, err := rec.Encode()
	if err != nil {
		return 0, err
	}
	// Not the asker's context: whoever hangs up in this moment must not leave
	// it open whether the step was taken.
	ctx, cancel := context.WithTimeout(context.Background(), saveTimeout)
	defer cancel()
	began := time.Now()
	pos, err := l.reg.journal.Append(ctx, stream(l.code), l.tail, data)
	switch {
	case errors.Is(err, journal.ErrConflict):
		return 0, err
	case err != nil:
		l.unsure = true
		l.stall(began)
		return 0, l.reg.notSaved("a step was not saved", "room", l.code, "error", err)
	}
	l.tail = pos
	l.since++
	// Whoever is to move thinks meanwhile, and when they have moved is known: for what the
	// disk always takes nobody is given time, or they could have more of it by talking.
	if took := time.Since(began); took >= lateBy && l.stalled.IsZero() {
		l.giveBack(took)
	}
	l.resume()
	follow := func() {
		if l.call(func() { err = l.take(rec) }); err != nil {
			err = l.reg.incident("a room could not apply what it decided", err, "room", l.code)
			l.end(err) // it may have been applied in part
			return
		}
		l.applied(rec)
		l.reg.checkpoint(l.code, l.replay)
		if show != nil {
			show()
		}
	}
	if rec.OnlyMoves() { // most are, and wait for nothing on the way: one turn will do
		l.calls(follow)
	} else {
		follow()
	}
	if err != nil {
		return 0, err
	}
	return len(data), nil
}

// catchUp takes in what the journal has behind tail.
func (l *live) catchUp() error {
	ctx, cancel := context.WithTimeout(context.Background(), saveTimeout)
	defer cancel()
	before := l.tail
	for e, err := range l.reg.journal.Read(ctx, stream(l.code), l.tail) {
		if err != nil {
			return l.reg.notSaved("a room could not be read", "room", l.code, "error", err)
		}
		if room.Eventless(e.Record) {
			l.tail = e.Pos
			continue
		}
		rec, err := room.Decode(e.Record)
		if err == nil {
			l.call(func() { err = l.take(rec) })
		}
		if err != nil {
			err = l.reg.incident("a room could not be replayed", err, "room", l.code, "position", e.Pos)
			l.end(err) // it may have been applied in part
			return err
		}
		l.tail = e.Pos
		l.applied(rec)
	}
	l.unsure = false
	if l.tail != before {
		l.publish()
	}
	return nil
}

// applied keeps the lists and the presence in step with a record.
func (l *live) applied(rec *room.Record) {
	if _, secret := rec.OnlySecret(); secret || rec.OnlyTalk() {
		return
	}
	clear(l.views)
	for i := range rec.Events {
		if e := &rec.Events[i]; e.Sat != nil || e.Left != nil || e.Started != nil {
			l.reseat()
		}
		switch e := &rec.Events[i]; {
		case e.Sat != nil && e.Sat.Bot == "" && l.people[e.Sat.ID] == 0:
			l.away[e.Sat.ID] = time.Now()
			l.showIn(awayGrace)
		case e.Resumed != nil:
			l.awaited = awaited{}
		case e.Started != nil:
			l.awaited = awaited{}
			for id := range l.away { // who has not looked since then is missed from now on
				l.away[id] = time.Now()
				delete(l.missed, id)
			}
		}
	}
	for id := range l.away {
		if l.room.SeatOf(id) < 0 {
			delete(l.away, id)
			delete(l.byes, id)
		}
	}
	for id := range l.back {
		if l.room.SeatOf(id) < 0 {
			delete(l.back, id)
		}
	}
	if rec.OnlyMoves() {
		l.reg.mu.Lock()
		l.reg.account(l)
		if c := l.reg.cards[l.code]; c != nil {
			l.reg.setTurn(c, l.room)
		}
		l.reg.mu.Unlock()
		return
	}
	l.seated = nil
	l.reg.folded(l.tail)
	l.reg.list(l)
	l.callBots()
}

// allow paces people. Bots come as fast as their workers think.
func (l *live) allow(by Person, do room.Verb) error {
	weight := 1
	switch do {
	case room.Plan:
		weight = planWeight
		if by.From.IsValid() && !l.reg.plans.Allow(by.From) {
			return room.ErrThrottled
		}
	case room.Premove:
		weight = premoveWeight
		if by.From.IsValid() && !l.reg.premoves.Allow(by.From) {
			return room.ErrThrottled
		}
	}
	switch {
	case by.Bot != "":
		return nil
	case do != room.Chat && !l.reg.commands.AllowN(by.ID, weight), do == room.Chat && !l.reg.lines.Allow(by.ID):
		return room.ErrThrottled
	case do != room.Chat:
		return nil
	}
	seat := l.room.SeatOf(by.ID)
	if l.room.Full(seat, time.Now()) {
		return room.ErrThrottled.Because("day")
	}
	// Whoever watches shares a slow mode, of which a network gets half: those who
	// play are always heard.
	if seat < 0 && !(l.reg.crowds.Allow(crowd{l.code, by.From}) && l.watchers.Allow()) {
		return room.ErrThrottled.Because("crowd")
	}
	return nil
}

// now are the circumstances of a decision.
func (l *live) now() room.Circumstances {
	at := l.at
	at.Now, at.Since = time.Now(), l.runsSince
	return at
}

// circumstances are what is the same for all decisions about the room.
func (l *live) circumstances() room.Circumstances {
	return room.Circumstances{
		Absent: func(p room.PersonID) bool {
			seat := l.room.SeatOf(p)
			if seat < 0 || l.room.Daily() {
				return false
			}
			at, gone := l.goneAt(seat)
			return gone && !time.Now().Before(at)
		},
		Looks: func(p room.PersonID) bool { return l.people[p] > 0 },
		Here:  l.here,
		Lost:  l.lost,
		Dice:  l.reg.dice(l.code),
		Up:    l.reg.up,
		Bots:  l.reg.bots,
		Off:   l.reg.off,
	}
}
