package alerts

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// This file decides what somebody is to be told, from what their rooms are now. It has no
// clock and no disk.

// Item is something that somebody is told of a room.
type Item struct {
	Room room.Code `json:"room"`
	What What      `json:"what"`
	Key  string    `json:"key"` // another one is another occasion: the next turn, the next game
}

// What says what it is.
type What string

// What there is to be told.
const (
	Turn  What = "turn"  // it is their turn
	Low   What = "low"   // little of the time for their move is left
	Began What = "began" // somebody came, and a game has begun; it is not their turn
	Sat   What = "sat"   // somebody sat down, and more are waited for
	Over  What = "over"  // a daily game has ended, and they have not seen how
	Offer What = "offer" // another offers something, such as a draw, and awaits their answer
	Again What = "again" // another wants a rematch
)

// occasion is an item that is to be told from some time on.
type occasion struct {
	Item
	at time.Time // zero: at once
}

// occasions are what there is to be told of a room.
func occasions(s *rooms.Standing) []occasion {
	all := waits(s)
	if s.Offer.Open() { // also to go on with what was put off
		all = append(all, occasion{Item: Item{s.Code, Offer, strconv.Itoa(s.Offer.N)}})
	}
	return all
}

// waits are those of them that are no offers.
func waits(s *rooms.Standing) []occasion {
	item := func(what What, key ...string) occasion {
		return occasion{Item: Item{s.Code, what, strings.Join(key, "/")}}
	}
	round := strconv.Itoa(s.Round)
	switch {
	case s.Rematch == room.Mine:
		return nil
	case s.Rematch == room.Theirs:
		return []occasion{item(Again, round)}
	case s.Phase == room.Over:
		return []occasion{item(Over, round)}
	case s.Adjourned, len(s.With) == 0 && s.Low.IsZero(): // nobody waits: put off, or bots alone at one sitting
		return nil
	case s.Since >= 0:
		turn := strconv.Itoa(s.Since)
		all := []occasion{item(Turn, round, turn)}
		if !s.Low.IsZero() {
			low := item(Low, round, turn)
			low.at = s.Low
			all = append(all, low)
		}
		return all
	case unknown(s):
		return nil
	case s.Round > 0 && !s.Moved:
		return []occasion{item(Began, round)}
	case s.Phase == room.Open:
		var with []string
		for _, id := range s.With {
			with = append(with, string(id))
		}
		slices.Sort(with)
		return []occasion{item(Sat, with...)}
	}
	return nil
}

// unknown reports whether nobody knows whose turn it is.
func unknown(s *rooms.Standing) bool {
	return s.Phase == room.Playing && len(s.Turn) == 0 && !s.Adjourned
}

// marks are what somebody was told of each room, or has seen: for each What the newest
// key.
type marks map[room.Code]map[What]string

// has reports whether an item is settled. Who has left is no news beside who was there.
func (m marks) has(i Item) bool {
	key, ok := m[i.Room][i.What]
	if !ok || i.What != Sat {
		return ok && key == i.Key
	}
	known := strings.Split(key, "/")
	return !slices.ContainsFunc(strings.Split(i.Key, "/"), func(id string) bool { return !slices.Contains(known, id) })
}

// put settles an item. One without a What forgets the room.
func (m marks) put(i Item) {
	if i.What == "" {
		delete(m, i.Room)
		return
	}
	if m[i.Room] == nil {
		m[i.Room] = make(map[What]string)
	}
	m[i.Room][i.What] = i.Key
}

// glimpse is what is known of an occasion that is not settled.
type glimpse struct {
	since time.Time // when it was noticed
	seen  bool      // they have looked meanwhile
}

// verdict is what follows from somebody's rooms.
type verdict struct {
	tell []Item    // now, in one message
	pass []Item    // they have seen it, or the room is not theirs any more
	next time.Time // when to look again, if nothing happens before; zero: never

	rooms map[room.Code]bool // that are theirs; false: they came, and what they found there is not known yet
}

// decide says what somebody is told now. It keeps in glimpses what it has noticed. Nothing
// is told before first. Theirs are the rooms that were theirs when that was asked last;
// nil: it is asked for the first time. Who has come to a room since then need not be told
// whom they met there.
func decide(all []rooms.Standing, done marks, theirs map[room.Code]bool, glimpses map[Item]*glimpse, now, first time.Time) (v verdict) {
	wait := func(t time.Time) {
		if v.next.IsZero() || t.Before(v.next) {
			v.next = t
		}
	}
	there := make(map[Item]bool)
	v.rooms = make(map[room.Code]bool, len(all))
	for i := range all {
		s := &all[i]
		v.rooms[s.Code] = theirs == nil || theirs[s.Code] || !unknown(s)
		for _, o := range occasions(s) {
			if done.has(o.Item) {
				continue
			}
			if o.at.After(now) {
				wait(o.at)
				continue
			}
			there[o.Item] = true
			g := glimpses[o.Item]
			if g == nil {
				came := theirs != nil && !theirs[s.Code]
				g = &glimpse{since: now, seen: came && (o.What == Began || o.What == Sat)}
				glimpses[o.Item] = g
			}
			tell := g.since.Add(settle)
			if tell.Before(first) {
				tell = first
			}
			switch {
			case s.Looks():
				g.seen = true
			case g.seen:
				v.pass = append(v.pass, o.Item)
			case tell.After(now):
				wait(tell)
			default:
				v.tell = append(v.tell, o.Item)
			}
		}
	}
	for item := range glimpses {
		if !there[item] {
			delete(glimpses, item)
		}
	}
	for code := range done {
		if _, there := v.rooms[code]; !there {
			v.pass = append(v.pass, Item{Room: code})
		}
	}
	return v
}

// standing are the items of all occasions, as they are when somebody begins to be told:
// they are here, and know.
func standing(all []rooms.Standing, now time.Time) (items []Item) {
	for i := range all {
		for _, o := range occasions(&all[i]) {
			if !o.at.After(now) {
				items = append(items, o.Item)
			}
		}
	}
	return items
}
