package room

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"crossplay/game"
)

// This file has games by correspondence: everyone has days for each move, and nobody
// needs to be there. Until when somebody must move stands in the record with which their
// turn begins, so no clock has to run for it, and a game that waits for tomorrow needs no
// memory.

const (
	day = 24 * time.Hour
	// maxDays is the most for one move, as on lichess and chess.com.
	maxDays = 14
	// dailyWord is what most people call the shortest.
	dailyWord = "daily"
	// DailyGrace is how long a server must have been up before the time of a daily game
	// runs out: whoever could not come while it was down is not the one who pays.
	DailyGrace = time.Hour
)

// parseDaily reads "3d": three days for each move.
func parseDaily(text string) (Control, bool) {
	if text == dailyWord {
		text = "1d"
	}
	days, ok := strings.CutSuffix(text, "d")
	if !ok {
		return Control{}, false
	}
	n, err := number(days, maxDays)
	if err != nil || n == 0 {
		return Control{}, false
	}
	return Control{Kind: Daily, Step: time.Duration(n) * day}, true
}

// daily writes it.
func (c Control) daily() string { return strconv.Itoa(int(c.Step/day)) + "d" }

// IsDaily reports whether a time control is of days for each move.
func IsDaily(control string) bool {
	first, _, _ := strings.Cut(control, "/")
	_, ok := parseDaily(first)
	return ok
}

// Daily reports whether everyone has days for each move of the game that is on, or of
// the one that the room waits for.
func (s *Sitting) Daily() bool {
	if s.Round == 0 {
		return IsDaily(s.Created.Clock)
	}
	return IsDaily(s.Clock)
}

// Deadline is until when a seat must move in a daily game.
type Deadline struct {
	Seat  game.Seat `json:"seat"`
	Since time.Time `json:"since"` // when its turn began, however many moves of it are made by now
	At    time.Time `json:"at"`
	// Weekends says that those of its player were free when the turn began.
	Weekends bool `json:"weekends,omitempty"`
}

// by is the deadline of a turn that has so much time, with the days off that its player
// has now.
func (d Deadline) by(off Off, step time.Duration) Deadline {
	d.At = off.passes(d.Since, step, d.Weekends).UTC()
	return d
}

// off are the days off of a player.
func (at Circumstances) off(id PersonID) Off {
	if at.Off == nil {
		return Off{}
	}
	return at.Off(id)
}

// Dated says until when those must move in a daily game who are to from now on. Everyone
// else has no deadline.
type Dated struct {
	Deadlines []Deadline `json:"deadlines"`
}

// Due is when the first of those who are to move in a daily game has had their time. In
// a record of an earlier version it does not stand: then it is counted for the seats of
// turn from the newest move; without any, for all.
func (s *Sitting) Due(turn ...game.Seat) (due time.Time, ok bool) {
	if s.Phase != Playing || !s.Daily() {
		return due, false
	}
	all := s.Deadlines
	if len(all) == 0 {
		all = s.counted(turn)
	}
	for _, d := range all {
		if due.IsZero() || d.At.Before(due) {
			due = d.At
		}
	}
	return due, len(all) > 0
}

// counted are the deadlines of a game whose records have none.
func (s *Sitting) counted(turn []game.Seat) (all []Deadline) {
	controls, err := ParseControls(s.Clock, len(s.Chairs))
	if err != nil {
		return nil
	}
	for i, c := range controls {
		if seat := game.Seat(i); len(turn) == 0 || slices.Contains(turn, seat) {
			all = append(all, Deadline{Seat: seat, Since: s.Turned, At: s.Turned.Add(c.Step)})
		}
	}
	return all
}

// Deadline is that of a seat which is to move in a daily game.
func (s *Sitting) Deadline(seat game.Seat) (d Deadline, ok bool) {
	all := s.Deadlines
	if len(all) == 0 {
		all = s.counted([]game.Seat{seat})
	}
	for _, d := range all {
		if d.Seat == seat {
			return d, true
		}
	}
	return d, false
}

// date adds to what was decided until when those must move then. A turn has its days
// once: whoever has several moves in it, as in dots and boxes or Kalah, does not get
// them anew with each. Chance takes no turn.
func (r *Room) date(events []Event, at Circumstances) ([]Event, error) {
	clock, people, all := "", []Person(nil), []Deadline(nil)
	if r.Phase == Playing && r.Daily() {
		clock, people, all = r.Clock, persons(r.Chairs), r.Deadlines
		if len(all) == 0 {
			all = r.counted(r.Position.Turn())
		}
	}
	turns := false
	for i := range events {
		var pos game.State
		switch e := &events[i]; {
		case e.Ended != nil:
			return events, nil
		case e.Started != nil:
			first, err := r.start(len(e.Started.Seats))
			if err != nil {
				return nil, err
			}
			clock, people, all, pos = "", e.Started.Seats, nil, first
			if IsDaily(e.Started.Clock) {
				clock = e.Started.Clock
			}
		case e.Moved != nil:
			pos = e.Moved.next
		case e.GaveUp != nil:
			pos = e.GaveUp.next
		case e.TookBack != nil:
			all, pos = nil, e.TookBack.next
		}
		if clock == "" || pos == nil {
			continue
		}
		turn := pos.Turn()
		if slices.Equal(turn, []game.Seat{game.Chance}) {
			continue
		}
		controls, err := ParseControls(clock, len(people))
		if err != nil {
			return events, nil
		}
		next := make([]Deadline, len(turn))
		for i, seat := range turn {
			if goesOn := slices.IndexFunc(all, func(d Deadline) bool { return d.Seat == seat }); goesOn >= 0 {
				next[i] = all[goesOn]
				continue
			}
			off := at.off(people[seat].ID)
			next[i] = Deadline{Seat: seat, Since: at.Now.UTC(), Weekends: off.Weekends}.by(off, controls[seat].Step)
		}
		turns, all = true, next
	}
	if turns {
		events = append(events, Event{Dated: &Dated{all}})
	}
	return events, nil
}

// Redate says until when those must move whose days off are others than when that was
// said: nothing, where none is.
func (r *Room) Redate(at Circumstances) []Event {
	if r.Phase != Playing || !r.Daily() {
		return nil
	}
	before := r.Deadlines
	if len(before) == 0 {
		before = r.counted(r.Turn())
	}
	all := slices.Clone(before)
	for i, d := range all {
		all[i] = d.by(at.off(r.Chairs[d.Seat].ID), r.control(d.Seat).Step)
	}
	if slices.EqualFunc(all, before, func(a, b Deadline) bool { return a.At.Equal(b.At) }) {
		return nil
	}
	return []Event{{Dated: &Dated{all}}}
}

// Unseen reports whether the daily game that is over waits for the player of a seat to
// look at it.
func (s *Sitting) Unseen(seat game.Seat) bool {
	if seat < 0 || s.Phase != Over || !s.Daily() {
		return false
	}
	c := s.Chairs[seat]
	return !c.Free() && !c.IsBot() && !c.Saw
}

// Again is where a rematch of a game that is over stands for the player of a seat,
// who need not be there while another thinks about it: [Theirs] where another wants one,
// [Mine] where they do and the others have not answered, [Unasked] otherwise.
func (s *Sitting) Again(seat game.Seat) State {
	if seat < 0 || s.Phase != Over || s.Chairs[seat].Free() || s.Chairs[seat].IsBot() {
		return Unasked
	}
	state, mine := Unasked, s.Chairs[seat].Offered(Rematch)
	for i, c := range s.Chairs {
		switch other := !c.Free() && !c.IsBot() && game.Seat(i) != seat; {
		case other && mine && !c.Offered(Rematch):
			return Mine
		case other && !mine && c.Offered(Rematch):
			state = Theirs
		}
	}
	return state
}

// Lingers reports whether a game is over and a rematch may still be wanted: two people
// sit there.
func (s *Sitting) Lingers() bool {
	people := 0
	for _, c := range s.Chairs {
		if !c.Free() && !c.IsBot() {
			people++
		}
	}
	return s.Phase == Over && people >= 2
}

// turned notes since when those who are to move have been.
func (s *Sitting) turned(e *Event, rec *Record) {
	if e.Started != nil || e.Moved != nil || e.GaveUp != nil || e.TookBack != nil || e.Resumed != nil {
		s.Turned = rec.At
	}
	switch {
	case e.Started != nil, e.Ended != nil:
		s.Deadlines = nil
	case e.Dated != nil:
		s.Deadlines = e.Dated.Deadlines
	}
}
