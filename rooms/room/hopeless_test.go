package room

import (
	"slices"
	"testing"

	"crossplay/game"
	"crossplay/rooms/roomtest"
)

// hopeless is a duel in which the first seat cannot win any more.
type hopeless struct{ roomtest.Duel }

func (h hopeless) Start(s game.Setup) (game.State, error) {
	start, err := h.Duel.Start(s)
	return lost{start}, err
}

type lost struct{ game.State }

func (l lost) Play(s game.Seat, m game.Move) (game.State, error) {
	next, err := l.State.Play(s, m)
	return lost{next}, err
}

func (l lost) CanWin(seat game.Seat) bool { return seat != 0 }

// A game that was left is a draw for who could not have won it, and one that was
// given up is lost all the same.
func TestNobodyWinsWhoCannotWin(t *testing.T) {
	ann, bob := Person{ID: "ann", Name: "Ann"}, Person{ID: "bob", Name: "Bob"}
	r := New(hopeless{})
	if err := r.Apply(&Record{V: recordVersion, Events: []Event{
		{Created: &Created{Code: "AAAAAA", Game: "duel", Version: 1, Seats: 2}},
		{Started: &Started{Round: 1, Game: "duel", Version: 1, Seats: []Person{ann, bob}}},
	}}); err != nil {
		t.Fatal(err)
	}
	for turn := range 2 { // both must have moved
		rec := &Record{V: recordVersion, Events: []Event{{Moved: &Moved{Seat: game.Seat(turn), Move: "a"}}}}
		if turn == 0 {
			rec.Events = append([]Event{{Moved: &Moved{Seat: game.Chance, Move: "0"}}}, rec.Events...)
		}
		if err := r.Apply(rec); err != nil {
			t.Fatal(err)
		}
	}
	at := Circumstances{Absent: func(PersonID) bool { return true }, Dice: func(int) Secret { return Secret{} }}
	for _, c := range []struct {
		by   Person
		do   Verb
		how  string // of the action
		wins []game.Seat
	}{
		{bob, Claim, "", []game.Seat{1}},
		{bob, Call, "", nil},
		{bob, Resign, "", []game.Seat{0}},
		{ann, Claim, Drawn, nil},
	} {
		if c.by == ann { // nobody claims on their own turn
			if err := r.Apply(&Record{V: recordVersion, Events: []Event{{Moved: &Moved{Seat: 0, Move: "a"}}}}); err != nil {
				t.Fatal(err)
			}
		}
		i := slices.IndexFunc(r.Actions(r.SeatOf(c.by.ID), at), func(a Action) bool { return a.Do == c.do })
		if i < 0 || r.Actions(r.SeatOf(c.by.ID), at)[i].How != c.how {
			t.Errorf("%s may %s as %+v", c.by.Name, c.do, r.Actions(r.SeatOf(c.by.ID), at))
		}
		events, err := r.Decide(c.by, Command{Do: c.do}, at)
		if err != nil || len(events) == 0 || events[0].Ended == nil {
			t.Fatalf("%s by %s: %+v, %v", c.do, c.by.Name, events, err)
		}
		if won := events[0].Ended.Winners; !slices.Equal(won, c.wins) {
			t.Errorf("%s by %s: %v won", c.do, c.by.Name, won)
		}
	}
}
