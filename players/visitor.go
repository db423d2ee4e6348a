package players

import (
	"context"
	"errors"
	"net/netip"
	"sync"

	"crossplay/pace"
	"crossplay/rooms"
)

// This file is about people who only look. They are provisional: as long as a
// window of theirs is open the book knows them and their name is theirs, and
// when they have gone nothing is left of them. Their cookie, return code or key
// makes them the same person again. Their first seat, line or chosen name makes
// them lasting.

// visitor is somebody provisional.
type visitor struct {
	player  Player
	from    netip.Prefix
	windows int
}

// maxRaces is how often somebody else may take the free name that was found,
// in the moment before it is taken.
const maxRaces = 10

// Enter counts a window that the player has opened, until leave is called. It
// returns them as they are called now.
func (b *Book) Enter(p Player, from netip.Addr) (now Player, leave func()) {
	leave = sync.OnceFunc(func() { b.leave(p.ID) })
	for range maxRaces {
		if now, ok := b.enter(p, b.free(p.ID, p.Name), from, false); ok {
			return now, leave
		}
	}
	now, _ = b.enter(p, last(p.ID), from, true)
	return now, leave
}

// enter lets somebody in under that name, unless it is not free.
func (b *Book) enter(p Player, name string, from netip.Addr, anyway bool) (Player, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if lasting, ok := b.all[p.ID]; ok {
		return lasting, true
	}
	v := b.visitors[p.ID]
	if v == nil {
		if !anyway && !b.names.free(name, "") {
			return Player{}, false
		}
		p.Name = name
		v = &visitor{player: p, from: pace.Network(from)}
		b.visitors[p.ID] = v
		b.names.add(name)
	}
	v.windows++
	return v.player, true
}

func (b *Book) leave(id rooms.PersonID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	v := b.visitors[id]
	if v == nil {
		return // they have become lasting
	}
	if v.windows--; v.windows == 0 {
		delete(b.visitors, id)
		b.names.remove(v.player.Name)
	}
}

// Keep makes a visitor lasting. It does nothing for who is.
func (b *Book) Keep(ctx context.Context, id rooms.PersonID) (Player, error) {
	err := b.write(ctx, func() (record, error) {
		r, ok, err := b.keeping(id)
		if err == nil && !ok {
			err = errKept
		}
		if err != nil {
			return r, err
		}
		p, _ := b.Player(id)
		r.Name = b.free(id, p.Name) // theirs, unless another node gave it away
		return r, nil
	})
	if err != nil && !errors.Is(err, errKept) {
		return Player{}, err
	}
	p, _ := b.Player(id)
	return p, nil
}

// errKept stops Keep when there is nothing to do.
var errKept = errors.New("the player is lasting")

// keeping begins the record that makes a visitor lasting. It is not ok for who is
// lasting already.
func (b *Book) keeping(id rooms.PersonID) (r record, ok bool, err error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	v := b.visitors[id]
	switch _, lasting := b.all[id]; {
	case lasting:
		return record{}, false, nil
	case v == nil: // they have closed their last window
		return record{}, false, rooms.ErrNotSaved
	case !b.arrivals.Allow(v.from):
		return record{}, false, ErrTooMany
	}
	return record{ID: id, Kind: v.player.Kind, Key: v.player.key}, true, nil
}

// Lasting is [rooms.Config.Lasting].
func (b *Book) Lasting(ctx context.Context, by rooms.Person) (rooms.Person, error) {
	p, err := b.Keep(ctx, by.ID)
	if err != nil {
		return by, err
	}
	by.Name, by.Provisional = p.Name, false
	return by, nil
}
