package screen

import (
	"slices"
	"sort"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// home is where one arrives: one's own games, who waits, and what can be watched.
type home struct {
	*app
	lobby   *rooms.Lobby
	watch   *rooms.LobbyWatch
	mine    []rooms.Own
	at      room.Code // the chosen room
	index   int       // and where it was, should it go
	changed time.Time // when it went, and another came into its place
	list    scroll
}

// lobbyTick is how often the minutes of the list are brought up to date.
const lobbyTick = time.Minute

func newHome(a *app) *home { return &home{app: a} }

func (h *home) open() tea.Cmd {
	h.watch = h.session.Registry.Lobby(h.me().ID, h.wake)
	h.hold(h.watch)
	return h.take()
}

func (h *home) close() {
	if h.watch != nil {
		h.drop(h.watch)
		h.watch = nil
	}
}

func (h *home) title() string { return words.Say("app.name") }

func (h *home) take() tea.Cmd {
	if h.watch == nil {
		return nil
	}
	if l := h.watch.Take(); l != nil {
		h.show(l, h.session.Registry.Mine(h.me().ID))
	}
	return term.Tick(lobbyTick)
}

// show takes in what there is, and keeps the choice on the same room.
func (h *home) show(l *rooms.Lobby, mine []rooms.Own) {
	h.lobby, h.mine = l, mine
	cards := h.cards()
	if i := slices.IndexFunc(cards, func(c rooms.Card) bool { return c.Code == h.at }); i >= 0 {
		h.index = i
		return
	}
	was := h.at
	if h.choose(h.index); h.at != was {
		h.changed = h.now()
	}
}

// cards lists the rooms in the order of the screen.
func (h *home) cards() []rooms.Card {
	var all []rooms.Card
	for _, s := range h.sections() {
		all = append(all, s.cards...)
	}
	return all
}

type section struct {
	name  string
	cards []rooms.Card
	empty string // what is said instead of an empty list
}

func (h *home) sections() []section {
	own := make(map[room.Code]bool)
	var mine []rooms.Card
	for _, c := range h.mine {
		own[c.Code] = true
		mine = append(mine, c.Card)
	}
	others := func(cards []rooms.Card) []rooms.Card {
		return slices.DeleteFunc(slices.Clone(cards), func(c rooms.Card) bool { return own[c.Code] })
	}
	if h.lobby == nil {
		return []section{{words.Say("home.mine"), mine, ""}}
	}
	empty := words.Say("home.nobody")
	if len(h.levels()) > 0 {
		empty += " " + words.Say("home.bots")
	}
	return []section{
		{words.Say("home.mine"), mine, ""},
		{words.Say("home.open"), others(h.lobby.Open), empty},
		{words.Say("home.playing"), others(h.lobby.Playing), ""},
	}
}

// ownAt is the person's own room of an index, or nil.
func (h *home) ownAt(i int) *rooms.Own {
	if i >= len(h.mine) {
		return nil
	}
	return &h.mine[i]
}

// choose puts the choice on the room of that index, or the nearest.
func (h *home) choose(i int) {
	cards := h.cards()
	if len(cards) == 0 {
		h.at, h.index = "", 0
		return
	}
	h.index = min(max(i, 0), len(cards)-1)
	h.at = cards[h.index].Code
}

func (h *home) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case term.WakeMsg, term.TickMsg:
		return h.take()
	case seated:
		return h.navigate(newTable(h.app, msg.code, true))
	case done:
		if msg.err != nil {
			h.refuse(msg.err)
		}
		return h.take()
	case tea.KeyPressMsg:
		return h.keys(msg)
	case tea.PasteMsg: // an invitation
		if _, err := room.FindCode(msg.Content); err == nil {
			j := newJoin(h.app)
			j.paste(msg.Content)
			h.front = j
		}
	}
	return nil
}

func (h *home) keys(k tea.KeyPressMsg) tea.Cmd {
	if h.sudden() {
		return nil
	}
	switch k.String() {
	case "up":
		h.choose(h.index - 1)
	case "down":
		h.choose(h.index + 1)
	case "j":
		h.front = newJoin(h.app)
	case "pgup", "home":
		h.choose(0)
	case "pgdown", "end":
		h.choose(len(h.cards()) - 1)
	case "enter", "space":
		return h.enter()
	case "p":
		return h.askQuick()
	case "n":
		return h.navigate(newCreation(h.app))
	case "u":
		return h.askName()
	case "?":
		h.front = h.newGuide(nil)
	case "q":
		return h.leave()
	}
	return nil
}

// enter goes to the chosen room: to one's seat, to a free one, or to watch.
// With no room to choose it finds an opponent.
func (h *home) enter() tea.Cmd {
	if h.now().Sub(h.changed) < reactionTime {
		return nil // it was meant for the room that has gone
	}
	if h.at == "" {
		return h.askQuick()
	}
	return h.navigate(newTable(h.app, h.at, true))
}

// askQuick asks for the game, if there is more than one.
func (h *home) askQuick() tea.Cmd {
	if len(h.games) == 1 {
		return h.quick(h.games[0].Name, "")
	}
	d := &dialog{app: h.app, name: words.Say("home.quick"), list: true}
	for i, g := range h.games {
		d.answers = append(d.answers, answer{digit(i), g.Title, g.Summary, func() tea.Cmd {
			h.lastQuick = g.Name
			return h.quick(g.Name, "")
		}})
		if g.Name == h.lastQuick {
			d.at = i
		}
	}
	h.front = d
	return nil
}

func digit(i int) string {
	if i > 8 {
		return ""
	}
	return string(rune('1' + i))
}

func (h *home) help() []hint {
	rest := []hint{hintOf("p", "key.quick"), hintOf("n", "key.newRoom"), hintOf("j", "key.byCode"), hintOf("q", "key.leave"), hintOf("u", "key.name"), hintOf("?", "key.help")}
	cards := h.cards()
	if len(cards) == 0 {
		return rest
	}
	enter := hintOf("enter", "key.join")
	switch {
	case h.index < len(h.mine):
		enter.does = words.Say("key.playOn")
	case cards[h.index].Phase == room.Playing:
		enter.does = words.Say("key.watch")
	}
	return append([]hint{enter}, rest...)
}

func (h *home) draw(c *term.Canvas) {
	h.drawTop(c)
	top := 2
	if c.H >= 20 {
		top = 3
	}
	area := term.Rect(margin(c), top, c.W-2*margin(c), c.H-top-2)
	h.drawList(c, area)
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

// listLine is a line of the list.
type listLine struct {
	text  string // a heading, or a sentence
	head  bool
	card  *rooms.Card
	index int
}

func (h *home) lines(w int) []listLine {
	var all []listLine
	index := 0
	for _, s := range h.sections() {
		if len(s.cards) == 0 && s.empty == "" {
			continue
		}
		if len(all) > 0 {
			all = append(all, listLine{})
		}
		all = append(all, listLine{text: s.name, head: true})
		if len(s.cards) == 0 {
			for _, l := range wrap(s.empty, w-2) {
				all = append(all, listLine{text: l})
			}
		}
		for i := range s.cards {
			all = append(all, listLine{card: &s.cards[i], index: index})
			index++
		}
	}
	return all
}

// drawList draws the list, moved so that the choice is in sight.
func (h *home) drawList(c *term.Canvas, area term.Rectangle) {
	lines := h.lines(area.W)
	h.list.fit(len(lines), area.H)
	if at := slices.IndexFunc(lines, func(l listLine) bool { return l.card != nil && l.index == h.index }); at >= 0 {
		h.list.reach(at, 1) // with its heading
	}
	for i, l := range lines[h.list.first():h.list.behind()] {
		y := area.Y + i
		switch {
		case l.card != nil:
			h.drawCard(c, area.X, y, area.W, l)
		case l.head:
			c.Put(area.X, y, term.Muted|term.Bold, l.text)
		default:
			c.Put(area.X+2, y, term.Muted, l.text)
		}
	}
	h.list.drawArrows(c, area.X+area.W-1, area.Y, area.Y+area.H-1, term.Muted)
}

// drawCard draws a room in columns: the game, who is there, what is special,
// how long, and the code.
func (h *home) drawCard(c *term.Canvas, x, y, w int, l listLine) {
	card := *l.card
	ground := term.Text
	if l.index == h.index {
		ground = term.OnChosen
		c.Fill(x, y, w, 1, ground, ' ')
		c.Put(x, y, term.Accent|term.Bold|ground, "▸")
	}
	h.zone(x, y, w, 1, func() tea.Cmd {
		if h.sudden() {
			return nil
		}
		if h.index == l.index {
			return h.enter()
		}
		h.choose(l.index)
		return nil
	})
	title := words.Title(h.games, card.Game)
	if w < 76 {
		h.drawCardShort(c, x+2, y, w-2, ground, title, card, h.ownAt(l.index))
		return
	}
	game, when, code := 18, 9, 7
	if slices.ContainsFunc(h.mine, func(c rooms.Own) bool { return len(c.Code) > 6 }) {
		code = 11 // those of private rooms
	}
	who := w - 2 - game - when - code
	extra := 0
	if w >= 110 {
		extra = 26
		who -= extra
	}
	c.Put(x+2, y, ground|term.Bold, term.Cut(title, game-2))
	c.Put(x+2+game, y, ground, term.Cut(h.who(card, h.ownAt(l.index), who-2), who-2))
	if extra > 0 {
		c.Put(x+2+game+who, y, ground|term.Muted, term.Cut(h.special(card), extra-2))
	}
	c.Put(x+2+game+who+extra, y, ground|term.Muted, words.For(h.now().Sub(card.Since)))
	c.Put(x+w-code, y, ground|term.Muted, string(card.Code))
}

func (h *home) drawCardShort(c *term.Canvas, x, y, w int, ground term.Style, title string, card rooms.Card, mine *rooms.Own) {
	when := words.For(h.now().Sub(card.Since))
	c.Put(x+w-term.Width(when)-1, y, ground|term.Muted, when)
	w -= 10
	next := c.Put(x, y, ground|term.Bold, term.Cut(title, w/2))
	c.Put(next+1, y, ground, term.Cut(h.who(card, mine, w-(next-x)-1), w-(next-x)-1))
}

// who names the people of a room. Where there is no space for all, names are cut
// before what marks a guest or a bot.
func (h *home) who(card rooms.Card, mine *rooms.Own, space int) string {
	if mine == nil {
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
	others := words.Opponents(*mine)
	switch {
	case card.Phase == room.Open:
		return words.Say("home.waiting")
	case others == "":
		return words.Say("home.alone")
	}
	return words.Say("home.with", words.Args{"names": others})
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
