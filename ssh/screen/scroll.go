package screen

import "crossplay/ssh/term"

// scroll is how far a list is scrolled of which not all lines may be in sight.
// Neither how many there are nor the room for them is known for long: fit says
// it anew.
type scroll struct {
	top   int // the first line that should be in sight; see first
	lines int // how many there are
	room  int // for how many
}

// fit says how many lines there are now, and how many of them can be in sight:
// none where the room is negative.
func (s *scroll) fit(lines, room int) { s.lines, s.room = lines, max(room, 0) }

// first is the first line in sight, and behind the one after the last.
func (s *scroll) first() int  { return within(s.top, s.lines-s.room) }
func (s *scroll) behind() int { return min(s.first()+s.room, s.lines) }

// to brings a line to the top, or as near to it as the list allows.
func (s *scroll) to(line int) { s.top = within(line, s.lines-s.room) }

// reach scrolls no further than it takes to have a line in sight, with some of
// those above it where they are not.
func (s *scroll) reach(line, above int) { s.to(max(min(s.top, line-above), line-s.room+1)) }

// tail is a list of which the end is in sight, until somebody scrolls back. What is
// added then does not move what they read.
type tail struct {
	scroll
	back int // how many lines behind those in sight
}

// fit says how many lines there are now, and how many of them can be in sight.
func (t *tail) fit(lines, room int) {
	if t.back > 0 && lines > t.lines && t.lines > 0 {
		t.back += lines - t.lines
	}
	t.scroll.fit(lines, room)
	t.by(0)
}

// by scrolls back by so many lines, or on.
func (t *tail) by(lines int) {
	t.back = within(t.back+lines, t.lines-t.room)
	t.to(t.lines - t.room - t.back)
}

// drawArrows draws in a column that there is more above and below.
func (s *scroll) drawArrows(c *term.Canvas, x, above, below int, style term.Style) {
	if s.first() > 0 {
		c.Put(x, above, style, "↑")
	}
	if s.behind() < s.lines {
		c.Put(x, below, style, "↓")
	}
}

// within is the nearest to n from zero to most, or zero.
func within(n, most int) int { return max(0, min(n, most)) }
