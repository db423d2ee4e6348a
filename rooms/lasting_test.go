package rooms_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// keeper makes people lasting and notes in whose turn.
type keeper struct {
	journal journal.Journal
	kept    []room.PersonID
	err     error
	busy    chan chan struct{} // if it is there, whoever takes something out of it says when to go on
}

func (k *keeper) lasting(_ context.Context, by rooms.Person) (rooms.Person, error) {
	if k.err != nil {
		return by, k.err
	}
	if k.busy != nil {
		on := make(chan struct{})
		k.busy <- on
		<-on
	}
	k.kept = append(k.kept, by.ID)
	by.Name, by.Provisional = by.Name+" the second", false
	return by, nil
}

func openLasting(t *testing.T) (*harness, *keeper) {
	k := &keeper{journal: journaltest.NewMemory()}
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: k.journal, Games: []game.Rules{nim{}}, Secret: make([]byte, 32),
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Lasting: k.lasting,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reg.Close)
	return &harness{reg, t, k.journal}, k
}

var eve = rooms.Person{ID: "eve", Name: "Eve", Guest: true, Provisional: true}

// journaled is everything that the rooms have written down.
func (k *keeper) journaled(t *testing.T, code room.Code) string {
	t.Helper()
	var all strings.Builder
	for e, err := range k.journal.Read(context.Background(), journal.Stream("room/"+code), 0) {
		if err != nil {
			t.Fatal(err)
		}
		all.Write(e.Record)
	}
	return all.String()
}

func TestWhoOnlyLooksIsNotMadeLasting(t *testing.T) {
	h, k := openLasting(t)
	code := h.game()
	before := k.journaled(t, code)
	h.Lobby(eve.ID, func() {}).Close()
	h.watch(eve, code).until(func(s *rooms.Snapshot) bool { return s.You < 0 })
	h.refused(room.ErrFull, eve, code, room.Command{Do: room.Sit, ID: "a"})
	h.refused(room.ErrNotSeated, eve, code, room.Command{Do: room.Move, Move: "1", ID: "b"})
	h.refused(room.ErrNotSeated, eve, code, room.Command{Do: room.Resign})
	h.refused(room.ErrEmptyChat, eve, code, room.Command{Do: room.Chat, Text: " "})
	h.refused(room.ErrNoRoom, eve, "AAAAAA", room.Command{Do: room.Chat, Text: "hello"})
	if _, err := h.Create(context.Background(), eve, "c", rooms.New{Game: "go-moku"}); !errors.Is(err, room.ErrNoGame) {
		t.Error(err)
	}
	if len(k.kept) != 0 || k.journaled(t, code) != before {
		t.Errorf("%v was made lasting; journaled: %s", k.kept, k.journaled(t, code))
	}
}

func TestTheFirstSeatAndTheFirstLineMakeLasting(t *testing.T) {
	for what, do := range map[string]func(h *harness) (room.Code, error){
		"creating": func(h *harness) (room.Code, error) {
			return h.Create(context.Background(), eve, "", rooms.New{Game: "nim"})
		},
		"a quick match": func(h *harness) (room.Code, error) { return h.Quick(context.Background(), eve, "", "nim", "") },
		"a quick match with somebody": func(h *harness) (room.Code, error) {
			h.create(ann, rooms.New{})
			return h.Quick(context.Background(), eve, "", "nim", "")
		},
		"sitting": func(h *harness) (room.Code, error) {
			code := h.create(ann, rooms.New{})
			return code, h.do(eve, code, room.Command{Do: room.Sit})
		},
		"speaking": func(h *harness) (room.Code, error) {
			code := h.game()
			return code, h.do(eve, code, room.Command{Do: room.Chat, Text: "hello"})
		},
	} {
		h, k := openLasting(t)
		code, err := do(h)
		if err != nil || !slices.Equal(k.kept, []room.PersonID{"eve"}) {
			t.Errorf("%s: %v, %v", what, err, k.kept)
		}
		if text := k.journaled(t, code); !strings.Contains(text, `"Eve the second"`) || strings.Contains(text, `"Eve"`) {
			t.Errorf("%s: under another name than theirs: %s", what, text)
		}
	}
}

func TestWhoCannotBeMadeLastingDoesNothing(t *testing.T) {
	h, k := openLasting(t)
	code := h.create(ann, rooms.New{})
	before := k.journaled(t, code)
	k.err = &room.Refusal{Code: "too_many_guests"}
	h.refused(k.err, eve, code, room.Command{Do: room.Sit, ID: "once"})
	h.refused(k.err, eve, code, room.Command{Do: room.Chat, Text: "hello"})
	if _, err := h.Create(context.Background(), eve, "", rooms.New{Game: "nim"}); !errors.Is(err, k.err) {
		t.Error(err)
	}
	if text := k.journaled(t, code); text != before || len(h.Mine("eve")) != 0 {
		t.Errorf("journaled: %s", text)
	}
	k.err = nil
	h.must(eve, code, room.Command{Do: room.Sit, ID: "once"}) // that no was not for ever
}

func TestALineSaysThatAGuestSaidIt(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	h.must(ann, code, room.Command{Do: room.Chat, Text: "one"})
	h.must(bob, code, room.Command{Do: room.Chat, Text: "two"})
	for range 2 {
		if lines := h.now(cat, code).Chat; len(lines) != 2 || lines[0].Guest || !lines[1].Guest {
			t.Errorf("lines %+v", lines)
		}
		h = h.restart()
	}
}

// While somebody is made lasting, which takes as long as the disk, their room serves
// the others.
func TestWhoIsMadeLastingHoldsUpNobody(t *testing.T) {
	h, k := openLasting(t)
	code := h.game()
	k.busy = make(chan chan struct{})
	said := make(chan error)
	go func() { said <- h.do(eve, code, room.Command{Do: room.Chat, Text: "hello", ID: "x"}) }()
	on := <-k.busy
	h.move(ann, code, 0, "1")
	close(on)
	if err := <-said; err != nil {
		t.Fatal(err)
	}
	if s := h.now(ann, code); s.Ply != 1 || len(s.Chat) != 1 || s.Chat[0].Name != "Eve the second" {
		t.Errorf("afterwards: %+v", s.Chat)
	}
}
