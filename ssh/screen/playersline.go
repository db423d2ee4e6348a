package screen

import (
	"cmp"
	"strconv"

	"crossplay/game"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// drawPlayersLine draws who plays in one line, for windows without a panel:
// two players on either side of their score, or more in a row.
func (t *table) drawPlayersLine(c *term.Canvas) {
	s := t.snap
	switch {
	case len(s.Chairs) > 2:
		t.drawPlayersRow(c)
		return
	case s.Phase == room.Open:
		drawHeader(c, t.info.Title, string(t.code))
		return
	}
	score := "–"
	if s.Round > 1 || s.Phase == room.Over {
		score = strconv.Itoa(s.Chairs[0].Wins) + " – " + strconv.Itoa(s.Chairs[1].Wins)
	}
	w := (c.W-term.Width(score))/2 - 3
	c.Centre(0, 0, c.W, term.Muted, score)
	for seat := range s.Chairs {
		clock, time := t.clock(game.Seat(seat))
		space := w - 2
		if clock != "" {
			space -= term.Width(clock) + 1
		}
		name := term.Cut(t.shortName(game.Seat(seat), space), space)
		if !s.Lot {
			name = t.called(game.Seat(seat), name, space)
		}
		style := t.turnStyle(game.Seat(seat))
		if seat == 0 {
			t.emblem(c, 1, 0, game.Seat(seat))
			t.putClock(c, 0, c.Put(3, 0, style, name)+1, 0, time, clock)
			continue
		}
		t.emblem(c, c.W-2, 0, game.Seat(seat))
		x := c.W - 3 - term.Width(name)
		c.Put(x, 0, style, name)
		t.putClock(c, game.Seat(seat), x-1-term.Width(clock), 0, time, clock)
	}
}

// drawPlayersRow draws several players side by side, each with an equal share.
func (t *table) drawPlayersRow(c *term.Canvas) {
	w := (c.W - 1) / len(t.snap.Chairs)
	for i, ch := range t.snap.Chairs {
		seat := game.Seat(i)
		x := 1 + i*w
		t.emblem(c, x, 0, seat)
		space := w - 3
		if t.snap.Round > 1 || t.snap.Phase == room.Over {
			wins := strconv.Itoa(ch.Wins)
			space -= len(wins) + 1
			c.Put(x+w-1-len(wins), 0, term.Muted, wins)
		}
		space = min(space, t.drawClock(c, seat, x+2+space, 0)-x-2)
		style := t.turnStyle(seat)
		name := t.shortName(seat, space)
		switch tooLong := term.Width(name) > space; {
		case tooLong && seat == t.snap.You:
			name = words.Say("side.you")
		case tooLong && ch.Bot != "":
			name = words.Bot(ch.Name)
		}
		c.Put(x+2, 0, style, term.Cut(name, space))
	}
}

// shortName is who sits on a seat, in the space of a line. Who plays no more is in
// brackets; other names may be too long.
func (t *table) shortName(seat game.Seat, space int) string {
	ch := t.snap.Chairs[seat]
	name := ch.Name
	switch {
	case t.absent(seat) && ch.Name == "" && ch.Left == "":
		return words.Say("side.free")
	case t.absent(seat):
		return "(" + term.Cut(cmp.Or(ch.Left, ch.Name), space-2) + ")"
	case seat == t.snap.You:
		name = words.Say("name.you", words.Args{"name": name})
	case ch.Bot != "":
		name = words.Say("name.bot", words.Args{"name": words.Bot(ch.Name), "level": ch.Bot})
	}
	return name
}

// absent reports whether nobody plays on a seat, or not any more.
func (t *table) absent(seat game.Seat) bool {
	ch := t.snap.Chairs[seat]
	return ch.Name == "" || ch.Out && t.snap.Phase == room.Playing
}

// turnStyle shows whose turn it is, and who has none.
func (t *table) turnStyle(seat game.Seat) term.Style {
	switch {
	case t.toMove(seat):
		return term.Text | term.Bold | term.Underline
	case t.absent(seat):
		return term.Muted
	}
	return term.Text
}
