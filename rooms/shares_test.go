package rooms_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

func TestOneNetworkCannotFillTheServer(t *testing.T) {
	h := newHarness(t)
	h.Unpaced()
	const here, there = "192.0.2.1/32", "198.51.100.7/32"
	ann, bob, cat := from(ann, here), from(bob, here), from(cat, here)
	game := h.create(ann, rooms.New{})
	h.must(bob, game, room.Command{Do: room.Sit})
	solo := h.create(cat, rooms.New{})
	h.must(cat, solo, room.Command{Do: room.Invite, Bot: "weak"})

	made := 0
	var err error
	for i := 0; err == nil && i < 1500; i++ {
		p := from(rooms.Person{ID: room.PersonID(fmt.Sprint("p", i)), Name: fmt.Sprint("P", i)}, here)
		for range rooms.MaxWaiting {
			var code room.Code
			if code, err = h.Create(context.Background(), p, "", rooms.New{Game: "nim"}); err != nil {
				break
			}
			h.watch(p, code) // or it would go as soon as place is short
			made++
		}
	}
	if !errors.Is(err, room.ErrServer) || made < 1000 || made > 6000 {
		t.Fatalf("%d rooms, then %v", made, err)
	}
	// The games nobody looked at made place, and open to those who play them.
	h.watch(ann, game)
	h.must(cat, solo, room.Command{Do: room.Move, Move: "1"})
	h.move(ann, game, 0, "1")
	// Others do not notice.
	h.create(from(rooms.Person{ID: "dan", Name: "Dan"}, there), rooms.New{})
}

// Whoever has one network of a group may have any number of them.
func TestOneGroupOfNetworksCannotFillTheServer(t *testing.T) {
	for _, group := range []struct{ networks, another, elsewhere string }{
		{"192.0.%d.1/32", "192.0.99.1/32", "198.51.100.7/32"},
		{"2001:db8:0:%d::/64", "2001:db8:0:99::/64", "2001:db8:1::/64"},
	} {
		h := newHarness(t)
		h.Unpaced()
		ann, bob := from(ann, group.another), from(bob, group.another)
		game := h.create(ann, rooms.New{})
		h.must(bob, game, room.Command{Do: room.Sit})
		for i := range 5 {
			h.Occupy(netip.MustParsePrefix(fmt.Sprintf(group.networks, i)), false, 1<<20)
		}
		late := from(rooms.Person{ID: "late", Name: "Late"}, group.another)
		if _, err := h.Create(context.Background(), late, "", rooms.New{Game: "nim"}); !errors.Is(err, room.ErrServer) {
			t.Errorf("beside five full networks of its group, one more is answered %v", err)
		}
		// Those who play go on, and others do not notice.
		h.watch(ann, game)
		h.move(ann, game, 0, "1")
		h.create(from(rooms.Person{ID: "dan", Name: "Dan"}, group.elsewhere), rooms.New{})
	}
}

// Whoever has networks of many groups can take all that newcomers have. Those who play go
// on, those who wait are found, and those who return come in, from wherever they come.
func TestManyGroupsThatFillTheServerHurtNobodyWhoPlays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.Unpaced()
		const here, there, elsewhere = "192.0.2.1/32", "198.51.100.7/32", "203.0.113.9/32"
		ann, bob, cat := from(ann, here), from(bob, there), from(cat, here)
		game, left, solo := h.create(ann, rooms.New{}), h.create(ann, rooms.New{}), h.create(cat, rooms.New{})
		for _, code := range []room.Code{game, left} {
			h.must(bob, code, room.Command{Do: room.Sit})
		}
		h.must(cat, solo, room.Command{Do: room.Invite, Bot: "weak"})
		h.watch(ann, game)
		h.watch(bob, game)
		later(time.Minute) // the other two leave the memory
		waits := h.create(ann, rooms.New{})
		h.watch(ann, waits)
		for i := range 9 { // of which each has an eighth
			h.Occupy(netip.MustParsePrefix(fmt.Sprintf("10.%d.0.1/32", i)), false, 0)
		}
		late := from(rooms.Person{ID: "late", Name: "Late"}, elsewhere)
		if _, err := h.Create(context.Background(), late, "", rooms.New{Game: "nim"}); !errors.Is(err, room.ErrServer) {
			t.Fatalf("a newcomer is answered %v", err)
		}
		h.move(ann, game, 0, "1")
		h.move(bob, game, 1, "1")
		h.watch(from(ann, elsewhere), left)
		h.watch(bob, left)
		h.move(ann, left, 0, "1")
		h.watch(cat, solo)
		h.must(cat, solo, room.Command{Do: room.Move, Move: "1"})
		if code, err := h.Quick(context.Background(), late, "", "nim", ""); code != waits || err != nil {
			t.Errorf("a newcomer who looks for somebody that waits is sent to %q: %v", code, err)
		}
		h.watch(late, waits)
		h.move(ann, waits, 0, "1")
		h.must(bob, game, room.Command{Do: room.Resign})
		h.must(ann, game, room.Command{Do: room.Rematch})
		h.must(bob, game, room.Command{Do: room.Rematch})
		if s := h.now(bob, game); s.Phase != room.Playing || s.Round != 2 {
			t.Errorf("after a rematch the room is %s, round %d", s.Phase, s.Round)
		}
		h.Close()
	})
}

func TestWhoLooksAtTheGamesOfOthersUsesTheirOwnShare(t *testing.T) {
	h := newHarness(t)
	h.Unpaced()
	const here, there = "192.0.2.1/32", "198.51.100.7/32"
	var games []room.Code
	for i := range 200 {
		p := from(rooms.Person{ID: room.PersonID(fmt.Sprint("p", i)), Name: fmt.Sprint("P", i)}, fmt.Sprintf("203.0.113.%d/32", i%250))
		code := h.create(p, rooms.New{})
		h.must(p, code, room.Command{Do: room.Invite, Bot: "weak"})
		games = append(games, code)
	}
	h = h.restart()
	h.Occupy(netip.MustParsePrefix(there), false, 1<<20)
	var err error
	looked := 0
	for ; err == nil && looked < len(games); looked++ {
		eve := from(rooms.Person{ID: room.PersonID(fmt.Sprint("eve", looked)), Name: "Eve"}, there)
		var w *rooms.Watch
		if w, err = h.Watch(context.Background(), eve, games[looked], func() {}); err == nil {
			t.Cleanup(w.Close)
		}
	}
	if !errors.Is(err, room.ErrServer) || looked < 10 {
		t.Fatalf("looked at %d games, then %v", looked, err)
	}
	h.watch(from(cat, here), games[len(games)-1])
}

func TestAFloodOfRoomsIsHeldBackAndMovesAreNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		game := h.game()
		made := 0
		for ; ; made++ {
			code, err := h.Create(context.Background(), ann, "", rooms.New{Game: "nim"})
			if errors.Is(err, room.ErrThrottled) {
				break
			}
			if err != nil || made == 10_000 {
				t.Fatalf("after %d rooms: %v", made, err)
			}
			if err := h.do(ann, code, room.Command{Do: room.Leave}); errors.Is(err, room.ErrThrottled) && made > 500 {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			later(50 * time.Millisecond)
		}
		h.move(ann, game, 0, "1")
		h.must(ann, game, room.Command{Do: room.Chat, Text: "hello"})
		h.Close()
	})
}

// Whoever makes games of their own by the hundred, and comes back to them, uses the share of
// their network, and at last finds none of them before others go. Those who play elsewhere
// come back all the same.
func TestOnesOwnGamesCountToWhoeverMadeThem(t *testing.T) {
	for name, restarts := range map[string]bool{"made now": false, "after a restart": true} {
		t.Run(name, func(t *testing.T) {
			h := newHarness(t)
			h.Unpaced()
			const here, there = "192.0.2.1/32", "198.51.100.7/32"
			ann, bob := from(ann, there), from(bob, here)
			school := h.create(ann, rooms.New{})
			h.must(bob, school, room.Command{Do: room.Sit})
			type own struct {
				by   rooms.Person
				code room.Code
			}
			var games []own
			for i := range 200 {
				p := from(rooms.Person{ID: room.PersonID(fmt.Sprint("p", i/50)), Name: fmt.Sprint("P", i)}, here)
				code := h.create(p, rooms.New{})
				h.must(p, code, room.Command{Do: room.Invite, Bot: "weak"})
				games = append(games, own{p, code})
			}
			if restarts {
				h = h.restart()
			}
			h.Occupy(netip.MustParsePrefix(here), true, 1<<20)
			var err error
			looked := 0
			for ; err == nil && looked < len(games); looked++ {
				var w *rooms.Watch
				if w, err = h.Watch(context.Background(), games[looked].by, games[looked].code, func() {}); err == nil {
					t.Cleanup(w.Close)
				}
			}
			if !errors.Is(err, room.ErrServer) || looked < 10 {
				t.Fatalf("looked at %d games, then %v", looked, err)
			}
			h.watch(ann, school)
			h.watch(bob, school)
		})
	}
}
