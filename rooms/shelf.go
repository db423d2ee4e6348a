package rooms

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"crossplay/journal"
)

// This file keeps rooms in memory and finds them there, or reads them back.

// find returns the live room, or reads it back for who asks.
func (reg *Registry) find(ctx context.Context, by Person, code Code) (*live, error) {
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
		if err := reg.admit(by, code); err != nil {
			unknown := reg.cards[code] == nil
			reg.mu.Unlock()
			if unknown && reg.recall(ctx, by, code) {
				return reg.find(ctx, by, code)
			}
			return nil, err
		}
		l = reg.newLive(code)
		reg.live[code] = l
		l.share.owner = reg.owner(by, code)
		reg.memory.account(&l.share, roomBytes, -1)
		reg.owners.Add(1)
		go l.own(reg.ctx, nil)
	}
	reg.mu.Unlock()
	return l.await(ctx)
}

// await returns the room once it is read back, if that takes no longer than it may.
func (l *live) await(ctx context.Context) (*live, error) {
	late := time.NewTimer(findTimeout)
	defer late.Stop()
	select {
	case <-l.ready:
		return l, l.err
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-late.C:
		return nil, l.reg.notSaved("a room is not read back in time", "room", l.code)
	}
}

// recall takes an unfinished game into the lists again that they have forgotten,
// if the person has a seat there: one's own games open even while the memory is
// full. It reports whether it did.
func (reg *Registry) recall(ctx context.Context, by Person, code Code) bool {
	if by.ID == "" || by.Bot != "" || !reg.recalls.Allow(by.From) {
		return false
	}
	select {
	case reg.reading <- struct{}{}:
		defer func() { <-reg.reading }()
	case <-ctx.Done():
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, saveTimeout)
	defer cancel()
	p, err := reg.replay(ctx, code, nil, nil) // who sits where is enough
	if err != nil {
		return false
	}
	c := p.room.card()
	if c.Own != Playing || !c.has(by.ID) {
		return false
	}
	c.Touched = time.Now() // or it would be forgotten at once
	reg.mu.Lock()
	defer reg.mu.Unlock()
	if reg.cards[code] == nil {
		reg.keep(c)
	}
	return true
}

// adopt makes a room live that was created just now, for which its creator has
// reserved the place.
func (reg *Registry) adopt(by Person, code Code, made journal.Entry) error {
	l := reg.newLive(code)
	l.share.owner, l.maker = by.From, by.From
	reg.mu.Lock()
	faster := reg.live[code] // the same command came twice, and has read it back
	if faster == nil {
		reg.live[code] = l
		reg.memory.account(&l.share, roomBytes, -1)
		reg.owners.Add(1)
		go l.own(reg.ctx, &made)
	}
	reg.mu.Unlock()
	if faster != nil {
		l = faster
	}
	_, err := l.await(context.Background())
	return err
}

func (reg *Registry) drop(l *live) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	if reg.live[l.code] != l {
		return
	}
	delete(reg.live, l.code)
	reg.memory.forget(&l.share)
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

// cardsCheckpoint ends in a number that changes when cards do.
const cardsCheckpoint = "cards/3"

// readCards finds every open or playing room: those of the last checkpoint, and
// those that the journal touched since.
func (reg *Registry) readCards(ctx context.Context) error {
	reg.cards, reg.mine = make(map[Code]*card), make(map[PersonID]map[Code]*card)
	var after journal.Pos
	kept, ok := reg.journal.(journal.Checkpoints)
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
		p, err := reg.replay(ctx, code, nil, nil)
		if err != nil {
			continue // it was logged, and is told to whoever asks for the room
		}
		reg.keep(p.room.card())
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

func (f follower) follow(code Code, data journal.Record) {
	if f.lost[code] || f.rooms[code] != nil && eventless(data) {
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
	kept, ok := reg.journal.(journal.Checkpoints)
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
