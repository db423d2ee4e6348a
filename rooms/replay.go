package rooms

import (
	"bytes"
	"context"

	"crossplay/journal"
)

// This file reads rooms back. How long that takes must not depend on how much
// was said in a room, or how often it was begun anew.

// replay is a room as its records go by, and the games that were played there.
type replay struct {
	room *room
	tail journal.Pos
	now  *Transcript // the game that was begun last
	last *Transcript // the last one that is over
	read int         // records since the checkpoint
}

// checkpointEvery is how many records are read before their outcome is kept, so
// that they need not be read again: some 10 ms worth, and more than all but few
// rooms ever have.
const checkpointEvery = 500

// eventless holds for a record in which nothing happened. Earlier versions kept
// every refusal of a player as one, and some rooms are buried under them. JSON
// escapes the quotes of all texts, so they cannot hold this.
func eventless(r journal.Record) bool { return !bytes.Contains(r, []byte(`"events":[`)) }

// replay reads a room from its journal, with its board for the one who is to own
// it. Of a room that was made just now that is its first entry.
func (reg *Registry) replay(ctx context.Context, code Code, made *journal.Entry, owner *live) (p *replay, err error) {
	broken := func(what string, cause any) error { return reg.incident(what, cause, "room", code) }
	defer func() {
		if r := recover(); r != nil {
			err = broken("a room could not be replayed", r)
		}
	}()
	entries := func(yield func(journal.Entry, error) bool) { yield(*made, nil) }
	if made != nil {
		p = &replay{room: new(room)}
	} else if p, err = reg.resume(ctx, code, owner); err != nil {
		return nil, err
	} else {
		entries = reg.journal.Read(ctx, stream(code), p.tail)
	}
	for e, err := range entries {
		if err != nil && ctx.Err() != nil {
			reg.checkpoint(code, p) // the next who tries gets further
			return nil, reg.notSaved("a room was not read in time", "room", code, "read", p.read, "error", err)
		}
		if err != nil {
			return nil, broken("a room could not be read", err)
		}
		p.tail = e.Pos
		p.read++
		if eventless(e.Record) {
			continue
		}
		rec, err := decode(e.Record)
		if err != nil {
			return nil, broken("a room could not be replayed", err)
		}
		if made := rec.Events[0].Created; made != nil && owner != nil {
			if owner.rulebook, err = reg.rulebookFor(*made); err != nil {
				return nil, err
			}
			p.room.rules = owner.rulebook.Rules
		}
		owner.call(func() { err = p.take(rec) })
		if err != nil {
			return nil, broken("a room could not be replayed", err)
		}
	}
	if p.tail == 0 {
		return nil, ErrNoRoom
	}
	reg.checkpoint(code, p)
	return p, nil
}

func (p *replay) take(rec *record) error {
	if err := p.room.applyRecord(rec); err != nil {
		return err
	}
	for i := range rec.Events {
		p.note(&rec.Events[i])
	}
	return nil
}

// note writes an event that was applied into the transcripts.
func (p *replay) note(e *event) {
	r := p.room
	switch {
	case e.Started != nil:
		p.now = &Transcript{
			Room: r.created.Code, Game: r.created.Game, Version: r.created.Version, Options: r.created.Options, Round: e.Started.Round,
		}
	case e.Moved != nil:
		p.now.Moves = append(p.now.Moves, Played{Seat: e.Moved.Seat, Move: e.Moved.Move})
	case e.GaveUp != nil:
		p.now.Moves = append(p.now.Moves, Played{Seat: e.GaveUp.Seat, GaveUp: true})
	case e.Ended != nil:
		p.now.Result, p.now.Proof, p.last = e.Ended, r.proof, p.now
		for _, c := range r.chairs {
			p.now.Players = append(p.now.Players, c.person.Name)
		}
	}
}
