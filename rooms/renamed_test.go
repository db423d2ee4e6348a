package rooms_test

import (
	"testing"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Whoever takes another name before the command that begins the next game has it
// there.
func TestANameIsKeptWhereTheNextGameBegins(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	h.must(ann, code, room.Command{Do: room.Resign})
	h.must(bob, code, room.Command{Do: room.Rematch})
	anna := rooms.Person{ID: ann.ID, Name: "Anna"}
	h.must(anna, code, room.Command{Do: room.Rematch})
	s := h.now(anna, code)
	if s.Phase != room.Playing || s.Chairs[s.You].Name != "Anna" {
		t.Fatalf("%s begins, and she is called %s", s.Phase, s.Chairs[s.You].Name)
	}
	if s = h.restart().now(anna, code); s.Chairs[s.You].Name != "Anna" {
		t.Errorf("after a restart she is called %s", s.Chairs[s.You].Name)
	}
}
