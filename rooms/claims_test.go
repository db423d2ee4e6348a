package rooms_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// may reports how the viewer may do something, if they may.
func may(s *rooms.Snapshot, do room.Verb) (how string, ok bool) {
	a, ok := s.Action(do)
	return a.How, ok
}

func TestAGameCanBeClaimedFromWhoIsHereAndDoesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		do     room.Verb
		result room.Result
	}{
		"a win":  {room.Claim, room.Result{Winners: []game.Seat{1}, How: room.Silent, By: []game.Seat{0}}},
		"a draw": {room.Call, room.Result{How: room.Called, By: []game.Seat{0}}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t)
				code := h.begun() // Ann is to move
				a, b := h.watch(ann, code), h.watch(bob, code)
				later(room.SilentAfter - time.Second)
				h.refused(room.ErrNotAway, bob, code, room.Command{Do: c.do})
				s := b.until(func(s *rooms.Snapshot) bool { return claimable(s) })
				if how, _ := may(s, room.Claim); how != room.FromSilent {
					t.Errorf("it is claimed as %q", how)
				}
				if _, ok := may(s, room.Call); !ok {
					t.Error("it cannot be called a draw")
				}
				told := a.until(func(s *rooms.Snapshot) bool { return s.Version >= b.last.Version })
				if !slices.ContainsFunc(told.News, func(n room.News) bool { return n.What == room.IsSilent && n.Mine }) {
					t.Errorf("Ann is told only %+v", told.News)
				}
				if claimable(told) {
					t.Error("Ann may claim on her own turn")
				}
				h.must(bob, code, room.Command{Do: c.do})
				s = b.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
				if s.Result.How != c.result.How || !slices.Equal(s.Result.Winners, c.result.Winners) || !slices.Equal(s.Result.By, c.result.By) {
					t.Errorf("%+v", s.Result)
				}
				h.Close()
			})
		})
	}
}

func TestWhoSpeaksOrComesBackIsNotSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.begun()
		a, b := h.watch(ann, code), h.watch(bob, code)
		later(room.SilentAfter - time.Minute)
		h.must(ann, code, room.Command{Do: room.Chat, Text: "thinking"})
		later(room.SilentAfter - time.Minute)
		if s := b.until(func(*rooms.Snapshot) bool { return true }); claimable(s) {
			t.Error("the game is claimed from somebody who has spoken")
		}
		h.must(bob, code, room.Command{Do: room.Chat, Text: "hm"}) // which is not hers
		later(time.Minute)
		b.until(func(s *rooms.Snapshot) bool { return claimable(s) })
		a.Close()
		later(room.ClaimAfter)
		h.watch(ann, code)
		b.until(func(s *rooms.Snapshot) bool { return s.Chairs[0].Present && !claimable(s) })
		later(time.Minute)
		b.until(func(s *rooms.Snapshot) bool { return claimable(s) })
		h.move(ann, code, 2, "1")
		b.until(func(s *rooms.Snapshot) bool { return s.Ply == 3 && !claimable(s) })
		h.Close()
	})
}

// Whoever neither moves nor goes, but comes and goes, or talks, is silent as well.
func TestNobodyStaysInAGameByComingAndGoingOrTalking(t *testing.T) {
	for name, stall := range map[string]func(*harness, room.Code, *window) *window{
		"comes and goes": func(h *harness, code room.Code, w *window) *window {
			w.Close()
			later(44 * time.Second)
			w = h.watch(ann, code)
			later(time.Second)
			return w
		},
		"looks, away and again": func(h *harness, code room.Code, w *window) *window {
			w.Close()
			w = h.watch(ann, code)
			later(45 * time.Second)
			return w
		},
		"talks": func(h *harness, code room.Code, w *window) *window {
			h.must(ann, code, room.Command{Do: room.Chat, Text: "soon"})
			later(5 * time.Minute)
			return w
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t)
				code := h.begun()
				a, b := h.watch(ann, code), h.watch(bob, code)
				for began := time.Now(); time.Since(began) < room.SilentAtMost; {
					a = stall(h, code, a)
				}
				b.until(func(s *rooms.Snapshot) bool { return claimable(s) })
				h.must(bob, code, room.Command{Do: room.Claim})
				h.Close()
			})
		})
	}
}

func TestNobodyWinsBeforeBothHaveMoved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.game()
		b := h.watch(bob, code)
		later(2 * room.SilentAfter)
		s := b.until(func(*rooms.Snapshot) bool { return true })
		if how, ok := may(s, room.Abort); claimable(s) || !ok || how != room.Alone {
			t.Errorf("of a game that has not begun Bob may do %+v", s.Actions)
		}
		h.refused(room.ErrNotAway, bob, code, room.Command{Do: room.Claim})
		h.Close()
	})
}

func TestSilenceIsCountedThroughARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.begun()
		later(room.SilentAfter - 2*time.Minute)
		h = h.restart()
		h.watch(ann, code)
		b := h.watch(bob, code)
		later(2 * time.Minute)
		b.until(func(s *rooms.Snapshot) bool { return claimable(s) })
		h.Close()
	})
}
