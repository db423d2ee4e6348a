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
	fresh bool      // they have changed with the newest message
	begun time.Time // when the newest began of which was told
}

// takeSeats takes in what has changed, and tells of it what cannot be seen here.
func (a *app) takeSeats() tea.Cmd {
	first := a.seats.watch == nil
	if first {
		a.seats.watch = a.session.Registry.Desk(a.me(), a.wake)
		a.hold(a.seats.watch)
	}
	games, ok := a.seats.watch.Take()
	a.seats.fresh = ok
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
	waiting := a.waiting()
	if first || len(waiting) <= before {
		return nil
	}
	return a.alert(words.Call(waiting[0], a.games))
}

// alert rings for a game that waits for the person, and notifies them of why if they
// have asked for it.
func (a *app) alert(why string) tea.Cmd {
	if !a.notifies {
		return term.Bell
	}
	return tea.Batch(term.Bell, term.Notify(why))
}

// notifying is how the person asks for notifications, or for no more of them. They
// see at once whether their terminal shows any.
func (a *app) notifying() item {
	if a.notifies {
		return item{key: "p", name: words.Say("menu.quiet"), does: words.Say("key.quiet"), act: func() tea.Cmd {
			a.notifies = false
			a.say(words.Say("notify.off"))
			return nil
		}}
	}
	return item{key: "p", name: words.Say("menu.notify"), does: words.Say("key.notify"), act: func() tea.Cmd {
		a.notifies = true
		a.say(words.Say("notify.on"))
		return term.Notify(words.Say("notify.sample"))
	}}
}

// here is the room that is in sight, or none.
func (a *app) here() room.Code {
	if t, ok := a.page.(*table); ok {
		return t.code
	}
	return ""
}

// waiting are the games elsewhere that wait for the person, those behind the one that is in
// sight first: so one comes round.
func (a *app) waiting() []rooms.Own {
	all := slices.DeleteFunc(slices.Clone(a.seats.games), func(o rooms.Own) bool { return !o.Waits() && o.Code != a.here() })
	here := slices.IndexFunc(all, func(o rooms.Own) bool { return o.Code == a.here() })
	return slices.Concat(all[here+1:], all[:max(here, 0)])
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
