package rooms_test

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// called is who is called something else than their room knows them by.
type called struct {
	mu    sync.Mutex
	names map[room.PersonID]string
}

func (c *called) now(id room.PersonID) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.names[id]
}

func (c *called) rename(reg *rooms.Registry, id room.PersonID, name string) {
	c.mu.Lock()
	c.names[id] = name
	c.mu.Unlock()
	reg.Renamed(id)
}

func openCalled(t *testing.T, j journal.Journal, c *called) *harness {
	t.Helper()
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: j, Games: []game.Rules{nim{}}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler), Called: c.now,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reg.Close)
	return &harness{reg, t, j}
}

// Whoever plays or has played at a table that somebody looks at is called by a new
// name there at once, with nothing done.
func TestATableCallsPeopleAsTheyAreCalledNow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &called{names: make(map[room.PersonID]string)}
		h := openCalled(t, journaltest.NewMemory(), c)
		code := h.game()
		a := h.watch(ann, code)
		desk := h.Desk(ann, func() {})
		desk.Take()
		for _, name := range []string{"Bobby", "Robert"} {
			c.rename(h.Registry, bob.ID, name)
			s := a.until(func(s *rooms.Snapshot) bool { return s.Chairs[1].Name == name })
			if last := s.News[len(s.News)-1]; last.What != room.Renamed || last.Name != name || last.Mine {
				t.Errorf("the news are %+v", last)
			}
			if name == "Bobby" {
				if own, ok := desk.Take(); !ok || own[0].Chairs[1].Name != name {
					t.Errorf("the list of one's own games has %+v", own)
				}
				later(time.Second)
				if list := h.Rooms().Playing; list[0].Chairs[1].Name != name {
					t.Errorf("the list has %+v", list[0].Chairs)
				}
				h.must(bob, code, room.Command{Do: room.Resign}) // by a window that does not know it yet
				a.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
			}
		}
		desk.Close()
		h.Close()
	})
}

// A game that is not in memory is in the lists with the new name all the same, and
// has it when it is read back.
func TestAGameThatNobodyLooksAtKnowsTheNewName(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &called{names: make(map[room.PersonID]string)}
		j := journaltest.NewMemory()
		h := openCalled(t, j, c)
		code := h.game()
		later(time.Hour) // it has left the memory
		c.rename(h.Registry, bob.ID, "Robert")
		mine := h.Mine(ann.ID)
		if len(mine) != 1 || mine[0].Chairs[1].Name != "Robert" || mine[0].Chairs[0].Name != "Ann" {
			t.Fatalf("%+v", mine)
		}
		if s := h.now(ann, code); s.Chairs[1].Name != "Robert" {
			t.Fatalf("%+v", s.Chairs)
		}
		h.Close()
		h = openCalled(t, j, &called{}) // who knows nothing, but what the room remembers
		if s := h.now(ann, code); s.Chairs[1].Name != "Robert" {
			t.Fatalf("after a restart: %+v", s.Chairs)
		}
		h.Close()
	})
}

// A line is its speaker's own whatever they are called, also from a checkpoint, and
// nobody else's.
func TestALineIsKnownByWhoSaidIt(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	h.must(cat, code, room.Command{Do: room.Chat, Text: "hello"})
	h.must(ann, code, room.Command{Do: room.Chat, Text: "hi"})
	by := func(s *rooms.Snapshot) (ids []room.PersonID) {
		for _, l := range s.Chat {
			ids = append(ids, l.By)
		}
		return ids
	}
	want := []room.PersonID{cat.ID, ann.ID}
	if got := by(h.now(bob, code)); !slices.Equal(got, want) {
		t.Errorf("%v said it", got)
	}
	h = h.restart()
	if got := by(h.now(bob, code)); !slices.Equal(got, want) {
		t.Errorf("after a restart %v said it", got)
	}
}
