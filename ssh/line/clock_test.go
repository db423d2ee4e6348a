package line

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestTheTimeIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := newRegistry(t)
		alice := sit(t, t.Context(), newSession(r, "Alice", "play", "tictactoe", "1.5+0"))
		bob := sit(t, t.Context(), newSession(r, "Bob", "play", "tictactoe", "1.5+0"))
		alice.reads("Tic-tac-toe, 1.5+0.")
		alice.types("b2")
		bob.types("a1")
		alice.reads("On the clock you have 1:30 and Bob has 1:30.")
		pass(30 * time.Second)
		alice.reads("You have 60 seconds left.")
		pass(50 * time.Second)
		alice.reads("You have 30 seconds left.", "You have 10 seconds left.")
		alice.types("time")
		alice.reads("On the clock you have 0:10")
		pass(11 * time.Second) // a flag waits a moment for who was in time
		bob.reads("You won: Alice ran out of time.")
	})
}

// A move costs the time until it came, however late it is read.
func TestAMoveCostsTheTimeUntilItCame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := newRegistry(t)
		hers := newSession(r, "Alice", "play", "tictactoe", "1.5+0")
		var came time.Time
		hers.Came = func() time.Time { return came }
		alice := sit(t, t.Context(), hers)
		bob := sit(t, t.Context(), newSession(r, "Bob", "play", "tictactoe", "1.5+0"))
		alice.types("b2")
		bob.types("a1")
		pass(20 * time.Second)
		came = time.Now()
		pass(5 * time.Second)
		alice.types("a2", "time")
		alice.reads("On the clock you have 1:10")
	})
}
