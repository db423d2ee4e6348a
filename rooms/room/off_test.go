package room

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"crossplay/game/kalah"
)

// monday is one, at noon.
var monday = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestDaysOffDoNotCount(t *testing.T) {
	at := func(days float64) time.Time { return monday.Add(time.Duration(days * float64(day))) }
	for _, c := range []struct {
		about    string
		off      Off
		weekends bool
		from     time.Time
		days     int
		want     time.Time
	}{
		{"no days off", Off{}, false, monday, 14, at(14)},
		{"before the weekend", Off{}, true, monday, 3, at(3)},
		{"over a weekend", Off{}, true, at(3), 3, at(8)},
		{"over three weekends", Off{}, true, monday, 14, at(18)},
		{"begun on Saturday", Off{}, true, at(5), 1, at(7.5)},
		{"begun on Sunday", Off{}, true, at(6), 1, at(7.5)},
		{"until the weekend begins", Off{}, true, at(3.5), 1, at(4.5)},
		{"on vacation within", Off{Vacations: []Span{{at(1), at(8)}}}, false, monday, 3, at(10)},
		{"on vacation when it begins", Off{Vacations: []Span{{at(-1), at(8)}}}, false, monday, 3, at(11)},
		{"on vacation behind", Off{Vacations: []Span{{at(3), at(8)}}}, false, monday, 3, at(3)},
		{"two vacations", Off{Vacations: []Span{{at(1), at(2)}, {at(3), at(4)}}}, false, monday, 3, at(5)},
		{"a vacation into a weekend", Off{Vacations: []Span{{at(3), at(5)}}}, true, monday, 4, at(7.5)},
		{"a vacation over a weekend", Off{Vacations: []Span{{at(4), at(9)}}}, true, monday, 5, at(10)},
	} {
		if got := c.off.passes(c.from, time.Duration(c.days)*day, c.weekends); !got.Equal(c.want) {
			t.Errorf("%s: %d days from %v pass at %v, want %v", c.about, c.days, c.from, got, c.want)
		}
	}
}

// Whatever somebody asks for, they are on vacation for no more than VacationDays within any
// VacationYear, no deadline that has passed comes back, none that has not is suddenly over, and
// what was begun is not given back.
func TestNobodyIsOnVacationForEver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := monday
		var off Off
		turn := Deadline{Since: now}.by(off, 3*day)
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 40*24).Draw(t, "hours")) * time.Hour)
			passed := !now.Before(turn.At)
			var err error
			if rapid.Bool().Draw(t, "take") {
				var from time.Time
				if rapid.Bool().Draw(t, "later") {
					from = now.Add(time.Duration(rapid.IntRange(-20, 400).Draw(t, "from")) * day)
				}
				off, err = off.Take(now, from, rapid.IntRange(-1, 40).Draw(t, "days"))
			} else {
				off, err = off.End(now)
			}
			if err != nil && !errors.Is(err, ErrVacation) {
				t.Fatal(err)
			}
			before := turn
			turn = turn.by(off, 3*day)
			switch {
			case passed && !turn.At.Equal(before.At):
				t.Fatalf("at %v a deadline that has passed moves from %v to %v", now, before.At, turn.At)
			case !passed && turn.At.Before(now):
				t.Fatalf("at %v a deadline moves from %v to %v", now, before.At, turn.At)
			case passed:
				turn = Deadline{Since: now}.by(off, 3*day)
			}
			for _, end := range off.Vacations {
				away := 0
				for _, s := range off.Vacations {
					if !s.To.After(end.To) && s.To.After(end.From.Add(-VacationYear)) {
						away += s.days()
					}
				}
				if away > VacationDays {
					t.Fatalf("in the year up to %v there are %d days of vacation: %+v", end.To, away, off.Vacations)
				}
			}
		}
	})
}

// A vacation moves the deadlines of daily games in which it is their turn, at once, and of
// those in which it comes to be; a turn that was over stays so. The records say until when.
func TestAVacationMovesTheDeadlines(t *testing.T) {
	l := newLetter(t, kalah.Rules{}, "3d")
	l.now = l.now.Add(2 * day)
	var err error
	if l.off["p0"], err = (Off{}).Take(l.now, time.Time{}, 10); err != nil {
		t.Fatal(err)
	}
	want := l.now.Add(11 * day)
	if falls, ok := l.FallsOf(0, l.at()); !ok || !falls.Equal(want) {
		t.Errorf("before any record says so, the flag falls at %v, want %v", falls, want)
	}
	l.take(l.Redate(l.at())...)
	if due, _ := l.Due(); !due.Equal(want) {
		t.Errorf("the move is due at %v, want %v", due, want)
	}
	if again := l.Redate(l.at()); len(again) > 0 {
		t.Errorf("nothing has changed, and it is said again: %+v", again[0].Dated)
	}
	l.now = l.now.Add(5 * day) // back before it ends
	if l.off["p0"], err = l.off["p0"].End(l.now); err != nil {
		t.Fatal(err)
	}
	l.take(l.Redate(l.at())...)
	if due, _ := l.Due(); !due.Equal(l.now.Add(day)) {
		t.Errorf("back on %v, they must move until %v", l.now, due)
	}
	if left := l.off["p0"].Left(l.now); left != VacationDays-5 {
		t.Errorf("after five days there are %d left", left)
	}
	l.now = l.now.Add(day)
	if l.off["p0"], err = l.off["p0"].Take(l.now, time.Time{}, 10); err != nil {
		t.Fatal(err)
	}
	if moved := l.Redate(l.at()); len(moved) > 0 {
		t.Errorf("a deadline that has passed comes back: %+v", moved[0].Dated)
	}
	l.flag()
	if l.Phase != Over {
		t.Errorf("the game is %s", l.Phase)
	}
}

// Weekends are free in turns that begin once somebody has said so, and it is not undone in
// the middle of one.
func TestWeekendsAreFreeFromTheNextTurnOn(t *testing.T) {
	l := newLetter(t, kalah.Rules{}, "7d")
	l.off["p0"], l.off["p1"] = Off{Weekends: true}, Off{Weekends: true}
	if moved := l.Redate(l.at()); len(moved) > 0 {
		t.Errorf("it is so in the middle of a turn: %+v", moved[0].Dated)
	}
	l.move("1")
	l.off["p1"] = Off{}
	if due, _ := l.Due(); !due.Equal(monday.Add(9*day)) || len(l.Redate(l.at())) > 0 {
		t.Errorf("over a free weekend seven days are until %v", due)
	}
}

// A game at one sitting knows no days off.
func TestDaysOffAreForDailyGamesAlone(t *testing.T) {
	l := newLetter(t, kalah.Rules{}, "5+3")
	l.off["p0"] = Off{Weekends: true, Vacations: []Span{{monday, monday.Add(10 * day)}}}
	if l.Deadlines != nil || len(l.Redate(l.at())) > 0 {
		t.Errorf("it has deadlines: %+v", l.Deadlines)
	}
}
