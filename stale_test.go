package main

import (
	"errors"
	"testing"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/rooms/room"
)

// Whoever agrees to a count agrees to what they saw: stones that the other marks
// dead in the same moment make it stale.
func TestNobodyAgreesToACountThatHasChanged(t *testing.T) {
	r := room.New(rulesOf(t, "go"))
	at := room.Circumstances{Absent: func(room.PersonID) bool { return false }}
	people := []room.Person{{ID: "ann", Name: "Ann"}, {ID: "bob", Name: "Bob"}}
	take := func(by room.Person, events []room.Event) {
		t.Helper()
		if err := r.Apply(&room.Record{V: 2, By: by.ID, Events: events}); err != nil {
			t.Fatal(err)
		}
	}
	do := func(by int, c room.Command) error {
		events, err := r.Decide(people[by], c, at)
		if err == nil {
			take(people[by], events)
		}
		return err
	}
	play := func(by, ply int, move game.Move) error {
		return do(by, room.Command{Do: room.Move, Ply: ply, Move: move})
	}
	info := rulesOf(t, "go").Info()
	take(people[0], []room.Event{{Created: &room.Created{Code: "AAAAAA", Game: info.Name, Version: info.Version, Seats: 2}}, {Sat: &room.Sat{Person: people[0]}}})
	if err := do(1, room.Command{Do: room.Sit}); err != nil {
		t.Fatal(err)
	}
	for ply, move := range []game.Move{"D4", "F4", "D5", "F5", "pass", "pass"} {
		if err := play(ply%2, ply, move); err != nil {
			t.Fatal(move, err)
		}
	}
	seen := r.Ply
	if err := play(0, seen, "dead F5"); err != nil {
		t.Fatal(err)
	}
	if err := play(1, seen, "agree"); !errors.Is(err, room.ErrStale) {
		t.Errorf("agreeing to a count that the other has changed: %v", err)
	}
	if err := play(1, r.Ply, "agree"); err != nil {
		t.Errorf("agreeing to what one sees: %v", err)
	}
}

// Those who place their ships at the same time do not hold each other up.
func TestWhatIsHiddenMakesNoMoveStale(t *testing.T) {
	r := rulesOf(t, "battleship")
	state, err := r.Start(game.Setup{Seats: 2})
	if err != nil {
		t.Fatal(err)
	}
	mine := state.View(0)
	next, err := state.Play(1, state.View(1).Choices[0].Move)
	if err != nil {
		t.Fatal(err)
	}
	if len(next.Turn()) == 2 && len(next.View(0).Choices) != len(mine.Choices) {
		t.Error("what one places changes what the other can")
	}
}

func rulesOf(t *testing.T, name string) game.Rules {
	t.Helper()
	for _, g := range all.Games() {
		if g.Info().Name == name {
			return g
		}
	}
	t.Fatalf("there is no %s", name)
	return nil
}
