package rooms_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// On lichess the countdown was one for all speeds and felt long in blitz (#19786), a
// claim came while whoever claimed was to move (#3170, #4929) or before the first move
// (#6067), and vanished without a word (#12318).
func TestHowLongASeatIsKeptDependsOnTheSpeed(t *testing.T) {
	for clock, kept := range map[string]time.Duration{
		"": 180 * time.Second, "1+0": 40 * time.Second, "5+3": 40 * time.Second, "5+5": 80 * time.Second, "15+10": 80 * time.Second, "30+20": 120 * time.Second,
	} {
		t.Run(clock, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t)
				code := h.begunWith(clock)
				a, b := h.watch(ann, code), h.watch(bob, code)
				h.move(ann, code, 2, "1")
				b.Close()
				gone := time.Now()
				later(3 * time.Second)
				s := a.until(func(s *rooms.Snapshot) bool { return !s.Chairs[1].Present })
				if got := s.Chairs[1].Claim.Sub(gone); got != kept {
					t.Errorf("Ann reads that she can claim the game in %v", got)
				}
				if n := s.News[len(s.News)-1]; n.What != room.GoesAway || n.Secs <= 0 || n.Secs > int(kept/time.Second) {
					t.Errorf("she is told %+v", n)
				}
				later(kept - 4*time.Second)
				h.refused(room.ErrNotAway, ann, code, room.Command{Do: room.Claim})
				a.until(func(s *rooms.Snapshot) bool { return claimable(s) })
				if got := time.Since(gone); got != kept {
					t.Errorf("she can after %v", got)
				}
				h.watch(bob, code)
				s = a.until(func(s *rooms.Snapshot) bool { return !claimable(s) })
				if n := s.News[len(s.News)-1]; n.What != room.IsBack {
					t.Errorf("when he is back she is told %+v", n)
				}
				h.Close()
			})
		})
	}
}

// begunWith is a game with a clock in which Ann is to move for the second time.
func (h *harness) begunWith(clock string) room.Code {
	code := h.create(ann, rooms.New{Clock: clock})
	a, b := h.watch(ann, code), h.watch(bob, code)
	h.must(bob, code, room.Command{Do: room.Sit})
	h.move(ann, code, 0, "1")
	h.move(bob, code, 1, "1")
	a.Close()
	b.Close()
	return code
}

// Whoever goes deliberately is waited for more shortly, but never less than from the
// beginning of their turn: nobody loses between two looks.
func TestWhoGoesDeliberatelyIsWaitedForShortly(t *testing.T) {
	for clock, kept := range map[string]time.Duration{"": 3 * time.Minute, "5+3": 10 * time.Second} {
		t.Run(clock, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t)
				code := h.begunWith(clock)
				a, b := h.watch(ann, code), h.watch(bob, code)
				b.Leave()
				left := time.Now()
				later(8 * time.Second)
				h.move(ann, code, 2, "1")
				a.until(func(s *rooms.Snapshot) bool { return claimable(s) })
				if got, want := time.Since(left), max(kept, 18*time.Second); got != want {
					t.Errorf("the game can be claimed after %v, not %v", got, want)
				}
				b = h.watch(bob, code)
				a.until(func(s *rooms.Snapshot) bool { return !claimable(s) })
				b.Close() // and now his line is lost
				lost := time.Now()
				a.until(func(s *rooms.Snapshot) bool { return claimable(s) })
				if got, want := time.Since(lost), max(kept, 40*time.Second); got != want {
					t.Errorf("after a loss it can be claimed after %v, not %v", got, want)
				}
				h.Close()
			})
		})
	}
}

// On lichess a claim came while whoever claimed was to move (#3170, #4929).
func TestNobodyClaimsOnTheirOwnTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.begun() // Ann is to move
		a := h.watch(ann, code)
		later(2 * room.ClaimAfter)
		if s := a.until(func(s *rooms.Snapshot) bool { return !s.Chairs[1].Present }); claimable(s) {
			t.Error("Ann may claim on her own turn")
		}
		h.refused(room.ErrNotAway, ann, code, room.Command{Do: room.Claim})
		h.refused(room.ErrNotAway, ann, code, room.Command{Do: room.Call})
		h.move(ann, code, 2, "1")
		later(9 * time.Second)
		h.refused(room.ErrNotAway, ann, code, room.Command{Do: room.Claim}) // he has not had a look
		a.until(func(s *rooms.Snapshot) bool { return claimable(s) })
		h.must(ann, code, room.Command{Do: room.Claim})
		h.Close()
	})
}

// Where the clock ends sooner nothing is counted down: it says all there is to say.
func TestAClockThatEndsSoonerIsTheCountdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.begunWith("0.5+0")
		a, b := h.watch(ann, code), h.watch(bob, code)
		h.move(ann, code, 2, "1")
		b.Close()
		later(3 * time.Second)
		if s := a.until(func(s *rooms.Snapshot) bool { return !s.Chairs[1].Present }); !s.Chairs[1].Claim.IsZero() {
			t.Errorf("it is counted down to %v", s.Chairs[1].Claim)
		}
		s := a.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
		if s.Result.How != room.OutOfTime {
			t.Errorf("it ended as %+v", s.Result)
		}
		h.Close()
	})
}

// Both see how long somebody who does nothing can still move.
func TestWhoIsSilentIsToldInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.begun() // Ann is to move
		a, b := h.watch(ann, code), h.watch(bob, code)
		due := time.Now().Add(room.SilentAfter)
		later(room.SilentAfter - room.SilentSoon - time.Second)
		if s := b.until(func(*rooms.Snapshot) bool { return true }); !s.Chairs[0].Claim.IsZero() {
			t.Error("it is counted down from the beginning")
		}
		for who, w := range map[string]*window{"Ann": a, "Bob": b} {
			s := w.until(func(s *rooms.Snapshot) bool { return !s.Chairs[0].Claim.IsZero() })
			if !s.Chairs[0].Claim.Equal(due) || !time.Now().Equal(due.Add(-room.SilentSoon)) {
				t.Errorf("%s reads %v before the end that she has until %v", who, time.Until(due), s.Chairs[0].Claim)
			}
			if !slices.ContainsFunc(s.News, func(n room.News) bool { return n.What == room.IsSilent && n.Secs == 120 }) {
				t.Errorf("%s is told %+v", who, s.News)
			}
		}
		h.move(ann, code, 2, "1")
		b.until(func(s *rooms.Snapshot) bool { return s.Ply == 3 && s.Chairs[0].Claim.IsZero() })
		h.Close()
	})
}
