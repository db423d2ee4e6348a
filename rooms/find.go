package rooms

import (
	"context"
	"crossplay/rooms/room"
	"time"

	"crossplay/journal"
)

// This file finds rooms in memory, or reads them back.

// find returns the live room, or reads it back for who asks.
func (reg *Registry) find(ctx context.Context, by Person, code room.Code) (*live, error) {
	if l, ok := reg.open.Load(code); ok { // most who come do, and hold up nobody else
		return l.(*live).await(ctx)
	}
	reg.mu.Lock()
	if reg.closing {
		reg.mu.Unlock()
		return nil, room.ErrClosing
	}
	l, ok := reg.live[code]
	if !ok {
		if err := reg.brokenLocked(code); err != nil {
			reg.mu.Unlock()
			return nil, err
		}
		if by.Bot == "" && by.From.IsValid() && !reg.reads.Allow(by.From) {
			reg.mu.Unlock()
			return nil, room.ErrThrottled
		}
		owner, err := reg.admit(by, code)
		if err != nil {
			unknown := !reg.knows(code)
			reg.mu.Unlock()
			if unknown && reg.recall(ctx, by, code) {
				return reg.find(ctx, by, code)
			}
			return nil, err
		}
		l = reg.newLive(code)
		reg.join(l)
		l.share.owner, l.doing.from = owner, by.From
		reg.memory.account(&l.share, roomBytes, -1)
		reg.owners.Add(1)
		go l.own(reg.ctx, nil)
	}
	reg.mu.Unlock()
	return l.await(ctx)
}

// await returns the room once it is read back, if that takes no longer than it may.
func (l *live) await(ctx context.Context) (*live, error) {
	select {
	case <-l.ready:
		return l, l.err
	default:
	}
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
func (reg *Registry) recall(ctx context.Context, by Person, code room.Code) bool {
	if by.ID == "" || by.Bot != "" || !reg.recalls.Allow(by.From) {
		return false
	}
	if reg.reading.Wait(ctx, by.From) != nil {
		return false
	}
	defer reg.reading.Done(by.From)
	ctx, cancel := context.WithTimeout(ctx, saveTimeout)
	defer cancel()
	s, _, err := reg.glance(ctx, code)
	if err != nil {
		return false
	}
	c := &card{Sitting: s}
	if c.Phase != room.Playing || !c.has(by.ID) {
		return false
	}
	c.Touched = time.Now() // or it would be forgotten at once
	reg.mu.Lock()
	defer reg.mu.Unlock()
	if !reg.knows(code) {
		reg.keep(c)
		reg.rest(code)
	}
	return true
}

// adopt makes a room live that was created just now, for which its creator has
// reserved the place.
func (reg *Registry) adopt(by Person, code room.Code, made journal.Entry) error {
	l := reg.newLive(code)
	l.share.owner, l.maker, l.doing.from = by.From, by.From, by.From
	reg.mu.Lock()
	faster := reg.live[code] // the same command came twice, and has read it back
	if faster == nil {
		reg.join(l)
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

// join has everybody find the room in memory. The mutex must be held.
func (reg *Registry) join(l *live) {
	reg.wake(l.code)
	reg.live[l.code] = l
	reg.open.Store(l.code, l)
}

func (reg *Registry) drop(l *live) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	if reg.live[l.code] != l {
		return
	}
	delete(reg.live, l.code)
	reg.unseat(l)
	reg.open.Delete(l.code)
	reg.memory.forget(&l.share)
	for id := range l.people {
		reg.gone(id)
	}
	stirred := reg.lobby.people[l.code] > 0
	delete(reg.lobby.people, l.code)
	if c := reg.cards[l.code]; c != nil && c.here() {
		stirred = true
		c.present = nil
		reg.stir(c)
	}
	if stirred {
		reg.listChanged()
	}
	reg.rest(l.code)
}

func (reg *Registry) exists(code room.Code) bool {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	return reg.live[code] != nil || reg.knows(code)
}
