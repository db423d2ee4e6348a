package rooms_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

func TestAnInvitationIsGoodForADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.create(ann, rooms.New{Private: true})
		w := h.watch(ann, code)
		later(30 * time.Hour) // she waits for longer than that
		w.Close()
		later(rooms.InviteFor - time.Hour)
		if len(h.Mine("ann")) != 1 {
			t.Fatal("the invitation is not among Ann's rooms")
		}
		s := h.now(bob, code)
		if s.Phase != room.Open || s.Chairs[0].Present || s.Chairs[0].Away.IsZero() {
			t.Fatalf("who comes sees %s, %+v", s.Phase, s.Chairs[0])
		}
		h.must(bob, code, room.Command{Do: room.Sit})
		if s := h.now(ann, code); s.Phase != room.Playing {
			t.Fatalf("the maker comes to a room that is %s", s.Phase)
		}
		h.Close()
	})
}

func TestAnInvitationThatNobodyTakesEnds(t *testing.T) {
	for name, restarts := range map[string]bool{"here": false, "through a restart": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t)
				code := h.create(ann, rooms.New{Private: true})
				h.watch(ann, code).Close()
				later(rooms.InviteFor / 2)
				if restarts {
					h = h.restart()
				}
				later(rooms.InviteFor/2 + time.Hour)
				if mine := h.Mine("ann"); len(mine) != 0 {
					t.Errorf("after a day it is still listed: %+v", mine)
				}
				h.refused(room.ErrGone, bob, code, room.Command{Do: room.Sit})
				h.Close()
			})
		})
	}
}

func TestInvitationsThatWereForgottenMakePlaceForNewOnes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		var codes []room.Code
		for range rooms.MaxWaiting + 1 {
			later(time.Second)
			code, err := h.Create(t.Context(), ann, "", rooms.New{Game: "nim", Private: true})
			if err != nil {
				t.Fatal(err)
			}
			codes = append(codes, code)
		}
		if mine := h.Mine("ann"); len(mine) != rooms.MaxWaiting {
			t.Errorf("Ann waits in %+v", mine)
		}
		h.refused(room.ErrGone, bob, codes[0], room.Command{Do: room.Sit})
		h.must(bob, codes[1], room.Command{Do: room.Sit})
		again, err := h.Create(t.Context(), cat, "same", rooms.New{Game: "nim", Private: true})
		for range rooms.MaxWaiting { // the command that made a room never closes it
			if code, more := h.Create(t.Context(), cat, "same", rooms.New{Game: "nim", Private: true}); code != again || more != nil || err != nil {
				t.Fatal(code, more, err)
			}
		}
		h.Close()
	})
}

// An invitation is given up for another room, never for one that is refused all the same.
func TestARefusalClosesNoInvitation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		play := func(made, joins rooms.Person) {
			later(time.Second)
			h.must(joins, h.create(made, rooms.New{}), room.Command{Do: room.Sit})
		}
		other := func(n int) rooms.Person {
			p := bob
			p.ID = room.PersonID(fmt.Sprint("other", n/5))
			return p
		}
		for n := range rooms.MaxGames - 1 {
			play(other(n), ann)
		}
		kept := h.create(ann, rooms.New{Private: true})
		play(ann, other(rooms.MaxGames))
		if _, err := h.Create(t.Context(), ann, "", rooms.New{Game: "nim", Private: true}); !errors.Is(err, room.ErrTooMany) {
			t.Fatalf("with %d games somebody begins another: %v", rooms.MaxGames, err)
		}
		if s := h.now(bob, kept); s.Phase != room.Open {
			t.Errorf("the invitation is %s", s.Phase)
		}
		h.Close()
	})
}

// Whoever asks for a match meets somebody who is there.
func TestNobodyIsMatchedToWhoHasGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, err := h.Quick(t.Context(), ann, "", "nim", "")
		if err != nil {
			t.Fatal(err)
		}
		w := h.watch(ann, code)
		later(time.Minute)
		w.Close()
		later(3 * time.Second)
		other, err := h.Quick(t.Context(), bob, "", "nim", "")
		if err != nil || other == code {
			t.Fatalf("Bob was sent to %s, from where Ann has gone: %v", other, err)
		}
		h.watch(ann, code)
		if met, err := h.Quick(t.Context(), cat, "", "nim", ""); err != nil || met != code {
			t.Fatalf("Ann is back in %s, and Cat was sent to %s: %v", code, met, err)
		}
		h.Close()
	})
}

func TestARoomThatItsMakerLeftIsNotAmongTheirs(t *testing.T) {
	h := newHarness(t)
	h.must(ann, h.create(ann, rooms.New{}), room.Command{Do: room.Leave})
	if mine := h.Mine("ann"); len(mine) != 0 {
		t.Errorf("a room that is closed is among Ann's: %+v", mine)
	}
}

func TestWaitingInvitationsTakeNoMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.create(ann, rooms.New{Private: true})
		h.watch(ann, code).Close()
		later(time.Minute)
		if n := h.InMemory(); n != 0 {
			t.Errorf("%d rooms are in memory though nobody looks", n)
		}
		h.Close()
	})
}
