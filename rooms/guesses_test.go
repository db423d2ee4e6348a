package rooms_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// from is a person who comes from the network.
func from(p rooms.Person, network string) rooms.Person {
	p.From = netip.MustParsePrefix(network)
	return p
}

// transcript is the answer to who asks for the dice of a room.
func (h *harness) transcript(by rooms.Person, code room.Code) error {
	_, err := h.Transcript(context.Background(), by, code)
	return err
}

// guess tries codes of no room until the network may not any more, and returns
// how many it could try.
func (h *harness) guess(by rooms.Person) int {
	h.t.Helper()
	const letters = "34679ACDEFGHJKMNPQRTVWXY"
	for n := range 1000 {
		code := room.Code(fmt.Sprintf("HHHHHHH%c%c%c", letters[n%24], letters[n/24%24], letters[n/576]))
		var err error
		switch n % 3 { // wherever a code is asked for, it is the same count
		case 0:
			err = h.transcript(by, code)
		case 1:
			err = h.do(by, code, room.Command{Do: room.Sit})
		case 2:
			_, err = h.Watch(context.Background(), by, code, func() {})
		}
		if errors.Is(err, room.ErrGuesses) {
			return n
		}
		if !errors.Is(err, room.ErrNoRoom) {
			h.t.Fatalf("a code of no room: %v", err)
		}
	}
	h.t.Fatal("a network may guess without end")
	return 0
}

func TestWhoGuessesCodesIsToldNothingMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said strings.Builder
		j := journaltest.NewMemory()
		guesses := rooms.NewGuesses(slog.New(slog.NewTextHandler(&said, nil)))
		reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
			Journal: j, Games: []game.Rules{nim{}}, Secret: make([]byte, 32), Guesses: guesses, Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
		h := &harness{reg, t, j}
		friends, thief := "192.0.2.1/32", from(rooms.Person{ID: "eve", Name: "Eve"}, "198.51.100.7/32")
		ann, bob := from(ann, friends), from(bob, friends)
		private := h.create(ann, rooms.New{Private: true})
		public := h.create(ann, rooms.New{})
		own := h.create(thief, rooms.New{Private: true})
		visited := h.create(ann, rooms.New{Private: true})
		looks := h.watch(thief, visited)

		if n := h.guess(thief); n < 10 || n > 50 {
			t.Errorf("%d codes could be tried", n)
		}
		for _, code := range []room.Code{private, "HHHHHHHHHH"} { // right or wrong
			h.refused(room.ErrGuesses, thief, code, room.Command{Do: room.Sit})
			if err := h.transcript(thief, code); !errors.Is(err, room.ErrGuesses) {
				t.Errorf("the dice of %s: %v", code, err)
			}
		}
		h.refused(room.ErrGuesses, from(cat, "198.51.100.7/32"), private, room.Command{Do: room.Sit})
		// What is no secret stays open: the list, one's own rooms, and where one is.
		h.must(thief, own, room.Command{Do: room.Chat, Text: "mine"})
		h.must(thief, public, room.Command{Do: room.Sit})
		h.must(thief, visited, room.Command{Do: room.Chat, Text: "still here"})
		looks.Close()
		synctest.Wait()
		h.refused(room.ErrGuesses, thief, visited, room.Command{Do: room.Chat, Text: "back"})
		// Others do not notice.
		h.must(bob, private, room.Command{Do: room.Sit})
		if n := strings.Count(said.String(), "guesses codes"); n != 1 || !strings.Contains(said.String(), "198.51.100.7") {
			t.Errorf("it was said %d times: %s", n, said.String())
		}
		later(time.Minute)
		h.refused(room.ErrFull, thief, private, room.Command{Do: room.Sit})
		h.Close()
	})
}

func TestNobodyLearnsWhichPrivateRoomsThereAre(t *testing.T) {
	h := newHarness(t)
	code := h.create(ann, rooms.New{Private: true})
	h.must(bob, code, room.Command{Do: room.Sit})
	for by, want := range map[rooms.Person]error{cat: room.ErrNoRoom, {}: room.ErrNoRoom, bob: room.ErrNotOver} {
		if err := h.transcript(by, code); err != want {
			t.Errorf("%q asks for the dice: %v", by.Name, err)
		}
	}
	h.must(bob, code, room.Command{Do: room.Resign})
	if err := h.transcript(cat, code); err != nil {
		t.Errorf("a friend who has the code cannot check the dice: %v", err)
	}
}

func TestWhoIsNobodyLearnsNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		nobody := from(rooms.Person{}, "198.51.100.7/32") // asks for dice without a cookie or a key
		for name, code := range map[string]room.Code{
			"with a free seat": h.create(ann, rooms.New{Private: true}),
			"of no room":       "HHHHHHHHHH",
		} {
			h.guess(from(cat, "198.51.100.7/32"))
			if err := h.transcript(nobody, code); err != room.ErrGuesses {
				t.Errorf("the code %s: %v", name, err)
			}
		}
		h.Close()
	})
}

func TestAPrivateCodeIsLongerAndAShortOneOfEarlierStillOpens(t *testing.T) {
	h := newHarness(t)
	code := h.create(ann, rooms.New{Private: true})
	if len(code) != 10 || strings.Join(code.Groups(), "") != string(code) || len(code.Groups()) != 2 {
		t.Fatalf("%s, in groups %q", code, code.Groups())
	}
	typed := strings.ToLower(strings.Join(code.Groups(), "-")) + " "
	if got, err := room.ParseCode(typed); err != nil || got != code {
		t.Fatalf("%q: %s, %v", typed, got, err)
	}
	old := `{"v":1,"at":"2025-01-01T10:00:00Z","by":"ann","events":[{"created":{"code":"AAAAAA","game":"nim","version":1,"seats":2,"private":true}},{"sat":{"seat":0,"person":"ann","name":"Ann"}}]}`
	if _, err := h.journal.Append(t.Context(), "room/AAAAAA", 0, journal.Record(old)); err != nil {
		t.Fatal(err)
	}
	h.must(bob, "AAAAAA", room.Command{Do: room.Sit})
}
