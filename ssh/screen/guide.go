package screen

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// guide is the help: what the keys do, and how the game goes.
type guide struct {
	*app
	name string
	text []guideLine
	list scroll

	laid  []guideLine // the text in lines of so many columns; see lay
	width int
}

type guideLine struct {
	key, text string // a key with what it does, or a paragraph with no key
	head      bool
}

// newGuide is the help of the first screens, with the rules of a game or nil.
func (a *app) newGuide(g *game.Info) *guide {
	if g != nil {
		return &guide{app: a, name: g.Title, text: rulesOf(*g)}
	}
	text := []guideLine{
		{text: words.Say("help.about")},
		{},
		{"p", words.Say("help.quick"), false},
		{"b", words.Say("help.bot"), false},
		{"i", words.Say("help.friend"), false},
		{"n", words.Say("help.new"), false},
		{challengeKey, words.Say("help.challenge"), false},
		{"↑↓←→", words.Say("help.list"), false},
		{"x", words.Say("help.discard"), false},
		{"j", words.Say("help.code"), false},
		{"u", words.Say("help.name"), false},
		{offKey, words.Say("help.off"), false},
		{habitsKey, words.Say("help.habits"), false},
		{carryKey, words.Say("help.carry"), false},
		{"q", words.Say("help.quit"), false},
		{},
		{text: words.Say("help.shell"), head: true},
		{text: a.session.Invite.Command("play GAME")},
		{text: a.session.Invite.Command("bot GAME")},
		{text: a.session.Invite.Command("join CODE")},
		{text: a.session.Invite.Command("watch CODE")},
		{text: words.Say("help.plain", words.Args{"command": a.session.Invite.Command("plain")})},
		{text: words.Say("help.browser", words.Args{"link": a.session.Invite.BaseURL})},
	}
	for _, g := range a.games {
		text = append(append(text, guideLine{}), rulesOf(g)...)
	}
	if a.session.Archive != nil {
		leave := slices.IndexFunc(text, func(l guideLine) bool { return l.key == "q" })
		text = slices.Insert(text, leave, guideLine{key: historyKey, text: words.Say("help.history")})
		watch := slices.IndexFunc(text, func(l guideLine) bool { return l.text == a.session.Invite.Command("watch CODE") })
		text = slices.Insert(text, watch+1, guideLine{text: a.session.Invite.Command("replay GAME")})
	}
	if a.session.Alerts != nil {
		leave := slices.IndexFunc(text, func(l guideLine) bool { return l.key == "q" })
		text = slices.Insert(text, leave, guideLine{key: alertsKey, text: words.Say("help.alerts")})
	}
	return &guide{app: a, name: words.Say("help.title"), text: text}
}

// newGuide is the help at a table: the rules, and then what the keys do.
func (t *table) newGuide() *guide {
	text := append(rulesOf(t.info), guideLine{}, guideLine{text: words.Say("help.keys"), head: true})
	move := words.Say("keys.move")
	if t.movesBeginWithArrows() {
		move = words.Say("keys.arrows")
	}
	text = append(text, []guideLine{
		{move, words.Say("help.move"), false},
		{words.Say("keys.pick"), words.Say("help.pick"), false},
		{words.Say("keys.letters"), words.Say("help.type"), false},
		{"esc", words.Say("help.esc"), false},
		{"tab", words.Say("help.chat"), false},
		{words.Say("keys.turn"), words.Say("help.scroll"), false},
		{"ctrl+l", words.Say("help.ctrlL"), false},
		{"ctrl+c", words.Say("help.ctrlC"), false},
		{},
		{text: words.Say("help.menu"), head: true},
	}...)
	text = append(text, t.keysOfVerbs()...)
	text = append(text, []guideLine{
		{"l", words.Say("help.moves"), false},
		{"p", words.Say("help.notify"), false},
		{"i", words.Say("help.invite"), false},
		{"y", words.Say("help.copy"), false},
		{"u", words.Say("help.name"), false},
		{habitsKey, words.Say("help.habits"), false},
		{carryKey, words.Say("help.carry"), false},
		{"q", words.Say("help.leave"), false},
	}...)
	if t.info.Chance {
		text = append(text, guideLine{"f", words.Say("help.fair"), false})
	}
	text = append(text, guideLine{}, guideLine{text: words.Say("help.open")})
	return &guide{app: t.app, name: words.Say("help.title"), text: text}
}

// keysOfVerbs says what the keys of the menu do, of what can ever be done at the
// table.
func (t *table) keysOfVerbs() (all []guideLine) {
	never := map[room.Verb]bool{room.Leave: true, room.Decline: true, room.Draw: t.info.Decisive, room.Takeback: t.info.Hidden, room.Begin: t.info.MaxSeats == 2, room.Invite: len(t.levels()) == 0}
	for _, v := range words.Verbs {
		if v.Key == "" || v.How != "" || never[v.Do] {
			continue
		}
		does := small(words.Fill(v.Label, words.Args{"n": words.Say("help.here")}))
		if v.Ask != "" {
			does = words.Say("help.confirmed", words.Args{"does": does})
		}
		all = append(all, guideLine{key: v.Key, text: does})
	}
	return all
}

func rulesOf(g game.Info) []guideLine {
	lines := []guideLine{{text: g.Title, head: true}}
	for _, p := range strings.Split(g.HowTo, "\n\n") {
		lines = append(lines, guideLine{text: p}, guideLine{})
	}
	return append(lines, guideLine{text: g.Notation})
}

func (g *guide) key(k tea.KeyPressMsg) tea.Cmd {
	if key := k.String(); key == "?" || key == "q" {
		g.front = nil
		return nil
	}
	width, room := guideRoom(g.w, g.h)
	lines := g.lay(width)
	g.list.fit(len(lines), room)
	top := g.list.top
	switch k.String() {
	case "up", "k":
		top--
	case "down", "j", "enter":
		top++
	case "pgup", "ctrl+u":
		top -= room
	case "pgdown", "space", "ctrl+d":
		top += room
	case "home", "g":
		top = 0
	case "tab":
		top = g.next(lines)
	}
	g.list.to(top)
	return nil
}

// next is where the next heading is, and after the last the beginning.
func (g *guide) next(lines []guideLine) int {
	if g.list.behind() == len(lines) {
		return 0
	}
	for i := g.list.top + 1; i < len(lines); i++ {
		if lines[i].head {
			return i
		}
	}
	return 0
}

// guideRoom is how wide the text of a guide is on a screen of a size, and how
// many lines of it are seen.
func guideRoom(w, h int) (width, lines int) {
	return max(1, min(w-2*marginOf(w), 72)), max(1, h-1-guideTop)
}

// guideTop is how many lines the name takes, above the text.
const guideTop = 2

func (g *guide) help() []hint {
	heads := 0
	for _, l := range g.text {
		if l.head {
			heads++
		}
	}
	if heads > 1 {
		return []hint{{"↑↓", words.Say("key.readOn"), ""}, hintOf("tab", "key.nextPart"), hintOf("esc", "key.back")}
	}
	return []hint{{"↑↓", words.Say("key.readOn"), ""}, hintOf("esc", "key.back")}
}

func (g *guide) draw(c *term.Canvas) {
	c.Fill(0, 0, c.W, c.H-1, term.Text, ' ')
	w, room := guideRoom(c.W, c.H)
	x, y := (c.W-w)/2, guideTop
	c.Put(x, 0, term.Accent|term.Bold, g.name)
	lines := g.lay(w)
	g.list.fit(len(lines), room)
	for i, l := range lines[g.list.first():g.list.behind()] {
		switch {
		case l.head:
			c.Put(x, y+i, term.Text|term.Bold, l.text)
		case l.key != "":
			c.Put(x, y+i, term.Accent, l.key)
			c.Put(x+keyColumn, y+i, term.Text, l.text)
		default:
			c.Put(x, y+i, term.Text, l.text)
		}
	}
	g.list.drawArrows(c, x+w-1, y-1, c.H-2, term.Muted)
}

// keyColumn is how wide the column of the keys is.
const keyColumn = 14

// lay breaks the text into lines of w columns, once for each width.
func (g *guide) lay(w int) []guideLine {
	if g.laid != nil && g.width == w {
		return g.laid
	}
	var all []guideLine
	for _, l := range g.text {
		switch {
		case l == guideLine{}:
			all = append(all, l)
		case l.key != "":
			for i, part := range wrap(l.text, w-keyColumn) {
				if i == 0 {
					all = append(all, guideLine{key: l.key, text: part})
					continue
				}
				all = append(all, guideLine{text: strings.Repeat(" ", keyColumn) + part})
			}
		default:
			for _, part := range wrap(l.text, w) {
				all = append(all, guideLine{text: part, head: l.head})
			}
		}
	}
	g.laid, g.width = all, w
	return all
}
