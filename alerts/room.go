package alerts

import (
	"cmp"
	"net/netip"
	"slices"

	"crossplay/pace"
	"crossplay/rooms/room"
)

// This file finds room for whoever wants to be told when as many are told as can be.

// comesFrom notes from where somebody has set how they are told. It is nobody's to keep, so
// it is not journaled.
func (a *Alerts) comesFrom(id room.PersonID, from netip.Prefix) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if who := a.people[id]; who != nil {
		who.from = from
	}
}

// makeRoom is who must go before somebody else can be told: where it is full, somebody of the
// group of networks of which most are told, and in it of the network; a guest before
// whoever has a key; and the one who came last. So a crowd makes room for others, and its
// own take the place of one another. Those of before a start are one network: of them too
// it is the crowd that came last, and who were there before it stay.
func (a *Alerts) makeRoom() []room.PersonID {
	a.mu.Lock()
	if len(a.people) < maxPeople {
		a.mu.Unlock()
		return nil
	}
	from := a.crowd()
	since := make(map[room.PersonID]uint64)
	for id, who := range a.people {
		if who.from == from {
			since[id] = uint64(who.since)
		}
	}
	a.mu.Unlock()
	return []room.PersonID{a.newest(since)}
}

// crowd is the network that makes room. The mutex must be held.
func (a *Alerts) crowd() netip.Prefix {
	groups, networks := make(map[netip.Prefix]int), make(map[netip.Prefix]int)
	for _, who := range a.people {
		groups[pace.Group(who.from)]++
		networks[who.from]++
	}
	all := make([]netip.Prefix, 0, len(networks))
	for from := range networks {
		all = append(all, from)
	}
	return slices.MaxFunc(all, func(x, y netip.Prefix) int {
		return cmp.Or(cmp.Compare(groups[pace.Group(x)], groups[pace.Group(y)]), cmp.Compare(networks[x], networks[y]))
	})
}

// newest is the guest who came last, or else anybody.
func (a *Alerts) newest(since map[room.PersonID]uint64) (newest room.PersonID) {
	var guest bool
	for id, at := range since {
		is := a.Guest == nil || a.Guest(id)
		if newest == "" || is && !guest || is == guest && at > since[newest] {
			newest, guest = id, is
		}
	}
	return newest
}
