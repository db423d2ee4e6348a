package screen

import (
	"strconv"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/ssh/board"
	"crossplay/ssh/term"
	"crossplay/ssh/words"
)

// drawPlayersLine draws who plays in one line, for windows without a panel:
// two players on either side of their score, or more in a row.
func (t *table) drawPlayersLine(c *term.Canvas) {
	s := t.snap
	switch {
	case len(s.Chairs) > 2:
		t.drawPlayersRow(c)
		return
	case s.Phase == rooms.Open:
		drawHeader(c, t.info.Title, string(t.code))
		return
	}
	score := "–"
	if s.Round > 1 || s.Phase == rooms.Over {
		score = strconv.Itoa(s.Chairs[0].Wins) + " – " + strconv.Itoa(s.Chairs[1].Wins)
	}
	w := (c.W-term.Width(score))/2 - 3
	c.Centre(0, 0, c.W, term.Muted, score)
	for seat := range s.Chairs {
		name := term.Cut(t.shortName(game.Seat(seat)), w-2)
		mark := board.Mark(t.info, game.Seat(seat), c.ASCII)
		style := t.turnStyle(game.Seat(seat))
		if seat == 0 {
			c.Put(1, 0, term.Seat(seat)|term.Bold, mark)
			c.Put(3, 0, style, name)
			continue
		}
		c.Put(c.W-2, 0, term.Seat(seat)|term.Bold, mark)
		c.Put(c.W-3-term.Width(name), 0, style, name)
	}
}

// drawPlayersRow draws several players side by side, each with an equal share.
func (t *table) drawPlayersRow(c *term.Canvas) {
	w := (c.W - 1) / len(t.snap.Chairs)
	for i, ch := range t.snap.Chairs {
		seat := game.Seat(i)
		x := 1 + i*w
		c.Put(x, 0, term.Seat(i)|term.Bold, board.Mark(t.info, seat, c.ASCII))
		room := w - 3
		if t.snap.Round > 1 || t.snap.Phase == rooms.Over {
			wins := strconv.Itoa(ch.Wins)
			room -= len(wins) + 1
			c.Put(x+w-1-len(wins), 0, term.Muted, wins)
		}
		style := t.turnStyle(seat)
		if ch.Out && t.snap.Phase == rooms.Playing || ch.Name == "" {
			style = term.Muted
		}
		name := t.shortName(seat)
		switch tooLong := term.Width(name) > room; {
		case ch.Out && t.snap.Phase == rooms.Playing:
			name = "(" + term.Cut(ch.Name, room-2) + ")"
		case tooLong && seat == t.snap.You:
			name = "you"
		case tooLong && ch.Bot != "":
			name = "bot"
		}
		c.Put(x+2, 0, style, term.Cut(name, room))
	}
}

// shortName is who sits on a seat, in the space of a line.
func (t *table) shortName(seat game.Seat) string {
	ch := t.snap.Chairs[seat]
	switch {
	case ch.Name == "" && t.snap.Phase == rooms.Open:
		return "free"
	case ch.Name == "":
		return "nobody"
	}
	name, bot := words.Bare(ch.Name, ch.Bot)
	switch {
	case seat == t.snap.You:
		name += " (you)"
	case bot:
		name += " (bot)"
	}
	return name
}

// turnStyle shows whose turn it is.
func (t *table) turnStyle(seat game.Seat) term.Style {
	if t.toMove(seat) {
		return term.Text | term.Bold | term.Underline
	}
	return term.Text
}
