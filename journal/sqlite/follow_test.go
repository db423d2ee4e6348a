package sqlite

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"crossplay/journal"
)

func TestAFollowerSeesNothingThatIsNotCommitted(t *testing.T) {
	j := openAt(t, newPath(t))
	appendN(t, j, "room/A", 1)
	var committed atomic.Bool
	seen, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		n := 0
		for e, err := range j.Follow(t.Context(), 0) {
			if err != nil {
				t.Error(err)
				return
			}
			switch n++; {
			case n == 1:
				close(seen)
			case e.Stream != "room/kept":
				t.Errorf("it sees %s, which was undone", e.Stream)
				return
			default:
				if !committed.Load() {
					t.Error("it sees what is not committed")
				}
				return
			}
		}
	}()
	<-seen
	undone := errors.New("undone")
	write := func(stream journal.Stream, then func() error) <-chan answer {
		r := journal.Record("x")
		a, err := j.submit(t.Context(), request{entry: journal.Entry{Stream: stream, Record: r}, do: func(w *writer) (journal.Pos, error) {
			pos, err := w.append(stream, 0, r)
			return pos, errors.Join(err, then())
		}})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	if a := <-write("room/undone", func() error { return undone }); !errors.Is(a.err, undone) {
		t.Fatal(a.err)
	}
	if a := <-write("room/kept", func() error { committed.Store(true); return nil }); a.err != nil {
		t.Fatal(a.err)
	}
	<-done
}

// BenchmarkFollow is what it costs others, and how long it takes, that somebody
// sees each entry.
func BenchmarkFollow(b *testing.B) {
	j := openAt(b, newPath(b))
	seen := make(chan journal.Pos)
	go func() {
		defer close(seen)
		for e, err := range j.Follow(b.Context(), 0) {
			if err != nil {
				return
			}
			seen <- e.Pos
		}
	}()
	var last journal.Pos
	for b.Loop() {
		pos, err := j.Append(b.Context(), "room/A", last, record)
		if err != nil {
			b.Fatal(err)
		}
		last = <-seen
		if last != pos {
			b.Fatalf("it sees %d, want %d", last, pos)
		}
	}
}

// Whoever is late reads from the file what is no more at hand, and misses nothing.
func TestAFollowerThatIsLate(t *testing.T) {
	const n = 2*maxFresh + 7
	j := openAt(t, newPath(t))
	appendN(t, j, "room/A", 1)
	seen, late := 0, make(chan struct{})
	go func() {
		defer close(late)
		for i := range n {
			if _, err := j.Append(t.Context(), journal.Stream(fmt.Sprintf("room/%d", i)), 0, journal.Record("x")); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	var last journal.Pos
	for e, err := range j.Follow(t.Context(), 0) {
		if err != nil || e.Pos <= last {
			t.Fatalf("position %d follows %d: %v", e.Pos, last, err)
		}
		last = e.Pos
		switch seen++; seen {
		case 1:
			<-late
		case 1 + n:
			return
		}
	}
}

// What was written although SQLite said that it was not is found in the file.
func TestAFollowerSeesWhatNobodyKnewOf(t *testing.T) {
	var f fresh
	entry := func(p journal.Pos) []journal.Entry { return []journal.Entry{{Pos: p}} }
	f.add(entry(5))
	f.add(entry(6))
	if got, _, ok := f.behind(4); !ok || len(got) != 2 {
		t.Fatalf("behind 4: %v, %v", got, ok)
	}
	f.add(entry(8))
	if got, _, ok := f.behind(6); ok {
		t.Fatalf("behind 6 it has %v, and not the one between", got)
	}
	if got, _, ok := f.behind(7); !ok || len(got) != 1 {
		t.Fatalf("behind 7: %v, %v", got, ok)
	}
}
