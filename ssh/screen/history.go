package screen

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"crossplay/archive"
	"crossplay/players"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// history lists games that are over, the newest first, a page at a time.
type history struct {
	*app
	name  string // whose: empty for the person's own
	query archive.Query
	games []archive.Game
	more  string // how the list goes on; "" is all
	asks  int    // which question is on its way; answers to others count for nothing
	busy  bool
	at    int
	list  scroll
}

// historyKey opens it on the first screen, and looks at a game again at a table.
const historyKey = "h"

func (a *app) newHistory() *history {
	return &history{app: a, query: archive.Query{Viewer: a.me().ID, Person: a.me().ID}}
}

// pastFound is a page of it.
type pastFound struct {
	asked *history
	n     int
	after string
	page  archive.Page
	err   error
}

func (h *history) open() tea.Cmd {
	if len(h.games) > 0 { // the person comes back to where they were
		return nil
	}
	return h.load("")
}

func (h *history) close() {}

func (h *history) title() string { return words.Say("app.title", words.Args{"page": h.heading()}) }

func (h *history) heading() string {
	if h.name != "" {
		return words.Say("past.of", words.Args{"name": h.name})
	}
	return words.Say("past.mine")
}

// load asks for a page.
func (h *history) load(after string) tea.Cmd {
	if after == "" {
		h.games, h.more, h.at = nil, "", 0
	}
	h.asks++
	h.busy = true
	q, n := h.query, h.asks
	q.After = after
	return h.ask(func(ctx context.Context) tea.Msg {
		page, err := h.session.Archive.Search(ctx, q)
		return pastFound{h, n, after, page, err}
	})
}

func (h *history) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pastFound:
		if msg.asked != h || msg.n != h.asks {
			return nil
		}
		h.busy = false
		if msg.err != nil {
			h.refuse(msg.err)
			return nil
		}
		h.games = append(h.games, msg.page.Games...)
		h.more = msg.page.More
		if len(h.games) == 0 && h.more != "" { // none of those that were looked at
			return h.load(h.more)
		}
	case replayFound:
		return h.replayFound(msg)
	case tea.KeyPressMsg:
		return h.keys(msg)
	}
	return nil
}

func (h *history) keys(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "up", "k":
		h.at--
	case "down", "j":
		h.at++
	case "pgup", "ctrl+u":
		h.at -= max(1, h.list.room-1)
	case "pgdown", "ctrl+d":
		h.at += max(1, h.list.room-1)
	case "home":
		h.at = 0
	case "end":
		h.at = len(h.games) - 1
	case "enter", "space", "right", "l":
		if h.at < len(h.games) {
			return h.replay(h.games[h.at].ID())
		}
	case "g":
		names := []string{""}
		for _, g := range h.app.games {
			names = append(names, g.Name)
		}
		h.query.Game = names[cycle(slices.Index(names, h.query.Game), 1, len(names))]
		return h.load("")
	case "r":
		all := []archive.Outcome{"", archive.Won, archive.Lost, archive.Drew}
		h.query.Result = all[cycle(slices.Index(all, h.query.Result), 1, len(all))]
		return h.load("")
	case "n":
		h.front = newWhose(h)
	case "?":
		h.front = h.newGuide(nil)
	case "esc", "q", "left":
		return h.home()
	}
	h.at = within(h.at, len(h.games)-1)
	if h.more != "" && !h.busy && h.at >= len(h.games)-1 {
		return h.load(h.more)
	}
	return nil
}

func (h *history) help() []hint {
	return []hint{
		{"enter", small(words.Say("table.again")), "enter"}, {"↑↓", words.Say("key.choose"), ""}, hintOf("esc", "key.back"),
		hintOf("g", "key.whichGame"), hintOf("r", "key.whichEnd"), hintOf("n", "key.whose"), hintOf("?", "key.help"),
	}
}

// filters says what is searched for.
func (h *history) filters() string {
	game := words.Say("past.anyGame")
	if h.query.Game != "" {
		game = words.Title(h.app.games, h.query.Game)
	}
	switch h.query.Result {
	case archive.Won:
		return game + " · " + words.Say("past.won")
	case archive.Lost:
		return game + " · " + words.Say("past.lost")
	case archive.Drew:
		return game + " · " + words.Say("past.drawn")
	}
	return game
}

func (h *history) draw(c *term.Canvas) {
	drawHeader(c, h.heading(), h.filters())
	area := term.Rect(margin(c), 2, c.W-2*margin(c), c.H-5)
	h.drawNotice(c, margin(c), c.H-2, c.W-2*margin(c))
	if len(h.games) == 0 {
		said := ""
		switch {
		case h.busy:
			said = words.Say("app.moment")
		case h.query.Game != "" || h.query.Result != "":
			said = words.Say("past.nothing")
		case h.notice == "":
			said = words.Say("past.empty")
		}
		c.Centre(area.X, area.Y+area.H/2, area.W, term.Muted, said)
		return
	}
	h.list.fit(len(h.games), area.H)
	h.list.reach(h.at, 0)
	titles := 0
	for _, g := range h.games {
		titles = max(titles, term.Width(words.Title(h.app.games, g.Game)))
	}
	for i := h.list.first(); i < h.list.behind(); i++ {
		y := area.Y + i - h.list.first()
		ground := term.Text
		if i == h.at {
			ground = term.OnChosen
			c.Fill(area.X, y, area.W, 1, ground, ' ')
			c.Put(area.X, y, term.Accent|term.Bold|ground, "▸")
		}
		h.drawGame(c, term.Rect(area.X+2, y, area.W-2, 1), &h.games[i], titles, ground)
		h.zone(area.X, y, area.W, 1, func() tea.Cmd {
			if h.sudden() {
				return nil
			}
			if h.at == i {
				return h.replay(h.games[i].ID())
			}
			h.at = i
			return nil
		})
	}
	h.list.drawArrows(c, area.X+area.W-1, area.Y, area.Y+area.H-1, term.Muted)
}

// scoreWidth is how wide how a game ended is drawn, where the person played.
const scoreWidth = 7

// drawGame draws a game: how it ended, what it was, with whom, how long, when and its name.
func (h *history) drawGame(c *term.Canvas, in term.Rectangle, g *archive.Game, titles int, ground term.Style) {
	score := words.Score(&g.Finished, g.Seat)
	style := ground
	if g.Seat >= 0 {
		switch score {
		case words.Say("past.won"):
			style = ground&^0xff | term.Good
		case words.Say("past.lost"):
			style = ground&^0xff | term.Bad
		}
	}
	title, with := words.Title(h.app.games, g.Game), words.With(&g.Finished, g.Seat)
	when := words.Ago(g.Ended, h.now())
	right := in.X + in.W
	if in.W >= 74 {
		id := g.ID()
		right -= 14
		c.Put(right, in.Y, ground|term.Muted, id)
		right -= 12
		c.Put(right, in.Y, ground|term.Muted, when)
		right -= 11
		c.Put(right, in.Y, ground|term.Muted, words.Say("past.moves", words.Args{"n": g.Moves}))
	} else {
		right -= term.Width(when) + 1
		c.Put(right, in.Y, ground|term.Muted, when)
	}
	x := in.X
	if g.Seat >= 0 {
		c.Put(x, in.Y, style|term.Bold, term.Cut(score, scoreWidth))
		x += scoreWidth + 1
	} else {
		with += " · " + score
	}
	if in.W >= 74 {
		c.Put(x, in.Y, ground|term.Bold, title)
		x += titles + 2
	} else {
		x = c.Put(x, in.Y, ground|term.Bold, term.Cut(title, max(4, right-x-1))) + 1
	}
	if right-x > 2 {
		c.Put(x, in.Y, ground, term.Cut(with, right-x-1))
	}
}

// replay opens a game that is over.
func (h *history) replay(id string) tea.Cmd { return h.app.openReplay(id, h) }

// whose asks for somebody else's name.
type whose struct {
	*history
	name field
}

func newWhose(h *history) *whose { return &whose{history: h, name: field{max: 4 * players.MaxName}} }

func (w *whose) key(k tea.KeyPressMsg) tea.Cmd {
	if k.String() != "enter" {
		w.name.key(k)
		return nil
	}
	id, name := w.me().ID, ""
	if w.name.text != "" {
		var err error
		if id, err = w.session.Named(w.name.text); err != nil {
			w.refuse(err)
			return nil
		}
		if p, ok := w.session.Players.Player(id); ok && id != w.me().ID {
			name = p.Name
		}
	}
	w.front, w.history.name, w.query.Person = nil, name, room.PersonID(id)
	return w.load("")
}

func (w *whose) paste(text string) { w.name.insert(text) }

func (w *whose) help() []hint {
	return []hint{hintOf("enter", "key.take"), hintOf("esc", "key.back")}
}

func (w *whose) draw(c *term.Canvas) {
	width := min(48, c.W-2)
	x, y := (c.W-width)/2, max(0, (c.H-7)/2)
	drawBox(c, x, y, width, 6, words.Say("past.whose"))
	c.Put(x+3, y+2, term.Muted, words.Say("past.person"))
	c.Put(x+3, y+3, term.Accent|term.Bold, ">")
	w.name.draw(c, x+5, y+3, width-8)
}
