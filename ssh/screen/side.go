package screen

import (
	"strconv"

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
	moves := (len(t.snap.View.Log) + 1) / 2
	if moves > 0 && in.h >= 10 {
		room := max(3, in.h/2-2)
		c.Put(in.x, in.y, term.Muted|term.Bold, "Moves")
		n := min(moves, room)
		t.drawMoves(c, rect{in.x, in.y + 1, in.w, n})
		in.y, in.h = in.y+n+2, in.h-n-2
	}
	t.drawChat(c, in)
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
		name, tag, style := ch.Name, "", term.Text
		switch {
		case name == "" && s.Phase == rooms.Open:
			name, style = "a free seat", term.Muted
		case name == "":
			name, style = "left", term.Muted
		case seat == s.You:
			tag = "you"
		case ch.Guest:
			tag = "guest"
		}
		if t.toMove(seat) {
			style |= term.Bold
		}
		room := right - in.x - 4
		if tag != "" {
			room -= len(tag) + 1
		}
		x := c.Put(in.x+4, y, style, term.Cut(name, room))
		c.Put(x+1, y, term.Muted, tag)
		y++
		if seat != s.You && words.Gone(ch, t.now()) {
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

// drawMoves draws the end of the list of moves, two to a line.
func (t *table) drawMoves(c *term.Canvas, in rect) {
	log := t.snap.View.Log
	lines := (len(log) + 1) / 2
	number := len(strconv.Itoa(lines))
	column := (in.w - number - 2) / 2
	for row := range in.h {
		line := lines - in.h + row
		n := strconv.Itoa(line + 1)
		c.Put(in.x+number-len(n), in.y+row, term.Muted, n)
		for j := range 2 {
			if i := 2*line + j; i < len(log) {
				x := in.x + number + 2 + j*column
				mark := words.Mark(t.info, log[i].Seat, c.ASCII)
				next := c.Put(x, in.y+row, term.Seat(int(log[i].Seat)), mark)
				if mark != "" {
					next++
				}
				style := term.Text
				if i == len(log)-1 {
					style |= term.Bold
				}
				c.Put(next, in.y+row, style, term.Cut(log[i].Text, column-1-(next-x)))
			}
		}
	}
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
		name := term.Cut(l.Name, in.w/2)
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
