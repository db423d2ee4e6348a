package rooms

import (
	"container/list"
	"crossplay/rooms/room"
	"net/netip"
	"slices"
	"time"
)

const (
	// A room with two who look at it takes 12 to 107 KB when it begins, 35 on
	// average over the games, most of it its newest pictures, and up to 0.6 KB for
	// each move and 0.2 for each answer: BenchmarkRoomMemory prints it. All but two
	// games take less than this.
	roomBytes = 64 << 10
	// unseenBytes is what a room takes of which no pictures were drawn.
	unseenBytes = 12 << 10
	moveBytes   = 640
	answerBytes = 200
	// maxMemory is how much all rooms may take, by that measure. Few servers have
	// less for them, and it is enough for 8,000 rooms that somebody looks at.
	maxMemory = 512 << 20
	// maxNewcomers is what is left of it to who has no game to come back to.
	maxNewcomers = maxMemory / 8 * 7
	// maxOfNetwork is what those may take who come from one network: 1,000 rooms,
	// more than the largest school plays in.
	maxOfNetwork = maxMemory / 8
)

// memory accounts for what the rooms in memory take, and by whom they were
// brought there. The registry's mutex guards it.
type memory struct {
	used int
	by   map[netip.Prefix]int
	// idle are the rooms that can go, the longest idle first: those where nobody
	// waits any more, those with bots that nobody looks at, and all others that
	// nobody looks at.
	idle [3]list.List
}

// share is what the memory knows of a room.
type share struct {
	room  *live
	owner netip.Prefix // who brought it; not valid: whoever has a game there
	bytes int
	idle  *list.Element
	with  *list.List // where that is
	since time.Time  // since when it is there
}

// admit makes place for one more room. Who returns to an unfinished game of
// theirs always finds it. The mutex must be held.
func (reg *Registry) admit(by Person, code room.Code) error {
	m := &reg.memory
	owner := reg.owner(by, code)
	if owner.IsValid() && !m.fits(m.by[owner], maxOfNetwork, func(s *share) bool { return s.owner == owner }) {
		return room.ErrServer.Because("network")
	}
	if !m.fits(m.used, maxNewcomers, func(*share) bool { return true }) && owner.IsValid() {
		return room.ErrServer
	}
	return nil
}

// owner is the network whose share a room counts to: none for who has a seat in
// an unfinished game there, for bots, and for the server itself.
func (reg *Registry) owner(by Person, code room.Code) netip.Prefix {
	if c := reg.cards[code]; by.ID == "" || by.Bot != "" || c != nil && c.has(by.ID) {
		return netip.Prefix{}
	}
	return by.From
}

// fits reports whether one more room fits below the limit, if need be in the
// place of others. Those where nobody waits go first, and of these the ones of
// the network that takes most.
func (m *memory) fits(used, limit int, match func(*share) bool) bool {
	if used+roomBytes <= limit {
		return true
	}
	most := m.most()
	for _, free := range []struct {
		from  *list.List
		match func(*share) bool
	}{
		{&m.idle[0], func(s *share) bool { return s.owner == most && s.abandoned() && match(s) }},
		{&m.idle[0], func(s *share) bool { return s.abandoned() && match(s) }},
		{&m.idle[1], match},
		{&m.idle[2], match},
	} {
		for e := free.from.Front(); e != nil && used+roomBytes > limit; {
			s := e.Value.(*share)
			e = e.Next()
			if freed := s.bytes; free.match(s) && s.room.makePlace() {
				m.forget(s)
				used -= freed
			}
		}
	}
	return used+roomBytes <= limit
}

// most is the network that takes most.
func (m *memory) most() (most netip.Prefix) {
	for from, bytes := range m.by {
		if from.IsValid() && bytes > m.by[most] || !most.IsValid() {
			most = from
		}
	}
	return most
}

// abandoned reports whether a room's players have been gone for longer than it
// takes to come to a room that was made just now.
func (s *share) abandoned() bool { return time.Since(s.since) >= awayGrace }

// account takes the newest size of a room, and in which list of those that can
// go it is; negative: in none.
func (m *memory) account(s *share, bytes, idle int) {
	if m.by == nil {
		m.by = make(map[netip.Prefix]int)
	}
	m.used += bytes - s.bytes
	if m.by[s.owner] += bytes - s.bytes; m.by[s.owner] == 0 {
		delete(m.by, s.owner)
	}
	s.bytes = bytes
	var with *list.List
	if idle >= 0 {
		with = &m.idle[idle]
	}
	if with == s.with {
		return
	}
	if s.with != nil {
		s.with.Remove(s.idle)
	}
	s.with, s.idle = with, nil
	if with != nil {
		s.idle, s.since = with.PushBack(s), time.Now()
	}
}

func (m *memory) forget(s *share) { m.account(s, 0, -1) }

// idle is in which list of the memory the room is: see [memory].
func (l *live) idle() int {
	switch open := l.room.Phase == room.Open && l.patience() == reapAfter; {
	case open && l.seatedHere() == 0:
		return 0
	case open || l.lookers > 0:
		return -1
	case slices.ContainsFunc(l.room.Chairs, room.Chair.IsBot):
		return 1
	default:
		return 2
	}
}

// makePlace asks the room to leave the memory, if still nobody looks. It reports
// whether it will; one that is busy does not.
func (l *live) makePlace() bool {
	t := task{do: func() {
		switch l.idle() {
		case 0:
			l.reap()
		case 1, 2:
			l.end(errPutAway)
		}
		if !l.finished {
			l.reg.list(l) // somebody came: it counts again
		}
	}, fail: func(error) {}}
	select {
	case l.inbox <- t:
		return true
	default:
		return false
	}
}

// account counts the room as it is now. Its owner calls it; the mutex must be
// held.
func (reg *Registry) account(l *live) {
	if reg.live[l.code] == l {
		bytes := l.bytes()
		if len(l.watches) == 0 {
			bytes += unseenBytes - roomBytes
		}
		reg.memory.account(&l.share, bytes, l.idle())
	}
}

// bytes is about what the room takes in memory.
func (l *live) bytes() int {
	texts, answers := l.room.Size()
	return roomBytes + l.room.Ply*moveBytes + answers*answerBytes + texts
}
