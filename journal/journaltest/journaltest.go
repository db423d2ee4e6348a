// Package journaltest is the contract of [journal.Journal] as a test suite which
// every journal passes, and a journal in memory for the tests of others.
package journaltest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"testing"

	"crossplay/journal"
)

// Run tests that the journals which open returns keep the contract. Each one
// must be empty; open closes it again through t.Cleanup.
func Run(t *testing.T, open func(t *testing.T) journal.Journal) {
	for _, c := range []struct {
		promise string
		test    func(*testing.T, journal.Journal)
	}{
		{"a new journal is empty", empty},
		{"a stream is read in the order of its appends", order},
		{"streams do not mix", streams},
		{"reading starts behind a position", readFrom},
		{"all entries come in the order of their appends", allInOrder},
		{"after zero means that the stream must not exist", mustNotExist},
		{"a conflict writes nothing and changes nothing", conflict},
		{"records come back as they were, empty or huge", records},
		{"a record belongs to the journal once it is appended", owned},
		{"a cancelled append writes nothing", cancelledAppend},
		{"a cancelled read ends with the error", cancelledRead},
		{"a reader may stop at any entry", stop},
		{"a reader may append and read inside its loop", nested},
		{"a sequence can be read twice", twice},
		{"one of those who append at once to one stream wins each position", race},
		{"appends to many streams at once are all kept", parallel},
		{"what is read while others append is always a prefix", prefix},
		{"followers see every append once and in order, wherever they begin", follow},
		{"a slow follower holds up no writer and misses nothing", slow},
		{"following ends with the context", cancelledFollow},
		{"following ends when the journal is closed", closedFollow},
		{"a follower may append inside its loop", following},
		{"checkpoints are replaced whole", checkpoints},
	} {
		t.Run(c.promise, func(t *testing.T) { c.test(t, open(t)) })
	}
}

func empty(t *testing.T, j journal.Journal) {
	wantEntries(t, j.All(t.Context(), 0))
	wantEntries(t, j.Read(t.Context(), "room/A", 0))
	wantEntries(t, j.Read(t.Context(), "room/A", 12345))
	wantEntries(t, j.All(t.Context(), math.MaxUint64))
}

func order(t *testing.T, j journal.Journal) {
	var want []journal.Entry
	var last journal.Pos
	for i := range 1000 {
		e := mustAppend(t, j, "room/A", last, fmt.Sprintf("record %d", i))
		if e.Pos <= last {
			t.Fatalf("the position went from %d to %d", last, e.Pos)
		}
		last = e.Pos
		want = append(want, e)
	}
	wantEntries(t, j.Read(t.Context(), "room/A", 0), want...)
}

func streams(t *testing.T, j journal.Journal) {
	a := mustAppend(t, j, "room/A", 0, "a1")
	b := mustAppend(t, j, "room/AB", 0, "b1")
	c := mustAppend(t, j, "room/a", 0, "c1")
	a2 := mustAppend(t, j, "room/A", a.Pos, "a2")
	wantEntries(t, j.Read(t.Context(), "room/A", 0), a, a2)
	wantEntries(t, j.Read(t.Context(), "room/AB", 0), b)
	wantEntries(t, j.Read(t.Context(), "room/a", 0), c)
	wantEntries(t, j.Read(t.Context(), "room/", 0))
}

func readFrom(t *testing.T, j journal.Journal) {
	a1 := mustAppend(t, j, "room/A", 0, "a1")
	b1 := mustAppend(t, j, "room/B", 0, "b1")
	a2 := mustAppend(t, j, "room/A", a1.Pos, "a2")
	a3 := mustAppend(t, j, "room/A", a2.Pos, "a3")
	wantEntries(t, j.Read(t.Context(), "room/A", a1.Pos), a2, a3)
	wantEntries(t, j.Read(t.Context(), "room/A", b1.Pos), a2, a3) // another stream's position will do
	wantEntries(t, j.Read(t.Context(), "room/A", a3.Pos))
	wantEntries(t, j.Read(t.Context(), "room/A", math.MaxUint64))
	wantEntries(t, j.All(t.Context(), a1.Pos), b1, a2, a3)
	wantEntries(t, j.All(t.Context(), a3.Pos))
}

func allInOrder(t *testing.T, j journal.Journal) {
	var want []journal.Entry
	ends := make(map[journal.Stream]journal.Pos)
	for i := range 1000 {
		id := journal.Stream(fmt.Sprintf("room/%d", i*i%17))
		e := mustAppend(t, j, id, ends[id], fmt.Sprintf("record %d", i))
		ends[id] = e.Pos
		want = append(want, e)
	}
	wantEntries(t, j.All(t.Context(), 0), want...)
	wantEntries(t, j.All(t.Context(), want[499].Pos), want[500:]...)
}

func mustNotExist(t *testing.T, j journal.Journal) {
	first := mustAppend(t, j, "room/A", 0, "first")
	wantConflict(t, j, "room/A", 0)
	wantConflict(t, j, "room/B", first.Pos)
	wantConflict(t, j, "room/B", math.MaxUint64)
	wantEntries(t, j.All(t.Context(), 0), first)
}

func conflict(t *testing.T, j journal.Journal) {
	one := mustAppend(t, j, "room/A", 0, "one")
	two := mustAppend(t, j, "room/A", one.Pos, "two")
	other := mustAppend(t, j, "room/B", 0, "other")
	wantConflict(t, j, "room/A", one.Pos)   // behind the end
	wantConflict(t, j, "room/A", other.Pos) // another stream's end
	wantConflict(t, j, "room/A", two.Pos+1) // before the end
	three := mustAppend(t, j, "room/A", two.Pos, "three")
	wantEntries(t, j.All(t.Context(), 0), one, two, other, three)
}

func records(t *testing.T, j journal.Journal) {
	binary := make([]byte, 256)
	for i := range binary {
		binary[i] = byte(i)
	}
	var want []journal.Entry
	var last journal.Pos
	for _, r := range []string{"", "\x00", "x", string(binary), "naïve ✗ \xff\xfe", string(bytes.Repeat(binary, 16<<10)), ""} {
		e := mustAppend(t, j, "room/A", last, r)
		last = e.Pos
		want = append(want, e)
	}
	pos, err := j.Append(t.Context(), "room/A", last, nil)
	if err != nil {
		t.Fatalf("append no record: %v", err)
	}
	want = append(want, journal.Entry{Stream: "room/A", Pos: pos})
	wantEntries(t, j.Read(t.Context(), "room/A", 0), want...)
	wantEntries(t, j.All(t.Context(), 0), want...)
}

func owned(t *testing.T, j journal.Journal) {
	r := journal.Record("before")
	pos, err := j.Append(t.Context(), "room/A", 0, r)
	if err != nil {
		t.Fatal(err)
	}
	want := journal.Entry{Stream: "room/A", Pos: pos, Record: journal.Record("before")}
	copy(r, "AFTER!")
	for e, err := range j.Read(t.Context(), "room/A", 0) {
		if err != nil {
			t.Fatal(err)
		}
		copy(e.Record, "READER")
	}
	wantEntries(t, j.All(t.Context(), 0), want)
}

func cancelledAppend(t *testing.T, j journal.Journal) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := j.Append(ctx, "room/A", 0, journal.Record("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("append with a cancelled context: %v", err)
	}
	wantEntries(t, j.All(t.Context(), 0))
}

func cancelledRead(t *testing.T, j journal.Journal) {
	var last journal.Pos
	for i := range 10 {
		last = mustAppend(t, j, "room/A", last, fmt.Sprint(i)).Pos
	}
	for name, read := range readers(j) {
		ctx, cancel := context.WithCancel(t.Context())
		entries, failures := 0, 0
		for _, err := range read(ctx) {
			if failures > 0 {
				t.Errorf("%s goes on behind its error", name)
			}
			if err != nil {
				failures++
				if !errors.Is(err, context.Canceled) {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			if entries++; entries == 3 {
				cancel()
			}
		}
		cancel()
		if entries != 3 || failures != 1 {
			t.Errorf("%s yields %d entries and %d errors, cancelled at the third entry", name, entries, failures)
		}
		for _, err := range read(ctx) {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s with a cancelled context: %v", name, err)
			}
			failures++
		}
		if failures != 2 {
			t.Errorf("%s with a cancelled context yields %d times", name, failures-1)
		}
	}
}

func stop(t *testing.T, j journal.Journal) {
	var last journal.Pos
	for i := range 10 {
		last = mustAppend(t, j, "room/A", last, fmt.Sprint(i)).Pos
	}
	for range 100 { // whatever a reader holds, it gives back
		for name, read := range readers(j) {
			n := 0
			for _, err := range read(t.Context()) {
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if n++; n == 2 {
					break
				}
			}
		}
	}
	mustAppend(t, j, "room/A", last, "more")
}

func nested(t *testing.T, j journal.Journal) {
	var last journal.Pos
	for i := range 5 {
		last = mustAppend(t, j, "room/A", last, fmt.Sprint(i)).Pos
	}
	var dive func(depth int)
	dive = func(depth int) { // deeper than any pool of connections
		for e, err := range j.Read(t.Context(), "room/A", 0) {
			if err != nil {
				t.Fatal(err)
			}
			if depth == 0 {
				mustAppend(t, j, journal.Stream(fmt.Sprintf("room/of/%d", e.Pos)), 0, "found")
				continue
			}
			dive(depth - 1)
			return
		}
	}
	dive(20)
	if got := len(entries(t, j.All(t.Context(), 0))); got != 10 {
		t.Errorf("the journal has %d entries, want 10", got)
	}
}

func twice(t *testing.T, j journal.Journal) {
	one := mustAppend(t, j, "room/A", 0, "one")
	stream, all := j.Read(t.Context(), "room/A", 0), j.All(t.Context(), 0)
	wantEntries(t, stream, one)
	wantEntries(t, all, one)
	two := mustAppend(t, j, "room/A", one.Pos, "two")
	wantEntries(t, stream, one, two)
	wantEntries(t, all, one, two)
}

func checkpoints(t *testing.T, j journal.Journal) {
	c, ok := j.(journal.Checkpoints)
	if !ok {
		t.Skip("this journal offers no checkpoints")
	}
	want := func(name string, pos journal.Pos, data string) {
		t.Helper()
		p, d, err := c.LoadCheckpoint(t.Context(), name)
		if err != nil || p != pos || string(d) != data {
			t.Errorf("checkpoint %s: %d %q %v, want %d %q", name, p, d, err, pos, data)
		}
	}
	save := func(name string, pos journal.Pos, data []byte) {
		t.Helper()
		if err := c.SaveCheckpoint(t.Context(), name, pos, data); err != nil {
			t.Fatal(err)
		}
	}
	want("lobby", 0, "")
	save("lobby", 7, []byte("seven"))
	save("names", 8, nil)
	want("lobby", 7, "seven")
	want("names", 8, "")
	save("lobby", 9, []byte("nine"))
	want("lobby", 9, "nine")
	wantEntries(t, j.All(t.Context(), 0)) // a checkpoint is no entry

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.SaveCheckpoint(ctx, "lobby", 10, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("save with a cancelled context: %v", err)
	}
	if _, _, err := c.LoadCheckpoint(ctx, "lobby"); !errors.Is(err, context.Canceled) {
		t.Errorf("load with a cancelled context: %v", err)
	}
	want("lobby", 9, "nine")
}

// readers are the two ways to read the stream room/A, which is alone.
func readers(j journal.Journal) map[string]func(context.Context) iter.Seq2[journal.Entry, error] {
	return map[string]func(context.Context) iter.Seq2[journal.Entry, error]{
		"Read": func(ctx context.Context) iter.Seq2[journal.Entry, error] { return j.Read(ctx, "room/A", 0) },
		"All":  func(ctx context.Context) iter.Seq2[journal.Entry, error] { return j.All(ctx, 0) },
	}
}

func mustAppend(t *testing.T, j journal.Journal, stream journal.Stream, after journal.Pos, r string) journal.Entry {
	t.Helper()
	pos, err := j.Append(t.Context(), stream, after, journal.Record(r))
	if err != nil {
		t.Fatalf("append to %s behind %d: %v", stream, after, err)
	}
	return journal.Entry{Stream: stream, Pos: pos, Record: journal.Record(r)}
}

func wantConflict(t *testing.T, j journal.Journal, stream journal.Stream, after journal.Pos) {
	t.Helper()
	if pos, err := j.Append(t.Context(), stream, after, journal.Record("lost")); !errors.Is(err, journal.ErrConflict) {
		t.Errorf("append to %s behind %d: position %d and error %v, want ErrConflict", stream, after, pos, err)
	}
}

func entries(t *testing.T, seq iter.Seq2[journal.Entry, error]) []journal.Entry {
	t.Helper()
	var all []journal.Entry
	for e, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

func wantEntries(t *testing.T, seq iter.Seq2[journal.Entry, error], want ...journal.Entry) {
	t.Helper()
	got := entries(t, seq)
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Fatalf("entry %d of %d is missing", i, len(want))
		case i >= len(want):
			t.Fatalf("entry %d (%s at %d) is too much", i, got[i].Stream, got[i].Pos)
		case got[i].Stream != want[i].Stream || got[i].Pos != want[i].Pos:
			t.Fatalf("entry %d is %s at %d, want %s at %d", i, got[i].Stream, got[i].Pos, want[i].Stream, want[i].Pos)
		case !bytes.Equal(got[i].Record, want[i].Record):
			t.Fatalf("the record of entry %d (%d bytes) is not what was appended (%d bytes)", i, len(got[i].Record), len(want[i].Record))
		}
	}
}
