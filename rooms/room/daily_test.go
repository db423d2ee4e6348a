package room

import (
	"slices"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/dots"
	"crossplay/game/kalah"
)

// letter is a daily game that is played in a test, of which the records are kept.
type letter struct {
	*Room
	t   *testing.T
	now time.Time
	off map[PersonID]Off
}

func newLetter(t *testing.T, rules game.Rules, clock string) *letter {
	t.Helper()
	l := &letter{Room: New(rules), t: t, now: monday, off: make(map[PersonID]Off)}
	info := rules.Info()
	options := make(map[string]string)
	for _, o := range info.Options {
		options[o.Name] = o.Values[0].Name
	}
	l.take(Event{Created: &Created{Code: "AAAAAA", Game: info.Name, Version: info.Version, Seats: 2, Options: options, Clock: clock}}, Event{Sat: &Sat{0, person(0)}})
	l.do(person(1), Command{Do: Sit})
	return l
}

func (l *letter) at() Circumstances {
	return Circumstances{
		Absent: func(PersonID) bool { return false }, Here: func(PersonID) bool { return false }, Looks: func(PersonID) bool { return false },
		Dice: func(int) Secret { return Secret{} }, Now: l.now, Off: func(id PersonID) Off { return l.off[id] },
		Since: func(seat game.Seat) time.Time {
			d, _ := l.Deadline(seat)
			return d.Since
		},
	}
}

func (l *letter) take(events ...Event) {
	l.t.Helper()
	if err := l.Apply(&Record{V: recordVersion, At: l.now, Events: events}); err != nil {
		l.t.Fatal(err)
	}
}

func (l *letter) try(by Person, c Command) error {
	l.t.Helper()
	events, err := l.Decide(by, c, l.at())
	if len(events) > 0 {
		l.take(events...)
	}
	return err
}

func (l *letter) do(by Person, c Command) {
	l.t.Helper()
	if err := l.try(by, c); err != nil {
		l.t.Fatalf("%+v: %v", c, err)
	}
}

func (l *letter) move(m game.Move) {
	l.t.Helper()
	l.do(l.Chairs[l.Position.Turn()[0]].Person, Command{Do: Move, Ply: l.Ply, Move: m})
}

// flag lets the flags fall that have.
func (l *letter) flag() {
	l.t.Helper()
	events, err := l.Flag(l.at())
	if err != nil {
		l.t.Fatal(err)
	}
	if len(events) > 0 {
		l.take(events...)
	}
}

// A turn of a daily game has its days once, however many moves it has: nobody plays for
// a year by taking a box, or sowing again, every third day.
func TestATurnOfSeveralMovesHasItsDaysOnce(t *testing.T) {
	for name, c := range map[string]struct {
		rules  game.Rules
		before []game.Move // until the turn begins
		again  game.Move   // after which it goes on
	}{
		"kalah": {kalah.Rules{}, nil, "3"},
		"dots":  {dots.Rules{}, []game.Move{"a2", "c2", "b1"}, "b3"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLetter(t, c.rules, "3d")
			for _, m := range c.before {
				l.move(m)
			}
			seat := l.Position.Turn()[0]
			began := l.now
			l.now = l.now.Add(71 * time.Hour)
			l.move(c.again)
			if turn := l.Position.Turn(); !slices.Equal(turn, []game.Seat{seat}) {
				t.Fatalf("it is the turn of %v", turn)
			}
			if due, ok := l.Due(); !ok || !due.Equal(began.Add(3*day)) {
				t.Errorf("the turn that began at %v is to end at %v", began, due)
			}
			l.now = began.Add(3 * day)
			l.flag()
			if l.Phase != Over || l.Result.How != OutOfTime || !slices.Equal(l.Result.By, []game.Seat{seat}) {
				t.Errorf("three days after it began the game is %s: %+v", l.Phase, l.Result)
			}
		})
	}
}

// Whoever is to move again after another has their days anew, also where the other's move
// was set up in advance.
func TestEveryTurnHasItsDaysAnew(t *testing.T) {
	l := newLetter(t, kalah.Rules{}, "3d")
	l.move("1")
	l.do(person(0), Command{Do: Plan, Text: "1, 6"})
	l.now = l.now.Add(2 * day)
	l.do(person(1), Command{Do: Move, Ply: l.Ply, Move: "1"})
	if turn := l.Position.Turn(); !slices.Equal(turn, []game.Seat{1}) || l.Ply != 3 {
		t.Fatalf("after %d moves it is the turn of %v", l.Ply, turn)
	}
	if due, ok := l.Due(); !ok || !due.Equal(l.now.Add(3*day)) {
		t.Errorf("a turn that begins at %v is to end at %v", l.now, due)
	}
}

// A first move that comes too late is none.
func TestAFirstDailyMoveThatIsTooLateIsNone(t *testing.T) {
	l := newLetter(t, kalah.Rules{}, "1d")
	l.now = l.now.Add(day)
	if err := l.try(person(0), Command{Do: Move, Move: "1"}); err == nil {
		t.Error("it is played")
	}
}

// A daily game of an earlier version, in whose records there are no deadlines, goes on:
// until the next move they are counted from the newest.
func TestADailyGameWithoutDeadlinesGoesOn(t *testing.T) {
	l := newLetter(t, kalah.Rules{}, "3d")
	l.move("1")
	l.Deadlines = nil // as its records would have left it
	if due, ok := l.Due(l.Position.Turn()...); !ok || !due.Equal(l.now.Add(3*day)) {
		t.Fatalf("the move is due at %v", due)
	}
	l.now = l.now.Add(2 * day)
	l.move("3")
	if due, ok := l.Due(); !ok || !due.Equal(l.now.Add(day)) {
		t.Errorf("a day before it was to end, the turn goes on until %v", due)
	}
	l.move("1")
	if due, ok := l.Due(); !ok || !due.Equal(l.now.Add(3*day)) {
		t.Errorf("the next turn, which begins at %v, is to end at %v", l.now, due)
	}
}
