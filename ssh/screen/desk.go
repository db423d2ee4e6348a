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

// This file knows, on every page, which of the person's games wait for them.

// seats are what a session knows of the person's games.
type seats struct {
	watch *rooms.Desk
	games []rooms.Own
	begun time.Time // when the newest began of which was told
}

// takeSeats takes in what has changed, and tells of it what cannot be seen here.
func (a *app) takeSeats() tea.Cmd {
	first := a.seats.watch == nil
	if first {
		a.seats.watch = a.session.Registry.Desk(a.me().ID, a.wake)
		a.hold(a.seats.watch)
	}
	games, ok := a.seats.watch.Take()
	if !ok {
		return nil
	}
	before := len(a.waiting())
	a.seats.games = games
	told := a.seats.begun
	for _, o := range games {
		if o.Phase != room.Playing || !o.Since.After(told) {
			continue
		}
		if o.Since.After(a.seats.begun) {
			a.seats.begun = o.Since
		}
		if !first && o.Code != a.here() {
			a.say(words.Began(o, a.games))
		}
	}
	if first || len(a.waiting()) <= before {
		return nil
	}
	return term.Bell
}

// here is the room that is in sight, or none.
func (a *app) here() room.Code {
	if t, ok := a.page.(*table); ok {
		return t.code
	}
	return ""
}

// waiting are the games elsewhere that wait for the person's move.
func (a *app) waiting() []rooms.Own {
	return slices.DeleteFunc(slices.Clone(a.seats.games), func(o rooms.Own) bool { return !o.Waits() || o.Code == a.here() })
}

// nextBoard is how the person goes to the next board that waits for them, if one does.
func (a *app) nextBoard() []item {
	waiting := a.waiting()
	if len(waiting) == 0 {
		return nil
	}
	next := waiting[0]
	return []item{{
		key: "o", name: words.Say("menu.next", words.Args{"n": len(waiting)}), does: words.Say("key.next"),
		more: words.Titled(next, a.games),
		act:  func() tea.Cmd { return a.navigate(newTable(a, next.Code, true)) },
	}}
}
