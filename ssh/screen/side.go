package screen

import (
	"strconv"
	"strings"

	"crossplay/game"
	"crossplay/rooms/room"
	"crossplay/ssh/board"
	"crossplay/ssh/term"
	"crossplay/words"
)

// drawSide draws the panel beside the board: who plays, the moves, the chat.
func (t *table) drawSide(c *term.Canvas, in term.Rectangle) {
	rule := '│'
	if c.ASCII {
		rule = '|'
	}
	c.Fill(in.X, in.Y+1, 1, in.H-1, term.Board, rule)
	in = term.Rect(in.X+2, in.Y+1, in.W-4, in.H-1)
	y := t.drawPlayers(c, in)
	in.H -= y - in.Y
	in.Y = y

	// The moves take what they need, the chat at least half of the rest.
	if moves := t.moveLines(in.W); len(moves) > 0 && in.H >= 10 {
		space := max(3, in.H/2-2)
		c.Put(in.X, in.Y, term.Muted|term.Bold, words.Say("side.moves"))
		n := min(len(moves), space)
		t.drawMoves(c, term.Rect(in.X, in.Y+1, in.W, n), moves)
		in.Y, in.H = in.Y+n+2, in.H-n-2
	}
	t.drawChat(c, in)
}

// nameOf is who sits on a seat, with what is special about them.
func (t *table) nameOf(seat game.Seat) (name, tag string, style term.Style) {
	ch := t.snap.Chairs[seat]
	if ch.Name == "" {
		if ch.Left != "" {
			return ch.Left, words.Say("side.left"), term.Muted
		}
		return words.Say("side.nobody"), "", term.Muted
	}
	name, bot := words.Bare(ch.Name, ch.Bot)
	var tags []string
	switch {
	case seat == t.snap.You:
		tags = append(tags, words.Say("side.you"))
	case bot:
		tags = append(tags, words.Say("side.bot"))
	case ch.Guest:
		tags = append(tags, words.Say("side.guest"))
	}
	style = term.Text
	switch {
	case ch.Out && t.snap.Phase == room.Playing:
		tags, style = append(tags, words.Say("side.gaveUp")), term.Muted
	case ch.Offered(room.Begin) && t.snap.Phase == room.Open:
		tags = append(tags, words.Say("side.ready"))
	}
	return name, strings.Join(tags, " · "), style
}

// called says what a seat is called behind what else there is to say of its
// player, where there is room for both.
func (t *table) called(seat game.Seat, tag string, room int) string {
	if int(seat) >= len(t.info.Seats) {
		return tag
	}
	called := t.info.Seats[seat]
	if tag != "" {
		called = tag + " · " + called
	}
	if term.Width(called) > room {
		return tag
	}
	return called
}

// emblem draws the piece that stands for a seat, unless lots will be drawn for it.
func (t *table) emblem(c *term.Canvas, x, y int, seat game.Seat) {
	if !t.snap.Lot {
		drawEmblem(c, x, y, t.info, seat)
	}
}

// drawEmblem draws the piece that stands for a seat.
func drawEmblem(c *term.Canvas, x, y int, info game.Info, seat game.Seat) {
	mark, style := board.Emblem(c, info, seat)
	c.Put(x, y, style, mark)
}

// drawPlayers draws a line for each player and returns the line behind.
func (t *table) drawPlayers(c *term.Canvas, in term.Rectangle) int {
	s := t.snap
	y := in.Y
	scored := s.Round > 1 || s.Phase == room.Over
	for i, ch := range s.Chairs {
		seat := game.Seat(i)
		if t.toMove(seat) {
			c.Put(in.X, y, term.Accent|term.Bold, "▸")
		}
		t.emblem(c, in.X+2, y, seat)
		right := in.X + in.W
		if scored {
			wins := strconv.Itoa(ch.Wins)
			c.Put(right-len(wins), y, term.Text|term.Bold, wins)
			right -= 3
		}
		name, tag, style := t.nameOf(seat)
		if t.toMove(seat) {
			style |= term.Bold
		}
		space := right - in.X - 4
		if !s.Lot {
			tag = t.called(seat, tag, space-term.Width(name)-1)
		}
		if tag != "" {
			space -= term.Width(tag) + 1
		}
		x := c.Put(in.X+4, y, style, term.Cut(name, space))
		c.Put(x+1, y, term.Muted, tag)
		y++
		if seat != s.You && !ch.Out && words.Gone(ch, t.now()) {
			away := words.Say("side.away")
			if s.Phase == room.Playing { // only then the seconds are counted
				away += " " + words.Clock(t.now().Sub(ch.Away))
			}
			c.Put(in.X+4, y, term.Bad, away)
			y++
		}
	}
	if scored && s.Draws > 0 {
		drawn := strconv.Itoa(s.Draws)
		c.Put(in.X+4, y, term.Muted, words.Say("side.drawn"))
		c.Put(in.X+in.W-len(drawn), y, term.Muted, drawn)
		y++
	}
	if s.Spectators > 0 {
		c.Put(in.X+4, y, term.Muted, words.Say("side.watching", words.Args{"n": s.Spectators}))
		y++
	}
	return y + 1
}

// drawChat draws what was said last, and the field to say something.
func (t *table) drawChat(c *term.Canvas, in term.Rectangle) {
	if in.H < 2 {
		return
	}
	c.Put(in.X, in.Y, term.Muted|term.Bold, words.Say("side.chat"))
	t.drawLinesSaid(c, term.Rect(in.X, in.Y+1, in.W, in.H-3))
	y := in.Y + in.H - 1
	if t.talking != nil {
		c.Put(in.X, y, term.Accent|term.Bold, ">")
		t.chat.draw(c, in.X+2, y, in.W-2)
		return
	}
	if len(t.chatHint()) > 0 {
		c.Put(in.X, y, term.Muted, words.Say("side.say"))
	}
}

// drawLinesSaid draws the end of the chat at the bottom of an area.
func (t *table) drawLinesSaid(c *term.Canvas, in term.Rectangle) {
	y := in.Y + in.H
	for i := len(t.snap.Chat) - 1; i >= 0 && y > in.Y; i-- {
		l := t.snap.Chat[i]
		name := term.Cut(words.Speaker(l), in.W/2)
		lines := wrap(words.Say("side.said", words.Args{"name": name, "text": l.Text}), in.W)
		for j := len(lines) - 1; j >= 0 && y > in.Y; j-- {
			y--
			c.Put(in.X, y, term.Text, lines[j])
			if j == 0 {
				c.Put(in.X, y, board.Voice(t.info, l.Seat)|term.Bold, chopTo(name, in.W))
			}
		}
	}
}

// drawTalk is the chat of windows without a panel, in place of the board.
func (t *table) drawTalk(c *term.Canvas, area term.Rectangle) {
	in := term.Rect(area.X+1, area.Y+1, area.W-2, area.H-1)
	t.drawLinesSaid(c, in)
	y := c.H - belowBoard
	if !t.drawNotice(c, in.X, y, in.W) {
		c.Centre(in.X, y, in.W, term.Muted, words.Of(t.snap, t.info, t.now()).Text)
	}
	c.Put(in.X, y+1, term.Accent|term.Bold, ">")
	t.chat.draw(c, in.X+2, y+1, in.W-2)
}
