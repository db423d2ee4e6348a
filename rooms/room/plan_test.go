package room

import (
	"errors"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/kalah"
)

// Whoever ends in the own store moves again: a line goes on with whose turn it is, and
// only what is one's own can answer a move in two ways.
func TestAnswersFollowWhoseTurnItIs(t *testing.T) {
	r := New(kalah.Rules{})
	at := Circumstances{Now: time.Unix(1e9, 0).UTC()}
	take := func(n int, c Command) error {
		events, err := r.Decide(person(n), c, at)
		if err == nil {
			err = r.Apply(&Record{V: recordVersion, At: at.Now, By: person(n).ID, Events: events})
		}
		return err
	}
	if err := r.Apply(&Record{V: recordVersion, Events: []Event{
		{Created: &Created{Code: "AAAAAA", Game: "kalah", Version: 1, Seats: 2, Clock: "7d"}},
		{Sat: &Sat{0, person(0)}},
	}}); err != nil {
		t.Fatal(err)
	}
	if err := take(1, Command{Do: Sit}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text, how string
		fits      bool
	}{
		{"3 1", "", false}, // both are the other's
		{"3 1 1; 3 1 2", "twice", false},
		{"3 1 1; 3 2 1", "", true}, // the other goes on in two ways
	} {
		err := take(1, Command{Do: Plan, Text: c.text})
		var no *Refusal
		if errors.As(err, &no); (err == nil) != c.fits || no != nil && (no.Code != ErrPlan.Code || no.How != c.how) {
			t.Errorf("%q is answered with %v", c.text, err)
		}
	}
	for ply, m := range []string{"3", "2"} {
		if err := take(0, Command{Do: Move, Ply: ply, Move: game.Move(m)}); err != nil {
			t.Fatal(err)
		}
	}
	if r.Ply != 3 || r.line[2].Seat != 1 {
		t.Errorf("after both moves of the other the line is %v", r.line)
	}
}
