package sqlite

import (
	"errors"
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
		a, err := j.submit(t.Context(), 0, func(w *writer) (journal.Pos, error) {
			pos, err := w.append(stream, 0, journal.Record("x"))
			j.grown.wake() // for nothing
			return pos, errors.Join(err, then())
		})
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
