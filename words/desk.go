package words

import (
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// This file words what is told of somebody's games where they are not in sight.

// Count adds to the title of a window how many boards wait for its viewer, where there
// are others than the one in sight, which may wait too.
func Count(title string, elsewhere int, here bool) string {
	if elsewhere == 0 {
		return title
	}
	if here {
		elsewhere++
	}
	return Say("app.count", Args{"n": elsewhere, "title": title})
}

// Began says that a game of somebody's has begun while they did not look.
func Began(o rooms.Own, games []game.Info) string {
	return Say("alert.began", Args{"names": Opponents(o), "game": Title(games, o.Game)})
}

// Waits says what a room of somebody's waits for, and until when: their move, for them
// to see how it ended or to answer a wish for a rematch, an opponent, or the others.
func Waits(o rooms.Own, now time.Time) string {
	switch {
	case o.Rematch == room.Theirs:
		return Say("home.rematch")
	case o.Rematch == room.Mine:
		return Say("home.asked")
	case o.Phase == room.Over:
		return Say("home.over")
	case o.Waits() && !o.Due.IsZero():
		return Say("home.yoursFor", Args{"time": Remaining(o.Due.Sub(now))})
	case o.Waits():
		return Say("home.yours")
	case o.Phase == room.Open:
		return Say("home.waiting")
	case o.Adjourned:
		return Say("home.adjourned")
	case !o.Due.IsZero():
		return Say("home.theirsFor", Args{"time": Remaining(o.Due.Sub(now))})
	}
	return Say("home.theirs")
}

// Remaining is how long somebody still has for their move.
func Remaining(d time.Duration) string {
	if d < time.Minute {
		return Say("time.little")
	}
	return For(d)
}

// Call says to somebody who is elsewhere which room of theirs waits for them, and why.
func Call(o rooms.Own, games []game.Info) string {
	if o.Rematch == room.Theirs {
		return Say("app.rematch", Args{"game": Titled(o, games)})
	}
	if o.Phase == room.Over {
		return Say("app.over", Args{"game": Titled(o, games)})
	}
	return Say("app.turn", Args{"game": Titled(o, games)})
}

// Kept says for how long a room waits whose player does not look.
func Kept(s *rooms.Snapshot) string {
	switch {
	case s.Private:
		return Say("invite.keeps")
	case s.Stands:
		return Say("invite.stands")
	}
	return Say("invite.closes")
}

// Titled names a game of somebody's and who it is with.
func Titled(o rooms.Own, games []game.Info) string {
	title := Title(games, o.Game)
	if with := Opponents(o); with != "" {
		return Say("list.with", Args{"game": title, "names": with})
	}
	return title
}

// Ways are the actions by which somebody is done with a game of theirs, the kindest
// first: what takes others' consent is none.
func Ways(s *rooms.Snapshot) (ways []room.Action) {
	for _, do := range []room.Verb{room.Leave, room.Claim, room.Call, room.Abort, room.Resign} {
		if a, ok := s.Action(do); ok && a.State == room.Unasked && (do != room.Abort || a.How == room.Alone) {
			ways = append(ways, a)
		}
	}
	return ways
}
