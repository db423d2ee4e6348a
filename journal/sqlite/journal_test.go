package sqlite

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"crossplay/journal"
	"crossplay/journal/journaltest"
)

func TestMain(m *testing.M) {
	if childMain() {
		return
	}
	goleak.VerifyTestMain(m)
}

var (
	_ journal.Journal     = (*Journal)(nil)
	_ journal.Checkpoints = (*Journal)(nil)
)

func TestTheJournalKeepsTheContract(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) journal.Journal { return openAt(t, newPath(t)) })
}

func TestWhatWasAcknowledgedIsThereAfterReopening(t *testing.T) {
	path := newPath(t)
	j := openAt(t, path)
	appendN(t, j, "room/A", 300)
	if err := j.SaveCheckpoint(t.Context(), "lobby", 300, []byte("state")); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if wal := path + "-wal"; exists(wal) {
		t.Errorf("closing left %s behind", wal)
	}
	j = openAt(t, path)
	wantNumbered(t, j, "room/A", 300, 300)
	if pos, data, err := j.LoadCheckpoint(t.Context(), "lobby"); pos != 300 || string(data) != "state" || err != nil {
		t.Errorf("the checkpoint is %d %q %v", pos, data, err)
	}
}

func TestEveryCommitIsSyncedToTheDisk(t *testing.T) {
	j := openAt(t, newPath(t))
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal"} {
		var got string
		if err := j.writer.QueryRowContext(t.Context(), "pragma "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s (%v), want %s", pragma, got, err, want)
		}
	}
}

func TestThePathMayHaveAnyName(t *testing.T) {
	for _, name := range []string{"a b.db", "what?.db", "50%25#1.db", "naïve ✗.db"} {
		path := filepath.Join(t.TempDir(), name)
		j := openAt(t, path)
		appendN(t, j, "room/A", 1)
		if !exists(path) {
			t.Errorf("the database is not at %s", path)
		}
	}
}

func TestWaitingAppendsShareOneCommit(t *testing.T) {
	j := openAt(t, newPath(t))
	release := stall(t, j)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if _, err := j.Append(t.Context(), journal.Stream(fmt.Sprintf("room/%d", i)), 0, journal.Record("x")); err != nil {
				t.Error(err)
			}
		})
	}
	// Two for one stream, of which exactly one wins, do not disturb the others.
	var wins, conflicts int
	var mu sync.Mutex
	for range 2 {
		wg.Go(func() {
			_, err := j.Append(t.Context(), "room/both", 0, journal.Record("x"))
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				wins++
			case errors.Is(err, journal.ErrConflict):
				conflicts++
			default:
				t.Error(err)
			}
		})
	}
	if err := release(); err != nil {
		t.Error(err)
	}
	wg.Wait()
	if wins != 1 || conflicts != 1 {
		t.Errorf("%d wins and %d conflicts, want one each", wins, conflicts)
	}
	if n := count(t, j); n != 21 {
		t.Errorf("%d entries, want 21", n)
	}
}

func TestAnAppendThatWasGivenUpInTheQueueIsNotWritten(t *testing.T) {
	j := openAt(t, newPath(t))
	release := stall(t, j)
	ctx, cancel := context.WithCancel(t.Context())
	got := make(chan error)
	go func() {
		_, err := j.Append(ctx, "room/A", 0, journal.Record("x"))
		got <- err
	}()
	cancel() // the writer is busy, so it cannot have been taken
	if err := <-got; !errors.Is(err, context.Canceled) || errors.Is(err, journal.ErrNotSaved) {
		t.Errorf("the append says %v", err)
	}
	if err := release(); err != nil {
		t.Error(err)
	}
	appendN(t, j, "room/B", 1)
	if n := count(t, j); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
}

func TestClosingWritesWhatIsQueuedAndRefusesTheRest(t *testing.T) {
	path := newPath(t)
	j := openAt(t, path)
	var wg sync.WaitGroup
	var mu sync.Mutex
	saved := 0
	for w := range 8 {
		wg.Go(func() {
			var last journal.Pos
			for {
				pos, err := j.Append(context.Background(), journal.Stream(fmt.Sprintf("room/%d", w)), last, journal.Record("x"))
				if err != nil {
					if !errors.Is(err, journal.ErrClosed) {
						t.Error(err)
					}
					return
				}
				last = pos
				mu.Lock()
				saved++
				if saved == 100 {
					wg.Go(func() {
						if err := j.Close(); err != nil {
							t.Error(err)
						}
					})
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for _, err := range j.All(t.Context(), 0) {
		if !errors.Is(err, journal.ErrClosed) {
			t.Errorf("reading a closed journal: %v", err)
		}
	}
	if n := count(t, openAt(t, path)); n != saved {
		t.Errorf("%d entries, but %d were acknowledged", n, saved)
	}
}

func TestARecordThatIsTooLargeIsRefusedAlone(t *testing.T) {
	j := openAt(t, newPath(t))
	if _, err := j.Append(t.Context(), "room/A", 0, make(journal.Record, MaxRecord+1)); !errors.Is(err, journal.ErrNotSaved) {
		t.Errorf("got %v", err)
	}
	if err := j.Err(); err != nil {
		t.Errorf("the journal is healthy but says %v", err)
	}
}

func TestDerivedTablesMayBeDropped(t *testing.T) {
	path := newPath(t)
	j := openAt(t, path)
	appendN(t, j, "room/A", 3)
	if err := j.SaveCheckpoint(t.Context(), "lobby", 3, []byte("state")); err != nil {
		t.Fatal(err)
	}
	j.Close()
	execSQL(t, path, "drop table checkpoint")
	j = openAt(t, path)
	if pos, data, err := j.LoadCheckpoint(t.Context(), "lobby"); pos != 0 || data != nil || err != nil {
		t.Errorf("a lost checkpoint is %d %q %v", pos, data, err)
	}
	wantNumbered(t, j, "room/A", 3, 3)
}

func TestARecordChangedOnTheDiskIsAnError(t *testing.T) {
	path := newPath(t)
	j := openAt(t, path)
	appendN(t, j, "room/A", 3)
	j.Close()
	execSQL(t, path, "update entry set record = x'00' where pos = 2")
	j = openAt(t, path)
	good, failed := 0, error(nil)
	for _, err := range j.All(t.Context(), 0) {
		if err != nil {
			failed = err
			continue
		}
		good++
	}
	if good != 1 || failed == nil || !strings.Contains(failed.Error(), "damaged: the record at position 2 of room/A has changed") {
		t.Errorf("%d good entries, then %v", good, failed)
	}
}
