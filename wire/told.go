package wire

import (
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// told is what one subscription has been sent of a room, so that it is sent
// only what is new.
type told struct {
	viewer  room.PersonID   // the peer
	work    func(do func()) // makes what is to be sent
	updates bool            // the peer takes deltas in place of whole snapshots
	moves   bool            // and moves in short
	glances bool            // the peer is not there, and hears nothing of what is said
	last    *rooms.Snapshot // what it has
	said    int             // the newest line
}

// news is the message that brings the peer up to the snapshot, or nil where it
// knows everything.
func (t *told) news(s *rooms.Snapshot, now time.Time) []byte {
	lines := s.Chat
	if t.glances {
		lines = nil
	}
	for len(lines) > 0 && lines[0].Seq <= t.said {
		lines = lines[1:]
	}
	fresh := t.last == nil
	var c change
	if t.updates && !fresh {
		c = delta(t.last, s, t.moves)
	}
	if c.nothing && len(lines) == 0 {
		return nil
	}
	t.last = s
	if len(lines) > 0 {
		t.said = lines[len(lines)-1].Seq
	}

	m := c.message
	if m == nil || len(lines) > 0 {
		t.work(func() { m = t.write(s, m, lines, fresh, now) })
	}
	return m
}

// write adds the lines to a delta, or writes the whole of a snapshot with them.
func (t *told) write(s *rooms.Snapshot, m []byte, lines []room.Line, fresh bool, now time.Time) []byte {
	if m == nil {
		raw := whole(s)
		m = envelope("room", now, len(raw))
		m = append(append(m, `,"room":`...), raw...)
		if fresh {
			m = append(m, `,"fresh":true`...)
		}
		m = append(m, '}')
	}
	if len(lines) > 0 { // a delta is everybody's, and the lines are not
		m = append(m[:len(m)-1:len(m)-1], `,"chat":`...)
		m = append(append(m, encode(t.lines(lines))...), '}')
	}
	return m
}

// line is one that was said, as the peer is told it.
type line struct {
	room.Line
	Mine bool `json:"mine,omitempty"` // the peer said it
}

func (t *told) lines(said []room.Line) []line {
	all := make([]line, len(said))
	for i, l := range said {
		all[i] = line{l, l.By != "" && l.By == t.viewer}
	}
	return all
}
