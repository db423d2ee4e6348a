package room

import (
	"slices"
	"time"
)

// This file knows the days on which somebody need not move in daily games. They belong to
// a person, not to a room: whoever asks a room to decide says what they are, and what
// follows for a deadline stands in its records.

const (
	// VacationDays is for how many days one is on vacation within any VacationYear: four
	// weeks, begun at once or planned, so that a game of thirty moves is stretched by no
	// more than that.
	VacationDays = 28
	// VacationYear is how far back that is counted. It is no calendar year: there two
	// vacations would meet at its end.
	VacationYear = 365 * day
)

// Off are the days on which somebody need not move.
type Off struct {
	Weekends  bool   `json:"weekends,omitempty"`  // Saturdays and Sundays, by UTC, of turns that begin from now on
	Vacations []Span `json:"vacations,omitempty"` // of the last VacationYear, and at most one that is not over
}

// Span is from one moment to another.
type Span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// days are those that have begun in it.
func (s Span) days() int { return int((s.To.Sub(s.From) + day - 1) / day) }

// On reports whether it is now.
func (s Span) On(now time.Time) bool { return !now.Before(s.From) && now.Before(s.To) }

// Vacation is the one that somebody is on, or plans.
func (o Off) Vacation(now time.Time) (Span, bool) {
	for _, s := range o.Vacations {
		if now.Before(s.To) {
			return s, true
		}
	}
	return Span{}, false
}

// Left is how many days of vacation may begin at a moment.
func (o Off) Left(from time.Time) int {
	left := VacationDays
	for _, s := range o.Vacations {
		if s.To.After(from.Add(-VacationYear)) {
			left -= s.days()
		}
	}
	return max(0, left)
}

// Take is what it becomes with a vacation of so many days from a moment on, which has not
// passed; zero for now. It begins no earlier: a deadline that has passed has passed.
func (o Off) Take(now, from time.Time, days int) (Off, error) {
	if from.IsZero() {
		from = now
	}
	if _, on := o.Vacation(now); on {
		return o, ErrVacation.Because("taken")
	}
	if from.Before(now) || from.After(now.Add(VacationYear)) {
		return o, ErrVacation.Because("date")
	}
	if left := o.Left(from); days < 1 || days > left {
		return o, ErrVacation.Because("days").With("n", left)
	}
	o.Vacations = slices.DeleteFunc(slices.Clone(o.Vacations), func(s Span) bool { return s.To.Before(now.Add(-VacationYear)) })
	o.Vacations = append(o.Vacations, Span{from.UTC(), from.Add(time.Duration(days) * day).UTC()})
	return o, nil
}

// End is what it becomes when somebody is back, or does not go. Days that have begun are
// taken.
func (o Off) End(now time.Time) (Off, error) {
	i := slices.IndexFunc(o.Vacations, func(s Span) bool { return now.Before(s.To) })
	if i < 0 {
		return o, ErrVacation.Because("none")
	}
	o.Vacations = slices.Clone(o.Vacations)
	if s := &o.Vacations[i]; now.After(s.From) {
		s.To = now.UTC()
	} else {
		o.Vacations = slices.Delete(o.Vacations, i, i+1)
	}
	return o, nil
}

// passes is when so much time has passed from a moment on that was not off. Whether
// weekends are is said apart: what somebody sets in the middle of a turn is for the next.
func (o Off) passes(from time.Time, d time.Duration, weekends bool) time.Time {
	for t := from; ; {
		next := t.Add(d) // where nothing is off before
		var off Span
		for _, s := range append(slices.Clip(o.Vacations), weekend(t)) {
			if (weekends || s != weekend(t)) && s.To.After(t) && s.From.Before(next) {
				off, next = s, s.From
			}
		}
		if off == (Span{}) {
			return next
		}
		if next.After(t) {
			d -= next.Sub(t)
		}
		t = off.To
	}
}

// weekend is the one in which a moment is, or the next.
func weekend(t time.Time) Span {
	t = t.UTC()
	monday := time.Date(t.Year(), t.Month(), t.Day()-(int(t.Weekday())+6)%7, 0, 0, 0, 0, time.UTC)
	return Span{monday.Add(5 * day), monday.Add(7 * day)}
}

// DaysOff are days off as their owner is shown them.
type DaysOff struct {
	Weekends bool  `json:"weekends"`
	Vacation *Span `json:"vacation,omitempty"` // that they are on, or plan
	Left     int   `json:"left"`               // days of vacation that may begin now
	Days     int   `json:"days"`               // that there are within a VacationYear
}

// Show shows days off.
func (o Off) Show(now time.Time) DaysOff {
	shown := DaysOff{Weekends: o.Weekends, Left: o.Left(now), Days: VacationDays}
	if s, ok := o.Vacation(now); ok {
		shown.Vacation = &s
	}
	return shown
}
