package rooms_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/rooms/roomtest"
)

// sluggish is nim that takes a second to play.
type sluggish struct{ nim }

func (s sluggish) Start(setup game.Setup) (game.State, error) {
	p, err := s.nim.Start(setup)
	return sluggishly{p}, err
}

type sluggishly struct{ game.State }

func (s sluggishly) Play(seat game.Seat, m game.Move) (game.State, error) {
	<-time.After(time.Second)
	p, err := s.State.Play(seat, m)
	if err != nil {
		return nil, err
	}
	return sluggishly{p}, nil
}

// slows runs a test with a slow game, and a quick one.
func slows(t *testing.T, test func(t *testing.T, h *harness)) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
			Journal: j, Games: []game.Rules{sluggish{}, roomtest.Duel{}}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
		defer reg.Close()
		test(t, &harness{reg, t, j})
	})
}

// duel begins a quick game of two who look, and returns whose move it is.
func (h *harness) duel(one, two rooms.Person) (code room.Code, first, second rooms.Person, ply int) {
	h.t.Helper()
	code, err := h.Create(context.Background(), one, "", rooms.New{Game: "duel", Seats: 2})
	if err != nil {
		h.t.Fatal(err)
	}
	h.must(two, code, room.Command{Do: room.Sit})
	h.watch(one, code)
	if s := h.watch(two, code).until(func(*rooms.Snapshot) bool { return true }); s.Turn[0] == 1 {
		return code, two, one, s.Ply
	} else {
		return code, one, two, s.Ply
	}
}

// busy has a network's rooms call into slow rules, so many at once.
func (h *harness) busy(network string, n int) {
	h.t.Helper()
	var moves []func()
	for i := range n {
		guest := from(rooms.Person{ID: room.PersonID(fmt.Sprint(network, i)), Name: fmt.Sprint("Guest ", i)}, network)
		code, err := h.Create(context.Background(), guest, "", rooms.New{Game: "nim", Seats: 2})
		if err != nil {
			h.t.Fatal(err)
		}
		other := guest
		other.ID += " too"
		h.must(other, code, room.Command{Do: room.Sit})
		moves = append(moves, func() { _ = h.do(guest, code, room.Command{Do: room.Move, Move: "1"}) })
	}
	for _, move := range moves {
		go move()
	}
	synctest.Wait()
}

func TestANetworkWhoseRoomsTakeLongHoldsUpNobodyElse(t *testing.T) {
	slows(t, func(t *testing.T, h *harness) {
		code, first, second, ply := h.duel(from(ann, "198.51.100.1/32"), from(bob, "198.51.100.2/32"))
		h.busy("192.0.2.1/32", 40)
		began := time.Now()
		h.must(first, code, room.Command{Do: room.Move, Ply: ply, Move: "hit"})
		if took := time.Since(began); took != 0 {
			t.Errorf("a bystander's move took %v", took)
		}
		h.busy("203.0.113.1/32", 10)
		h.busy("203.0.113.2/32", 10)
		began = time.Now()
		h.must(second, code, room.Command{Do: room.Move, Ply: ply + 1, Move: "hit"})
		if took := time.Since(began); took > time.Second {
			t.Errorf("beside three, it took %v", took)
		}
		later(time.Hour)
	})
}

// Whoever looks on, or sits there as well, is not in the way of others with what else
// they have under way.
func TestTheGameOfOthersIsNotHeldUpByWhoeverLooksOn(t *testing.T) {
	slows(t, func(t *testing.T, h *harness) {
		busy := from(cat, "192.0.2.1/32")
		code, first, second, ply := h.duel(from(ann, "198.51.100.1/32"), from(bob, "192.0.2.1/32"))
		h.watch(busy, code)
		h.busy("192.0.2.1/32", 40)
		began := time.Now()
		go func() { _ = h.do(busy, code, room.Command{Do: room.Move, Ply: ply, Move: "hit"}) }()
		synctest.Wait()
		h.must(first, code, room.Command{Do: room.Move, Ply: ply, Move: "hit"})
		h.must(second, code, room.Command{Do: room.Move, Ply: ply + 1, Move: "hit"})
		if took := time.Since(began); took != 0 {
			t.Errorf("two moves took %v", took)
		}
		later(time.Hour)
	})
}
