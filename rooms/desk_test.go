package rooms_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// mine is what somebody's desk shows, and how often it has rung.
type mine struct {
	*rooms.Desk
	rung int
}

func (h *harness) desk(p rooms.Person) *mine {
	m := new(mine)
	m.Desk = h.Desk(p, func() { m.rung++ })
	h.t.Cleanup(m.Close)
	return m
}

func TestEverybodyIsToldWhichOfTheirGamesWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		a, b := h.desk(ann), h.desk(bob)
		if list, ok := a.Take(); !ok || len(list) != 0 {
			t.Fatalf("%+v, %v", list, ok)
		}
		b.Take()
		code := h.create(ann, rooms.New{Private: true})
		if list, ok := a.Take(); !ok || a.rung != 1 || len(list) != 1 || list[0].Phase != room.Open || list[0].Waits() {
			t.Fatalf("Ann, who made a room, is told %+v", list)
		}
		if b.rung != 0 {
			t.Error("Bob was told of a room that is not his")
		}
		h.must(bob, code, room.Command{Do: room.Sit})
		if list, ok := a.Take(); !ok || list[0].Phase != room.Playing || !list[0].Waits() || list[0].Chairs[1].Name != "Bob" {
			t.Fatalf("Ann, whose invitation was taken, is told %+v", list)
		}
		if list, ok := b.Take(); !ok || list[0].Waits() || list[0].You != 1 {
			t.Fatalf("Bob is told %+v", list)
		}
		h.move(ann, code, 0, "1")
		if list, ok := b.Take(); !ok || !list[0].Waits() {
			t.Fatalf("after Ann's move Bob is told %+v", list)
		}
		h.must(bob, code, room.Command{Do: room.Chat, Text: "hm"})
		if _, ok := b.Take(); ok {
			t.Error("a line of chat is news to the list of games")
		}
		h.must(bob, code, room.Command{Do: room.Resign})
		if list, ok := b.Take(); !ok || len(list) != 0 {
			t.Errorf("after the end Bob is told %+v", list)
		}
		h.Close()
	})
}

func TestAfterARestartTheGamesThatWaitAreKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		first, second := h.game(), h.game()
		h.move(ann, first, 0, "1")
		later(time.Second)
		h = h.restart()
		d := h.desk(ann)
		synctest.Wait()
		list, ok := d.Take()
		if !ok || len(list) != 2 || list[0].Code != second || !list[0].Waits() || list[1].Waits() {
			t.Fatalf("%+v", list)
		}
		later(time.Hour)
		if n := h.InMemory(); n != 0 {
			t.Errorf("%d rooms stay in memory", n)
		}
		h.Close()
	})
}

// Whoever has many games that take long to read keeps nobody else from knowing theirs.
func TestAfterARestartNetworksTakeTurnsToKnowTheirGames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := &unreading{Memory: journaltest.NewMemory()}
		h := open(t, j)
		h.Unpaced()
		var slow []rooms.Person
		for i := range 20 {
			p := from(named(fmt.Sprintf("guest %d", i)), fmt.Sprintf("192.0.2.%d/32", i))
			code := h.create(p, rooms.New{Private: true})
			h.must(bob, code, room.Command{Do: room.Sit})
			slow = append(slow, p)
			j.streams = append(j.streams, journal.Stream("room/"+code))
		}
		code := h.create(ann, rooms.New{Private: true})
		h.must(cat, code, room.Command{Do: room.Sit})
		h = h.restart()
		for _, p := range slow {
			go h.Learn(t.Context(), p)
		}
		synctest.Wait()
		began := time.Now()
		if !h.Learn(t.Context(), from(cat, "198.51.100.1/32")) {
			t.Error("it is not known")
		}
		if took := time.Since(began); took != 0 {
			t.Errorf("it took %v", took)
		}
		if next := h.Next(t.Context(), ann); next != code {
			t.Errorf("the game that waits is %q", next)
		}
		h.Close()
	})
}
