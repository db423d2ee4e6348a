package rooms_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// news waits a moment and reports whether the lobby has changed since it was
// looked at last.
func news(w *rooms.LobbyWatch) bool {
	later(time.Second)
	return w.Take() != nil
}

func TestWhatTheListsDoNotShowDoesNotStirTheLobby(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		lobby := h.Lobby("somebody", func() {})
		defer lobby.Close()
		code := h.game()
		a, b := h.watch(ann, code), h.watch(bob, code)
		defer a.Close()
		if !news(lobby) {
			t.Fatal("a new game was not shown")
		}
		h.move(ann, code, 0, "1")
		h.must(bob, code, room.Command{Do: room.Chat, Text: "hello"})
		h.refused(room.ErrNoRoom, cat, "AAAAAA", room.Command{Do: room.Sit})
		if news(lobby) {
			t.Error("a move, a line or a wrong code was told to everyone in the lobby")
		}
		b.Close()
		if !news(lobby) {
			t.Error("nobody was told that a player left")
		}
		h.Close()
	})
}

func TestWhoLooksAtTheLobbyAgainAndAgainStirsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.create(ann, rooms.New{})
		lobby := h.Lobby("somebody", func() {})
		defer lobby.Close()
		if !news(lobby) {
			t.Fatal("the room was not shown")
		}
		first := h.Lobby("restless", func() {})
		list := first.Take()
		if len(list.Open) != 1 {
			t.Fatalf("who comes sees %+v", list)
		}
		if !news(lobby) {
			t.Error("nobody was told that somebody came")
		}
		for range 100 {
			w := h.Lobby("restless", func() {})
			if l := w.Take(); l == nil || l.People != 2 {
				t.Fatalf("who comes sees %+v", l)
			}
			w.Close()
		}
		if news(lobby) {
			t.Error("a second window that came and went was told to everyone")
		}
		first.Close()
		first = h.Lobby("restless", func() {})
		defer first.Close()
		if news(lobby) {
			t.Error("somebody who went and came back at once was told to everyone")
		}
		h.Close()
	})
}

func TestALobbyOfManyIsToldLessOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		const crowd = 1000
		told := 0
		for i := range crowd {
			w := h.Lobby(room.PersonID(fmt.Sprint(i)), func() {})
			defer w.Close()
		}
		watch := h.Lobby("somebody", func() { told++ })
		defer watch.Close()
		later(5 * time.Second)
		watch.Take()
		told = 0
		const seconds = 20
		for i := range seconds * 10 { // somebody new comes, ten times a second
			defer h.Lobby(room.PersonID(fmt.Sprint("late ", i)), func() {}).Close()
			later(100 * time.Millisecond)
			watch.Take()
		}
		if told < seconds/2 || told > seconds+2 {
			t.Errorf("told %d times in %d s", told, seconds)
		}
		h.Close()
	})
}

func TestARoomWhosePlayerIsGoneLeavesTheLobbyBeforeItIsReaped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		lobby := h.Lobby("somebody", func() {})
		defer lobby.Close()
		code := h.create(ann, rooms.New{})
		w := h.watch(ann, code)
		later(time.Minute)
		for range 2 {
			w.Close()
			later(time.Second)
			if l := lobby.Take(); len(l.Open) != 1 {
				t.Fatal("a reloaded page took the room from the lobby")
			}
			later(time.Minute)
			if l := lobby.Take(); l == nil || len(l.Open) != 0 {
				t.Fatalf("after a minute without its player the lobby shows %+v", l)
			}
			w = h.watch(ann, code)
			if later(time.Second); len(lobby.Take().Open) != 1 {
				t.Fatal("the player is back, the room is not")
			}
		}
		h.Close()
	})
}

func TestAGameThatIsPlayedSlowlyStaysInTheLists(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const month = 30 * 24 * time.Hour
		h := newHarness(t)
		code := h.game()
		for ply := range 4 {
			later(month / 2)
			h.move([]rooms.Person{ann, bob}[ply%2], code, ply, "1")
		}
		for range 2 {
			if len(h.Mine("ann")) != 1 {
				t.Fatal("a game with a move every fortnight was forgotten")
			}
			h = h.restart()
		}
		later(month)
		if len(h.Mine("ann")) != 0 {
			t.Fatal("a game that nobody touched for a month is still listed")
		}
		h.Close()
	})
}

// slow is a journal whose next append is written at once and answered late.
type slow struct {
	*journaltest.Memory
	mu      sync.Mutex
	release chan struct{}
}

func (j *slow) Append(ctx context.Context, stream journal.Stream, after journal.Pos, r journal.Record) (journal.Pos, error) {
	j.mu.Lock()
	release := j.release
	j.release = nil
	j.mu.Unlock()
	pos, err := j.Memory.Append(ctx, stream, after, r)
	if release != nil {
		<-release
	}
	return pos, err
}

func TestARoomMadeWhileTheServerStopsIsNotForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := &slow{Memory: journaltest.NewMemory()}
		h := open(t, j)
		other := h.game()
		release := make(chan struct{})
		j.release = release
		var both sync.WaitGroup
		both.Go(func() { _, _ = h.Create(t.Context(), cat, "id", rooms.New{Game: "nim"}) })
		synctest.Wait()
		h.move(ann, other, 0, "1") // the j goes on behind the new room
		both.Go(h.Close)
		synctest.Wait()
		close(release)
		both.Wait()
		h = open(t, j)
		if len(h.Mine("cat")) != 1 {
			t.Error("the room is in the j and in no list")
		}
		h.Close()
	})
}

// A stranger must not be able to make a room's records so many that reading
// them back takes for ever.
func TestWhatSpectatorsAreRefusedIsNotJournaled(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	records := func() (n int) {
		for _, err := range h.journal.All(t.Context(), 0) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		return n
	}
	before := records()
	for i := range 20 {
		c := room.Command{ID: fmt.Sprint(i), Do: room.Move, Move: "1"}
		h.refused(room.ErrNotSeated, cat, code, c)
		h.refused(room.ErrNotSeated, cat, code, c)
	}
	if n := records() - before; n != 0 {
		t.Errorf("%d records of nothing", n)
	}
	// The answer holds all the same.
	sit := room.Command{ID: "sit", Do: room.Sit}
	open := h.create(ann, rooms.New{})
	h.refused(room.ErrNotSeated, cat, open, room.Command{ID: "first", Do: room.Resign})
	h.must(cat, open, sit)
	h.refused(room.ErrNotSeated, cat, open, room.Command{ID: "first", Do: room.Resign})
	h.must(cat, open, sit)
}

func TestARoomThatWasReapedUnheardIsReapedAllTheSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		h := open(t, j)
		h.create(ann, rooms.New{})
		j.FailAfter(errors.New("the answer was lost"))
		later(3 * time.Minute)
		j.FailAfter(nil)
		later(3 * time.Minute)
		if mine := h.Mine("ann"); len(mine) != 0 {
			t.Errorf("a closed room is still Ann's: %+v", mine)
		}
		h.Close()
	})
}

// The lists are the same whether they were derived from the whole journal or
// from a checkpoint and what came after it.
func TestTheListsDoNotDependOnACheckpoint(t *testing.T) {
	j := journaltest.NewMemory()
	h := open(t, j)
	ended, again, going := h.game(), h.game(), h.game()
	h.move(ann, going, 0, "1")
	h.must(ann, ended, room.Command{Do: room.Resign})
	h.must(ann, again, room.Command{Do: room.Resign})
	h = h.restart() // and save a checkpoint
	h.must(ann, again, room.Command{Do: room.Rematch})
	h.must(bob, again, room.Command{Do: room.Rematch})
	h.must(ann, ended, room.Command{Do: room.Leave})
	h.must(bob, ended, room.Command{Do: room.Leave})
	h.move(bob, going, 1, "1")
	h.create(cat, rooms.New{})

	whole := open(t, struct{ journal.Journal }{j})
	late := open(t, j)
	for _, p := range []rooms.Person{ann, bob, cat} {
		a, b := whole.Mine(p.ID), late.Mine(p.ID)
		if diff := cmp.Diff(a, b); diff != "" || len(a) == 0 {
			t.Errorf("%s has %d rooms; from a checkpoint: %s", p.Name, len(a), diff)
		}
	}
	if mine := whole.Mine("bob"); len(mine) != 2 || mine[0].Code != again || mine[0].Round != 2 || mine[1].Code != going {
		t.Errorf("Bob's games: %+v, want the rematch and the one that goes on", mine)
	}
}

func TestGamesAgainstBotsAreNoRoomsThatWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		for range rooms.MaxWaiting {
			code := h.create(ann, rooms.New{})
			h.must(ann, code, room.Command{Do: room.Invite, Bot: "weak"})
		}
		h.create(ann, rooms.New{})
		later(60 * 24 * time.Hour)
		h = h.restart()
		if n := len(h.Mine("ann")); n != 0 {
			t.Errorf("%d rooms are remembered that nobody touched for two months", n)
		}
		h.create(ann, rooms.New{})
		h.Close()
	})
}

func TestTheLobbyIsToldThatNobodyWaitsAnyMoreBesideABot(t *testing.T) {
	for _, clock := range []string{"", "3d"} {
		synctest.Test(t, func(t *testing.T) { lapsesBesideABot(t, clock) })
	}
}

func lapsesBesideABot(t *testing.T, clock string) {
	h := newHarness(t)
	lobby := h.Lobby("somebody", func() {})
	defer lobby.Close()
	code := h.create(ann, rooms.New{Clock: clock})
	w := h.watch(ann, code)
	h.must(ann, code, room.Command{Do: room.Invite, Bot: "weak"})
	later(time.Second)
	if l := lobby.Take(); l == nil || len(l.Open) != 1 {
		t.Fatalf("%+v", l)
	}
	w.Close()
	later(time.Second)
	lobby.Take()
	later(time.Minute)
	if l := lobby.Take(); l == nil || len(l.Open) != 0 {
		t.Fatalf("after a minute without its player the lobby shows %+v", l)
	}
	h.Close()
}

func TestASeatInMoreRoomsThanOneCanPlayInIsRefused(t *testing.T) {
	h := newHarness(t)
	refused := false
	for i := 0; i <= rooms.MaxGames/rooms.MaxWaiting; i++ {
		host := rooms.Person{ID: room.PersonID(rune('a' + i)), Name: string(rune('a' + i))}
		for range rooms.MaxWaiting {
			code, err := h.Create(context.Background(), host, "", rooms.New{Game: "duel"})
			if err != nil {
				t.Fatal(err)
			}
			refused = refused || h.do(ann, code, room.Command{Do: room.Sit}) != nil
		}
	}
	if n := len(h.Mine("ann")); !refused || n != rooms.MaxGames {
		t.Fatalf("Ann sits in %d rooms", n)
	}
}
