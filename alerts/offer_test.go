package alerts

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// sitting is a game without clocks, in which Ann is to move first.
func (h *harness) sitting() room.Code {
	h.t.Helper()
	code, err := h.reg.Create(h.t.Context(), ann, "", rooms.New{Game: "connectfour"})
	if err != nil {
		h.t.Fatal(err)
	}
	h.do(bob, code, room.Command{Do: room.Sit})
	return code
}

// Whoever is away learns once of each offer that awaits their answer.
func TestAnOfferIsToldOnce(t *testing.T) {
	for do, says := range map[room.Verb]string{room.Draw: "Ann offers a draw", room.Takeback: "Ann asks to take a move back", room.Abort: "Ann asks to call the game off", room.Adjourn: "Ann asks to put the game off"} {
		synctest.Test(t, func(t *testing.T) {
			h := newHarness(t)
			code := h.sitting()
			h.tells(bob)
			h.Hook(t.Context(), ann, "https://ann.example.com", "")
			later(returning)
			h.move(ann, code, 0, "1")
			h.move(bob, code, 1, "1")
			h.move(ann, code, 2, "1")
			later(time.Minute)
			h.wants("turn")
			h.do(ann, code, room.Command{Do: do})
			later(time.Minute)
			if got := h.post.take(); len(got) != 1 || kinds(got[0]) != "offer" || !strings.Contains(got[0].body, says+": Connect Four.") || !strings.Contains(got[0].body, `"offer":"`+string(do)+`"`) || got[0].url != hook {
				t.Fatalf("%s: %+v", do, got)
			}
			h = h.restart()
			later(time.Hour)
			h.wants()
			h.do(bob, code, room.Command{Do: room.Decline, Offer: 1})
			later(time.Hour)
			h.wants()            // Ann has looked at nothing, but nothing awaits her
			if do == room.Draw { // not so soon again
				return
			}
			h.do(ann, code, room.Command{Do: do})
			later(time.Minute)
			h.wants("offer")
		})
	}
}

// Who went after a game at one sitting learns that the other wants another one, and no
// more once it is too late for it.
func TestARematchOfAGameAtOneSittingIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.sitting()
		h.tells(bob)
		later(returning)
		h.move(ann, code, 0, "1")
		h.move(bob, code, 1, "1")
		h.do(bob, code, room.Command{Do: room.Resign})
		later(time.Minute)
		h.wants() // at one sitting one knows how it ended
		h.do(ann, code, room.Command{Do: room.Rematch})
		later(time.Minute)
		if got := h.post.take(); len(got) != 1 || kinds(got[0]) != "again" || !strings.Contains(got[0].body, "Connect Four") {
			t.Fatalf("%+v", got)
		}
		if mine := h.reg.Mine(bob.ID); len(mine) != 1 || mine[0].Rematch != room.Theirs || !mine[0].Waits() {
			t.Errorf("among his rooms is %+v", mine)
		}
		h = h.restart()
		later(20 * time.Minute)
		h.wants()
		later(time.Hour)
		if mine := h.reg.Mine(bob.ID); len(mine) != 0 {
			t.Errorf("after an hour there is %+v", mine)
		}
		h.wants()
	})
}

// One that is answered, withdrawn or passed by in the meantime is not told.
func TestAnOfferThatHasPassedIsNotTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.tells(bob)
		later(returning)
		h.move(ann, code, 0, "1")
		h.move(bob, code, 1, "1")
		later(time.Minute)
		h.wants()
		h.do(ann, code, room.Command{Do: room.Draw})
		later(settle / 2)
		h.do(ann, code, room.Command{Do: room.Decline, Offer: 1})
		later(time.Minute)
		h.wants()
	})
}

// A game that was put off waits for nobody, until somebody wants to go on.
func TestWhoeverPutAGameOffLearnsThatTheOtherWantsToGoOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.sitting()
		h.tells(bob)
		later(returning)
		h.move(ann, code, 0, "1")
		h.move(bob, code, 1, "1")
		h.do(ann, code, room.Command{Do: room.Adjourn})
		h.do(bob, code, room.Command{Do: room.Adjourn, Offer: 1})
		later(time.Hour)
		h.wants()
		h.do(ann, code, room.Command{Do: room.Resume})
		later(time.Minute)
		got := h.post.take()
		if len(got) != 1 || !strings.Contains(got[0].body, "Ann asks to go on with the game that was put off: Connect Four.") {
			t.Fatalf("%+v", got)
		}
	})
}

// Whoever has agreed already waits for the others, and is told nothing.
func TestOfMoreThanTwoThoseAreToldWhoHaveNotAnswered(t *testing.T) {
	s := room.Sitting{Phase: room.Playing, Offer: room.Offer{N: 3, Do: room.Draw, Seat: 0}, Chairs: []room.Chair{
		{Person: room.Person{ID: "ann"}, Offers: []room.Verb{room.Draw}}, {Person: room.Person{ID: "bob"}}, {Person: room.Person{ID: "cy"}, Offers: []room.Verb{room.Draw}}, {Person: room.Person{ID: "di"}, Out: true},
	}}
	for seat, want := range []bool{false, true, false, false} {
		if got := s.Awaits(game.Seat(seat)); got != want {
			t.Errorf("seat %d: %v", seat, got)
		}
	}
}
