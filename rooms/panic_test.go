package rooms_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

func TestAPanicInATimerEndsThatRoomOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var broken atomic.Bool
		j := journaltest.NewMemory()
		reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
			Journal: j, Games: []game.Rules{nim{}}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
		h := &harness{Registry: reg, t: t, journal: j}
		code, other := h.game(), h.game()
		a, b := h.watch(ann, code), h.watch(bob, code)
		fragile, err := h.Watch(context.Background(), cat, code, func() {
			if broken.Load() {
				panic("this window is broken")
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		later(time.Second)
		fragile.Take()
		broken.Store(true)
		b.Close()
		later(10 * time.Second) // Bob's absence is shown by a timer
		for {
			s, err := a.Take()
			if err != nil {
				if !errors.Is(err, room.ErrInternal) {
					t.Fatalf("the watch ended with %v", err)
				}
				break
			}
			if s == nil {
				t.Fatal("the room lives on")
			}
		}
		h.move(ann, other, 0, "1")
		h.move(ann, code, 0, "1") // it is read back
		h.Close()
	})
}
