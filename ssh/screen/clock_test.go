package screen

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

// Both clocks stand beside the names, count down by themselves, and say so when they
// are low: with tenths, a sign, and one bell.
func TestClocksAreDrawn(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice", "play", "tictactoe", "1+0"), normal, nil)
		bob := sit(t, h.session(t, "Bob", "play", "tictactoe", "1+0"), term.Size{W: 40, H: 15}, nil)
		alice.sees("1+0", "1:00")
		alice.press("b2", "enter")
		bob.press("a1", "enter")
		pass(18*time.Second + 500*time.Millisecond)
		alice.sees("0:41", "1:00")
		bob.sees("0:41", "1:00")
		for _, d := range []*desk{alice, bob} { // the clocks alone are drawn, and nothing is lost by it
			c := d.app.session.Look.Canvas(d.app.w, d.app.h)
			d.app.Draw(c)
			if own := strings.TrimSpace(c.String()); strings.TrimSpace(d.text()) != own {
				t.Errorf("one sees\n%s\nand not\n%s", d.text(), own)
			}
			d.press("\f") // from here on it is the program again that draws
		}
		pass(35 * time.Second)
		alice.sees("! 6.4") // as of the newest tenth of a second
		bob.sees("! 6.4")
		alice.press("a2", "enter")
		alice.sees(" 6.3")
		pass(time.Minute + time.Second) // a flag waits a moment for who was in time
		synctest.Wait()
		alice.sees("You won: Bob ran out of time")
		bob.sees("Alice won: you ran out of time")
	})
}

// A move costs the time until it came, however late it is handled.
func TestAMoveCostsTheTimeUntilItCame(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		hers := h.session(t, "Alice", "play", "tictactoe", "1+0")
		came := time.Now()
		hers.Came = func() time.Time { return came }
		alice := sit(t, hers, normal, nil)
		bob := sit(t, h.session(t, "Bob", "play", "tictactoe", "1+0"), normal, nil)
		alice.press("b2", "enter")
		bob.press("a1", "enter")
		pass(19*time.Second + 500*time.Millisecond)
		came = time.Now()
		pass(5 * time.Second)
		alice.press("a2", "enter")
		alice.sees("0:40")
	})
}

// Whoever watches shares a picture, in which the clocks run nevertheless.
func TestClocksRunForWhoWatches(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice", "play", "tictactoe", "1+0"), normal, nil)
		bob := sit(t, h.session(t, "Bob", "play", "tictactoe", "1+0"), normal, nil)
		carol := sit(t, h.session(t, "Carol", "watch", string(alice.app.page.(*table).code)), normal, nil)
		dave := sit(t, h.session(t, "Dave", "watch", string(alice.app.page.(*table).code)), normal, nil)
		alice.press("b2", "enter")
		bob.press("a1", "enter")
		pass(10*time.Second + 500*time.Millisecond)
		carol.sees("0:49")
		dave.sees("0:49")
		pass(5 * time.Second)
		carol.sees("0:44")
		dave.sees("0:44")
		shared := func(d *desk) *term.Shared { return d.app.Share(normal.W, normal.H, d.app.session.Look) }
		if shared(carol) == nil || shared(carol) != shared(dave) {
			t.Error("they do not share their picture")
		}
	})
}

func TestOnlyWhoWantsTheSameClockIsMet(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice", "play", "tictactoe", "5+3"), normal, nil)
		bob := sit(t, h.session(t, "Bob", "play", "tictactoe"), normal, nil)
		alice.sees("Waiting for an opponent")
		bob.sees("Waiting for an opponent")
	})
}

// The first screen has a few, for whatever is begun there, and remembers the choice.
func TestWhatIsBegunAtOnceHasTheChosenClock(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), normal, nil)
		alice.sees("c clock ‹ no clock ›")
		alice.press("c")
		alice.sees("c clock ‹ 3+2 ›  3 min each, and 2 s with each move")
		alice.press("p", "enter")
		alice.sees("Waiting for an opponent", "3+2")
		if found := h.Rooms().Open; len(found) != 1 || found[0].Clock != "3+2" {
			t.Errorf("there are %+v", found)
		}
		alice.press("esc", "q")
		pass(time.Second)
		alice.press("down", "enter")
		pass(time.Second)
		alice.sees("‹ 3+2 ›")
		alice.clickOnText("‹ 3+2 ›")
		alice.sees("‹ 10+5 ›")
		alice.press("b", "enter", "enter")
		alice.sees("10+5")
		alice.press("esc", "q")
		pass(time.Second)
		alice.press("c")
		alice.sees("‹ no clock ›")
	})
}

func TestARoomIsMadeWithAClock(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), normal, nil)
		alice.press("n", "up", "up", "right", "right", "enter") // the clock is the last but one
		alice.sees("3+2")
		if found := h.Rooms().Open; len(found) != 1 || found[0].Clock != "3+2" || found[0].Phase != room.Open {
			t.Errorf("there are %+v", found)
		}
	})
}
