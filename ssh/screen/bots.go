package screen

import (
	"context"
	"crypto/rand"

	tea "charm.land/bubbletea/v2"

	"crossplay/rooms/room"
)

// levels are the bots that can be asked to play, the weakest first.
func (a *app) levels() []string { return a.session.Registry.Bots() }

// quick takes the person to a table of the game where somebody waits.
func (a *app) quick(name, clock string) tea.Cmd { return a.lead(a.match(name, clock)) }

func (a *app) match(name, clock string) func(context.Context) (room.Code, error) {
	id := rand.Text()
	return func(ctx context.Context) (room.Code, error) {
		return a.session.Registry.Quick(ctx, a.me(), id, name, clock)
	}
}

// lead goes to the room that is found, from a page that stays where none is.
func (a *app) lead(find func(context.Context) (room.Code, error)) tea.Cmd {
	return a.ask(func(ctx context.Context) tea.Msg {
		code, err := find(ctx)
		if err != nil {
			return sorry{err}
		}
		return seated{code}
	})
}

// ordered goes straight to the board that a command asked for.
func (a *app) ordered(verb string) tea.Cmd {
	o, _, err := a.session.Ordered()
	if err != nil {
		a.refuse(err)
		return a.page.open()
	}
	t := newTable(a, "", true)
	switch verb {
	case "bot":
		t.find = func(ctx context.Context) (room.Code, error) { return a.session.PlayBot(ctx, o) }
	case "invite":
		t.find = func(ctx context.Context) (room.Code, error) { return a.session.Host(ctx, o) }
	default:
		t.find = a.match(o.Game, o.Clock)
	}
	a.lastQuick = o.Game
	return a.navigate(t)
}
