package rooms

import (
	"container/list"
	"net/netip"
)

const (
	// A room with two who look at it takes 12 to 107 KB when it begins, 35 on
	// average over the games, most of it its newest pictures, and up to 0.6 KB for
	// each move and 0.2 for each answer: BenchmarkRoomMemory prints it. All but two
	// games take less than this.
	roomBytes   = 64 << 10
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
	idle [2]list.List // rooms that nobody looks at, the longest idle first: those with bots, and all others
}

// share is what the memory knows of a room.
type share struct {
	room  *live
	owner netip.Prefix // who brought it; not valid: whoever has a game there
	bytes int
	idle  *list.Element
	with  *list.List // where that is
}

// admit makes place for one more room. Who returns to an unfinished game of
// theirs always finds it. The mutex must be held.
func (reg *Registry) admit(by Person, code Code) error {
	m := &reg.memory
	owner := reg.owner(by, code)
	if owner.IsValid() && !m.fits(m.by[owner], maxOfNetwork, func(s *share) bool { return s.owner == owner }) {
		return ErrServer.because("Too many rooms are in use from your network. Try again in a few minutes.")
	}
	if !m.fits(m.used, maxNewcomers, func(*share) bool { return true }) && owner.IsValid() {
		return ErrServer
	}
	return nil
}

// owner is the network whose share a room counts to: none for who has a seat in
// an unfinished game there, for bots, and for the server itself.
func (reg *Registry) owner(by Person, code Code) netip.Prefix {
	if c := reg.cards[code]; by.ID == "" || by.Bot != "" || c != nil && c.has(by.ID) {
		return netip.Prefix{}
	}
	return by.From
}

// fits reports whether one more room fits below the limit, if need be in the
// place of others that nobody looks at.
func (m *memory) fits(used, limit int, match func(*share) bool) bool {
	for i := range m.idle {
		for e := m.idle[i].Front(); e != nil && used+roomBytes > limit; {
			s := e.Value.(*share)
			e = e.Next()
			if freed := s.bytes; match(s) && s.room.makePlace() {
				m.forget(s)
				used -= freed
			}
		}
	}
	return used+roomBytes <= limit
}

// account takes the newest size of a room, and whether it is idle. Rooms that
// wait for an opponent never are: they end by themselves.
func (m *memory) account(s *share, bytes int, idle, bots bool) {
	if m.by == nil {
		m.by = make(map[netip.Prefix]int)
	}
	m.used += bytes - s.bytes
	if m.by[s.owner] += bytes - s.bytes; m.by[s.owner] == 0 {
		delete(m.by, s.owner)
	}
	s.bytes = bytes
	with := &m.idle[1]
	if bots {
		with = &m.idle[0]
	}
	if s.idle != nil && (!idle || with != s.with) {
		s.with.Remove(s.idle)
		s.idle = nil
	}
	if idle && s.idle == nil {
		s.with, s.idle = with, with.PushBack(s)
	}
}

func (m *memory) forget(s *share) { m.account(s, 0, false, false) }

// makePlace asks the room to leave the memory, if still nobody looks. It reports
// whether it will; one that is busy does not.
func (l *live) makePlace() bool {
	t := task{do: func() {
		if l.lookers == 0 && l.room.phase != Open {
			l.end(errPutAway)
			return
		}
		l.reg.list(l) // somebody came: it counts again
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
		idle := l.lookers == 0 && l.room.phase != Open
		reg.memory.account(&l.share, l.room.bytes(), idle, l.room.hasBot())
	}
}

// bytes is about what the room takes in memory.
func (r *room) bytes() int {
	n := roomBytes + r.ply*moveBytes
	for _, a := range r.answers {
		n += len(a.order) * answerBytes
	}
	for _, line := range r.chat {
		n += len(line.Text)
	}
	return n
}
