package rooms

import (
	"errors"
	"slices"
	"time"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/rooms/room"
)

// This file runs the clocks of a game that is timed. What they have is the room's,
// and in its records; since when one runs is known here alone: since its player was
// shown the position. So whatever is not thought costs nobody: the disk, and a server
// that was not there.

const (
	// flagPatience is how long a flag waits for commands that came before it fell and
	// have not been looked at yet: as long as those take on a machine that has much to
	// do, and as much longer as the room itself was late, which shows how much that is.
	// While others wait for the room, it waits for them, up to lateBy.
	flagPatience = 50 * time.Millisecond
	// When a clock is low, as on lichess.
	lowLeast = 10 * time.Second
	lowMost  = time.Minute
	// dailyLow is what part of the days for a move is left when they are low.
	dailyLow = 5
	// lateBy is how late the owner of a room must be before it was not the players'
	// doing: the machine stood still.
	lateBy = time.Second
	// pulse is how often that is looked at while a clock runs, and so about the most that
	// a machine which stood still costs anybody. A room whose clock runs takes 5 µs for it.
	pulse = 2 * time.Second
)

// Time are the clocks of a game, for windows to draw.
type Time struct {
	Control string  `json:"control"` // as [room.ParseControls] reads it
	Clocks  []Clock `json:"clocks"`  // by seat
	// Stopped is told while nothing can be saved: no clock runs.
	Stopped bool `json:"stopped,omitempty"`
}

// Clock is one of a [Time].
type Clock struct {
	Left    int       `json:"left"`              // milliseconds, when it last stood
	Periods int       `json:"periods,omitempty"` // of byo-yomi, the one that runs among them
	Since   time.Time `json:"since,omitzero"`    // since when it runs; not there: it stands
	Begin   time.Time `json:"begin,omitzero"`    // until when the first move must come, which costs nothing
}

// running is since when a seat has been to move.
type running struct {
	round, ply int
	since      time.Time
}

// timing reports whether flags can fall in the room.
func (l *live) timing() bool { return l.room.Timed() && l.room.Phase == room.Playing }

// sitting reports whether that is a game at one sitting, in which clocks run by
// themselves. What is left in a daily game follows from its records.
func (l *live) sitting() bool { return l.timing() && !l.room.Daily() && !l.room.Adjourned }

// runClocks starts the clocks of those who are newly to move, and stops those who
// are not: they are shown the position now.
func (l *live) runClocks(now time.Time) {
	if !l.sitting() {
		l.clocks = nil
		return
	}
	if len(l.clocks) != len(l.room.Chairs) {
		l.clocks = make([]running, len(l.room.Chairs))
	}
	for i := range l.clocks {
		ply := l.room.TurnSince(game.Seat(i))
		if next := (running{round: l.room.Round, ply: ply}); ply < 0 || l.awaited.seats[game.Seat(i)] {
			l.clocks[i] = next
		} else if was := l.clocks[i]; was.since.IsZero() || was.ply != ply || was.round != next.round {
			next.since = now
			l.clocks[i] = next
		}
	}
}

// since is when a seat was shown the position that it is to move in.
func (l *live) runsSince(seat game.Seat) time.Time {
	if l.timing() && l.room.Daily() && l.room.TurnSince(seat) >= 0 {
		d, _ := l.room.Deadline(seat)
		return d.Since
	}
	if int(seat) >= len(l.clocks) || l.clocks[seat].since.IsZero() {
		return time.Time{}
	}
	since := l.clocks[seat].since
	if !l.stalled.IsZero() {
		since = since.Add(time.Since(l.stalled))
	}
	return since
}

// giveBack lets all clocks that run have run for less: something took so long that
// was not thought.
func (l *live) giveBack(d time.Duration) {
	for i := range l.clocks {
		if c := &l.clocks[i]; !c.since.IsZero() {
			c.since = c.since.Add(d)
		}
	}
	if d >= lateBy && l.sitting() {
		l.room.Tell(room.News{What: room.GivesTime, Seat: game.Spectator, About: &room.About{Why: room.Stalled, Secs: int(d / time.Second)}})
		l.changed = time.Now()
	}
}

// lost reports whether whoever sits there went on their turn, and not deliberately.
func (l *live) lost(seat game.Seat) bool {
	id := l.room.Chairs[seat].ID
	_, away := l.away[id]
	return away && !l.byes[id] && !l.room.Chairs[seat].IsBot() && l.sitting()
}

// regains lets the clock of a seat have run for less whose line was lost on its turn, by
// what its bank forgives.
func (l *live) regains(seat game.Seat) {
	since := l.runsSince(seat)
	if since.IsZero() || !l.lost(seat) {
		return
	}
	if gone := l.away[l.room.Chairs[seat].ID]; gone.After(since) {
		since = gone
	}
	events, forgiven := l.room.Regain(seat, time.Since(since))
	if len(events) == 0 {
		return
	}
	if _, err := l.append(&room.Record{At: time.Now().UTC(), Events: events}, nil); err == nil {
		l.clocks[seat].since = l.clocks[seat].since.Add(forgiven)
		l.publish()
	} // else the clocks stand until something can be saved
}

// standstill gives back what passed since something was due that nobody did.
func (l *live) standstill() {
	now := time.Now()
	if late := now.Sub(l.due); late >= lateBy && !l.due.IsZero() && l.stalled.IsZero() {
		l.giveBack(late)
		l.due = now
	}
}

// stall stops the clocks: what was tried since then could not be saved.
func (l *live) stall(since time.Time) {
	if l.timing() && l.stalled.IsZero() {
		l.stalled, l.changed = since, time.Now()
	}
}

// resume lets them run again.
func (l *live) resume() {
	if !l.stalled.IsZero() {
		d := time.Since(l.stalled)
		l.stalled = time.Time{}
		l.giveBack(d)
	}
}

// flagFalls is when the next flag falls by itself; while nothing can be saved, when
// to look whether it can be again.
func (l *live) flagFalls() (time.Time, bool) {
	if !l.timing() {
		return time.Time{}, false
	}
	if !l.stalled.IsZero() {
		return l.looked.Add(sickEvery), true
	}
	falls, ok := l.room.Falls(l.now())
	if ok && falls.Equal(l.fell.at) {
		return l.fell.seen, true
	}
	return falls, ok
}

// fell is a flag that somebody may have been in time for.
type fell struct {
	at   time.Time // when it did
	seen time.Time // when it is to be seen
}

// mayCome reports whether a command may still come that was given before the flags fell
// which have fallen by now.
func (l *live) mayCome(now time.Time) bool {
	if falls, ok := l.room.Falls(l.now()); ok && !falls.Equal(l.fell.at) {
		late := min(max(0, now.Sub(falls)), lateBy)
		l.fell = fell{falls, now.Add(flagPatience + late)}
	}
	return now.Before(l.fell.seen) || len(l.inbox) > 0 && now.Before(l.fell.seen.Add(lateBy))
}

// flag ends the game of whoever is out of time.
func (l *live) flag() {
	now := time.Now()
	if !l.stalled.IsZero() {
		if l.looked = now; l.reg.Ready() == nil {
			l.resume()
		}
		return
	}
	if l.mayCome(now) {
		return
	}
	for range 2 {
		var events []room.Event
		var err error
		l.call(func() { events, err = l.room.Flag(l.now()) })
		if err != nil {
			err = l.reg.incident("a room could not let a flag fall", err, "room", l.code)
			l.end(err)
			return
		}
		if len(events) == 0 {
			return
		}
		_, err = l.append(&room.Record{At: now.UTC(), Events: events}, l.publish)
		if err == nil {
			return
		}
		if !errors.Is(err, journal.ErrConflict) || l.catchUp() != nil {
			return // the clocks stand until something can be saved
		}
	}
}

// noteThought saves what has been thought of moves that are not made: the server ends.
func (l *live) noteThought() {
	var events []room.Event
	l.call(func() { events = l.room.Thought(l.now()) })
	if len(events) > 0 {
		// If it cannot be saved, it is given back.
		_, _ = l.append(&room.Record{At: time.Now().UTC(), Events: events}, nil)
	}
}

// noteSeen remembers who has looked at the end of a daily game.
func (l *live) noteSeen() {
	var events []room.Event
	for i, c := range l.room.Chairs {
		if seat := game.Seat(i); l.room.Unseen(seat) && l.people[c.ID] > 0 {
			events = append(events, room.Event{Seen: &room.Seen{Seat: seat}})
		}
	}
	if len(events) > 0 {
		_, _ = l.append(&room.Record{At: time.Now().UTC(), Events: events}, nil) // else the next time
	}
}

// time are the clocks as they are shown.
func (l *live) time() *Time {
	r := l.room
	if !r.Timed() {
		return nil
	}
	t := &Time{Control: r.Clock, Clocks: make([]Clock, len(r.Clocks)), Stopped: !l.stalled.IsZero()}
	for i, k := range r.Clocks {
		t.Clocks[i] = Clock{Left: k.Left, Periods: k.Periods}
		seat := game.Seat(i)
		switch since := l.runsSince(seat); {
		case since.IsZero():
		case r.Daily(): // days are not given back for what the disk takes
			falls, _ := r.FallsOf(seat, l.now())
			t.Clocks[i] = Clock{Left: int(falls.Sub(since) / time.Millisecond), Since: since.UTC()}
		case t.Stopped:
		case r.Unmoved(seat):
			t.Clocks[i].Begin = since.Add(room.FirstMove).UTC()
		default:
			t.Clocks[i].Since = since.UTC()
		}
	}
	return t
}

// At is what a seat has left at a moment of the server's clock, and of byo-yomi how
// many periods: then it is what is left of the period. It is never negative.
func (t *Time) At(seat game.Seat, now time.Time) (left time.Duration, periods int) {
	c := t.Clocks[seat]
	control := t.of(seat)
	left, periods = time.Duration(c.Left)*time.Millisecond, c.Periods
	if !c.Since.IsZero() {
		took := max(0, now.Sub(c.Since))
		if control.Kind == room.Bronstein {
			took = max(0, took-control.Step)
		}
		left -= took
	}
	if control.Kind == room.ByoYomi && left <= 0 {
		periods -= int(-left / control.Step)
		left = control.Step - -left%control.Step
		if periods <= 0 {
			left, periods = 0, 0
		}
	}
	return max(0, left), periods
}

// of is the control of a seat.
func (t *Time) of(seat game.Seat) room.Control {
	all, err := room.ParseControls(t.Control, len(t.Clocks))
	if err != nil {
		return room.Control{}
	}
	return all[seat]
}

// Low reports whether a seat should hurry: an eighth of its time is left, and no more
// than a minute; or ten seconds, of the last period where there are any; or a fifth of
// its days.
func (t *Time) Low(seat game.Seat, now time.Time) bool {
	left, periods := t.At(seat, now)
	if t.of(seat).Kind == room.ByoYomi {
		return periods <= 1 && left < lowLeast
	}
	if c := t.of(seat); c.Kind == room.Daily {
		return left < c.Step/dailyLow
	}
	return left < min(lowMost, max(lowLeast, t.of(seat).Main/8))
}

// Runs reports whether the clock of a seat runs.
func (t *Time) Runs(seat game.Seat) bool { return !t.Clocks[seat].Since.IsZero() }

// Same reports whether two show the same.
func (t *Time) Same(other *Time) bool {
	if t == nil || other == nil {
		return t == other
	}
	return t.Control == other.Control && t.Stopped == other.Stopped && slices.EqualFunc(t.Clocks, other.Clocks, func(a, b Clock) bool {
		return a.Left == b.Left && a.Periods == b.Periods && a.Since.Equal(b.Since) && a.Begin.Equal(b.Begin)
	})
}
