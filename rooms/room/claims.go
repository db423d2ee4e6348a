package room

import (
	"slices"
	"time"

	"crossplay/game"
)

// This file decides what may be done about those who do not play on: who has gone, and
// who is there and does nothing while it is their turn. In a game of two the other
// may claim it, call it a draw or go on waiting; several play on without them.

const (
	// ClaimAfter is how long somebody must be away from a game without a clock until it
	// can be claimed from them: long enough to restart a router, short enough to wait for.
	ClaimAfter = 3 * time.Minute
	// With a clock it is less, by the speed of the game, as on lichess: those who play
	// blitz have not three minutes to give away.
	blitzAfter = 40 * time.Second
	rapidAfter = 80 * time.Second
	slowAfter  = 120 * time.Second
	blitzBelow = 8 * time.Minute // of Control.total
	rapidBelow = 25 * time.Minute
	// byeAfter is how long somebody is waited for who went deliberately from a game with
	// a clock, and whoever is gone when their turn comes: nobody loses between two looks.
	byeAfter = 10 * time.Second
	// SilentSoon is how long before it can be claimed from somebody silent that is told.
	SilentSoon = 2 * time.Minute
)

// patience is how long somebody must be away.
func (c Control) patience() time.Duration {
	switch total := c.total(); {
	case c.Kind == Untimed:
		return ClaimAfter
	case total < blitzBelow:
		return blitzAfter
	case total < rapidBelow:
		return rapidAfter
	}
	return slowAfter
}

// GoneAt is from when on a seat is gone for so long that others may go on without it:
// the seat of somebody who has been away since then, and may have gone deliberately.
func (r *Room) GoneAt(seat game.Seat, away time.Time, bye bool) time.Time {
	if r.Phase != Playing {
		return away.Add(ClaimAfter)
	}
	gone := away.Add(r.control(seat).patience())
	if bye && r.Timed() {
		gone = away.Add(byeAfter)
	}
	if turn := r.quiet[seat].turn.Add(byeAfter); r.since[seat] >= 0 && turn.After(gone) {
		return turn
	}
	return gone
}

// ClaimedAt is when a game could be claimed from a seat by somebody whose turn it is
// not, who has been gone from a moment on; zero: who is there. It is false where that
// will not be, or is long off.
func (r *Room) ClaimedAt(seat game.Seat, gone time.Time, at Circumstances) (claimed time.Time, ok bool) {
	c := r.Chairs[seat]
	if r.Phase != Playing || r.Adjourned || r.Daily() || c.Free() || c.Out || len(r.Chairs) == 2 && !r.allMoved() {
		return claimed, false
	}
	if gone.IsZero() {
		claimed, ok = r.SilentAt(seat)
		return claimed, ok && !c.IsBot() && !at.Now.Before(claimed.Add(-SilentSoon))
	}
	if falls, runs := r.falls(seat, at); runs && r.Timed() && falls.Before(gone) {
		return claimed, false // the clock ends sooner
	}
	return gone, true
}

// SilentAfter is how long somebody who is here may do nothing on their turn before
// the game can be claimed from them: longer than anybody thinks in a game that is
// played at one sitting.
const SilentAfter = 10 * time.Minute

// SilentAtMost is how long a turn may last of somebody who says something now and then:
// nobody plays on by talking.
const SilentAtMost = 3 * SilentAfter

// quiet is since when a seat has done nothing although it may move.
type quiet struct {
	since int // Room.since of its turn; negative: it may not move
	at    time.Time
	turn  time.Time // since when it may move
}

// due is from when on the seat is silent.
func (q quiet) due() time.Time {
	spoken, turn := q.at.Add(SilentAfter), q.turn.Add(SilentAtMost)
	if turn.Before(spoken) {
		return turn
	}
	return spoken
}

// listen notes who has moved, spoken or come to their turn, once a record is applied.
func (r *Room) listen(rec *Record) {
	if len(r.quiet) != len(r.since) {
		r.quiet = slices.Repeat([]quiet{{since: -1}}, len(r.since))
	}
	resumed := slices.ContainsFunc(rec.Events, func(e Event) bool { return e.Resumed != nil })
	for i, since := range r.since {
		switch q := &r.quiet[i]; {
		case resumed:
			*q = quiet{since, rec.At, rec.At}
		case since < 0:
			*q = quiet{since: since}
		case q.since != since:
			*q = quiet{since, rec.At, rec.At}
		case rec.By != "" && rec.By == r.Chairs[i].ID:
			q.at = rec.At
		}
	}
}

// Silent reports whether a seat has done nothing for long on its turn, although its
// player is here. Bots think for as long as they like.
func (r *Room) Silent(seat game.Seat, at Circumstances) bool {
	c := r.Chairs[seat]
	due, counts := r.SilentAt(seat)
	return counts && !at.Now.Before(due) && !c.Free() && !c.Out && !c.IsBot() && at.Here(c.ID)
}

// Claimed reports whether a game can be claimed from a seat that is silent.
func (r *Room) Claimed(seat game.Seat, at Circumstances) bool {
	if !r.Silent(seat, at) {
		return false
	}
	for i, c := range r.Chairs {
		if !c.Free() && !c.IsBot() && !c.Out && slices.Contains(r.idle(game.Seat(i), at), seat) {
			return true
		}
	}
	return false
}

// SilentAt is when a seat will have been silent for long, if it is its turn in a game
// without a clock.
func (r *Room) SilentAt(seat game.Seat) (time.Time, bool) {
	return r.quiet[seat].due(), r.Phase == Playing && r.TurnSince(seat) >= 0 && !r.Timed()
}

// idle lists the others who play and do not play on, for a seat whose turn it is not,
// while the game waits for one of them. Between two, that is of no matter before both
// have moved: either may call the game off.
func (r *Room) idle(seat game.Seat, at Circumstances) (seats []game.Seat) {
	if r.Adjourned {
		return r.unresumed(seat, at)
	}
	if len(r.Chairs) == 2 && !r.allMoved() || r.since[seat] >= 0 { // who is to move as well waits for nobody
		return nil
	}
	awaited := false
	for i, c := range r.Chairs {
		other := game.Seat(i)
		if other == seat || c.Out || c.Free() {
			continue
		}
		if at.Absent(c.ID) || r.Silent(other, at) {
			seats = append(seats, other)
			awaited = awaited || r.since[other] >= 0
		}
	}
	if !awaited {
		return nil
	}
	return seats
}

// howIdle is how a seat does not play on.
func (r *Room) howIdle(seat game.Seat, at Circumstances) How {
	if at.Absent(r.Chairs[seat].ID) {
		return Away
	}
	return Silent
}

func (r *Room) offerClaim(seat game.Seat, at Circumstances) (Action, bool) {
	if r.playing(seat) != nil {
		return Action{}, false
	}
	idle := r.idle(seat, at)
	if len(idle) == 0 {
		return Action{}, false
	}
	how := r.playsOn(len(idle))
	switch {
	case len(r.Chairs) > 2:
	case !game.CanWin(r.Position, seat):
		how = Drawn
	case r.howIdle(idle[0], at) == Silent:
		how = FromSilent
	}
	return Action{How: how, Seats: idle, Confirm: true}, true
}

// decideClaim lets those resign who do not play on.
func (r *Room) decideClaim(a Ask) ([]Event, error) {
	if err := r.playing(a.Seat); err != nil {
		return nil, err
	}
	idle := r.idle(a.Seat, a.Circumstances)
	if len(idle) == 0 {
		return nil, ErrNotAway
	}
	return r.decideGiveUp(idle, func(seat game.Seat) How { return r.howIdle(seat, a.Circumstances) }, a.Circumstances)
}

// offerCall offers to call a game of two a draw that could be claimed as a win.
func (r *Room) offerCall(seat game.Seat, at Circumstances) (Action, bool) {
	if len(r.Chairs) != 2 || r.rules.Info().Decisive {
		return Action{}, false
	}
	a, ok := r.offerClaim(seat, at)
	return Action{Seats: a.Seats, Confirm: true}, ok && a.How != Drawn
}

func (r *Room) decideCall(a Ask) ([]Event, error) {
	if err := r.playing(a.Seat); err != nil {
		return nil, err
	}
	act, ok := r.offerCall(a.Seat, a.Circumstances)
	if !ok {
		return nil, ErrNotAway
	}
	return r.end(nil, Result{How: Called, By: act.Seats}, a.Circumstances), nil
}
