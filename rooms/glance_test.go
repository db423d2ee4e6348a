package rooms_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Who glances at a game sees it as it goes on, from outside; nobody sees them, and no room stays for them.
func TestAGlanceIsSeenByNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.game()
		a := h.watch(ann, code)
		later(time.Minute)
		before := a.until(func(*rooms.Snapshot) bool { return true }).Version

		g := h.glance(bob, code) // even a player
		first := g.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Playing })
		if first.You != game.Spectator || len(first.View.Choices) > 0 || first.Spectators != 0 {
			t.Errorf("from seat %d, with %v, beside %d others", first.You, first.View.Choices, first.Spectators)
		}
		later(time.Minute)
		s := a.until(func(*rooms.Snapshot) bool { return true })
		if s.Version != before || s.Spectators != 0 || s.Chairs[1].Present {
			t.Errorf("a glance was noticed: version %d after %d, %d spectators, present: %v", s.Version, before, s.Spectators, s.Chairs[1].Present)
		}
		h.move(ann, code, 0, "1")
		g.until(func(s *rooms.Snapshot) bool { return s.Ply == 1 })

		a.Close()
		later(time.Hour)
		if err := g.ended(); !errors.Is(err, room.ErrGone) {
			t.Errorf("the room stays for a glance: %v", err)
		}
		h.Close()
	})
}

// Only what everybody can watch from the list can be glanced at.
func TestWhatIsNotOnShowIsNotGlancedAt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		private := h.create(ann, rooms.New{Private: true})
		h.watch(ann, private)
		h.must(bob, private, room.Command{Do: room.Sit})
		waiting := h.create(cat, rooms.New{})
		h.watch(cat, waiting)
		left := h.game() // nobody looks
		for _, code := range []room.Code{private, waiting, left, "K7MPQX"} {
			if _, err := h.Glance(t.Context(), rooms.Person{ID: "dan", Name: "Dan"}, code, func() {}); !errors.Is(err, room.ErrNoRoom) {
				t.Errorf("%s: %v", code, err)
			}
		}
		h.Close()
	})
}

func (h *harness) glance(p rooms.Person, code room.Code) *window {
	h.t.Helper()
	return h.window(func(wake func()) (*rooms.Watch, error) { return h.Glance(h.t.Context(), p, code, wake) })
}

// ended is why the watch has ended, or nil.
func (w *window) ended() error {
	for {
		if s, err := w.Take(); s == nil {
			return err
		}
	}
}
