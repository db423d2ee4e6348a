package rooms

import (
	"context"
	"encoding/json"
	"iter"
	"slices"
	"strings"
	"time"
)

// This file keeps rooms in memory and finds them there, or reads them back.

// find returns the live room.
func (reg *Registry) find(ctx context.Context, code Code) (*live, error) {
	reg.mu.Lock()
	if reg.closing {
		reg.mu.Unlock()
		return nil, ErrClosing
	}
	l, ok := reg.live[code]
	if !ok {
		if err := reg.brokenLocked(code); err != nil {
			reg.mu.Unlock()
			return nil, err
		}
		if len(reg.live) >= MaxRooms {
			reg.mu.Unlock()
			return nil, ErrServer
		}
		l = reg.newLive(code)
		reg.live[code] = l
		reg.owners.Add(1)
		go l.own(reg.ctx, reg.stored(code))
	}
	reg.mu.Unlock()
	late := time.NewTimer(findTimeout)
	defer late.Stop()
	select {
	case <-l.ready:
		return l, l.err
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-late.C:
		return nil, reg.notSaved("a room is not read back in time", "room", code)
	}
}

// entries are what a journal says of a room.
type entries = iter.Seq2[Entry, error]

// stored are the entries of a room that was made before.
func (reg *Registry) stored(code Code) entries {
	return func(yield func(Entry, error) bool) {
		ctx, cancel := context.WithTimeout(context.Background(), saveTimeout)
		defer cancel()
		reg.journal.Read(ctx, stream(code), 0)(yield)
	}
}

// adopt makes a room live that was created just now, for which its creator has
// reserved the place.
func (reg *Registry) adopt(code Code, created Entry) error {
	l := reg.newLive(code)
	reg.mu.Lock()
	faster := reg.live[code] // the same command came twice, and has read it back
	if faster == nil {
		reg.live[code] = l
		reg.owners.Add(1)
		go l.own(reg.ctx, func(yield func(Entry, error) bool) { yield(created, nil) })
	}
	reg.mu.Unlock()
	if faster != nil {
		l = faster
	}
	<-l.ready
	return l.err
}

func (reg *Registry) drop(l *live) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	if reg.live[l.code] != l {
		return
	}
	delete(reg.live, l.code)
	for id := range l.people {
		reg.gone(id)
	}
	stirred := reg.lobby.people[l.code] > 0
	delete(reg.lobby.people, l.code)
	if c := reg.cards[l.code]; c != nil && c.here() {
		stirred = true
		c.Chairs = slices.Clone(c.Chairs) // lists that were handed out share them
		for i := range c.Chairs {
			c.Chairs[i].Present = false
		}
	}
	if stirred {
		reg.soilLocked()
	}
}

func (reg *Registry) exists(code Code) bool {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	return reg.live[code] != nil || reg.cards[code] != nil
}

// read replays a room, with its board for the one who is to own it.
func (reg *Registry) read(code Code, entries entries, owner *live) (r *room, tail Pos, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = reg.incident("a room could not be replayed", p, nil, "room", code)
		}
	}()
	r = new(room)
	for e, err := range entries {
		if err != nil {
			return nil, 0, reg.incident("a room could not be read", err, nil, "room", code)
		}
		rec, err := decode(e.Record)
		if err == nil && owner != nil && tail == 0 {
			if owner.rulebook, err = reg.rulebookFor(rec); err != nil {
				return nil, 0, err
			}
			r.rules = owner.rulebook.Rules
		}
		switch {
		case err != nil:
		case owner == nil:
			err = r.applyRecord(rec)
		default:
			owner.watchdog.Do(func() { err = r.applyRecord(rec) })
		}
		if err != nil {
			return nil, 0, reg.incident("a room could not be replayed", err, nil, "room", code)
		}
		tail = e.Pos
	}
	if tail == 0 {
		return nil, 0, ErrNoRoom
	}
	return r, tail, nil
}

// cardsCheckpoint ends in a number that changes when cards do.
const cardsCheckpoint = "cards/3"

// readCards finds every open or playing room: those of the last checkpoint, and
// those that the journal touched since.
func (reg *Registry) readCards(ctx context.Context) error {
	reg.cards, reg.mine = make(map[Code]*card), make(map[PersonID]map[Code]*card)
	var after Pos
	kept, ok := reg.journal.(Checkpoints)
	if ok {
		known := make(map[Code]*card)
		pos, data, err := kept.LoadCheckpoint(ctx, cardsCheckpoint)
		if err == nil && json.Unmarshal(data, &known) == nil {
			after = pos
			for _, c := range known {
				reg.keep(c)
			}
		}
	}
	f := follower{rooms: make(map[Code]*room), lost: make(map[Code]bool)}
	for e, err := range reg.journal.All(ctx, after) {
		if err != nil {
			return err
		}
		if code, ok := strings.CutPrefix(string(e.Stream), "room/"); ok {
			f.follow(Code(code), e.Record)
		}
		after = e.Pos
	}
	for _, r := range f.rooms {
		reg.keep(r.card())
	}
	for code := range f.lost {
		r, _, err := reg.read(code, reg.stored(code), nil)
		if err != nil {
			continue // it was logged, and is told to whoever asks for the room
		}
		reg.keep(r.card())
	}
	reg.lobby.tail = after
	if ok {
		reg.saveCards()
	}
	return nil
}

// follower sees the records of all rooms go by, and keeps every room without its
// board. A room that it did not see from the beginning is lost to it, as is one
// that it does not understand: those must be read by themselves.
type follower struct {
	rooms map[Code]*room
	lost  map[Code]bool
}

func (f follower) follow(code Code, data Record) {
	if f.lost[code] {
		return
	}
	defer func() {
		if recover() != nil {
			f.lose(code)
		}
	}()
	rec, err := decode(data)
	if err != nil {
		f.lose(code)
		return
	}
	r := f.rooms[code]
	if r == nil && len(rec.Events) > 0 && rec.Events[0].Created != nil {
		r = new(room)
		f.rooms[code] = r
	}
	if r == nil || r.applyRecord(rec) != nil {
		f.lose(code)
		return
	}
	if r.phase == Closed {
		delete(f.rooms, code)
	}
}

func (f follower) lose(code Code) {
	delete(f.rooms, code)
	f.lost[code] = true
}

// saveCards writes a checkpoint. No owner may be running.
func (reg *Registry) saveCards() {
	kept, ok := reg.journal.(Checkpoints)
	if !ok {
		return
	}
	data, err := json.Marshal(reg.cards)
	if err == nil {
		ctx, cancel := context.WithTimeout(context.Background(), saveTimeout)
		defer cancel()
		err = kept.SaveCheckpoint(ctx, cardsCheckpoint, reg.lobby.tail, data)
	}
	if err != nil {
		reg.log.Warn("the list of rooms was not saved; it will be read anew", "error", err)
	}
}
