package alerts

import (
	"errors"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

const day = 24 * time.Hour

func TestWhoeverIsAwayIsToldOnceThatItIsTheirTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.tells(bob)
		later(returning)
		h.move(ann, code, 0, "1")
		later(settle - time.Second)
		h.wants()
		later(3 * time.Second)
		h.wants("turn")
		later(time.Hour)
		h = h.restart()
		later(time.Hour)
		h.wants()
		h.move(bob, code, 1, "1")
		h.move(ann, code, 2, "1")
		later(time.Minute)
		h.wants("turn")
	})
}

func TestWhoeverLooksIsToldNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.tells(bob)
		w := h.look(bob, code)
		later(returning)
		h.move(ann, code, 0, "1")
		later(time.Hour)
		w.Close() // they know, and go to think
		later(time.Hour)
		h.wants()
		h = h.restart()
		later(time.Hour)
		h.wants()
	})
}

// A page that is reloaded is no absence.
func TestWhoeverComesBackSoonIsToldNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.tells(bob)
		later(returning)
		h.move(ann, code, 0, "1")
		later(settle / 2)
		w := h.look(bob, code)
		later(time.Hour)
		w.Close()
		later(time.Minute)
		h.wants()
	})
}

func TestLittleTimeIsToldAtFourFifths(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.tells(bob)
		later(returning)
		h.move(ann, code, 0, "1")
		h.move(bob, code, 1, "1")
		began := time.Now()
		h.move(ann, code, 2, "1")
		later(time.Minute)
		h.wants("turn")
		later(time.Until(began.Add(3*day*4/5)) - time.Minute)
		h.wants()
		h = h.restart()
		later(time.Minute + returning)
		h.wants("low")
		later(3 * day)
		h.wants("over") // the flag has fallen
	})
}

func TestWhoeverWaitsIsToldThatSomebodyCame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, err := h.reg.Create(t.Context(), ann, "", rooms.New{Game: "connectfour", Clock: "1d", Side: room.Second})
		if err != nil {
			t.Fatal(err)
		}
		h.tells(ann)
		later(returning)
		h.do(bob, code, room.Command{Do: room.Sit})
		later(time.Minute)
		h.wants("began")
		h.move(bob, code, 0, "1")
		later(time.Minute)
		h.wants("turn")
		h.do(bob, code, room.Command{Do: room.Resign})
		later(time.Minute)
		h.wants("over")
		h.look(ann, code).Close()
		later(time.Minute)
		h.wants()
	})
}

// Who takes a challenge, by a program that looks at nothing, knows whom they met.
func TestWhoeverComesIsNotToldThatTheyCame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.tells(bob)
		later(returning)
		code, err := h.reg.Create(t.Context(), ann, "", rooms.New{Game: "connectfour", Clock: "1d"})
		if err != nil {
			t.Fatal(err)
		}
		h.do(bob, code, room.Command{Do: room.Sit})
		later(time.Hour)
		h.wants()
		h.move(ann, code, 0, "1")
		later(time.Minute)
		h.wants("turn")
	})
}

// What waits when alerts are set is known to who sets them.
func TestNothingIsToldOfBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.move(ann, code, 0, "1")
		synctest.Wait()
		h.tells(bob)
		later(time.Hour)
		h.wants()
		h = h.restart()
		later(time.Hour)
		h.wants()
	})
}

func TestWhatComesInQuietHoursComesAfterThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // it begins at midnight UTC
		h := newHarness(t)
		first, second := h.daily(), h.daily()
		h.tells(bob)
		q, err := ParseQuiet("22:00-07:30", "UTC")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Hush(t.Context(), bob, q); err != nil {
			t.Fatal(err)
		}
		h.move(ann, first, 0, "1")
		h.move(ann, second, 0, "1")
		later(7*time.Hour + 29*time.Minute)
		h.wants()
		later(2 * time.Minute)
		h.wants("turn turn")
	})
}

// Who is told by one message of many games is not told of each.
func TestAFloodIsFewMessages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.tells(bob)
		later(returning)
		for range 4 * tellBurst {
			code := h.daily()
			h.move(ann, code, 0, "1")
			later(settle + 2*time.Second)
			h.do(bob, code, room.Command{Do: room.Resign})
			h.look(bob, code).Close()
		}
		later(time.Hour)
		n := len(h.post.take())
		if most := tellBurst + int(4*tellBurst*(settle+2*time.Second)/tellEvery) + 1; n > most || n < tellBurst {
			t.Errorf("%d messages came, and %d may", n, most)
		}
	})
}

// An alert that could not be delivered is tried again, later each time, with the same id,
// over a restart as well; and no more once there is nothing to tell.
func TestNothingIsLostAndNothingToldTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.tells(bob)
		later(returning)
		h.post.answers = []int{500, 500, 503, 500}
		h.move(ann, code, 0, "1")
		later(settle + time.Minute)
		tries := h.post.take()
		if len(tries) != 3 { // at once, after 10 s and after 30
			t.Fatalf("%d tries", len(tries))
		}
		h = h.restart()
		later(time.Second)
		tries = append(tries, h.post.take()...)
		later(time.Minute)
		tries = append(tries, h.post.take()...)
		if len(tries) != 5 {
			t.Fatalf("%d tries", len(tries))
		}
		for _, p := range tries {
			if id := p.header.Get("webhook-id"); id == "" || id != tries[0].header.Get("webhook-id") {
				t.Errorf("one of them is called %q", id)
			}
		}
		later(day / 2)
		h = h.restart()
		later(day / 2)
		h.wants()
	})
}

// As Discord has it.
func TestWhoeverAsksForPatienceGetsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.tells(bob)
		later(returning)
		h.post.answers, h.post.retry = []int{429}, "600"
		h.move(ann, code, 0, "1")
		later(settle + 9*time.Minute)
		h.wants("turn")
		later(2 * time.Minute)
		h.wants("turn")
		later(day)
		h.wants()
	})
}

func TestAnAlertThatIsOverIsNotDelivered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.tells(bob)
		later(returning)
		h.post.answers = []int{500}
		h.move(ann, code, 0, "1")
		later(settle + 2*time.Second)
		h.wants("turn")
		h.move(bob, code, 1, "1")
		later(time.Hour)
		h.wants()
	})
}

// The program may die between the move and the alert, or while it is on its way.
func TestADeathInBetweenLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.tells(bob)
		later(returning)
		h.move(ann, code, 0, "1")
		h = h.restart() // before it settled
		later(returning + settle)
		h.wants("turn")
		h.move(bob, code, 1, "1")
		h.post.hold = make(chan struct{})
		h.move(ann, code, 2, "1")
		later(settle + 3*time.Second) // it is on its way
		h.end()
		h.post.hold = nil
		h = open(t, h.journal, h.post, nil)
		later(time.Minute)
		h.wants("turn")
	})
}

// A receiver that never answers holds up nobody else, and no room.
func TestAReceiverThatHangsHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.tells(bob)
		later(returning)
		h.post.hold = make(chan struct{})
		h.move(ann, code, 0, "1")
		later(settle + 3*time.Second)
		before := time.Now()
		h.move(bob, code, 1, "1")
		h.move(ann, code, 2, "1")
		if took := time.Since(before); took != 0 {
			t.Errorf("moves waited for %v", took)
		}
		close(h.post.hold)
		later(time.Minute)
		if len(h.post.take()) == 0 {
			t.Error("nothing arrived once it answered")
		}
	})
}

func TestAReceiverThatIsGoneIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily()
		h.tells(bob)
		later(returning)
		h.post.answers = []int{410}
		h.move(ann, code, 0, "1")
		later(time.Minute)
		h.wants("turn")
		if h.Settings("bob").On() {
			t.Error("it is still told")
		}
		h = h.restart()
		if h.Settings("bob").On() {
			t.Error("it is told again after a restart")
		}
	})
}

func TestSettingsAreDeletedWhenTheyAreOffAndWithWhoeverIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.tells(ann)
		h.tells(bob)
		if err := h.Off(t.Context(), ann); err != nil {
			t.Fatal(err)
		}
		h.gone.Store(bob.ID, true)
		later(sweepEvery + time.Second)
		if n := h.count(); n != 0 {
			t.Errorf("%d people are kept", n)
		}
		h = h.restart()
		if n := h.count(); n != 0 {
			t.Errorf("%d people are back", n)
		}
	})
}

func TestWhatIsNotSavedIsToldLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		h := open(t, j, new(post), nil)
		code := h.daily()
		h.tells(bob)
		later(returning)
		h.move(ann, code, 0, "1")
		j.FailBefore(errors.New("the disk is full"))
		later(time.Hour)
		h.wants()
		j.FailBefore(nil)
		later(time.Minute)
		h.wants("turn")
	})
}

func TestSettingsAreChangedAtAPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		var err error
		for range changeBurst + 1 {
			_, err = h.Hook(t.Context(), ann, hook, "")
		}
		if !errors.Is(err, room.ErrThrottled) {
			t.Errorf("the last of many is answered with %v", err)
		}
		for range trialBurst + 1 {
			err = h.Test(t.Context(), ann)
		}
		if !errors.Is(err, room.ErrThrottled) {
			t.Errorf("the last of many trials is answered with %v", err)
		}
		for i := range networkNewBurst {
			_, err = h.Hook(t.Context(), rooms.Person{ID: room.PersonID(strconv.Itoa(i))}, hook, "")
		}
		if !errors.Is(err, room.ErrThrottled) {
			t.Errorf("the last newcomer of a network is answered with %v", err)
		}
		for i := range networkBurst - networkNewBurst - changeBurst + 1 {
			_, err = h.Hook(t.Context(), rooms.Person{ID: room.PersonID(strconv.Itoa(i))}, hook, "")
		}
		if !errors.Is(err, room.ErrThrottled) {
			t.Errorf("the last change of a network is answered with %v", err)
		}
	})
}

// A game at one sitting is told of as well, to who has lost the line.
func TestAGameAtOneSittingIsToldOf(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, err := h.reg.Create(t.Context(), ann, "", rooms.New{Game: "connectfour"})
		if err != nil {
			t.Fatal(err)
		}
		h.do(bob, code, room.Command{Do: room.Sit})
		h.tells(bob)
		w := h.look(bob, code)
		later(returning)
		w.Close()
		h.move(ann, code, 0, "1")
		later(time.Minute)
		h.wants("turn")
	})
}
