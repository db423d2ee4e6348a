package screen

import (
	"slices"
	"sort"
	"strings"

	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// drawCard draws a room in columns: the game, who is there, what is special,
// how long, and the code. The titles of the games are so wide at most.
func (h *home) drawCard(c *term.Canvas, x, y, w int, t thing, titles int, ground term.Style) {
	card := *t.card
	title := words.Title(h.games, card.Game)
	if w < 76 {
		h.drawCardShort(c, x+2, y, w-2, ground, title, t)
		return
	}
	game, when, code := titles+2, 9, 7
	if slices.ContainsFunc(h.mine, func(c rooms.Own) bool { return len(c.Code) > 6 }) {
		code = 11 // those of private rooms
	}
	who := w - 2 - game - when - code
	extra := 0
	if w >= 110 {
		extra = 26
		who -= extra
	}
	c.Put(x+2, y, ground|term.Bold, title)
	h.drawWho(c, x+2+game, y, who-2, ground, t)
	if extra > 0 {
		c.Put(x+2+game+who, y, ground|term.Muted, term.Cut(h.special(card), extra-2))
	}
	c.Put(x+2+game+who+extra, y, ground|term.Muted, words.For(h.now().Sub(card.Since)))
	c.Put(x+w-code, y, ground|term.Muted, string(card.Code))
}

func (h *home) drawCardShort(c *term.Canvas, x, y, w int, ground term.Style, title string, t thing) {
	when := words.For(h.now().Sub(t.card.Since))
	c.Put(x+w-term.Width(when)-1, y, ground|term.Muted, when)
	w -= term.Width(when) + 2
	least := 12 // of who is there
	if mark := h.mark(t); mark != "" {
		least = term.Width(mark)
	}
	next := c.Put(x, y, ground|term.Bold, term.Cut(title, w-least-1))
	h.drawWho(c, next+1, y, w-(next-x)-1, ground, t)
}

// mark says what is told of a room before who is there: whose turn it is in a game of one's
// own, and that a challenge stands.
func (h *home) mark(t thing) string {
	switch {
	case t.own != nil && t.own.Waits():
		return words.Waits(*t.own, h.now())
	case t.own == nil && t.card.Stands:
		return words.Say("home.stands", words.Args{"clock": t.card.Clock})
	}
	return ""
}

// drawWho draws the mark of a room, and who is there.
func (h *home) drawWho(c *term.Canvas, x, y, w int, ground term.Style, t thing) {
	if mark := h.mark(t); mark != "" {
		x2 := c.Put(x, y, ground&^0xff|term.Accent|term.Bold, term.Cut(mark, w))
		w -= x2 - x + 1
		x = x2 + 1
	}
	c.Put(x, y, ground, term.Cut(h.who(t, w), w))
}

// who names the people of a room. Where there is no space for all, names are cut
// before what marks a guest or a bot.
func (h *home) who(t thing, space int) string {
	card := *t.card
	if t.own == nil {
		with := func(most int) string {
			short := card
			short.Chairs = slices.Clone(card.Chairs)
			for i := range short.Chairs {
				short.Chairs[i].Name = term.Cut(short.Chairs[i].Name, most)
			}
			return words.Players(short) + words.Seats(card)
		}
		const least = 4
		longer := sort.Search(2*players.MaxName-least, func(n int) bool { return term.Width(with(least+1+n)) > space })
		return with(least + longer)
	}
	others := words.Opponents(*t.own)
	switch {
	case others != "": // also beside a bot, which makes room as long as nobody has moved
		return words.Say("home.with", words.Args{"names": others})
	case card.Phase == room.Open:
		return words.Say("home.waiting")
	}
	return words.Say("home.alone")
}

// special says what a room's game does not.
func (h *home) special(card rooms.Card) string {
	var all []string
	for _, g := range h.games {
		if g.Name == card.Game {
			if o := words.Terms(g, card.Options, card.Clock, card.Final); o != "" {
				all = append(all, o)
			}
		}
	}
	if card.Private {
		all = append(all, words.Say("home.private"))
	}
	return strings.Join(all, " · ")
}
