package rooms_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// counting is a journal that counts what is read of it, and can be too slow.
type counting struct {
	*journaltest.Memory
	read  int
	stops int // reading takes too long after so many; zero: never
}

func (c *counting) Read(ctx context.Context, stream journal.Stream, after journal.Pos) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		n := 0
		for e, err := range c.Memory.Read(ctx, stream, after) {
			if n++; n == c.stops {
				<-ctx.Done()
				yield(journal.Entry{}, ctx.Err())
				return
			}
			c.read++
			if !yield(e, err) {
				return
			}
		}
	}
}

// bury writes a room as earlier versions left it after a flood of lines and of
// refused moves, in the middle of its second game.
func bury(t *testing.T, j journal.Journal, lines, refused int) room.Code {
	t.Helper()
	const code = "AAAAAA"
	var tail journal.Pos
	put := func(r string) {
		var err error
		if tail, err = j.Append(t.Context(), "room/"+code, tail, journal.Record(r)); err != nil {
			t.Fatal(err)
		}
	}
	flood := func(part int) {
		for i := range lines / 4 {
			put(fmt.Sprintf(`{"v":1,"at":"2025-01-01T10:00:02Z","by":"eve","cmd":"c%d-%d","events":[{"said":{"seat":-1,"name":"Eve","text":"line %d"}}]}`, part, i, i))
		}
		for i := range refused / 4 {
			put(fmt.Sprintf(`{"v":1,"at":"2025-01-01T10:00:02Z","by":"bob","cmd":"r%d-%d","refused":{"code":"stale","message":"The board has changed since. \\"events\\":[ Look again."}}`, part, i))
		}
	}
	put(`{"v":1,"at":"2025-01-01T10:00:00Z","by":"ann","events":[{"created":{"code":"AAAAAA","game":"nim","version":1,"seats":2}},{"sat":{"seat":0,"person":"ann","name":"Ann"}}]}`)
	flood(0)
	put(`{"v":1,"at":"2025-01-01T10:00:01Z","by":"bob","events":[{"sat":{"seat":1,"person":"bob","name":"Bob","guest":true}},{"started":{"round":1}}]}`)
	flood(1)
	put(`{"v":1,"at":"2025-01-01T10:00:02Z","by":"ann","cmd":"m1","events":[{"moved":{"seat":0,"move":"3"}}]}`)
	put(`{"v":1,"at":"2025-01-01T10:00:03Z","by":"bob","events":[{"ended":{"winners":[0],"reason":"Bob resigned"}}]}`)
	put(`{"v":1,"at":"2025-01-01T10:00:04Z","by":"ann","events":[{"agreed":{"seat":0}}]}`)
	put(`{"v":1,"at":"2025-01-01T10:00:05Z","by":"bob","events":[{"agreed":{"seat":1}},{"started":{"round":2}}]}`)
	flood(2)
	put(`{"v":1,"at":"2025-01-01T10:00:06Z","by":"bob","cmd":"m2","events":[{"moved":{"seat":0,"move":"2"}}]}`)
	flood(3)
	return code
}

func TestARoomThatWasBuriedOpensFromItsCheckpointAndPlaysOn(t *testing.T) {
	j := &counting{Memory: journaltest.NewMemory()}
	code := bury(t, j, 2000, 20_000)
	h := open(t, j)
	for range 2 {
		s := h.now(bob, code)
		if s.Round != 2 || s.Ply != 1 || s.You != 0 || s.View.Note != "8" || len(s.Chat) != room.MaxChat || s.Chat[49].Seq != 2000 {
			t.Fatalf("%+v", s)
		}
		h.must(bob, code, room.Command{ID: "m2", Do: room.Move, Ply: 0, Move: "2"}) // as it was answered
		tr, err := h.Transcript(t.Context(), ann, code)
		if err != nil || tr.Round != 1 || len(tr.Moves) != 1 || tr.Players[1] != "Bob" {
			t.Fatalf("%+v, %v", tr, err)
		}
		h = h.restart()
		j.read = 0
	}
	h.move(ann, code, 1, "3")
	if j.read > 100 {
		t.Errorf("%d records were read although there is a checkpoint", j.read)
	}
	if s := h.restart().now(ann, code); s.Ply != 2 || s.View.Note != "5" {
		t.Fatalf("%+v", s)
	}
}

func TestARoomThatTakesTooLongToReadGetsFurtherEachTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := &counting{Memory: journaltest.NewMemory(), stops: 4000}
		code := bury(t, j, 2000, 8000)
		h := open(t, j)
		tries := 0
		for err := error(room.ErrNotSaved); err != nil; tries++ {
			var w *rooms.Watch
			if w, err = h.Watch(t.Context(), bob, code, func() {}); err == nil {
				w.Close()
			} else if !errors.Is(err, room.ErrNotSaved) || tries == 10 {
				t.Fatalf("try %d: %v", tries, err)
			}
			synctest.Wait()
		}
		if tries < 2 {
			t.Errorf("%d tries", tries)
		}
		h.Close()
	})
}

func TestRefusalsAreNotJournaled(t *testing.T) {
	j := &counting{Memory: journaltest.NewMemory()}
	h := open(t, j)
	code := h.game()
	before := h.entries()
	for i := range 20 {
		h.refused(room.ErrStale, ann, code, room.Command{ID: fmt.Sprint(i), Do: room.Move, Ply: 9, Move: "1"})
		h.refused(room.ErrBegun, bob, code, room.Command{ID: fmt.Sprint(i), Do: room.Begin})
	}
	if after := h.entries(); after != before {
		t.Errorf("%d refusals were journaled", after-before)
	}
}

// entries counts what the journal holds.
func (h *harness) entries() int {
	h.t.Helper()
	n := 0
	for _, err := range h.journal.All(context.Background(), 0) {
		if err != nil {
			h.t.Fatal(err)
		}
		n++
	}
	return n
}

func TestWhoeverWatchesCannotDrownThoseWhoPlay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, other := h.game(), h.game()
		h.watch(ann, code)
		visitor := func(i int) rooms.Person {
			return from(rooms.Person{ID: room.PersonID(fmt.Sprint("v", i)), Name: fmt.Sprint("V", i)}, fmt.Sprintf("192.0.2.%d/32", i%3))
		}
		kept := func() (n int) {
			for i := range 58 {
				if h.do(visitor(i), code, room.Command{Do: room.Chat, Text: "spam"}) == nil {
					n++
				}
			}
			return n
		}
		if n := kept(); n > 10 {
			t.Errorf("%d lines at once", n)
		}
		h.must(ann, code, room.Command{Do: room.Chat, Text: "my turn?"})
		h.must(visitor(0), other, room.Command{Do: room.Chat, Text: "elsewhere"})
		lines := 0
		for range 60 {
			later(time.Second)
			lines += kept()
		}
		if lines < 50 || lines > 61 {
			t.Errorf("%d lines of all who watch in a minute", lines)
		}
		h.Close()
	})
}

func TestARoomKeepsOnlySoMuchTalkADayAndTakesMovesAllTheSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.game()
		h.watch(ann, code)
		for i := 0; ; i++ {
			later(2 * time.Second)
			err := h.do(cat, code, room.Command{Do: room.Chat, Text: "x"})
			if err != nil {
				if !errors.Is(err, room.ErrThrottled) || i < 1000 {
					t.Fatalf("line %d: %v", i, err)
				}
				break
			}
			if i == 5000 {
				t.Fatal("a room keeps talk without end")
			}
		}
		h = h.restart()
		h.refused(room.ErrThrottled, cat, code, room.Command{Do: room.Chat, Text: "after a restart"})
		h.must(bob, code, room.Command{Do: room.Chat, Text: "a player"})
		h.move(ann, code, 0, "1")
		later(24 * time.Hour)
		h.must(cat, code, room.Command{Do: room.Chat, Text: "tomorrow"})
		h.Close()
	})
}

func TestAFloodOfTalkIsShownInBatchesAndMovesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.game()
		a := h.watch(ann, code)
		later(time.Second)
		first := a.until(func(*rooms.Snapshot) bool { return true }).Version
		for range 4 {
			h.must(ann, code, room.Command{Do: room.Chat, Text: "x"})
			h.must(bob, code, room.Command{Do: room.Chat, Text: "y"})
			synctest.Wait()
			a.Take()
		}
		h.move(ann, code, 0, "1")
		s := a.until(func(s *rooms.Snapshot) bool { return s.Ply == 1 })
		if len(s.Chat) != 8 || s.Version > first+3 {
			t.Errorf("%d lines were shown in %d versions", len(s.Chat), s.Version-first)
		}
		h.must(bob, code, room.Command{Do: room.Chat, Text: "last"})
		a.until(func(s *rooms.Snapshot) bool { return len(s.Chat) == 9 })
		h.Close()
	})
}

// Those who talk take nothing that other rooms, or the lobby, wait for.
func TestALineOfChatTakesNoSharedLock(t *testing.T) {
	h := newHarness(t)
	code := h.create(ann, rooms.New{})
	h.must(bob, code, room.Command{Do: room.Sit})
	w, err := h.Watch(t.Context(), bob, code, func() {})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	release := h.Hold()
	said := make(chan error, 1)
	go func() { said <- h.Do(t.Context(), ann, code, room.Command{Do: room.Chat, Text: "hi"}) }()
	select {
	case err = <-said:
	case <-time.After(10 * time.Second):
		err = errors.New("the line waits for the lock")
	}
	release()
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := w.Take(); s == nil || s.Chat[len(s.Chat)-1].Text != "hi" {
		t.Errorf("the other sees %+v", s)
	}
}
