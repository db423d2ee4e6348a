package journal_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/journal"
	"crossplay/journal/journaltest"
)

// list is a projection that remembers every record.
type list struct {
	mu    sync.Mutex
	all   []string
	folds int // since it began
}

var errOdd = errors.New("an odd record")

func (l *list) projection() journal.Projection {
	return journal.Projection{Name: "list", Format: 3, Fold: l.fold, Save: l.save, Load: l.load}
}

func (l *list) fold(e journal.Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch string(e.Record) {
	case "odd":
		return errOdd
	case "terrible":
		panic(errOdd)
	}
	l.folds++
	l.all = append(l.all, string(e.Record))
	return nil
}

func (l *list) save() ([]byte, error) { return json.Marshal(l.all) }

func (l *list) load(data []byte) error {
	l.all = []string{"half loaded"}
	if data == nil {
		l.all = nil
		return nil
	}
	return json.Unmarshal(data, &l.all)
}

func (l *list) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.all, " ")
}

func run(t *testing.T, j journal.Journal, l *list) *journal.Projector {
	t.Helper()
	r, err := journal.Run(t.Context(), j, slog.New(slog.DiscardHandler), l.projection())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

// say appends a record to a stream of its own.
func say(t *testing.T, j journal.Journal, record string) journal.Pos {
	t.Helper()
	n := 0
	for range j.All(t.Context(), 0) {
		n++
	}
	pos, err := j.Append(t.Context(), journal.Stream(fmt.Sprint("said/", n)), 0, journal.Record(record))
	if err != nil {
		t.Fatal(err)
	}
	return pos
}

func want(t *testing.T, l *list, all string) {
	t.Helper()
	if got := l.String(); got != all {
		t.Errorf("it is %q, want %q", got, all)
	}
}

func TestAProjectionIsReadyAtOnceAndFollows(t *testing.T) {
	j, l := journaltest.NewMemory(), new(list)
	say(t, j, "a")
	say(t, j, "b")
	r := run(t, j, l)
	want(t, l, "a b")
	for _, word := range []string{"c", "d"} { // whoever writes reads it
		if err := r.Wait(t.Context(), say(t, j, word)); err != nil {
			t.Fatal(err)
		}
	}
	want(t, l, "a b c d")
}

func TestAProjectionStartsFromItsCheckpoint(t *testing.T) {
	j := journaltest.NewMemory()
	say(t, j, "a")
	first := run(t, j, new(list))
	if err := first.Wait(t.Context(), say(t, j, "b")); err != nil {
		t.Fatal(err)
	}
	first.Close()
	first.Close()
	say(t, j, "c")
	l := new(list)
	run(t, j, l)
	want(t, l, "a b c")
	if l.folds != 1 {
		t.Errorf("it folded %d entries, want the one behind the checkpoint", l.folds)
	}
}

func TestACheckpointThatIsNotUnderstoodCostsOnlyTime(t *testing.T) {
	for what, change := range map[string]func(*journal.Projection, *journaltest.Memory){
		"another format":   func(p *journal.Projection, _ *journaltest.Memory) { p.Format++ },
		"rubbish":          func(_ *journal.Projection, j *journaltest.Memory) { spoil(t, j, "\x03{") },
		"nothing":          func(_ *journal.Projection, j *journaltest.Memory) { spoil(t, j, "") },
		"a loader's panic": func(p *journal.Projection, _ *journaltest.Memory) { p.Load = once(p.Load) },
	} {
		t.Run(what, func(t *testing.T) {
			j, l := journaltest.NewMemory(), new(list)
			say(t, j, "a")
			run(t, j, new(list)).Close()
			p := l.projection()
			change(&p, j)
			r, err := journal.Run(t.Context(), j, slog.New(slog.DiscardHandler), p)
			if err != nil {
				t.Fatal(err)
			}
			r.Close()
			want(t, l, "a")
		})
	}
}

func spoil(t *testing.T, j *journaltest.Memory, data string) {
	if err := j.SaveCheckpoint(t.Context(), "list", 1<<20, []byte(data)); err != nil {
		t.Fatal(err)
	}
}

// once panics the first time.
func once(load func([]byte) error) func([]byte) error {
	first := true
	return func(data []byte) error {
		if first {
			first = false
			panic("not ready")
		}
		return load(data)
	}
}

func TestAnEntryThatCannotBeFoldedStopsTheProjectionAlone(t *testing.T) {
	for _, bad := range []string{"odd", "terrible"} {
		j, l := journaltest.NewMemory(), new(list)
		var log bytes.Buffer
		r, err := journal.Run(t.Context(), j, slog.New(slog.NewTextHandler(&log, nil)), l.projection())
		if err != nil {
			t.Fatal(err)
		}
		before, at, behind := say(t, j, "a"), say(t, j, bad), say(t, j, "b")
		for _, pos := range []journal.Pos{at, behind} {
			if err := r.Wait(t.Context(), pos); err == nil || !strings.Contains(err.Error(), errOdd.Error()) {
				t.Errorf("%s: waiting says %v", bad, err)
			}
		}
		if err := r.Wait(t.Context(), before); err != nil {
			t.Errorf("%s: waiting for what was folded says %v", bad, err)
		}
		r.Close()
		want(t, l, "a")
		if n := strings.Count(log.String(), "has stopped"); n != 1 {
			t.Errorf("%s: it was logged %d times", bad, n)
		}
		if pos, _, _ := j.LoadCheckpoint(t.Context(), "list"); pos != 0 {
			t.Errorf("%s: there is a checkpoint at %d", bad, pos)
		}
		if _, err := journal.Run(t.Context(), j, slog.New(slog.DiscardHandler), new(list).projection()); err == nil {
			t.Errorf("%s: it starts", bad)
		}
	}
}

// Whoever closes a projection while it folds is told of no fault.
func TestAProjectionThatIsClosedHasNotFailed(t *testing.T) {
	var log bytes.Buffer
	j, p := journaltest.NewMemory(), new(list).projection()
	folding, closing := make(chan bool), make(chan bool)
	p.Fold = func(journal.Entry) error {
		folding <- true
		<-closing
		return context.Canceled
	}
	ctx, cancel := context.WithCancel(t.Context())
	r, err := journal.Run(ctx, j, slog.New(slog.NewTextHandler(&log, nil)), p)
	if err != nil {
		t.Fatal(err)
	}
	say(t, j, "a")
	<-folding
	cancel()
	close(closing)
	if r.Close(); log.Len() > 0 {
		t.Errorf("the log says %s", log.String())
	}
}

func TestWaitingEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		r := run(t, j, new(list))
		wait := func(end func(context.CancelFunc), want error) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			ended := make(chan error, 1)
			go func() { ended <- r.Wait(ctx, 1<<20) }()
			synctest.Wait()
			end(cancel)
			if err := <-ended; !errors.Is(err, want) {
				t.Errorf("it says %v, want %v", err, want)
			}
		}
		wait(func(cancel context.CancelFunc) { cancel() }, context.Canceled)
		wait(func(context.CancelFunc) { r.Close() }, journal.ErrClosed)
		r = run(t, j, new(list))
		wait(func(context.CancelFunc) { j.Close() }, journal.ErrClosed)
	})
}

// slowDisk takes a checkpoint only when it is told to.
type slowDisk struct {
	*journaltest.Memory
	asked, tell chan struct{}
}

func (s slowDisk) SaveCheckpoint(ctx context.Context, name string, pos journal.Pos, data []byte) error {
	s.asked <- struct{}{}
	<-s.tell
	return s.Memory.SaveCheckpoint(ctx, name, pos, data)
}

func TestACheckpointIsSavedNowAndThenAndHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := slowDisk{journaltest.NewMemory(), make(chan struct{}, 10), make(chan struct{})}
		l := new(list)
		r := run(t, j, l)
		last := journal.Pos(0)
		many := func() {
			for range 10_000 {
				pos, err := j.Append(t.Context(), "much", last, journal.Record("x"))
				if err != nil {
					t.Fatal(err)
				}
				last = pos
			}
			if err := r.Wait(t.Context(), last); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		many()
		first := last
		if len(j.asked) != 1 {
			t.Fatalf("after many entries %d checkpoints are on their way", len(j.asked))
		}
		many() // the disk is still busy with it
		j.tell <- struct{}{}
		synctest.Wait()
		if pos, _, _ := j.LoadCheckpoint(t.Context(), "list"); pos != first {
			t.Errorf("the checkpoint is at %d, want %d", pos, first)
		}
		many() // the disk has its rest
		if len(j.asked) != 1 {
			t.Errorf("%d checkpoints within a minute", len(j.asked))
		}
		<-time.After(time.Minute)
		many()
		if len(j.asked) != 2 {
			t.Errorf("%d checkpoints after a minute", len(j.asked))
		}
		close(j.tell)
	})
}

// sick is a journal whose followers meet an error.
type sick struct {
	*journaltest.Memory
	left int
}

func (s *sick) Follow(ctx context.Context, after journal.Pos) iter.Seq2[journal.Entry, error] {
	if s.left--; s.left >= 0 {
		return func(yield func(journal.Entry, error) bool) { yield(journal.Entry{}, errors.New("no such disk")) }
	}
	return s.Memory.Follow(ctx, after)
}

func TestAJournalThatCannotBeReadIsAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j, l := &sick{journaltest.NewMemory(), 3}, new(list)
		r := run(t, j, l)
		if err := r.Wait(t.Context(), say(t, j, "a")); err != nil {
			t.Fatal(err)
		}
		want(t, l, "a")
	})
}
