package rooms_test

import (
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/rooms/room"
)

// drawings is nim that counts how often its board is drawn.
type drawings struct {
	nim
	drawn *int
}

func (d drawings) Start(s game.Setup) (game.State, error) {
	first, err := d.nim.Start(s)
	return counted{first, d.drawn}, err
}

type counted struct {
	game.State
	drawn *int
}

func (c counted) Play(s game.Seat, m game.Move) (game.State, error) {
	next, err := c.State.Play(s, m)
	return counted{next, c.drawn}, err
}

func (c counted) View(s game.Seat) game.View {
	*c.drawn++
	return c.State.View(s)
}

func TestWhatIsSaidLeavesTheBoardAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		drawn := 0
		h := openGames(t, drawings{drawn: &drawn})
		code := h.game()
		a, b := h.watch(ann, code), h.watch(bob, code)
		later(time.Second)
		before, _ := a.Take()
		drawn = 0

		h.must(bob, code, room.Command{Do: room.Chat, Text: "hello"})
		h.watch(cat, code)
		b.Close()
		later(10 * time.Second)
		after, _ := a.Take()
		if len(after.Chat) != 1 || after.Spectators != 1 || after.Chairs[1].Present {
			t.Fatalf("what happened is not shown: %+v", after)
		}
		if after.Version == before.Version {
			t.Errorf("version %d became %d", before.Version, after.Version)
		}
		if drawn != 1 { // for the spectator
			t.Errorf("the board was drawn %d times", drawn)
		}
		h.move(ann, code, 0, "1")
		if s, _ := a.Take(); s.Ply != 1 || drawn < 2 {
			t.Errorf("after a move: ply %d, drawn %d times", s.Ply, drawn)
		}
		h.Close()
	})
}
