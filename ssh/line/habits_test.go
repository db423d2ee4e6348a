package line

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/journal/journaltest"
	"crossplay/rooms"
)

// How one makes one's moves is said and set by a command and in line mode alike.
func TestHabitsAreSetByTheirWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := alerted(t)
		var leave func()
		s.Player, leave = s.Players.Enter(s.Player, s.From)
		defer leave()
		ann := sit(t, t.Context(), s)
		ann.types("me")
		ann.reads("You are alice.", "Confirm moves: in daily games.", "Set moves up in advance: on.", "me confirm daily|never|always, or me premove on|off.")
		ann.types("me confirm always", "me premove off")
		ann.reads("Confirm moves: always.", "Set moves up in advance: off.")
		ann.types("me confirm sometimes")
		ann.reads("To change it: me confirm")
		ann.types("quit")
	})
}

func TestHabitsNeedAKey(t *testing.T) {
	s, _ := alerted(t, "me", "confirm never")
	var out, errs bytes.Buffer
	if status := Print(t.Context(), s, &out, &errs); status != exitDone || !bytes.Contains(out.Bytes(), []byte("Confirm moves: never.")) {
		t.Errorf("status %d: %s%s", status, &out, &errs)
	}
	s.Args = []string{"me", "confirm"}
	if status := Print(t.Context(), s, &out, &errs); status != exitFailed {
		t.Errorf("status %d: %s", status, &errs)
	}
	s.Player.ID = ""
	errs.Reset()
	if status := Print(t.Context(), s, &out, &errs); status != exitFailed || errs.Len() == 0 {
		t.Errorf("without a key: status %d: %s", status, &errs)
	}
}

// In line mode as in the others, a move of a daily game is played once its player has said
// yes, and where they wish so, every move; one that was answered otherwise is not.
func TestAMoveAwaitsAYes(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice := sit(t, t.Context(), newSession(r, "Alice", "play", "tictactoe 3d"))
		bob := sit(t, t.Context(), newSession(r, "Bob", "play", "tictactoe 3d"))
		pass(time.Second)
		alice.types("b2")
		alice.reads("Play b2? Type yes or no.")
		alice.types("no")
		alice.reads("b2 is not played.")
		alice.types("b2", "a1")
		alice.reads("b2 is not played.", "Play a1? Type yes or no.")
		alice.types("YES")
		alice.reads("You played a1.")
		bob.reads("X played a1.")
		bob.types("yes")
		bob.reads("That is not a move, nor a command.")
		bob.types("c3", "resign", "no", "yes")
		if text := bob.news(); !strings.Contains(text, "Play c3?") || !strings.Contains(text, "c3 is not played.") || strings.Contains(text, "You played") {
			t.Errorf("who answers a move by something else is told:\n%s", text)
		}
	})
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice, _ := two(t, r, "tictactoe")
		alice.types("b2")
		alice.reads("You played b2.")
	})
}
