package screen

import (
	"context"
	"crypto/rand"
	"slices"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/words"
)

// This file begins games from the first screen, and is done with those that are dead.

// acts are what one can do at once, by a key each.
func (h *home) acts() []item {
	all := []item{{key: "p", does: small(words.Say("home.now")), act: func() tea.Cmd { return h.which(words.Say("home.now"), h.playNow) }}}
	if len(h.levels()) > 0 {
		all = append(all, item{key: "b", does: small(words.Say("home.bot")), act: func() tea.Cmd { return h.which(words.Say("home.bot"), h.askLevel) }})
	}
	return append(all,
		item{key: "i", does: small(words.Say("home.friend")), act: func() tea.Cmd { return h.which(words.Say("home.friend"), h.host) }},
		item{key: "n", does: words.Say("key.newRoom"), act: func() tea.Cmd { return h.navigate(newCreation(h.app)) }},
		item{key: "j", does: words.Say("key.byCode"), act: func() tea.Cmd { h.front = newJoin(h.app); return nil }},
		item{key: challengeKey, does: words.Say("key.challenge"), act: func() tea.Cmd { return h.which(words.Say("challenge.title"), h.askDays) }})
}

// which asks for the game, if there is more than one.
func (h *home) which(name string, then func(game.Info) tea.Cmd) tea.Cmd {
	if len(h.games) == 1 {
		return then(h.games[0])
	}
	d := &dialog{app: h.app, name: name, list: true}
	t, _ := h.chosen()
	for i, g := range h.games {
		d.answers = append(d.answers, answer{digit(i), g.Title, g.Summary, func() tea.Cmd { return then(g) }})
		if g.Name == h.lastQuick && t.card != nil || t.card == nil && t.game == i {
			d.at = i
		}
	}
	h.front = d
	return nil
}

// clockKey goes from one clock to the next.
const clockKey = "c"

// nextClock chooses another clock for what is begun here.
func (h *home) nextClock() {
	few := room.Few()
	h.clock = few[cycle(slices.Index(few, h.clock), 1, len(few))]
}

func digit(i int) string {
	if i > 8 {
		return ""
	}
	return string(rune('1' + i))
}

// askGame asks what to do with a game of the shelf.
func (h *home) askGame(g game.Info) tea.Cmd {
	d := &dialog{app: h.app, name: g.Title, text: g.Summary, answers: []answer{
		{"p", words.Say("home.now"), words.Say("home.nowMore"), func() tea.Cmd { return h.playNow(g) }},
	}}
	if len(h.levels()) > 0 {
		d.answers = append(d.answers, answer{"b", words.Say("lobby.bot"), "", func() tea.Cmd { return h.askLevel(g) }})
	}
	d.answers = append(d.answers,
		answer{"i", words.Say("home.friend"), "", func() tea.Cmd { return h.host(g) }},
		answer{challengeKey, words.Say("challenge.title"), "", func() tea.Cmd { return h.askDays(g) }},
		answer{"n", words.Say("create.title"), words.Say("home.roomMore"), func() tea.Cmd { h.lastQuick = g.Name; return h.navigate(newCreation(h.app)) }},
		answer{"?", words.Say("home.rules"), "", func() tea.Cmd { h.front = h.newGuide(&g); return nil }})
	h.front = d
	return nil
}

func (h *home) playNow(g game.Info) tea.Cmd {
	h.lastQuick = g.Name
	return h.quick(g.Name, h.clock)
}

// askLevel asks how good the bot shall be.
func (h *home) askLevel(g game.Info) tea.Cmd {
	h.lastQuick = g.Name
	d := &dialog{app: h.app, name: words.Say("lobby.level")}
	for i, level := range h.levels() {
		d.answers = append(d.answers, answer{digit(i), words.Level(level), "", func() tea.Cmd {
			return h.lead(func(ctx context.Context) (room.Code, error) {
				return h.session.PlayBot(ctx, session.Order{Game: g.Name, Level: level, Clock: h.clock})
			})
		}})
	}
	d.at = len(d.answers) / 2
	h.front = d
	return nil
}

// host makes a private room and goes there, to the invitation.
func (h *home) host(g game.Info) tea.Cmd {
	h.lastQuick = g.Name
	return h.lead(func(ctx context.Context) (room.Code, error) {
		return h.session.Host(ctx, session.Order{Game: g.Name, Clock: h.clock})
	})
}

// challengeKey leaves a challenge.
const challengeKey = "d"

// askDays asks how many days each move of a challenge shall have.
func (h *home) askDays(g game.Info) tea.Cmd {
	h.lastQuick = g.Name
	d := &dialog{app: h.app, name: words.Say("challenge.title"), text: words.Say("challenge.about")}
	for i, days := range room.Days() {
		d.answers = append(d.answers, answer{digit(i), words.Control(days), "", func() tea.Cmd {
			return h.lead(func(ctx context.Context) (room.Code, error) {
				return h.session.Challenge(ctx, session.Order{Game: g.Name, Clock: days})
			})
		}})
	}
	d.at = 1
	h.front = d
	return nil
}

// discarding is how a game of one's own looks that is to be discarded.
type discarding struct{ snap *rooms.Snapshot }

// discard looks what can be done to be done with the chosen game.
func (h *home) discard() tea.Cmd {
	t, ok := h.chosen()
	if !ok || t.own == nil {
		return nil
	}
	code := t.card.Code
	return h.ask(func(ctx context.Context) tea.Msg {
		w, err := h.session.Registry.Watch(ctx, h.me(), code, func() {})
		if err != nil {
			return sorry{err}
		}
		defer w.Close()
		s, err := w.Take()
		if err != nil {
			return sorry{err}
		}
		return discarding{s}
	})
}

// askDiscard asks how to be done with it: as the room lets one.
func (h *home) askDiscard(msg discarding) tea.Cmd {
	s := msg.snap
	d := &dialog{app: h.app, name: words.Say("home.discard"), text: words.Title(h.games, s.Game), firm: true, grave: true,
		answers: []answer{{label: words.Say("home.keep")}}}
	for _, a := range words.Ways(s) {
		v := words.VerbFor(s, a)
		d.answers = append(d.answers, answer{label: v.Label, more: v.More, act: func() tea.Cmd {
			id := rand.Text()
			return h.ask(func(ctx context.Context) tea.Msg {
				return done{verb: a.Do, err: h.session.Registry.Do(ctx, h.me(), s.Code, room.Command{ID: id, Do: a.Do})}
			})
		}})
	}
	if len(d.answers) == 1 {
		return nil
	}
	h.front = d
	return nil
}
