package line

import (
	"bytes"
	"testing"
	"testing/synctest"
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
