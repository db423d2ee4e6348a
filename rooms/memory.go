package rooms

import (
	"container/list"
	"net/netip"
	"slices"
	"time"

	"crossplay/game"
	"crossplay/pace"
	"crossplay/rooms/room"
)

const (
	// roomBytes is what is kept free for a room that somebody is about to look at.
	roomBytes = 64 << 10
	// What is in memory takes unseenBytes, of which no boards are drawn, moveBytes
	// for each move of the game and answerBytes for each answer that is remembered; and
	// viewBytes for each seat that somebody looks from, with cellBytes for each cell
	// that is drawn for it and for no other, and as much for each choice:
	// BenchmarkRoomMemory prints both what a room takes, and what is counted for it.
	unseenBytes = 12 << 10
	moveBytes   = 640
	answerBytes = 200
	viewBytes   = 3 << 10
	cellBytes   = 128
	stepBytes   = 24
	newsBytes   = 140 // with those kept beyond the newest
	// maxMemory is how much all rooms may take, by that measure, where the machine has
	// twice as much: enough for 3,000 games of chess after forty moves that somebody
	// looks at.
	maxMemory = 512 << 20
)

// memory accounts for what the rooms in memory take, and by whom they were
// brought there. The registry's mutex guards it.
type memory struct {
	most   int // that all may take
	used   int
	by     map[netip.Prefix]int
	groups map[netip.Prefix]int // the same of groups of networks
	// idle are the rooms that can go, the longest idle first: those where nobody
	// waits any more, those with bots that nobody looks at, and all others that
	// nobody looks at.
	idle [3]list.List
	rest map[netip.Prefix]int // what those take, by network and by group of networks
}

// within is how much rooms may take where somebody has set aside so much for them.
func within(bytes int64) int {
	if bytes <= 0 {
		return maxMemory
	}
	return int(min(bytes, maxMemory))
}

// newcomers is what is left of it to who has no game to come back to.
func (m *memory) newcomers() int { return m.most / 8 * 7 }

// ofNetwork is what those may take who come from one network: of the most there is, 400 such
// games, or 3,000 small ones, more than the largest school plays.
func (m *memory) ofNetwork() int { return m.most / 8 }

// ofGroup is the same of a group of networks, whose owner has any number of them: seven that
// have their share leave nothing to newcomers, of whom none can begin a game.
func (m *memory) ofGroup() int { return m.most / 2 }

// ofReturning is what they may take with games of their own, to which they come back while
// all that is taken: each could begin as many as they like.
func (m *memory) ofReturning() int { return m.most / 4 }

// share is what the memory knows of a room.
type share struct {
	room  *live
	owner netip.Prefix // who brought it; not valid: whoever has a game there
	bytes int
	idle  *list.Element
	with  *list.List // where that is
	since time.Time  // since when it is there
}

// admit makes place for one more room, and says whose share it counts to. Who returns to
// an unfinished game of theirs finds it although others have taken all there is. The
// mutex must be held.
func (reg *Registry) admit(by Person, code room.Code) (owner netip.Prefix, err error) {
	m := &reg.memory
	of := func(owner netip.Prefix, limit int) bool {
		return !owner.IsValid() || m.fits(m.by[owner], limit, m.rest[owner], func(s *share) bool { return s.owner == owner })
	}
	c := reg.card(code)
	switch {
	case c != nil && (by.ID == "" || by.Bot != ""): // the server itself, and it cannot do without
		return c.maker, nil
	case by.ID == "" || by.Bot != "":
		return owner, nil
	case c != nil && c.has(by.ID):
		// It is theirs who made it, as long as that is known. Where they have too much,
		// it is theirs who want it.
		for _, owner := range []netip.Prefix{c.maker, by.From} {
			if owner.IsValid() && of(owner, m.ofReturning()) {
				return owner, nil
			}
		}
		if by.From.IsValid() {
			return owner, room.ErrServer.Because("network")
		}
		return owner, nil
	case !of(by.From, m.ofNetwork()), !m.fitsGroup(by.From):
		return owner, room.ErrServer.Because("network")
	case !m.fits(m.used, m.newcomers(), m.used, func(*share) bool { return true }) && by.From.IsValid():
		return owner, room.ErrServer
	}
	return by.From, nil
}

// admits makes place for what is drawn of a room in memory at which nobody looks yet.
func (l *live) admits(by Person) error {
	if len(l.watches) > 0 || !l.share.owner.IsValid() {
		return nil
	}
	m := &l.reg.memory
	limit := m.ofNetwork()
	if l.room.SeatOf(by.ID) >= 0 {
		limit = m.ofReturning()
	}
	l.reg.mu.Lock()
	defer l.reg.mu.Unlock()
	if !m.fits(m.by[l.share.owner], limit, m.rest[l.share.owner], func(s *share) bool { return s.owner == l.share.owner && s != &l.share }) {
		return room.ErrServer.Because("network")
	}
	return nil
}

// fits reports whether one more room fits below the limit, if need be in the
// place of others, of which those that could go take so many bytes. Those where nobody waits go first, and of these the ones of
// the network that takes most.
func (m *memory) fits(used, limit, rest int, match func(*share) bool) bool {
	if used+roomBytes <= limit {
		return true
	}
	if used-rest+roomBytes > limit { // or whoever has their share would have all lists looked through again and again
		return false
	}
	most := m.greediest()
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

// fitsGroup is fits for one more room of somebody new from a network, and its group.
func (m *memory) fitsGroup(from netip.Prefix) bool {
	group := pace.Group(from)
	return !from.IsValid() || m.fits(m.groups[group], m.ofGroup(), m.rest[group], func(s *share) bool { return pace.Group(s.owner) == group })
}

// greediest is the network that takes most.
func (m *memory) greediest() (most netip.Prefix) {
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
		m.by, m.groups, m.rest = make(map[netip.Prefix]int), make(map[netip.Prefix]int), make(map[netip.Prefix]int)
	}
	m.used += bytes - s.bytes
	if m.by[s.owner] += bytes - s.bytes; m.by[s.owner] == 0 {
		delete(m.by, s.owner)
	}
	group := pace.Group(s.owner)
	if m.groups[group] += bytes - s.bytes; m.groups[group] == 0 {
		delete(m.groups, group)
	}
	var with *list.List
	if idle >= 0 {
		with = &m.idle[idle]
	}
	rests := 0
	if with != nil {
		rests += bytes
	}
	if s.with != nil {
		rests -= s.bytes
	}
	for _, of := range []netip.Prefix{s.owner, group} {
		if m.rest[of] += rests; m.rest[of] == 0 {
			delete(m.rest, of)
		}
	}
	s.bytes = bytes
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
		reg.memory.account(&l.share, l.bytes(), l.idle())
	}
}

// bytes is about what the room takes in memory.
func (l *live) bytes() int {
	texts, moves, answers := l.room.Size()
	news := len(l.room.News()) * newsBytes * (1 + len(l.heard)) // the room's, and those of each who looks
	return unseenBytes + l.pictures + news + moves*moveBytes + answers*answerBytes + texts
}

// weigh counts the boards that are drawn, those that several seats share once.
func (l *live) weigh() {
	l.pictures = 0
	boards, logs := make(map[*game.Cell]bool), make(map[*game.Step]bool)
	for _, v := range l.views {
		l.pictures += viewBytes + len(v.Choices)*cellBytes
		for _, b := range v.Boards {
			if len(b.Cells) > 0 && !boards[&b.Cells[0]] {
				boards[&b.Cells[0]] = true
				l.pictures += len(b.Cells) * cellBytes
			}
		}
		if len(v.Log) > 0 && !logs[&v.Log[0]] {
			logs[&v.Log[0]] = true
			l.pictures += len(v.Log) * stepBytes
		}
	}
}
