package screen

import (
	"context"
	"crypto/rand"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// creation is the page where a new room is set up: a game, its options, and who
// may find it.
type creation struct {
	*app
	game    int
	options map[string]int // index of the value by the option's name
	seats   int            // how many can play
	private bool
	side    int    // of room.Sides
	clock   int    // of room.Usual
	final   bool   // no move is taken back
	at      int    // the chosen line
	id      string // of the command, so that pressing Enter twice makes one room
	busy    bool
}

func newCreation(a *app) *creation {
	n := &creation{app: a, id: rand.Text()}
	n.setGame(0)
	for i, g := range a.games {
		if g.Name == a.lastQuick {
			n.setGame(i)
		}
	}
	return n
}

func (n *creation) setGame(i int) {
	n.game, n.options, n.seats = i, make(map[string]int), n.games[i].MaxSeats
}

func (n *creation) info() game.Info { return n.games[n.game] }

func (n *creation) open() tea.Cmd { return nil }
func (n *creation) close()        {}

func (n *creation) title() string {
	return words.Say("app.title", words.Args{"page": words.Say("create.title")})
}

// line is one thing to choose.
type line struct {
	name   string
	value  string
	more   string // what the value means
	change func(by int)
}

func (n *creation) lines() []line {
	g := n.info()
	all := []line{{words.Say("create.game"), g.Title, g.Summary, func(by int) { n.setGame(cycle(n.game, by, len(n.games))) }}}
	if g.MinSeats < g.MaxSeats {
		all = append(all, line{words.Say("create.players"), words.Say("list.players", words.Args{"n": n.seats}), "", func(by int) {
			n.seats = g.MinSeats + cycle(n.seats-g.MinSeats, by, g.MaxSeats-g.MinSeats+1)
		}})
	}
	for _, o := range g.Options {
		all = append(all, line{o.Title, o.Values[n.options[o.Name]].Title, "", func(by int) {
			n.options[o.Name] = cycle(n.options[o.Name], by, len(o.Values))
		}})
	}
	who := line{words.Say("create.who"), words.Say("create.everyone"), words.Say("create.listed"), func(int) { n.private = !n.private }}
	if n.private {
		who.value, who.more = words.Say("create.code"), words.Say("create.unlisted")
	}
	all = append(all, who, line{words.Say("create.side"), words.SideOf(g, room.Sides[n.side]), "", func(by int) { n.side = cycle(n.side, by, len(room.Sides)) }})
	usual := room.Usual()
	all = append(all, line{words.Say("create.clock"), small(words.Control(usual[n.clock])), "", func(by int) { n.clock = cycle(n.clock, by, len(usual)) }})
	if !g.Hidden { // else nothing is ever taken back
		may := line{words.Say("create.takebacks"), small(words.Say("create.may")), "", func(int) { n.final = !n.final }}
		if n.final {
			may.value = small(words.Say("create.never"))
		}
		all = append(all, may)
	}
	return all
}

// cycle is the index so many steps on, going round at the ends.
func cycle(i, by, n int) int { return (i + by + n) % n }

func (n *creation) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case seated:
		return n.navigate(newTable(n.app, msg.code, true))
	case refused:
		n.busy, n.id = false, rand.Text()
		n.refuse(msg.err)
	case tea.KeyPressMsg:
		return n.keys(msg)
	}
	return nil
}

// refused says that the room was not made.
type refused struct{ err error }

func (n *creation) keys(k tea.KeyPressMsg) tea.Cmd {
	lines := n.lines()
	if n.at == 0 && n.jump(k.Text) {
		return nil
	}
	switch k.String() {
	case "up", "k", "shift+tab":
		n.at = cycle(n.at, -1, len(lines))
	case "down", "j", "tab":
		n.at = cycle(n.at, 1, len(lines))
	case "left", "h":
		lines[n.at].change(-1)
	case "right", "l", "space":
		lines[n.at].change(1)
	case "enter":
		return n.create()
	case "?":
		g := n.info()
		n.front = n.newGuide(&g)
	case "esc", "q":
		return n.home()
	}
	return nil
}

// jump goes to the next game that begins with a letter.
func (n *creation) jump(letter string) bool {
	titles := make([]string, len(n.games))
	for i, g := range n.games {
		titles[i] = g.Title
	}
	i, ok := nextWith(titles, n.game, letter)
	if ok {
		n.setGame(i)
	}
	return ok
}

func (n *creation) create() tea.Cmd {
	if n.busy {
		return nil
	}
	n.busy = true
	g := n.info()
	made := rooms.New{Game: g.Name, Options: make(map[string]string), Seats: n.seats, Private: n.private, Final: n.final && !g.Hidden, Side: room.Sides[n.side], Clock: room.Usual()[n.clock]}
	for _, o := range g.Options {
		made.Options[o.Name] = o.Values[n.options[o.Name]].Name
	}
	n.lastQuick = g.Name
	id := n.id
	return n.ask(func(ctx context.Context) tea.Msg {
		code, err := n.session.Registry.Create(ctx, n.me(), id, made)
		if err != nil {
			return refused{err}
		}
		return seated{code}
	})
}

func (n *creation) help() []hint {
	return []hint{
		hintOf("enter", "key.create"), {"↑↓", words.Say("key.choose"), ""}, {"←→", words.Say("key.change"), ""}, hintOf("esc", "key.back"), hintOf("?", "key.rules"),
	}
}

func (n *creation) draw(c *term.Canvas) {
	w := min(c.W-2*margin(c), 64)
	x, y := (c.W-w)/2, 2
	if c.H >= 20 {
		y = 4
	}
	y0 := y
	c.Put(x, y-2, term.Accent|term.Bold, words.Say("create.title"))
	lines := n.lines()
	names := nameColumn(lines)
	inset := 2 + names // of the explanations
	if w < 50 {
		inset = 2
	}
	tall := len(lines) + 1
	for _, l := range lines {
		tall += l.height(names, w) - 1 + len(wrap(l.more, w-inset-2))
		if c.H >= 20 {
			tall++
		}
	}
	for i, l := range lines {
		high := l.height(names, w)
		n.zone(x, y, w, high, func() tea.Cmd { return n.click(i) })
		l.draw(c, term.Rect(x, y, w, high), names, i == n.at)
		y += high
		if tall > c.H-2-y0 && i != n.at {
			continue // only what is chosen is explained
		}
		for _, m := range wrap(l.more, w-inset-2) {
			c.Put(x+inset+2, y, term.Muted, m)
			y++
		}
		if c.H >= 20 {
			y++
		}
	}
	n.drawButton(c, x+inset, y)
	n.drawNotice(c, margin(c), c.H-2, c.W-2*margin(c))
}

// How wide the column of the names is: what the short ones take, and no more than
// leaves most of a line to the values.
const (
	leastNames = 10
	mostNames  = 15
)

func nameColumn(lines []line) int {
	w := leastNames
	for _, l := range lines {
		if n := term.Width(l.name) + 2; n <= mostNames {
			w = max(w, n)
		}
	}
	return w
}

// beside reports whether the value has room beside the name. Else it stands below.
func (l line) beside(names, w int) bool {
	return term.Width(l.name) <= names-2 && term.Width(l.value) <= w-names-6
}

// height is how many lines of a screen the line takes.
func (l line) height(names, w int) int {
	if l.beside(names, w) {
		return 1
	}
	return 1 + len(wrap(l.value, w-8))
}

// draw draws the line where it has room.
func (l line) draw(c *term.Canvas, in term.Rectangle, names int, chosen bool) {
	style, mark := term.Text, "  "
	if chosen {
		style, mark = term.OnChosen|term.Bold, "▸ "
	}
	accent := style&^0xff | term.Accent
	c.Fill(in.X, in.Y, in.W, in.H, style, ' ')
	c.Put(in.X, in.Y, accent, mark)
	c.Put(in.X+2, in.Y, style&^term.Bold|term.Muted, term.Cut(l.name, in.W-2))
	x, y, value := in.X+2+names, in.Y, []string{l.value}
	if !l.beside(names, in.W) {
		x, y, value = in.X+4, in.Y+1, wrap(l.value, in.W-8)
	}
	c.Put(x, y, accent, "‹")
	for i, part := range value {
		end := c.Put(x+2, y+i, style, part)
		if i == len(value)-1 {
			c.Put(end, y+i, accent, " ›")
		}
	}
}

// click goes to a line, and from there changes it. Since it was drawn, another
// game may have been chosen, with other lines.
func (n *creation) click(i int) tea.Cmd {
	switch lines := n.lines(); {
	case i >= len(lines):
	case n.at == i:
		lines[i].change(1)
	default:
		n.at = i
	}
	return nil
}

func (n *creation) drawButton(c *term.Canvas, x, y int) {
	label := words.Say("create.enter")
	if n.busy {
		label = words.Say("app.moment")
	}
	end := c.Put(x+2, y, term.Accent, label)
	n.zone(x, y, end-x, 1, n.create)
}
