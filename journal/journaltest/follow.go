package journaltest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"

	"crossplay/journal"
)

// followed is what a follower has seen when it has seen n entries.
func followed(t *testing.T, j journal.Journal, after journal.Pos, n int, each func(journal.Entry)) (seen []journal.Entry) {
	for e, err := range j.Follow(t.Context(), after) {
		if err != nil {
			t.Errorf("follow: %v", err)
			break
		}
		seen = append(seen, e)
		each(e)
		if len(seen) == n {
			break
		}
	}
	return seen
}

// write appends n records to each of several streams at once.
func write(t *testing.T, j journal.Journal, streams, n int) {
	var wg sync.WaitGroup
	for s := range streams {
		wg.Go(func() {
			id := journal.Stream(fmt.Sprintf("room/%d", s))
			var last journal.Pos
			for i := range n {
				pos, err := j.Append(t.Context(), id, last, journal.Record(fmt.Sprint(i)))
				if err != nil {
					t.Errorf("append: %v", err)
					return
				}
				last = pos
			}
		})
	}
	wg.Wait()
}

// follow starts one follower on an empty journal, and others as it sees entries
// go by; some stand behind what is already there.
func follow(t *testing.T, j journal.Journal) {
	const streams, each = 4, 100
	const all = streams * each
	var wg sync.WaitGroup
	seen := make([][]journal.Entry, 5)
	nothing := func(journal.Entry) {}
	n := 0
	wg.Go(func() {
		seen[0] = followed(t, j, 0, all, func(e journal.Entry) {
			if n++; n%100 != 0 {
				return
			}
			f, from := n/100, n
			wg.Go(func() { seen[f] = followed(t, j, e.Pos, max(1, all-from), nothing) })
		})
	})
	write(t, j, streams, each)
	mustAppend(t, j, "room/last", 0, "for the one who stands behind everything")
	wg.Wait()
	want := entries(t, j.All(t.Context(), 0))
	for f, got := range seen[:4] {
		wantEntries(t, sequence(got), want[100*f:all]...)
	}
	wantEntries(t, sequence(seen[4]), want[all])
}

// slow stops a follower at its first entry until everything else is written.
func slow(t *testing.T, j journal.Journal) {
	const streams, each = 16, 64
	started, written := make(chan struct{}), make(chan struct{})
	done := make(chan []journal.Entry)
	go func() {
		once := sync.OnceFunc(func() { close(started); <-written })
		done <- followed(t, j, 0, 1+streams*each, func(journal.Entry) { once() })
	}()
	mustAppend(t, j, "room/first", 0, "first")
	<-started
	write(t, j, streams, each)
	close(written)
	wantEntries(t, j.All(t.Context(), 0), <-done...)
}

// cancelledFollow ends the context of a follower that has seen everything.
func cancelledFollow(t *testing.T, j journal.Journal) {
	one := mustAppend(t, j, "room/A", 0, "one")
	for range 20 { // waiting, or about to
		ctx, cancel := context.WithCancel(t.Context())
		seen := make(chan struct{})
		go func() { <-seen; cancel() }()
		var got []journal.Entry
		var failures []error
		for e, err := range j.Follow(ctx, 0) {
			if err != nil {
				failures = append(failures, err)
				continue
			}
			got = append(got, e)
			close(seen)
		}
		wantEntries(t, sequence(got), one)
		if len(failures) != 1 || !errors.Is(failures[0], context.Canceled) {
			t.Errorf("it ends with %v", failures)
		}
		for _, err := range j.Follow(ctx, 0) {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("follow with a cancelled context: %v", err)
			}
		}
	}
}

// following lets a follower append what it sees, up to a number.
func following(t *testing.T, j journal.Journal) {
	mustAppend(t, j, "room/0", 0, "begin")
	n := 0
	got := followed(t, j, 0, 300, func(journal.Entry) {
		if n++; n < 300 {
			mustAppend(t, j, journal.Stream(fmt.Sprintf("room/%d", n)), 0, "and on")
		}
	})
	wantEntries(t, j.All(t.Context(), 0), got...)
}

func closedFollow(t *testing.T, j journal.Journal) {
	c, ok := j.(io.Closer)
	if !ok {
		t.Skip("this journal cannot be closed")
	}
	mustAppend(t, j, "room/A", 0, "one")
	seen, closed := make(chan struct{}), make(chan error)
	go func() { <-seen; closed <- c.Close() }()
	var failures []error
	for _, err := range j.Follow(t.Context(), 0) {
		if err != nil {
			failures = append(failures, err)
			continue
		}
		close(seen)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if len(failures) != 1 || !errors.Is(failures[0], journal.ErrClosed) {
		t.Errorf("it ends with %v", failures)
	}
	if _, err := j.Append(t.Context(), "room/B", 0, nil); !errors.Is(err, journal.ErrClosed) {
		t.Errorf("append to a closed journal: %v", err)
	}
}

// sequence is entries as a journal would yield them.
func sequence(all []journal.Entry) func(func(journal.Entry, error) bool) {
	return func(yield func(journal.Entry, error) bool) {
		for _, e := range all {
			if !yield(e, nil) {
				return
			}
		}
	}
}
