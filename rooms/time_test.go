package rooms_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// later lets time pass in a synctest bubble.
func later(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func TestADroppedPlayersSeatIsHeldAndTheOpponentSeesIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.game()
		a, b := h.watch(ann, code), h.watch(bob, code)
		a.until(func(s *rooms.Snapshot) bool { return s.Chairs[1].Present })
		b.Close()
		gone := time.Now()
		s := a.until(func(s *rooms.Snapshot) bool { return !s.Chairs[1].Present })
		if s.Chairs[1].Name != "Bob" || !s.Chairs[1].Away.Equal(gone) {
			t.Fatalf("Bob's chair: %+v, gone since %v", s.Chairs[1], gone)
		}
		h.refused(room.ErrFull, cat, code, room.Command{Do: room.Sit})
		h.watch(bob, code)
		a.until(func(s *rooms.Snapshot) bool { return s.Chairs[1].Present && s.Chairs[1].Away.IsZero() })
		h.Close()
	})
}

func TestAReloadedPageIsNotAnAbsence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.game()
		a, b := h.watch(ann, code), h.watch(bob, code)
		a.until(func(s *rooms.Snapshot) bool { return s.Chairs[1].Present })
		later(time.Second)
		b.Close()
		later(time.Second)
		h.watch(bob, code)
		later(time.Minute)
		for {
			s, err := a.Take()
			if err != nil {
				t.Fatal(err)
			}
			if s == nil {
				break
			}
			if !s.Chairs[1].Present {
				t.Fatal("the reload was shown as an absence")
			}
		}
		h.Close()
	})
}

func TestAGameCanBeClaimedFromWhoStaysAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.begun()
		a, b := h.watch(ann, code), h.watch(bob, code)
		h.move(ann, code, 2, "1")
		later(time.Second)
		b.Close()
		later(room.ClaimAfter - time.Second)
		h.refused(room.ErrNotAway, ann, code, room.Command{Do: room.Claim})
		a.until(func(s *rooms.Snapshot) bool { return claimable(s) })
		h.refused(room.ErrNotAway, bob, code, room.Command{Do: room.Claim})
		h.must(ann, code, room.Command{Do: room.Claim})
		s := a.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
		if s.Result.How != room.Away || s.Chairs[0].Wins != 1 {
			t.Fatalf("%+v", s.Result)
		}
		h.Close()
	})
}

func TestWhoComesBackAndGoesAgainCanBeClaimedFromAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.begun()
		h.move(ann, code, 2, "1")
		a := h.watch(ann, code)
		for range 2 {
			b := h.watch(bob, code)
			a.until(func(s *rooms.Snapshot) bool { return s.Chairs[1].Present && !claimable(s) })
			b.Close()
			later(room.ClaimAfter)
			if s := a.until(func(*rooms.Snapshot) bool { return true }); !claimable(s) {
				t.Fatal("Bob is gone for good, and Ann was not told that she can claim the game")
			}
		}
		h.Close()
	})
}

func TestWhoWentOnWaitingCanPlayOnWithWhoComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.begun()
		h.move(ann, code, 2, "1")
		a := h.watch(ann, code)
		a.until(func(s *rooms.Snapshot) bool { return claimable(s) })
		h.watch(bob, code)
		a.until(func(s *rooms.Snapshot) bool { return !claimable(s) && s.Chairs[1].Present })
		h.refused(room.ErrNotAway, ann, code, room.Command{Do: room.Claim})
		h.Close()
	})
}

func TestAnOpenRoomThatEveryoneLeftIsReaped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.create(ann, rooms.New{})
		w := h.watch(ann, code)
		later(time.Hour)
		if len(h.Rooms().Open) != 1 {
			t.Fatal("a room was reaped while its player waited")
		}
		w.Close()
		later(time.Hour)
		if len(h.Rooms().Open) != 0 || len(h.Mine("ann")) != 0 {
			t.Fatal("the room is still listed")
		}
		h.refused(room.ErrGone, bob, code, room.Command{Do: room.Sit})

		left := h.create(ann, rooms.New{})
		h = h.restart()
		later(time.Hour)
		h.refused(room.ErrGone, bob, left, room.Command{Do: room.Sit})
		h.Close()
	})
}

func TestARoomIsPutAwayAndReadBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.game()
		w := h.watch(ann, code)
		h.move(ann, code, 0, "1")
		first := w.until(func(s *rooms.Snapshot) bool { return s.Ply == 1 })
		w.Close()
		later(time.Hour)
		second := h.now(ann, code)
		if second.Ply != 1 || second.Version >= first.Version {
			t.Fatalf("version %d after an hour, %d before: it was never put away", second.Version, first.Version)
		}
		h.Close()
	})
}

func TestComingAndGoingIsGatheredIntoOneUpdate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.game()
		a := h.watch(ann, code)
		later(time.Minute)
		before := a.until(func(*rooms.Snapshot) bool { return true }).Version
		for range 500 {
			h.watch(cat, code).Close()
		}
		later(time.Minute)
		after := a.until(func(s *rooms.Snapshot) bool { return true }).Version
		if after > before+2 {
			t.Fatalf("500 visits made %d updates", after-before)
		}
		h.Close()
	})
}

func TestATimerThatCannotSaveTriesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.create(ann, rooms.New{})
		fail := h.journal.(interface{ FailBefore(error) }).FailBefore
		fail(errors.New("no space left on device"))
		later(time.Hour)
		fail(nil)
		if s := h.now(bob, code); s.Phase != room.Open {
			t.Fatalf("the room is %s", s.Phase)
		}
		later(time.Hour)
		h.refused(room.ErrGone, bob, code, room.Command{Do: room.Sit})
		h.Close()
	})
}

// Who comes back is not told so themselves.
func TestOnesOwnReturnIsNoNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.begun()
		b := h.watch(bob, code)
		a := h.watch(ann, code)
		later(time.Second)
		a.Close()
		later(time.Minute)
		a = h.watch(ann, code)
		back := func(s *rooms.Snapshot) *room.News {
			i := slices.IndexFunc(s.News, func(n room.News) bool { return n.What == room.IsBack })
			if i < 0 {
				return nil
			}
			return &s.News[i]
		}
		if n := back(a.until(func(s *rooms.Snapshot) bool { return back(s) != nil })); !n.Mine {
			t.Errorf("Ann is told %+v", n)
		}
		if n := back(b.until(func(s *rooms.Snapshot) bool { return back(s) != nil })); n.Mine || n.Seat != 0 {
			t.Errorf("Bob is told %+v", n)
		}
		h.Close()
	})
}
