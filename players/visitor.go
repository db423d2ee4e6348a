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
// window of theirs is open the directory knows them and their name is theirs, and
// when they have gone nothing is left of them. Their cookie, return code or key
// makes them the same person again. Their first seat, line or chosen name makes
// them lasting.

// presence is somebody whose windows are open.
type presence struct {
	player  Player   // while they are provisional
	looks   []string // of their name, then
	from    netip.Prefix
	windows int
}

// maxRaces is how often somebody else may take the free name that was found,
// in the moment before it is taken.
const maxRaces = 10

// Enter counts a window that the player has opened, until leave is called. It
// returns them as they are called now. Whose network owes work has a friendly name
// if the one that they want takes long to judge.
func (d *Directory) Enter(p Player, from netip.Addr) (now Player, leave func()) {
	leave = sync.OnceFunc(func() { d.leave(p.ID) })
	network, wanted := pace.Network(from), p.Name
	if now, ok := d.again(p, network); ok {
		return now, leave
	}
	if _, cheap := plain(wanted); !cheap && d.work.Owes(network) > 0 {
		wanted = ""
	}
	for range maxRaces {
		var name string
		var looksLike []string
		d.work.Do(network, func() {
			name = d.free(p.ID, wanted)
			looksLike = looks(name)
		})
		if now, ok := d.enter(p, network, name, looksLike, false); ok {
			return now, leave
		}
	}
	now, _ = d.enter(p, network, last(p.ID), looks(last(p.ID)), true)
	return now, leave
}

// again counts a window of somebody who has a name: they have come to stay, or are here.
func (d *Directory) again(p Player, from netip.Prefix) (Player, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.againLocked(p, from)
}

func (d *Directory) againLocked(p Player, from netip.Prefix) (Player, bool) {
	now, ok := d.playerLocked(p.ID)
	if !ok {
		return Player{}, false
	}
	h := d.here[p.ID]
	if h == nil {
		h = &presence{player: p, from: from}
		d.here[p.ID] = h
	}
	h.windows++
	return now, true
}

// enter lets somebody in, who is provisional under that name, unless it is not
// free.
func (d *Directory) enter(p Player, from netip.Prefix, name string, looksLike []string, anyway bool) (Player, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if now, ok := d.againLocked(p, from); ok {
		return now, true
	}
	if !anyway && !d.names.free(looksLike, nil) {
		return Player{}, false
	}
	p.Name = name
	d.names.add(looksLike)
	d.here[p.ID] = &presence{player: p, looks: looksLike, from: from, windows: 1}
	return p, true
}

func (d *Directory) leave(id room.PersonID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	h := d.here[id]
	if h.windows--; h.windows > 0 {
		return
	}
	delete(d.here, id)
	if _, stays := d.all[id]; !stays {
		d.names.remove(h.looks)
	} else if d.unseen(id, time.Now()) {
		d.left[id] = true
	}
}

// from is where somebody whose window is open has opened the first.
func (d *Directory) from(id room.PersonID) netip.Prefix {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if h := d.here[id]; h != nil {
		return h.from
	}
	return netip.Prefix{}
}

// Keep makes a visitor lasting. It does nothing for who is.
func (d *Directory) Keep(ctx context.Context, id room.PersonID) (Player, error) {
	err := d.write(ctx, d.from(id), func() (record, error) {
		r, ok, err := d.keeping(id)
		if err == nil && !ok {
			err = errKept
		}
		if err != nil {
			return r, err
		}
		p, _ := d.Player(id)
		r.Name = p.Name                   // it was found good when they came
		if !d.isFree(id, looks(r.Name)) { // which are known still
			r.Name = d.free(id, r.Name) // another node gave it away
		}
		return r, nil
	})
	if err != nil && !errors.Is(err, errKept) {
		return Player{}, err
	}
	p, _ := d.Player(id)
	return p, nil
}

// errKept stops Keep when there is nothing to do.
var errKept = errors.New("the player is lasting")

// keeping begins the record that makes a visitor lasting. It is not ok for who is
// lasting already.
func (d *Directory) keeping(id room.PersonID) (r record, ok bool, err error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	h := d.here[id]
	switch _, stays := d.all[id]; {
	case stays:
		return record{}, false, nil
	case h == nil: // they have closed their last window
		return record{}, false, room.ErrNotSaved
	case !d.arrivals.Allow(h.from):
		return record{}, false, ErrTooMany
	}
	return record{ID: id, Kind: h.player.Kind, Key: h.player.key}, true, nil
}

// Lasting is [rooms.Config.Lasting].
func (d *Directory) Lasting(ctx context.Context, by rooms.Person) (rooms.Person, error) {
	p, err := d.Keep(ctx, by.ID)
	if err != nil {
		return by, err
	}
	by.Name, by.Provisional = p.Name, false
	return by, nil
}
