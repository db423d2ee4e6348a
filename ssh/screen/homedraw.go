package screen

import (
	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/ssh/term"
	"crossplay/words"
)

func (h *home) draw(c *term.Canvas) {
	h.drawTop(c)
	top := 2
	if c.H >= 20 {
		top = 3
	}
	h.drawRows(c, term.Rect(margin(c), top, h.width(), c.H-top-2))
	h.drawHeadline(c, top)
	h.drawNotice(c, margin(c), c.H-2, c.W-2*margin(c))
}

func (h *home) drawTop(c *term.Canvas) {
	y := 0
	if c.H >= 20 {
		y = 1
	}
	x := c.Put(margin(c), y, term.Accent|term.Bold, words.Say("app.name"))
	who := h.me().Name
	if h.me().Guest {
		who = words.Say("name.guest", words.Args{"name": who})
	}
	if h.lobby != nil && c.W >= 60 {
		who += " · " + words.Say("home.people", words.Args{"n": h.lobby.People})
	}
	who = term.Cut(who, c.W-x-margin(c)-2)
	c.Put(c.W-margin(c)-term.Width(who), y, term.Muted, who)
	h.zone(c.W-margin(c)-term.Width(who), y, term.Width(who), 1, h.askName)
	motto := words.Say("home.motto")
	if x+2+term.Width(motto)+4+term.Width(who) < c.W {
		c.Put(x+2, y, term.Muted, motto)
	}
}

// drawRows draws the rows, moved so that what is chosen is in sight.
func (h *home) drawRows(c *term.Canvas, area term.Rectangle) {
	rows := h.rows(area.W)
	h.list.fit(len(rows), area.H)
	if at, _ := find(rows, h.at); at >= 0 {
		h.list.reach(at, 1) // with its heading
	}
	columns, titles := h.shelf(area.W), h.titles()
	for i, r := range rows[h.list.first():h.list.behind()] {
		y := area.Y + i
		switch {
		case r.acts:
			h.drawActs(c, area.X, y, area.W)
		case r.clock:
			h.drawClock(c, area.X, y, area.W)
		case r.head:
			c.Put(area.X, y, term.Muted|term.Bold, r.text)
		case len(r.things) == 0:
			c.Put(area.X+2, y, term.Muted, r.text)
		case r.things[0].card != nil:
			ground := h.drawThing(c, area.X, y, area.W, r.things[0])
			h.drawCard(c, area.X, y, area.W, r.things[0], titles, ground)
		default:
			x := area.X
			for j, t := range r.things {
				ground := h.drawThing(c, x, y, columns[j], t)
				h.drawGame(c, x, y, columns[j], t, ground)
				x += columns[j]
			}
		}
	}
	h.list.drawArrows(c, area.X+area.W-1, area.Y, area.Y+area.H-1, term.Muted)
}

// drawThing draws the ground of something that can be chosen, and lets it be clicked.
func (h *home) drawThing(c *term.Canvas, x, y, w int, t thing) (ground term.Style) {
	ground = term.Text
	if t.id() == h.at {
		ground = term.OnChosen
		c.Fill(x, y, w, 1, ground, ' ')
		c.Put(x, y, term.Accent|term.Bold|ground, "▸")
	}
	id := t.id()
	h.zone(x, y, w, 1, func() tea.Cmd {
		if h.sudden() {
			return nil
		}
		if h.at == id {
			return h.enter()
		}
		h.at = id
		if i, _ := find(h.rows(h.width()), id); i >= 0 {
			h.row = i
		}
		return nil
	})
	return ground
}

// drawGame draws a game on the shelf: its pieces, and what it is called.
func (h *home) drawGame(c *term.Canvas, x, y, w int, t thing, ground term.Style) {
	info := h.games[t.game]
	x, w = x+2, w-2
	if c.W-2*margin(c) >= narrowShelf {
		for seat := range min(2, info.MaxSeats) {
			drawEmblem(c, x+seat, y, info, game.Seat(seat))
		}
		x, w = x+3, w-3
	}
	c.Put(x, y, ground, term.Cut(info.Title, w))
}

// drawActs draws what one can do at once.
func (h *home) drawActs(c *term.Canvas, x, y, w int) {
	acts := h.acts()
	between, long := 3, 3*(len(acts)-1)
	for _, a := range acts {
		long += len(a.key) + 1 + term.Width(a.does)
	}
	if long > w {
		between = 2
	}
	end := x + w
	for _, a := range acts {
		if x+len(a.key)+1+term.Width(a.does) > end {
			return // the key is in the help
		}
		next := c.Put(x, y, term.Accent|term.Bold, a.key)
		next = c.Put(next+1, y, term.Text|term.Bold, a.does)
		h.zone(x, y, next-x, 1, func() tea.Cmd {
			if h.sudden() {
				return nil
			}
			return a.act()
		})
		x = next + between
	}
}

// drawClock draws the clock that what is begun here has, which a key and a click change.
func (h *home) drawClock(c *term.Canvas, x, y, w int) {
	begin, end := x, x+w
	x = c.Put(x, y, term.Accent|term.Bold, clockKey) + 1
	x = c.Put(x, y, term.Muted, small(words.Say("create.clock"))) + 1
	x = c.Put(x, y, term.Accent, "‹") + 1
	said, more := h.clock, words.Control(h.clock)
	if said == "" {
		said, more = small(more), ""
	}
	x = c.Put(x, y, term.Text, said) + 1
	x = c.Put(x, y, term.Accent, "›") + 2
	h.zone(begin, y, x-begin, 1, func() tea.Cmd { h.nextClock(); return nil })
	if term.Width(more) <= end-x {
		c.Put(x, y, term.Muted, more)
	}
}
