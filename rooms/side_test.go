package rooms_test

import (
	"errors"
	"fmt"
	"testing"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

func TestWhoeverMakesARoomChoosesASide(t *testing.T) {
	h := newHarness(t)
	for side, want := range map[room.Side]game.Seat{"": 0, room.First: 0, room.Second: 1} {
		code := h.create(ann, rooms.New{Side: side})
		h.must(bob, code, room.Command{Do: room.Sit})
		if s := h.now(ann, code); s.You != want || s.Phase != room.Playing {
			t.Errorf("%q: Ann has seat %d in a room that is %s", side, s.You, s.Phase)
		}
	}
	code := h.create(ann, rooms.New{Side: room.Second})
	h.must(ann, code, room.Command{Do: room.Invite, Bot: "weak"})
	if s := h.now(ann, code); s.You != 1 || s.Chairs[0].Bot != "weak" {
		t.Errorf("beside a bot Ann has seat %d", s.You)
	}
	if _, err := h.Create(t.Context(), ann, "", rooms.New{Game: "nim", Side: "third"}); !errors.Is(err, room.ErrSetup) {
		t.Errorf("a side that there is not: %v", err)
	}
}

func TestLotsAreDrawnWhenTheFirstGameBegins(t *testing.T) {
	h := newHarness(t)
	var drawn [2]int
	for i := range 64 {
		ann, bob := rooms.Person{ID: room.PersonID(fmt.Sprint("a", i)), Name: "Ann"}, rooms.Person{ID: room.PersonID(fmt.Sprint("b", i)), Name: "Bob"}
		code := h.create(ann, rooms.New{Side: room.ByLot, Private: true})
		if s := h.now(bob, code); !s.Lot {
			t.Fatal("nobody is told that lots will be drawn")
		}
		h.must(bob, code, room.Command{Do: room.Sit})
		s := h.now(ann, code)
		drawn[s.You]++
		h.must(ann, code, room.Command{Do: room.Resign})
		h.must(ann, code, room.Command{Do: room.Rematch})
		h.must(bob, code, room.Command{Do: room.Rematch})
		if again := h.now(ann, code); again.You != 1-s.You || again.Lot || s.Lot {
			t.Fatal("in the second game the sides are not swapped")
		}
		h.must(bob, code, room.Command{Do: room.Resign})
	}
	// Both within four standard deviations of 32.
	if drawn[0] < 16 || drawn[1] < 16 {
		t.Errorf("of 64 games Ann was first in %d", drawn[0])
	}
}
