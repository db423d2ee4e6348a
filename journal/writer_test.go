package journal_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"

	"crossplay/journal"
	"crossplay/journal/journaltest"
)

// diary is a stream that is written to, and what was folded of it.
type diary struct {
	list
	tail   journal.Pos
	writer *journal.Writer
}

const stream journal.Stream = "diary"

func keep(t *testing.T, j journal.Journal) *diary {
	t.Helper()
	d := new(diary)
	p := d.projection()
	p.Fold = func(e journal.Entry) error {
		if err := d.fold(e); err != nil {
			return err
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		d.tail = e.Pos
		return nil
	}
	r, err := journal.Run(t.Context(), j, slog.New(slog.DiscardHandler), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	d.writer = journal.NewWriter(j, stream, r, d.end, slog.New(slog.DiscardHandler))
	return d
}

func (d *diary) end() journal.Pos {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.tail
}

// add writes a word and how many there were before it.
func (d *diary) add(ctx context.Context, word string) error {
	return d.writer.Write(ctx, func() (journal.Record, error) {
		switch {
		case word == "":
			return nil, nil
		case len(word) > 8:
			return nil, errOdd
		}
		return journal.Record(word + "." + strings.Repeat("i", len(strings.Fields(d.String())))), nil
	})
}

func TestWhatIsWrittenIsFolded(t *testing.T) {
	j := journaltest.NewMemory()
	d := keep(t, j)
	for _, word := range []string{"a", "", "b"} {
		if err := d.add(t.Context(), word); err != nil {
			t.Fatal(err)
		}
	}
	want(t, &d.list, "a. b.i")
	if err := d.add(t.Context(), "impossible"); !errors.Is(err, errOdd) {
		t.Errorf("an error of the decision is %v", err)
	}
}

// Of two nodes, the slower decides anew from what the faster has written.
func TestADecisionIsMadeAgainWhenAnotherNodeWasFaster(t *testing.T) {
	j := journaltest.NewMemory()
	here, there := keep(t, j), keep(t, j)
	first := true
	err := here.writer.Write(t.Context(), func() (journal.Record, error) {
		if first {
			first = false
			if err := there.add(t.Context(), "theirs"); err != nil {
				t.Error(err)
			}
		}
		return journal.Record("after:" + here.String()), nil
	})
	if err != nil || first {
		t.Fatal(err)
	}
	want(t, &here.list, "theirs. after:theirs.")
}

// What cannot be saved is said at once to whoever asked, and nobody waits for longer than
// they do.
func TestWhatCannotBeWrittenIsNotSaved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		d := keep(t, j)
		j.FailBefore(errors.New("the disk is full"))
		if err := d.add(t.Context(), "a"); !errors.Is(err, journal.ErrNotSaved) {
			t.Errorf("without a disk: %v", err)
		}
		j.FailBefore(nil)
		entered, leave := make(chan bool), make(chan bool)
		go d.writer.Write(t.Context(), func() (journal.Record, error) {
			entered <- true
			<-leave
			return nil, nil
		})
		<-entered
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := d.add(ctx, "b"); !errors.Is(err, journal.ErrNotSaved) || !errors.Is(err, context.Canceled) {
			t.Errorf("behind another: %v", err)
		}
		close(leave)
		if err := d.add(t.Context(), "c"); err != nil {
			t.Error(err)
		}
		want(t, &d.list, "c.")
	})
}
