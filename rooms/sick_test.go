package rooms_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

func TestAFullDiskIsSaidOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said strings.Builder
		j := journaltest.NewMemory()
		reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
			Journal: j, Games: []game.Rules{nim{}}, Secret: make([]byte, 32), Log: slog.New(slog.NewTextHandler(&said, nil)),
		})
		if err != nil {
			t.Fatal(err)
		}
		h := &harness{Registry: reg, t: t, journal: j}
		code := h.game()
		j.FailBefore(errors.New("no space left on device"))
		for range 2 {
			for range 20 {
				h.refused(room.ErrNotSaved, ann, code, room.Command{Do: room.Move, Move: "1"})
			}
			later(time.Second)
		}
		j.FailBefore(nil)
		h.move(ann, code, 0, "1")
		h.Close()
		if n := strings.Count(said.String(), "no space left on device"); n != 2 {
			t.Errorf("it was said %d times in two seconds", n)
		}
	})
}
