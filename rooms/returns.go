package rooms

import (
	"time"

	"crossplay/game"
	"crossplay/rooms/room"
)

// This file lets the clocks stand of a game that was on when the server stopped, until
// its players are back: that somebody else looks at it must cost them nothing.

// returnWithin is how long whoever is back waits for the others of a game with clocks
// after a restart, before the clocks run without them: a browser comes back within
// seconds, and a terminal takes somebody who has to notice. Each has the 20 seconds
// besides that a restart gives.
const returnWithin = 2 * time.Minute

// awaited are the players of a game with clocks who are not back since the server was
// started. Bots always are.
type awaited struct {
	seats map[game.Seat]bool
	given bool      // everybody was given time: somebody is back
	until time.Time // when the clocks run all the same; zero as long as nobody is back
}

// awaitPlayers lets the clocks stand of a game that was on when the server stopped.
func (l *live) awaitPlayers() {
	if !l.sitting() {
		return
	}
	l.awaited.seats = make(map[game.Seat]bool)
	for i, c := range l.room.Chairs {
		if !c.Free() && !c.Out && !c.IsBot() {
			l.awaited.seats[game.Seat(i)] = true
		}
	}
	l.runClocks(time.Now())
}

// returns notes that a player is back, by a look or by a command. The first lets the
// others have a while for it, and everybody more time.
func (l *live) returns(seat game.Seat) {
	if !l.awaited.seats[seat] {
		return
	}
	delete(l.awaited.seats, seat)
	now := time.Now()
	if !l.awaited.given {
		l.awaited.given, l.awaited.until = true, now.Add(returnWithin)
		if events := l.room.Restart(); len(events) > 0 {
			// If it cannot be saved, the clocks stand until something can be.
			_, _ = l.append(&room.Record{At: now.UTC(), Events: events}, nil)
		}
	}
	if len(l.awaited.seats) == 0 {
		l.awaited = awaited{}
	}
	l.runClocks(now)
	l.changed = now
}

// awaitNoMore lets the clocks of those run who are not back in time, or who begin anew.
func (l *live) awaitNoMore() {
	l.awaited = awaited{}
	now := time.Now()
	l.runClocks(now)
	l.changed = now
}

// stands reports whether no clock runs, for nobody is back who has one: such a game need
// not stay in memory.
func (l *live) stands() bool {
	if len(l.awaited.seats) == 0 || !l.awaited.until.IsZero() {
		return false
	}
	for i := range l.clocks {
		if !l.clocks[i].since.IsZero() {
			return false
		}
	}
	return true
}
