package rooms_test

import (
	"context"
	"errors"
	"testing"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// looks is the answer to who looks at a room for a moment.
func (h *harness) looks(by rooms.Person, code room.Code) error {
	w, err := h.Watch(context.Background(), by, code, func() {})
	if err == nil {
		w.Close()
	}
	return err
}

func TestOnesOwnForgottenGameOpensWhileTheServerIsFull(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	h.Crowd(code)
	if err := h.looks(from(cat, "192.0.2.1/32"), code); !errors.Is(err, room.ErrServer) {
		t.Errorf("a stranger: %v", err)
	}
	if err := h.looks(from(ann, "192.0.2.1/32"), code); err != nil {
		t.Errorf("who has a seat there: %v", err)
	}
	if len(h.Mine(bob.ID)) != 1 {
		t.Error("the game is not in the lists again")
	}
}

func TestForgottenGamesAreLookedUpOnlySoOften(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	h.Crowd(code)
	for range rooms.RecallBurst {
		_ = h.looks(from(cat, "192.0.2.1/32"), code)
	}
	if err := h.looks(from(ann, "192.0.2.1/32"), code); !errors.Is(err, room.ErrServer) {
		t.Errorf("a network that tried many codes: %v", err)
	}
	if err := h.looks(from(ann, "192.0.2.2/32"), code); err != nil {
		t.Errorf("another network: %v", err)
	}
}
