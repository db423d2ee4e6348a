package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"crossplay/journal"
)

func TestAFullDatabaseSaysNotSavedAndRecovers(t *testing.T) {
	j := openAt(t, newPath(t))
	appendN(t, j, "room/A", 5)
	limit := func(pages int) {
		t.Helper()
		answer, err := j.submit(t.Context(), request{do: func(w *writer) (journal.Pos, error) {
			_, err := w.ExecContext(t.Context(), fmt.Sprintf("pragma max_page_count = %d", pages))
			return 0, err
		}})
		if err != nil {
			t.Fatal(err)
		}
		if a := <-answer; a.err != nil {
			t.Fatal(a.err)
		}
	}
	limit(1) // SQLite makes that the present size
	big := make(journal.Record, 64<<10)
	_, err := j.Append(t.Context(), "room/B", 0, big)
	wantNotSaved(t, j, err, "full")
	if n := count(t, j); n != 5 {
		t.Errorf("%d entries, want the 5 that were saved before", n)
	}
	limit(1 << 20)
	if err := j.Err(); err != nil {
		t.Errorf("there is space again, but the journal says %v", err)
	}
	if _, err := j.Append(t.Context(), "room/B", 0, big); err != nil {
		t.Error(err)
	}
}

func TestAFailureIsTheAnswerToEverybodyInTheTransaction(t *testing.T) {
	j := openAt(t, newPath(t))
	appendN(t, j, "room/A", 1)
	release := stall(t, j)
	broken := errors.New("the disk is broken")
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() {
			if i == 5 {
				answer, err := j.submit(t.Context(), request{do: func(*writer) (journal.Pos, error) { return 0, broken }})
				if err != nil {
					t.Error(err)
				} else if a := <-answer; !errors.Is(a.err, broken) {
					t.Errorf("the failing one says %v", a.err)
				}
				return
			}
			pos, err := j.Append(t.Context(), journal.Stream(fmt.Sprintf("room/%d", i)), 0, journal.Record("x"))
			if (err == nil) != (pos != 0) || err != nil && !errors.Is(err, broken) {
				t.Errorf("append: position %d and error %v", pos, err)
			}
		})
	}
	if err := release(); err != nil && !errors.Is(err, broken) {
		t.Error(err)
	}
	wg.Wait()
	appendN(t, j, "room/B", 3) // the next transaction is not disturbed
	wantNumbered(t, j, "room/A", 1, 1)
}

func wantNotSaved(t *testing.T, j *Journal, err error, why string) {
	t.Helper()
	if !errors.Is(err, journal.ErrNotSaved) || errors.Is(err, journal.ErrConflict) || !strings.Contains(err.Error(), why) {
		t.Errorf("the append says %v", err)
	}
	if err := j.Err(); err == nil || !strings.HasPrefix(err.Error(), "the journal cannot be written: ") {
		t.Errorf("the journal's health is %v", err)
	}
}

// Whoever waits for a disk that stalls is let go when they give up, the health of
// the journal says why, and what was written after all is found there.
func TestADiskThatStallsKeepsNobody(t *testing.T) {
	j := openAt(t, newPath(t))
	appendN(t, j, "room/A", 1)
	hold, taken := make(chan struct{}), make(chan struct{})
	brief, cancel := context.WithDeadline(t.Context(), time.Now())
	defer cancel()
	answer, err := j.submit(t.Context(), request{do: func(w *writer) (journal.Pos, error) {
		close(taken)
		<-hold
		return w.append("room/B", 0, journal.Record("late"))
	}})
	if err != nil {
		t.Fatal(err)
	}
	<-taken
	if a := j.await(brief, answer); !errors.Is(a.err, context.DeadlineExceeded) {
		t.Errorf("one whose write is under way is told %v", a.err)
	}
	if err := j.Err(); err == nil || !strings.Contains(err.Error(), "does not answer") {
		t.Errorf("while the disk stalls, the journal says %v", err)
	}
	close(hold)
	if _, err := j.Append(t.Context(), "room/B", 0, journal.Record("anew")); !errors.Is(err, journal.ErrConflict) {
		t.Errorf("what was written late was not found: %v", err)
	}
	if err := j.Err(); err != nil {
		t.Errorf("the disk answers again, and the journal says %v", err)
	}
}
