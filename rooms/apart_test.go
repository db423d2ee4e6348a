package rooms_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/rooms/room"
)

// Whoever sits at a board cannot be the other one there as well, also while nobody looks at
// it and it waits for days.
func TestWhoPlayAgainstEachOtherStayApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily("3d")
		apart := func() error { return h.Apart("bob", "ann") }
		if err := apart(); !errors.Is(err, room.ErrOpposed) {
			t.Errorf("while they play: %v", err)
		}
		later(time.Hour)
		if err := apart(); !errors.Is(err, room.ErrOpposed) {
			t.Errorf("while the game waits: %v", err)
		}
		h = h.restart()
		if err := apart(); !errors.Is(err, room.ErrOpposed) {
			t.Errorf("after a restart: %v", err)
		}
		for _, id := range []room.PersonID{"ann", "cat", ""} {
			if err := h.Apart(id, "ann"); err != nil {
				t.Errorf("%q: %v", id, err)
			}
		}
		h.must(ann, code, room.Command{Do: room.Resign})
		if err := apart(); err != nil {
			t.Errorf("when it is over: %v", err)
		}
	})
}
