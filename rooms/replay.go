package rooms

import (
	"context"
	"iter"

	"crossplay/journal"
	"crossplay/rooms/room"
)

// This file reads rooms back. How long that takes must not depend on how much
// was said in a room, or how often it was begun anew.

// replay is a room as its records go by.
type replay struct {
	room  *room.Room // nil: there is no record yet
	games room.Games
	tail  journal.Pos
	since int // records since the checkpoint
}

// take takes in one record.
func (p *replay) take(rec *room.Record) error {
	if err := p.room.Apply(rec); err != nil {
		return err
	}
	p.games.Apply(p.room.Created.Code, rec)
	return nil
}

// replay reads a room from its journal for the one who is to own it. Of a room
// that was made just now that is its first entry.
func (reg *Registry) replay(ctx context.Context, made *journal.Entry, owner *live) (p *replay, err error) {
	code := owner.code
	broken := func(what string, cause any) error { return reg.incident(what, cause, "room", code) }
	defer func() {
		if r := recover(); r != nil {
			err = broken("a room could not be replayed", r)
		}
	}()
	p = new(replay)
	entries := iter.Seq2[journal.Entry, error](func(yield func(journal.Entry, error) bool) { yield(*made, nil) })
	if made == nil {
		if p, err = reg.resume(ctx, owner); err != nil {
			return nil, err
		}
		entries = reg.journal.Read(ctx, stream(code), p.tail)
	}
	some := make([]journal.Entry, 0, readTogether)
	for e, err := range entries {
		if err != nil && ctx.Err() != nil {
			if owner.takeAll(p, some) == nil && p.room != nil {
				reg.checkpoint(code, p) // the next who tries gets further
			}
			return nil, reg.notSaved("a room was not read in time", "room", code, "read", p.since, "error", err)
		}
		if err != nil {
			return nil, broken("a room could not be read", err)
		}
		if some = append(some, e); len(some) == cap(some) {
			if err := owner.takeAll(p, some); err != nil {
				return nil, err
			}
			some = some[:0]
		}
	}
	if err := owner.takeAll(p, some); err != nil {
		return nil, err
	}
	if p.tail == 0 {
		return nil, room.ErrNoRoom
	}
	reg.checkpoint(code, p)
	return p, nil
}

// takeAll takes in some entries. Each is a step of the rules, and all together are one
// turn of theirs.
func (l *live) takeAll(p *replay, some []journal.Entry) (err error) {
	l.calls(func() {
		for _, e := range some {
			if err = l.takeOne(p, e); err != nil {
				return
			}
		}
	})
	return err
}

func (l *live) takeOne(p *replay, e journal.Entry) error {
	broken := func(cause any) error {
		return l.reg.incident("a room could not be replayed", cause, "room", l.code, "position", e.Pos)
	}
	p.tail = e.Pos
	p.since++
	if room.Eventless(e.Record) {
		return nil
	}
	rec, err := room.Decode(e.Record)
	if err != nil {
		return broken(err)
	}
	if made := rec.Events[0].Created; made != nil {
		if l.rulebook, err = l.reg.rulebookFor(*made); err != nil {
			return err
		}
		p.room = room.New(l.rulebook, l.reg.verbs...)
	}
	if l.call(func() { err = p.take(rec) }); err != nil {
		return broken(err)
	}
	return nil
}

// glance reads who sits where in a room, and what was played there, without the
// rules of its game.
func (reg *Registry) glance(ctx context.Context, code room.Code) (s room.Sitting, games room.Games, err error) {
	broken := func(what string, cause any) error { return reg.incident(what, cause, "room", code) }
	defer func() {
		if r := recover(); r != nil {
			err = broken("a room could not be read", r)
		}
	}()
	c, tail := reg.kept(ctx, code)
	if c != nil {
		s, games = c.Sitting(), c.Games()
	}
	for e, err := range reg.journal.Read(ctx, stream(code), tail) {
		if err != nil && ctx.Err() != nil {
			return s, games, reg.notSaved("a room was not read in time", "room", code, "error", err)
		}
		if err != nil {
			return s, games, broken("a room could not be read", err)
		}
		tail = e.Pos
		if room.Eventless(e.Record) {
			continue
		}
		rec, err := room.Decode(e.Record)
		if err != nil {
			return s, games, broken("a room could not be read", err)
		}
		s.Apply(rec)
		games.Apply(s.Created.Code, rec)
	}
	if tail == 0 {
		return s, games, room.ErrNoRoom
	}
	return s, games, nil
}
