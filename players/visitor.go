package players

import (
	"context"
	"errors"
	"net/netip"
	"sync"
	"time"

	"crossplay/pace"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// This file is about people who only look. They are provisional: as long as a
// window of theirs is open the book knows them and their name is theirs, and
// when they have gone nothing is left of them. Their cookie, return code or key
// makes them the same person again. Their first seat, line or chosen name makes
// them lasting.

// presence is somebody whose windows are open.
type presence struct {
	player  Player // while they are provisional
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

// enter lets somebody in, who is provisional under that name, unless it is not
// free.
func (b *Book) enter(p Player, name string, from netip.Addr, anyway bool) (Player, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	stays, ok := b.all[p.ID]
	h := b.here[p.ID]
	if h == nil {
		if !ok && !anyway && !b.names.free(name, "") {
			return Player{}, false
		}
		if !ok {
			p.Name = name
			b.names.add(name)
		}
		h = &presence{player: p, from: pace.Network(from)}
		b.here[p.ID] = h
	}
	h.windows++
	if ok {
		return stays.Player, true
	}
	return h.player, true
}

func (b *Book) leave(id room.PersonID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	h := b.here[id]
	if h.windows--; h.windows > 0 {
		return
	}
	delete(b.here, id)
	if _, stays := b.all[id]; !stays {
		b.names.remove(h.player.Name)
	} else if b.unseen(id, time.Now()) {
		b.left[id] = true
	}
}

// Keep makes a visitor lasting. It does nothing for who is.
func (b *Book) Keep(ctx context.Context, id room.PersonID) (Player, error) {
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
func (b *Book) keeping(id room.PersonID) (r record, ok bool, err error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	h := b.here[id]
	switch _, stays := b.all[id]; {
	case stays:
		return record{}, false, nil
	case h == nil: // they have closed their last window
		return record{}, false, room.ErrNotSaved
	case !b.arrivals.Allow(h.from):
		return record{}, false, ErrTooMany
	}
	return record{ID: id, Kind: h.player.Kind, Key: h.player.key}, true, nil
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
