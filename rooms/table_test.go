package rooms_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"testing"

	"go.uber.org/goleak"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/rooms/roomtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	ann = rooms.Person{ID: "ann", Name: "Ann"}
	bob = rooms.Person{ID: "bob", Name: "Bob", Guest: true}
	cat = rooms.Person{ID: "cat", Name: "Cat"}
)

// harness is a registry with a journal, as a test sees it.
type harness struct {
	*rooms.Registry
	t       *testing.T
	journal journal.Journal
}

func open(t *testing.T, j journal.Journal) *harness {
	t.Helper()
	return openWith(t, j, []string{"weak", "strong"})
}

// openWith opens a registry with bots of these levels.
func openWith(t *testing.T, j journal.Journal, bots []string) *harness {
	t.Helper()
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: j, Games: []game.Rules{nim{}, roomtest.Duel{}}, Bots: bots, Secret: make([]byte, 32),
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reg.Close)
	return &harness{reg, t, j}
}

func newHarness(t *testing.T) *harness { return open(t, journaltest.NewMemory()) }

// openGames opens a registry with these games.
func openGames(t *testing.T, games ...game.Rules) *harness {
	t.Helper()
	j := journaltest.NewMemory()
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: j, Games: games, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reg.Close)
	return &harness{reg, t, j}
}

// restart closes the registry and opens another on the same journal.
func (h *harness) restart() *harness {
	h.t.Helper()
	h.Close()
	return open(h.t, h.journal)
}

func (h *harness) create(p rooms.Person, n rooms.New) room.Code {
	h.t.Helper()
	n.Game = "nim"
	code, err := h.Create(context.Background(), p, "", n)
	if err != nil {
		h.t.Fatalf("create: %v", err)
	}
	return code
}

// game is a room where Ann and Bob have sat down.
func (h *harness) game() room.Code {
	h.t.Helper()
	code := h.create(ann, rooms.New{})
	h.must(bob, code, room.Command{Do: room.Sit})
	return code
}

// begun is such a room where both have moved.
func (h *harness) begun() room.Code {
	h.t.Helper()
	code := h.game()
	h.move(ann, code, 0, "1")
	h.move(bob, code, 1, "1")
	return code
}

func (h *harness) do(p rooms.Person, code room.Code, c room.Command) error {
	return h.Do(context.Background(), p, code, c)
}

func (h *harness) must(p rooms.Person, code room.Code, c room.Command) {
	h.t.Helper()
	if err := h.do(p, code, c); err != nil {
		h.t.Fatalf("%s: %s %s: %v", p.Name, c.Do, c.Move, err)
	}
}

func (h *harness) refused(want error, p rooms.Person, code room.Code, c room.Command) {
	h.t.Helper()
	if err := h.do(p, code, c); !errors.Is(err, want) {
		h.t.Fatalf("%s: %s %s: got %v, want %v", p.Name, c.Do, c.Move, err, want)
	}
}

func (h *harness) move(p rooms.Person, code room.Code, ply int, m game.Move) {
	h.t.Helper()
	h.must(p, code, room.Command{Do: room.Move, Ply: ply, Move: m})
}

// window is a watch that waits for what it wants to see.
type window struct {
	*rooms.Watch
	t    *testing.T
	bell chan struct{}
	last *rooms.Snapshot
}

func (h *harness) watch(p rooms.Person, code room.Code) *window {
	h.t.Helper()
	return h.window(func(wake func()) (*rooms.Watch, error) { return h.Watch(context.Background(), p, code, wake) })
}

func (h *harness) window(look func(wake func()) (*rooms.Watch, error)) *window {
	h.t.Helper()
	w := &window{t: h.t, bell: make(chan struct{}, 1)}
	watch, err := look(func() {
		select {
		case w.bell <- struct{}{}:
		default:
		}
	})
	if err != nil {
		h.t.Fatalf("watch: %v", err)
	}
	w.Watch = watch
	h.t.Cleanup(watch.Close)
	return w
}

// until waits for a snapshot that pleases.
func (w *window) until(pleases func(*rooms.Snapshot) bool) *rooms.Snapshot {
	w.t.Helper()
	for {
		s, err := w.Take()
		if s != nil {
			w.last = s
		}
		if w.last != nil && pleases(w.last) {
			return w.last
		}
		if err != nil {
			w.t.Fatalf("the watch ended: %v; last %+v", err, w.last)
		}
		<-w.bell
	}
}

// now is the room as someone sees it who looks in for a moment.
func (h *harness) now(p rooms.Person, code room.Code) *rooms.Snapshot {
	h.t.Helper()
	w := h.watch(p, code)
	defer w.Close()
	return w.until(func(*rooms.Snapshot) bool { return true })
}

// claimable reports whether the viewer may claim the game.
func claimable(s *rooms.Snapshot) bool {
	_, ok := s.Action(room.Claim)
	return ok
}
