package screen

import (
	"strconv"
	"strings"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/ssh/term"
	"crossplay/ssh/words"
)

// drawSide draws the panel beside the board: who plays, the moves, the chat.
func (t *table) drawSide(c *term.Canvas, in rect) {
	rule := '│'
	if c.ASCII {
		rule = '|'
	}
	c.Fill(in.x, in.y+1, 1, in.h-1, term.Board, rule)
	in = rect{in.x + 2, in.y + 1, in.w - 4, in.h - 1}
	y := t.drawPlayers(c, in)
	in.h -= y - in.y
	in.y = y

	// The moves take what they need, the chat at least half of the rest.
	if moves := t.moveLines(in.w); len(moves) > 0 && in.h >= 10 {
		room := max(3, in.h/2-2)
		c.Put(in.x, in.y, term.Muted|term.Bold, "Moves")
		n := min(len(moves), room)
		t.drawMoves(c, rect{in.x, in.y + 1, in.w, n}, moves)
		in.y, in.h = in.y+n+2, in.h-n-2
	}
	t.drawChat(c, in)
}

// nameOf is who sits on a seat, with what is special about them.
func (t *table) nameOf(seat game.Seat) (name, tag string, style term.Style) {
	ch := t.snap.Chairs[seat]
	if ch.Name == "" {
		if t.snap.Phase == rooms.Open {
			return "a free seat", "", term.Muted
		}
		return "left", "", term.Muted
	}
	name, bot := words.Bare(ch.Name, ch.Bot)
	var tags []string
	switch {
	case seat == t.snap.You:
		tags = append(tags, "you")
	case bot:
		tags = append(tags, "bot")
	case ch.Guest:
		tags = append(tags, "guest")
	}
	style = term.Text
	switch {
	case ch.Out && t.snap.Phase == rooms.Playing:
		tags, style = append(tags, "gave up"), term.Muted
	case ch.Offered(rooms.Begin) && t.snap.Phase == rooms.Open:
		tags = append(tags, "ready")
	}
	return name, strings.Join(tags, " · "), style
}

// drawPlayers draws a line for each player and returns the line behind.
func (t *table) drawPlayers(c *term.Canvas, in rect) int {
	s := t.snap
	y := in.y
	scored := s.Round > 1 || s.Phase == rooms.Over
	for i, ch := range s.Chairs {
		seat := game.Seat(i)
		role := term.Seat(i)
		if t.toMove(seat) {
			c.Put(in.x, y, term.Accent|term.Bold, "▸")
		}
		c.Put(in.x+2, y, role|term.Bold, words.Mark(t.info, seat, c.ASCII))
		right := in.x + in.w
		if scored {
			wins := strconv.Itoa(ch.Wins)
			c.Put(right-len(wins), y, term.Text|term.Bold, wins)
			right -= 3
		}
		name, tag, style := t.nameOf(seat)
		if t.toMove(seat) {
			style |= term.Bold
		}
		room := right - in.x - 4
		if tag != "" {
			room -= term.Width(tag) + 1
		}
		x := c.Put(in.x+4, y, style, term.Cut(name, room))
		c.Put(x+1, y, term.Muted, tag)
		y++
		if seat != s.You && !ch.Out && words.Gone(ch, t.now()) {
			away := "away"
			if s.Phase == rooms.Playing { // only then the seconds are counted
				away += " " + words.Clock(t.now().Sub(ch.Away))
			}
			c.Put(in.x+4, y, term.Bad, away)
			y++
		}
	}
	if scored && s.Draws > 0 {
		drawn := strconv.Itoa(s.Draws)
		c.Put(in.x+4, y, term.Muted, "drawn")
		c.Put(in.x+in.w-len(drawn), y, term.Muted, drawn)
		y++
	}
	if s.Spectators > 0 {
		c.Put(in.x+4, y, term.Muted, strconv.Itoa(s.Spectators)+" watching")
		y++
	}
	return y + 1
}

// drawChat draws what was said last, and the field to say something.
func (t *table) drawChat(c *term.Canvas, in rect) {
	if in.h < 2 {
		return
	}
	c.Put(in.x, in.y, term.Muted|term.Bold, "Chat")
	t.drawLinesSaid(c, rect{in.x, in.y + 1, in.w, in.h - 3})
	y := in.y + in.h - 1
	if t.talking {
		c.Put(in.x, y, term.Accent|term.Bold, ">")
		t.chat.draw(c, in.x+2, y, in.w-2)
		return
	}
	c.Put(in.x, y, term.Muted, "tab to say something")
}

// drawLinesSaid draws the end of the chat at the bottom of an area.
func (t *table) drawLinesSaid(c *term.Canvas, in rect) {
	y := in.y + in.h
	for i := len(t.snap.Chat) - 1; i >= 0 && y > in.y; i-- {
		l := t.snap.Chat[i]
		name := term.Cut(words.Speaker(l), in.w/2)
		lines := wrap(name+": "+l.Text, in.w)
		for j := len(lines) - 1; j >= 0 && y > in.y; j-- {
			y--
			c.Put(in.x, y, term.Text, lines[j])
			if j == 0 {
				c.Put(in.x, y, term.Seat(int(l.Seat))|term.Bold, chopTo(name, in.w))
			}
		}
	}
}

// drawTalk is the chat of windows without a panel, in place of the board.
func (t *table) drawTalk(c *term.Canvas, area rect) {
	in := rect{area.x + 1, area.y + 1, area.w - 2, area.h - 1}
	t.drawLinesSaid(c, in)
	y := c.H - belowBoard
	if !t.drawNotice(c, in.x, y, in.w) {
		centre(c, in.x, y, in.w, term.Muted, words.Of(t.snap, t.info, t.now()).Text)
	}
	c.Put(in.x, y+1, term.Accent|term.Bold, ">")
	t.chat.draw(c, in.x+2, y+1, in.w-2)
}
