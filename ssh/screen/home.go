package screen

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

// home is where one arrives: one's own games, what one can begin, who waits, and what
// can be watched.
type home struct {
	*app
	lobby   *rooms.Lobby
	watch   *rooms.LobbyWatch
	mine    []rooms.Own
	at      string    // the id of what is chosen
	row     int       // and where it was, should it go
	changed time.Time // when it went, and something else came into its place
	list    scroll
	live    headline
}

// lobbyTick is how often the minutes of the list are brought up to date.
const lobbyTick = time.Minute

func newHome(a *app) *home { return &home{app: a} }

func (h *home) open() tea.Cmd {
	h.watch = h.session.Registry.Lobby(h.me().ID, h.wake)
	h.hold(h.watch)
	return h.take(nil)
}

func (h *home) close() {
	if h.watch != nil {
		h.drop(h.watch)
		h.watch = nil
	}
	h.unfeature()
}

func (h *home) title() string { return words.Say("app.name") }

func (h *home) take(msg tea.Msg) tea.Cmd {
	if h.watch == nil {
		return nil
	}
	l := h.watch.Take()
	news, next := h.takeHeadline()
	if _, woken := msg.(term.WakeMsg); woken && news && l == nil && !h.seats.fresh {
		h.slight = true
		return nil
	}
	if l == nil {
		l = h.lobby
	}
	h.show(l, h.session.Registry.Mine(h.me().ID))
	return tea.Batch(term.Tick(lobbyTick), next, h.feature())
}

// show takes in what there is, and keeps the choice where it was.
func (h *home) show(l *rooms.Lobby, mine []rooms.Own) {
	first := h.lobby == nil
	h.lobby, h.mine = l, mine
	if first {
		h.at = h.likely().id()
	}
	rows := h.rows(h.width())
	if i, _ := find(rows, h.at); i >= 0 {
		h.row = i
		return
	}
	h.choose(rows, h.row, 0)
	h.changed = h.now()
}

// likely is what somebody who comes wants first: a game of theirs, somebody who waits,
// or a game.
func (h *home) likely() thing {
	if len(h.mine) > 0 {
		return thing{own: &h.mine[0], card: &h.mine[0].Card}
	}
	if open, _ := h.others(); len(open) > 0 {
		return thing{card: &open[0]}
	}
	return thing{game: max(0, slices.IndexFunc(h.games, func(g gameInfo) bool { return g.Name == h.lastQuick }))}
}

// others are the rooms of others that wait, and those that can be watched.
func (h *home) others() (open, playing []rooms.Card) {
	if h.lobby == nil {
		return nil, nil
	}
	own := func(c rooms.Card) bool {
		return slices.ContainsFunc(h.mine, func(o rooms.Own) bool { return o.Code == c.Code })
	}
	return slices.DeleteFunc(slices.Clone(h.lobby.Open), own), slices.DeleteFunc(slices.Clone(h.lobby.Playing), own)
}

// chosen is what is chosen, and false where it is not there any more.
func (h *home) chosen() (thing, bool) {
	rows := h.rows(h.width())
	i, j := find(rows, h.at)
	if i < 0 {
		return thing{}, false
	}
	return rows[i].things[j], true
}

// choose puts the choice on the thing in that row and column, or the nearest.
func (h *home) choose(rows []row, at, col int) {
	best, far := -1, 0
	for i, r := range rows {
		if d := max(i-at, at-i); len(r.things) > 0 && (best < 0 || d < far) {
			best, far = i, d
		}
	}
	if best < 0 {
		h.at, h.row = "", 0
		return
	}
	things := rows[best].things
	h.at, h.row = things[min(max(col, 0), len(things)-1)].id(), best
}

// step goes up or down by so many rows, and left or right.
func (h *home) step(down, right int) {
	rows := h.rows(h.width())
	i, j := find(rows, h.at)
	if i < 0 {
		h.choose(rows, h.row, 0)
		return
	}
	if right != 0 {
		h.choose(rows, i, j+right)
		return
	}
	for n := i + down; n >= 0 && n < len(rows); n += down {
		if len(rows[n].things) > 0 {
			h.choose(rows, n, j)
			return
		}
	}
}

func (h *home) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case term.WakeMsg, term.TickMsg:
		return h.take(msg)
	case seated:
		return h.navigate(newTable(h.app, msg.code, true))
	case replayFound:
		return h.replayFound(msg)
	case discarding:
		return h.askDiscard(msg)
	case done:
		if msg.err != nil {
			h.refuse(msg.err)
		}
		return h.take(msg)
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
		h.step(-1, 0)
	case "down":
		h.step(1, 0)
	case "left":
		h.step(0, -1)
	case "right":
		h.step(0, 1)
	case "pgup", "home":
		h.choose(h.rows(h.width()), 0, 0)
	case "pgdown", "end":
		rows := h.rows(h.width())
		h.choose(rows, len(rows), 0)
	case "enter", "space":
		return h.enter()
	case "x", "delete":
		return h.discard()
	case "u":
		return h.askName()
	case alertsKey:
		if h.session.Alerts != nil {
			return h.askAlerts()
		}
	case offKey:
		return h.askOff()
	case historyKey:
		if h.session.Archive != nil {
			return h.navigate(h.newHistory())
		}
	case habitsKey:
		return h.askHabits()
	case carryKey:
		return h.askCarry("")
	case clockKey:
		h.nextClock()
	case "?":
		h.front = h.newGuide(nil)
	case "q":
		return h.leave()
	}
	for _, a := range h.acts() {
		if k.String() == a.key {
			return a.act()
		}
	}
	return nil
}

// enter goes to what is chosen: to one's seat, to a free one, to watch, or to a game.
func (h *home) enter() tea.Cmd {
	if h.now().Sub(h.changed) < reactionTime {
		return nil // it was meant for what has gone
	}
	t, ok := h.chosen()
	switch {
	case !ok:
		return nil
	case t.card == nil:
		return h.askGame(h.games[t.game])
	}
	return h.navigate(newTable(h.app, t.card.Code, true))
}

func (h *home) help() []hint {
	rest := []hint{hintOf("q", "key.leave"), hintOf("u", "key.name"), hintOf("?", "key.help")}
	if h.session.Alerts != nil {
		rest = slices.Insert(rest, len(rest)-1, hintOf(alertsKey, "key.alerts"))
	}
	rest = slices.Insert(rest, len(rest)-1, hintOf(offKey, "key.off"))
	if h.session.Archive != nil {
		rest = slices.Insert(rest, 1, hint{historyKey, small(words.Say("home.past")), historyKey})
	}
	t, ok := h.chosen()
	enter := hintOf("enter", "key.join")
	switch {
	case !ok:
		return rest
	case t.card == nil:
		enter.does = words.Say("key.play")
	case t.own != nil:
		enter.does = words.Say("key.playOn")
		rest = append([]hint{hintOf("x", "key.discard")}, rest...)
	case t.card.Phase == room.Playing:
		enter.does = words.Say("key.watch")
	}
	return append([]hint{enter, {"↑↓←→", words.Say("key.choose"), ""}}, rest...)
}
