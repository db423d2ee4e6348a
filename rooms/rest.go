package rooms

import (
	"net/netip"
	"slices"
	"time"

	"crossplay/rooms/room"
)

// This file says which cards are awake: those of rooms in memory, and those that the lobby
// may show. All others are on the shelf. The mutex must be held for all of it.

// card is what the lists know of a room, to be looked at; nil: they do not know it. Who
// changes something wakes it.
func (reg *Registry) card(code room.Code) *card {
	if c := reg.cards[code]; c != nil {
		return c
	}
	if f, ok := reg.shelf.cards[code]; ok {
		return reg.unfold(f)
	}
	return nil
}

// knows reports whether the lists know a room.
func (reg *Registry) knows(code room.Code) bool {
	_, shelved := reg.shelf.cards[code]
	return shelved || reg.cards[code] != nil
}

// known counts the rooms that they know.
func (reg *Registry) known() int { return len(reg.cards) + len(reg.shelf.cards) }

// of are the rooms in which a person has a seat, to be looked at.
func (reg *Registry) of(id room.PersonID) (all []*card) {
	for _, c := range reg.mine[id] {
		all = append(all, c)
	}
	for _, f := range reg.shelf.of(id) {
		if c := reg.unfold(f); c.has(id) {
			all = append(all, c)
		}
	}
	return all
}

// unfold unpacks a card.
func (reg *Registry) unfold(f folder) *card {
	c := unpack(f.data)
	c.maker, c.due = f.maker.Value(), reg.dueIn(c)
	return c
}

// wake takes a card off the shelf, to be changed; nil: there is none of the room.
func (reg *Registry) wake(code room.Code) *card {
	if c := reg.cards[code]; c != nil {
		return c
	}
	f, ok := reg.shelf.cards[code]
	if !ok {
		return nil
	}
	c := reg.unfold(f)
	reg.shelf.remove(code)
	reg.cards[code] = c
	reg.index(c)
	return c
}

// rest puts a card on the shelf, unless it has to be awake.
func (reg *Registry) rest(code room.Code) {
	c := reg.cards[code]
	if c == nil || reg.live[code] != nil || c.listed() {
		return
	}
	delete(reg.lobby.listed, code)
	delete(reg.cards, code)
	reg.unindex(c)
	reg.shelf.put(c.pack(), c.maker)
}

// restRead is rest while everything is read from the beginning, where the card is needed
// again for each further record of its room.
func (reg *Registry) restRead(code room.Code) {
	if reg.past == nil {
		reg.rest(code)
	} else if reg.read++; reg.read%restTogether == 0 {
		reg.restAll()
	}
}

// restTogether is how many records are read until those rest that can.
const restTogether = 4096

// restAll puts all on the shelf that can be there.
func (reg *Registry) restAll() {
	for code := range reg.cards {
		reg.rest(code)
	}
}

// next is when something is due in the room, if nobody comes before; see [Registry.visit].
func (c *card) next() time.Time {
	switch {
	case !c.due.IsZero():
		return c.due
	case c.Phase == room.Open && waitsFor(c.Created) != reapAfter:
		last := c.Touched
		if c.seen.After(last) {
			last = c.seen
		}
		return last.Add(waitsFor(c.Created))
	}
	return c.Touched.Add(c.lasts())
}

// lasts is for how long a card is kept that nobody touches.
func (c *card) lasts() time.Duration {
	if c.Phase == room.Over && !c.Daily() {
		return lingerFor
	}
	return forgetAfter
}

// forgotten reports whether nobody has touched the room for so long that the lists forget
// it. Where somebody has days for their move, it is in time for that.
func (c *card) forgotten() bool {
	return c.due.IsZero() && c.Phase != room.Open && time.Since(c.Touched) >= c.lasts()
}

// overdue are the rooms in which something is due by now, besides those in memory, and
// those of before in which it still is.
func (reg *Registry) overdue(before []room.Code) (codes []room.Code) {
	now := time.Now()
	all := append(reg.shelf.fall(now), before...)
	for code := range reg.cards { // few: those that the lobby shows
		all = append(all, code)
	}
	slices.Sort(all)
	for _, code := range slices.Compact(all) {
		switch c := reg.card(code); {
		case c == nil || reg.live[code] != nil:
		case c.late() || c.stale():
			codes = append(codes, code)
		case c.forgotten():
			reg.forget(code)
		case reg.cards[code] == nil && c.next().After(now) && int64(due(reg.shelf.cards[code].data)) <= now.Unix():
			reg.shelf.await(code, c.next()) // the server has only just come up
		default:
			reg.rest(code)
		}
	}
	return codes
}

// shelve takes in a card of a checkpoint.
func (reg *Registry) shelve(data string) {
	reg.shelf.put(data, netip.Prefix{})
	if kind(data)&standing != 0 { // the lobby shows it
		u := unpacker{from: data[headSize:]}
		code, _ := u.whose()
		if c := reg.wake(code); !c.listed() {
			reg.rest(code)
		}
	}
}
