package rooms_test

import (
	"testing"
	"testing/synctest"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// A game that is put off waits for days, over a restart and in nobody's memory; its
// clocks stand at what was thought, and it goes on when both are there and want to.
func TestAGameIsPutOffAndGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, a, b := h.timed("1+0")
		later(10 * time.Second)
		h.must(bob, code, room.Command{Do: room.Adjourn})
		s := a.until(func(s *rooms.Snapshot) bool { return s.Offer.Open() })
		h.must(ann, code, room.Command{Do: room.Adjourn, Offer: s.Offer.N})
		s = b.until(func(s *rooms.Snapshot) bool { return s.Adjourned })
		if len(s.Turn) > 0 || len(s.View.Choices) > 0 || !s.Time.Clocks[0].Since.IsZero() || s.Time.Clocks[0].Left != 50_000 {
			t.Errorf("it is the turn of %v, with %+v", s.Turn, s.Time)
		}
		h.refused(room.ErrAdjourned, ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		h.refused(room.ErrAdjourned, ann, code, room.Command{Do: room.Takeback})
		synctest.Wait() // for the lists
		if mine := h.Mine("ann"); len(mine) != 1 || !mine[0].Adjourned || mine[0].Waits() {
			t.Errorf("Ann has %+v", mine)
		}
		a.Close()
		b.Close()
		later(3 * day)
		if h.InMemory() != 0 {
			t.Errorf("%d rooms are in memory", h.InMemory())
		}
		h = h.restart()
		a = h.watch(ann, code)
		h.must(ann, code, room.Command{Do: room.Resume})
		a.Close()
		later(time.Hour) // she has gone again
		h.watch(bob, code)
		later(time.Minute)
		s = h.now(bob, code)
		for _, act := range s.Actions {
			if act.Do == room.Claim || act.Do == room.Call || act.Do == room.Resume && act.State != room.Unasked {
				t.Errorf("Bob may %+v", act)
			}
		}
		h.must(bob, code, room.Command{Do: room.Resume})
		if s = h.now(bob, code); !s.Adjourned || s.Offer.Seat != 1 {
			t.Fatalf("it went on without Ann, by %+v", s.Offer)
		}
		a = h.watch(ann, code)
		began := time.Now()
		h.must(ann, code, room.Command{Do: room.Resume, Offer: s.Offer.N})
		s = a.until(func(s *rooms.Snapshot) bool { return !s.Adjourned && s.Version > 1 })
		if c := s.Time.Clocks[0]; c.Left != 50_000 || !c.Since.Equal(began) || len(s.Turn) != 1 {
			t.Errorf("it goes on with %+v at %v", s.Time, began)
		}
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		h.Close()
	})
}

// Whoever waits for somebody who is gone may put the game off instead of claiming it.
func TestWhoeverWaitsMayPutTheGameOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.begun() // Ann is to move
		w := h.watch(bob, code)
		may := func() bool {
			_, ok := w.until(func(s *rooms.Snapshot) bool { return s.Ply == 2 }).Action(room.Claim)
			return ok
		}
		h.must(bob, code, room.Command{Do: room.Adjourn}) // nobody is missed yet: it is an offer
		if s := h.now(bob, code); s.Adjourned {
			t.Fatal("it is put off without consent")
		}
		h.must(bob, code, room.Command{Do: room.Decline, Offer: 1})
		later(room.ClaimAfter + time.Second)
		if !may() {
			t.Fatal("nothing can be claimed")
		}
		h.must(bob, code, room.Command{Do: room.Adjourn})
		if s := h.now(ann, code); !s.Adjourned {
			t.Error("it is not put off")
		}
		h.Close()
	})
}

// Nobody keeps a game put off for good that another wants to go on with.
func TestAGameThatNobodyResumesCanBeClaimed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.begun()
		h.move(ann, code, 2, "1")
		w := h.watch(ann, code)
		later(room.ClaimAfter + time.Second)
		h.must(ann, code, room.Command{Do: room.Adjourn}) // Bob is away
		w.Close()
		h.must(bob, code, room.Command{Do: room.Resume})
		h.refused(room.ErrNotAway, bob, code, room.Command{Do: room.Claim})
		later(6 * day)
		h = h.restart()
		h.refused(room.ErrNotAway, bob, code, room.Command{Do: room.Claim})
		later(2 * day)
		h.refused(room.ErrNotAway, ann, code, room.Command{Do: room.Claim})
		if _, ok := h.now(bob, code).Action(room.Claim); !ok {
			t.Error("Bob is not told that he may")
		}
		h.must(bob, code, room.Command{Do: room.Claim})
		if s := h.now(ann, code); s.Phase != room.Over || len(s.Result.Winners) != 1 || s.Result.Winners[0] != 1 {
			t.Errorf("the game is %s: %+v", s.Phase, s.Result)
		}
		h.Close()
	})
}
