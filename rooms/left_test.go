package rooms_test

import (
	"context"
	"fmt"
	"testing"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Whoever leaves a room has it in no list any more: it would count against them, and
// lead them back to where they have no seat.
func TestARoomThatWasLeftIsInNobodysList(t *testing.T) {
	h := newHarness(t)
	h.Unpaced()
	leave := func(p rooms.Person, code room.Code) {
		t.Helper()
		h.must(p, code, room.Command{Do: room.Leave})
		if mine := h.Mine(p.ID); len(mine) != 0 {
			t.Fatalf("%s has left, and the list has %+v", p.Name, mine)
		}
	}
	for i := range rooms.MaxGames + 1 {
		leave(ann, h.create(ann, rooms.New{Private: i%2 == 0}))
	}
	code := h.game()
	h.must(ann, code, room.Command{Do: room.Resign})
	leave(ann, code)
	leave(bob, code)

	code, err := h.Quick(context.Background(), ann, "again", "duel", "")
	if err != nil {
		t.Fatalf("quick, after all of them: %v", err)
	}
	if s := h.now(ann, code); s.You != 0 || s.Phase != room.Open {
		t.Errorf("quick leads to %+v", s)
	}
	leave(ann, code)
	for i := range 3 { // the same command leads to the same room only while they sit there
		if next, err := h.Quick(context.Background(), ann, fmt.Sprint("id", i), "duel", ""); err != nil || next == code {
			t.Errorf("quick again: %v, %v", next, err)
		} else {
			leave(ann, next)
		}
	}
}
