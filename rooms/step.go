package rooms

import (
	"context"
	"errors"
	"time"
)

// This file takes a room a step further: decide, append, apply, publish.

// command decides, appends, applies and publishes, in this order.
func (l *live) command(by Person, c Command) error {
	key := c.ID
	if key != "" {
		if no, ok := l.room.answered(by.ID, key); ok {
			return refusal(no)
		}
	}
	if !l.allow(by.ID, c.Do) {
		return ErrThrottled
	}
	if c.Do == Sit && !l.reg.maySit(by.ID) {
		return ErrTooMany
	}
	// The journal refuses a step that did not know the newest one; on one node
	// that happens only after a write whose outcome was unclear.
	for range 3 {
		events, err := l.room.decide(by, c, l.circumstances())
		var no *Refusal
		switch {
		case err != nil && !errors.As(err, &no):
			return l.reg.incident("a room could not decide", err, nil, "room", l.code)
		case errors.Is(err, ErrGone), key == "" && len(events) == 0:
			return refusal(no)
		case no != nil && l.room.seatOf(by.ID) < 0:
			// Not journaled, or strangers could make a room's records so many that
			// nobody could read it back.
			l.room.answer(by.ID, key, no)
			return no
		}
		rec := &record{At: time.Now().UTC(), By: by.ID, Cmd: key, Refused: no, Events: events}
		err = l.append(rec)
		if errors.Is(err, ErrConflict) {
			if err := l.catchUp(); err != nil {
				return err
			}
			if old, ok := l.room.answered(by.ID, key); ok && key != "" {
				return refusal(old)
			}
			continue
		}
		if err != nil {
			return err
		}
		if len(events) > 0 {
			l.publish()
		}
		return refusal(no)
	}
	return ErrNotSaved
}

// refusal keeps a nil *Refusal from becoming an error that is not nil.
func refusal(no *Refusal) error {
	if no == nil {
		return nil
	}
	return no
}

// append makes a record durable and then takes it in.
func (l *live) append(rec *record) error {
	data, err := rec.encode()
	if err != nil {
		return err
	}
	// Not the asker's context: whoever hangs up in this moment must not leave
	// it open whether the step was taken.
	ctx, cancel := context.WithTimeout(context.Background(), saveTimeout)
	defer cancel()
	pos, err := l.reg.journal.Append(ctx, stream(l.code), l.tail, data)
	switch {
	case errors.Is(err, ErrConflict):
		return err
	case err != nil:
		return l.reg.notSaved("a step was not saved", "room", l.code, "error", err)
	}
	l.tail = pos
	if err := l.room.applyRecord(rec); err != nil {
		err = l.reg.incident("a room could not apply what it decided", err, nil, "room", l.code)
		l.end(err) // it may have been applied in part
		return err
	}
	l.applied(rec)
	return nil
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
		rec, err := decode(e.Record)
		if err == nil {
			err = l.room.applyRecord(rec)
		}
		if err != nil {
			err = l.reg.incident("a room could not be replayed", err, nil, "room", l.code, "position", e.Pos)
			l.end(err) // it may have been applied in part
			return err
		}
		l.tail = e.Pos
		l.applied(rec)
	}
	if l.tail != before {
		l.publish()
	}
	return nil
}

// applied keeps the lists and the presence in step with a record.
func (l *live) applied(rec *record) {
	for i := range rec.Events {
		switch e := &rec.Events[i]; {
		case e.Sat != nil && e.Sat.Bot == "" && l.people[e.Sat.Person] == 0:
			l.away[e.Sat.Person] = time.Now()
		case e.Started != nil, e.GaveUp != nil, e.Ended != nil:
			l.claimed = false
		}
	}
	if !onlyTalk(rec.Events) {
		l.board, l.views = l.version+1, nil
	}
	for id := range l.away {
		if l.room.seatOf(id) < 0 {
			delete(l.away, id)
		}
	}
	l.reg.list(l)
	l.callBots()
}

func (l *live) allow(p PersonID, do Verb) bool {
	if do == Chat {
		return l.lines.Allow(p)
	}
	return l.commands.Allow(p)
}

func (l *live) circumstances() circumstances {
	return circumstances{
		absent: func(p PersonID) bool {
			since, gone := l.away[p]
			return gone && time.Since(since) >= ClaimAfter
		},
		dice: l.reg.dice(l.code),
		bots: l.reg.bots,
	}
}
