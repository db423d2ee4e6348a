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
	"crossplay/rooms"
	"crossplay/rooms/journaltest"
)

// fragile is nim with a board that cannot be looked at while it is broken.
type fragile struct {
	nim
	broken *atomic.Bool
}

func (f fragile) Start(s game.Setup) (game.State, error) {
	first, err := f.nim.Start(s)
	return glass{first, f.broken}, err
}

type glass struct {
	game.State
	broken *atomic.Bool
}

func (g glass) Play(s game.Seat, m game.Move) (game.State, error) {
	next, err := g.State.Play(s, m)
	return glass{next, g.broken}, err
}

func (g glass) View(s game.Seat) game.View {
	if g.broken.Load() {
		panic("these rules are broken")
	}
	return g.State.View(s)
}

func TestAPanicInATimerEndsThatRoomOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rules := fragile{broken: new(atomic.Bool)}
		journal := journaltest.NewMemory()
		reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
			Journal: journal, Games: []game.Rules{rules}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
		h := &house{Registry: reg, t: t, journal: journal}
		code, other := h.game(), h.game()
		a, b := h.watch(ann, code), h.watch(bob, code)
		later(time.Second)
		rules.broken.Store(true)
		b.Close()
		later(10 * time.Second) // Bob's absence is shown by a timer
		rules.broken.Store(false)
		for {
			s, err := a.Take()
			if err != nil {
				if !errors.Is(err, rooms.ErrInternal) {
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
