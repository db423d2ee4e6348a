package journaltest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"crossplay/journal"
)

// race lets several writers append to one stream, each as a room would: read
// on, decide again, try again.
func race(t *testing.T, j journal.Journal) {
	const writers, each = 8, 25
	var (
		wg sync.WaitGroup
		mu sync.Mutex
	)
	won := make(map[journal.Pos]string) // who was told to have which position
	for w := range writers {
		wg.Go(func() {
			var last journal.Pos
			for n := 0; n < each; {
				r := fmt.Sprintf("writer %d record %d", w, n)
				pos, err := j.Append(t.Context(), "room/A", last, journal.Record(r))
				switch {
				case err == nil:
					mu.Lock()
					if other, taken := won[pos]; taken {
						t.Errorf("position %d belongs to %s and to %s", pos, other, r)
					}
					won[pos] = r
					mu.Unlock()
					last = pos
					n++
				case errors.Is(err, journal.ErrConflict):
					moved := false
					for e, err := range j.Read(t.Context(), "room/A", last) {
						if err != nil {
							t.Errorf("read on: %v", err)
							return
						}
						last, moved = e.Pos, true
					}
					if !moved {
						t.Error("a conflict, although the stream had not moved on")
						return
					}
				default:
					t.Errorf("append: %v", err)
					return
				}
			}
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	got := entries(t, j.Read(t.Context(), "room/A", 0))
	if len(got) != writers*each {
		t.Errorf("the stream has %d entries, want %d", len(got), writers*each)
	}
	for _, e := range got {
		if won[e.Pos] != string(e.Record) {
			t.Errorf("position %d holds %q, but %q was told to have it", e.Pos, e.Record, won[e.Pos])
		}
	}
}

// parallel gives each writer its own stream; half of what each tries conflicts,
// which must not trouble its neighbours.
func parallel(t *testing.T, j journal.Journal) {
	const writers, each = 16, 25
	var wg sync.WaitGroup
	want := make([][]journal.Entry, writers)
	for w := range writers {
		wg.Go(func() {
			id := journal.Stream(fmt.Sprintf("room/%d", w))
			var last journal.Pos
			for n := range each {
				r := journal.Record(fmt.Sprintf("writer %d record %d", w, n))
				pos, err := j.Append(t.Context(), id, last, r)
				if err != nil {
					t.Errorf("append: %v", err)
					return
				}
				if _, err := j.Append(t.Context(), id, last, r); !errors.Is(err, journal.ErrConflict) {
					t.Errorf("append the same again: %v", err)
					return
				}
				last = pos
				want[w] = append(want[w], journal.Entry{Stream: id, Pos: pos, Record: r})
			}
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	for w := range writers {
		wantEntries(t, j.Read(t.Context(), journal.Stream(fmt.Sprintf("room/%d", w)), 0), want[w]...)
	}
	var last journal.Pos
	all := entries(t, j.All(t.Context(), 0))
	for _, e := range all {
		if e.Pos <= last {
			t.Fatalf("All goes from %d to %d", last, e.Pos)
		}
		last = e.Pos
	}
	if len(all) != writers*each {
		t.Errorf("the journal has %d entries, want %d", len(all), writers*each)
	}
}

// prefix reads while others append: whoever has seen an entry has seen every
// one before it, and what was acknowledged is there.
func prefix(t *testing.T, j journal.Journal) {
	const writers, each = 4, 100
	var wg sync.WaitGroup
	acked := make(chan journal.Entry, writers*each)
	for w := range writers {
		wg.Go(func() {
			id := journal.Stream(fmt.Sprintf("room/%d", w))
			var last journal.Pos
			for n := range each {
				r := journal.Record(fmt.Sprint(n))
				pos, err := j.Append(t.Context(), id, last, r)
				if err != nil {
					t.Errorf("append: %v", err)
					return
				}
				last = pos
				acked <- journal.Entry{Stream: id, Pos: pos, Record: r}
			}
		})
	}
	go func() { wg.Wait(); close(acked) }()

	var seen []journal.Entry         // by following All from where it ended
	next := map[journal.Stream]int{} // the record that each stream must show next
	follow := func() {
		var last journal.Pos
		if len(seen) > 0 {
			last = seen[len(seen)-1].Pos
		}
		for e, err := range j.All(t.Context(), last) {
			if err != nil {
				t.Fatal(err)
			}
			if e.Pos <= last {
				t.Fatalf("All goes from %d to %d", last, e.Pos)
			}
			if string(e.Record) != fmt.Sprint(next[e.Stream]) {
				t.Fatalf("%s shows record %s before record %d", e.Stream, e.Record, next[e.Stream])
			}
			last = e.Pos
			next[e.Stream]++
			seen = append(seen, e)
		}
	}
	for ack := range acked {
		if len(seen) > 0 && ack.Pos <= seen[len(seen)-1].Pos {
			continue
		}
		follow()
		if len(seen) == 0 || seen[len(seen)-1].Pos < ack.Pos {
			t.Fatalf("position %d was acknowledged but is not there", ack.Pos)
		}
	}
	follow()
	wantEntries(t, j.All(t.Context(), 0), seen...)
	if len(seen) != writers*each && !t.Failed() {
		t.Errorf("following saw %d entries, want %d", len(seen), writers*each)
	}
}
