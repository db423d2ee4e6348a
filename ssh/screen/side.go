package screen

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"crossplay/game"
	"crossplay/rooms/room"
	"crossplay/ssh/board"
	"crossplay/ssh/term"
	"crossplay/text"
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
		t.movesAt = term.Rect(in.X, in.Y+1, in.W, n)
		t.drawMoves(c, t.movesAt, moves, &t.moves)
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
	name = ch.Name
	var tags []string
	switch {
	case seat == t.snap.You:
		tags = append(tags, words.Say("side.you"))
	case ch.Bot != "":
		name, tags = words.Bot(ch.Name), append(tags, ch.Bot)
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

// shortName is how much of a name stays where what its seat is called needs the
// rest: a board is not understood without that, and a name by its beginning.
const shortName = 8

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
		right = t.drawClock(c, seat, right, y)
		name, tag, style := t.nameOf(seat)
		if t.toMove(seat) {
			style |= term.Bold
		}
		space := right - in.X - 4
		if !s.Lot {
			tag = t.called(seat, tag, space-min(term.Width(name), shortName)-1)
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
		for _, off := range words.DayOff(ch, t.now()) {
			for _, line := range wrap(off, in.W-4) {
				c.Put(in.X+4, y, term.Muted, line)
				y++
			}
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
		t.drawSaying(c, in.X, y, in.W)
		return
	}
	if len(t.chatHint()) > 0 {
		c.Put(in.X, y, term.Muted, words.Say("side.say"))
	}
}

// drawSaying draws the field for what is being written, and how much more may be
// when that is little.
func (t *table) drawSaying(c *term.Canvas, x, y, w int) {
	c.Put(x, y, term.Accent|term.Bold, ">")
	x, w = x+2, w-2
	if left := t.left(); left < nearlyFull {
		style, count := term.Muted, strconv.Itoa(left)
		if left < 0 {
			style = term.Bad | term.Bold
		}
		w -= len(count) + 1
		c.Put(x+w+1, y, style, count)
	}
	t.chat.draw(c, x, y, w)
}

// nearlyFull is how many characters of a line are left when that begins to be said:
// as many as a few words have.
const nearlyFull = 30

// left is how many characters more may be written, or by how many there are too
// many.
func (t *table) left() int { return room.MaxLine - text.Length(t.chat.text) }

// saidLine is a line of a screen with what somebody said.
type saidLine struct {
	text string
	name string // at its beginning, or empty
	seat game.Seat
}

// saidLines are the lines of the chat in w columns, or the last of them.
func (t *table) saidLines(w, most int) (lines []saidLine) {
	chat := t.snap.Chat
	for i := len(chat) - 1; i >= 0 && len(lines) < most; i-- {
		l := chat[i]
		name := term.Cut(words.Speaker(l), w/2)
		parts := wrap(words.Say("side.said", words.Args{"name": name, "text": l.Text}), w)
		for j := len(parts) - 1; j >= 0; j-- {
			lines = append(lines, saidLine{text: parts[j]})
		}
		if n := len(lines); len(parts) > 0 {
			lines[n-1].name, lines[n-1].seat = chopTo(name, w), l.Seat
		}
	}
	slices.Reverse(lines)
	return lines
}

// drawLinesSaid draws the chat at the bottom of an area: its end, unless the person
// has scrolled back.
func (t *table) drawLinesSaid(c *term.Canvas, in term.Rectangle) {
	t.saidAt = in
	most := math.MaxInt
	if t.spoken.back == 0 {
		most = in.H + 1 // to know whether there is more
	}
	lines := t.saidLines(in.W, most)
	t.spoken.fit(len(lines), in.H)
	shown := lines[t.spoken.first():t.spoken.behind()]
	y := in.Y + in.H - len(shown)
	for i, l := range shown {
		c.Put(in.X, y+i, term.Text, l.text)
		c.Put(in.X, y+i, term.Seat(int(l.seat))|term.Bold, l.name)
	}
	t.spoken.drawArrows(c, in.X+in.W-1, in.Y, in.Y+in.H-1, term.Accent)
}

// drawTalk is the chat of windows without a panel, in place of the board.
func (t *table) drawTalk(c *term.Canvas, area term.Rectangle) {
	in := term.Rect(area.X+1, area.Y+1, area.W-2, area.H-1)
	t.drawLinesSaid(c, in)
	y := c.H - belowBoard
	if !t.drawNotice(c, in.X, y, in.W) {
		c.Centre(in.X, y, in.W, term.Muted, words.Of(t.snap, t.info, t.now()).Text)
	}
	t.drawSaying(c, in.X, y+1, in.W)
}
