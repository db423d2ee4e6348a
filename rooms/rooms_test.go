package rooms_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"crossplay/game"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

func TestTwoPeopleMeetPlayAndPlayAgain(t *testing.T) {
	h := newHarness(t)
	code := h.create(ann, rooms.New{})
	if s := h.now(ann, code); s.Phase != room.Open || s.You != 0 || s.Chairs[1].Name != "" {
		t.Fatalf("before anyone came: %+v", s)
	}
	h.must(bob, code, room.Command{Do: room.Sit})
	h.refused(room.ErrFull, cat, code, room.Command{Do: room.Sit})
	h.refused(room.ErrSeated, ann, code, room.Command{Do: room.Sit})
	for ply, p := range []rooms.Person{ann, bob, ann, bob} {
		h.move(p, code, ply, []game.Move{"3", "3", "3", "1"}[ply])
	}
	s := h.now(bob, code)
	want := &room.Result{Winners: []game.Seat{1}, How: room.ByRules, Reason: "the last one"}
	if diff := cmp.Diff(want, s.Result); diff != "" || s.Phase != room.Over || s.Chairs[1].Wins != 1 {
		t.Fatalf("the end: %+v %s", s, diff)
	}
	h.must(ann, code, room.Command{Do: room.Rematch})
	if s := h.now(bob, code); s.Phase != room.Over || !s.Chairs[0].Offered(room.Rematch) {
		t.Fatalf("one alone began a rematch: %+v", s)
	}
	h.must(bob, code, room.Command{Do: room.Rematch})
	s = h.now(bob, code)
	if s.Phase != room.Playing || s.Round != 2 || s.Ply != 0 || s.You != 0 || s.Chairs[0].Name != "Bob" || s.Chairs[0].Wins != 1 || s.Chairs[1].Wins != 0 {
		t.Fatalf("the rematch swaps sides and keeps the score: %+v", s)
	}
	h.must(bob, code, room.Command{Do: room.Resign})
	if s := h.now(ann, code); s.Result.How != room.Resigned || s.Result.By[0] != 0 || s.Chairs[1].Wins != 1 {
		t.Fatalf("after resigning: %+v", s)
	}
}

func TestMovesAreRefusedWithTheirReason(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	move := func(ply int, m game.Move) room.Command {
		return room.Command{Do: room.Move, Ply: ply, Move: m}
	}
	before := h.now(cat, code)
	h.refused(room.ErrTurn, bob, code, move(0, "1"))
	h.refused(room.ErrNotSeated, cat, code, move(0, "1"))
	h.refused(room.ErrIllegal, ann, code, move(0, "7"))
	h.refused(room.ErrStale, ann, code, move(1, "1"))
	h.refused(room.ErrStale, ann, code, move(-1, "1"))
	h.refused(room.ErrNoRoom, ann, "AAAAAA", move(0, "1"))
	h.refused(room.ErrCommand, ann, code, room.Command{Do: "cheat"})
	h.refused(room.ErrCommand, ann, code, room.Command{Do: room.Chat, Text: "x", ID: string(make([]byte, room.MaxCommandID+1))})
	h.refused(room.ErrPlaying, ann, code, room.Command{Do: room.Leave})
	h.refused(room.ErrNotAway, ann, code, room.Command{Do: room.Claim})
	after := h.now(cat, code)
	if diff := cmp.Diff(before.View, after.View); diff != "" || after.Ply != 0 {
		t.Fatalf("a refusal changed the board: %s", diff)
	}
	h.move(ann, code, 0, "1")
	h.refused(room.ErrStale, ann, code, move(0, "1"))
	h.must(ann, code, room.Command{Do: room.Resign})
	h.refused(room.ErrNotPlaying, bob, code, move(1, "1"))
}

func TestARepeatedCommandGetsItsFirstAnswerAlsoAfterARestart(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	yes := room.Command{ID: "y", Do: room.Move, Move: "1"}
	early := room.Command{ID: "e", Do: room.Move, Ply: 1, Move: "1"}
	h.refused(room.ErrStale, bob, code, early)
	h.must(ann, code, yes)
	h.refused(room.ErrStale, bob, code, early)
	for range 2 {
		h.must(ann, code, yes)
		if s := h.now(ann, code); s.Ply != 1 {
			t.Fatalf("ply %d after repeating the first move", s.Ply)
		}
		h = h.restart()
	}
	// The ids of others are others.
	h.must(bob, code, room.Command{ID: "y", Do: room.Move, Ply: 1, Move: "2"})
}

func TestCreatingAgainWithTheSameIDLeadsToTheSameRoom(t *testing.T) {
	h := newHarness(t)
	ctx := context.Background()
	first, err := h.Create(ctx, ann, "id", rooms.New{Game: "nim", Private: true})
	if err != nil {
		t.Fatal(err)
	}
	h = h.restart()
	second, err := h.Create(ctx, ann, "id", rooms.New{Game: "nim", Private: true})
	if err != nil || second != first {
		t.Fatalf("got %s, %v; want %s", second, err, first)
	}
	other, err := h.Create(ctx, bob, "id", rooms.New{Game: "nim"})
	if err != nil || other == first {
		t.Fatalf("somebody else's room: %s, %v", other, err)
	}
	if _, err := h.Create(ctx, ann, "", rooms.New{Game: "chess"}); !errors.Is(err, room.ErrNoGame) {
		t.Fatalf("an unknown game: %v", err)
	}
	if _, err := h.Create(ctx, ann, "", rooms.New{Game: "nim", Options: map[string]string{"begin": "now"}}); !errors.Is(err, room.ErrSetup) {
		t.Fatalf("an unknown option: %v", err)
	}
}

// The same command many times at once has one answer, and takes one place.
func TestCreatingAtOnceWithTheSameIDLeadsToOneRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := open(t, &lazy{journaltest.NewMemory(), time.Second})
		h.Unpaced()
		const times = 2 * rooms.MaxWaiting
		codes := make([]room.Code, times)
		for i := range codes {
			go func() {
				var err error
				if codes[i], err = h.Create(context.Background(), ann, "id", rooms.New{Game: "nim"}); err != nil {
					t.Errorf("the answer to one is %v", err)
				}
			}()
		}
		later(time.Minute)
		if codes = slices.Compact(codes); len(codes) != 1 {
			t.Errorf("they led to %v", codes)
		}
		for range rooms.MaxWaiting - 1 {
			h.watch(ann, h.create(ann, rooms.New{}))
		}
		h.watch(ann, codes[0]) // she waits in as many as she may
		if code, err := h.Create(context.Background(), ann, "id", rooms.New{Game: "nim"}); code != codes[0] || err != nil {
			t.Errorf("later, it led to %q, %v", code, err)
		}
		h.must(ann, codes[0], room.Command{Do: room.Leave})
		later(time.Second)
		h.watch(ann, h.create(ann, rooms.New{}))
		if code, err := h.Create(context.Background(), ann, "id", rooms.New{Game: "nim"}); code != codes[0] || err != nil {
			t.Errorf("after that room has closed, it led to %q, %v", code, err)
		}
		h.Close()
	})
}

func TestTwoWhoAskForAQuickMatchAtOnceAlwaysMeet(t *testing.T) {
	h := newHarness(t)
	for round := range 50 {
		codes := make([]room.Code, 2)
		var both sync.WaitGroup
		for i := range codes {
			both.Go(func() {
				p := rooms.Person{ID: room.PersonID(fmt.Sprint(round, "-", i)), Name: fmt.Sprint("P", i)}
				var err error
				if codes[i], err = h.Quick(context.Background(), p, "", "nim", ""); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		if codes[0] != codes[1] {
			t.Fatalf("round %d: one sits in %s, the other in %s", round, codes[0], codes[1])
		}
	}
}

func TestQuickMatchTakesTheOldestFittingRoom(t *testing.T) {
	h := newHarness(t)
	ctx := context.Background()
	private := h.create(ann, rooms.New{Private: true})
	oldest := h.create(ann, rooms.New{})
	h.create(ann, rooms.New{})
	h.create(cat, rooms.New{})
	if code, err := h.Quick(ctx, ann, "", "nim", ""); err != nil || code != oldest {
		t.Fatalf("who waits already is sent to %s, %v; want %s", code, err, oldest)
	}
	code, err := h.Quick(ctx, bob, "q", "nim", "")
	if err != nil || code != oldest || code == private {
		t.Fatalf("matched to %s, %v; want %s", code, err, oldest)
	}
	if again, err := h.restart().Quick(ctx, bob, "q", "nim", ""); err != nil || again != code {
		t.Fatalf("asked again with the same id: %s, %v; want %s", again, err, code)
	}
}

func TestAGameSurvivesARestart(t *testing.T) {
	h := newHarness(t)
	code := h.create(ann, rooms.New{Options: map[string]string{"begin": "dice"}})
	h.must(bob, code, room.Command{Do: room.Sit})
	h.move(ann, code, 1, "2")
	h.must(cat, code, room.Command{Do: room.Chat, Text: "hello\x1b[31m"})
	before := h.now(ann, code)
	if before.Chat[0].Text != "hello" || before.Chat[0].Seat != game.Spectator {
		t.Fatalf("chat: %+v", before.Chat)
	}
	for range 2 {
		h = h.restart()
		after := h.now(ann, code)
		if diff := cmp.Diff(before, after, cmpopts.IgnoreFields(rooms.Snapshot{}, "Version", "News"), cmpopts.IgnoreFields(rooms.Chair{}, "Away", "Present"), cmpopts.IgnoreUnexported(rooms.Snapshot{})); diff != "" {
			t.Fatal(diff)
		}
		if mine := h.Mine("bob"); len(mine) != 1 || mine[0].Code != code {
			t.Fatalf("Bob's games: %+v", mine)
		}
	}
}

func TestDiceAreJournaledAndDifferFromRoomToRoom(t *testing.T) {
	h := newHarness(t)
	seen := map[string]bool{}
	for range 3 {
		code := h.create(ann, rooms.New{Options: map[string]string{"begin": "dice"}})
		h.must(bob, code, room.Command{Do: room.Sit})
		s := h.now(ann, code)
		if s.Ply != 1 || s.View.Log[0].Seat != game.Chance {
			t.Fatalf("chance did not move: %+v", s)
		}
		seen[s.View.Note] = true
	}
	if len(seen) != 3 {
		t.Fatalf("three rooms drew %v", seen)
	}
}

func TestASimultaneousMoveDoesNotMakeTheOtherStale(t *testing.T) {
	h := newHarness(t)
	code := h.create(ann, rooms.New{Options: map[string]string{"begin": "both"}})
	h.must(bob, code, room.Command{Do: room.Sit})
	h.move(ann, code, 0, "1")
	h.move(bob, code, 0, "1")
	h.refused(room.ErrStale, bob, code, room.Command{Do: room.Move, Ply: 0, Move: "1"})
}

func TestASlowReaderGetsTheNewestSnapshotOnly(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	slow := h.watch(cat, code)
	for ply := range 8 {
		h.move([]rooms.Person{ann, bob}[ply%2], code, ply, "1")
	}
	if s, err := slow.Take(); err != nil || s.Ply != 8 {
		t.Fatalf("took %+v, %v", s, err)
	}
	if s, err := slow.Take(); s != nil || err != nil {
		t.Fatalf("took a second one: %+v, %v", s, err)
	}
}

func TestASnapshotIsSharedByAllWhoLookFromTheSameSeat(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	ours := func(s *rooms.Snapshot) bool { return s.Ply == 1 }
	a, b, c := h.watch(cat, code), h.watch(rooms.Person{ID: "dan", Name: "Dan"}, code), h.watch(bob, code)
	h.move(ann, code, 0, "1")
	if a.until(ours) != b.until(ours) {
		t.Error("two spectators were given two snapshots")
	}
	if s := c.until(ours); s == a.last || s.You != 1 || len(s.View.Choices) != 3 || len(a.last.View.Choices) != 0 {
		t.Errorf("a player and a spectator: %+v", s)
	}
	if s := a.last; s.Spectators != 2 {
		t.Errorf("%d spectators, want 2", s.Spectators)
	}
}

func TestAPanicInTheRulesEndsThatRoomOnly(t *testing.T) {
	h := newHarness(t)
	code, other := h.game(), h.game()
	w := h.watch(bob, code)
	h.refused(room.ErrInternal, ann, code, room.Command{Do: room.Move, Move: "panic"})
	for {
		if _, err := w.Take(); err != nil {
			if !errors.Is(err, room.ErrInternal) {
				t.Fatalf("the watch ended with %v", err)
			}
			break
		}
		<-w.bell
	}
	h.move(ann, other, 0, "1")
	h.move(ann, code, 0, "1") // it is read back, without the move that broke it
}

func TestWhatCannotBeSavedIsNotShownAndCanBeTriedAgain(t *testing.T) {
	j := journaltest.NewMemory()
	h := open(t, j)
	code := h.game()
	for _, fail := range []func(error){j.FailBefore, j.FailAfter} {
		ply := h.now(ann, code).Ply
		who := []rooms.Person{ann, bob}[ply%2]
		c := room.Command{ID: fmt.Sprint("try", ply), Do: room.Move, Ply: ply, Move: "1"}
		fail(errors.New("no space left on device"))
		h.refused(room.ErrNotSaved, who, code, c)
		if s := h.now(who, code); s.Ply != ply {
			t.Fatalf("a move that was not acknowledged was shown: ply %d", s.Ply)
		}
		fail(nil)
		h.must(who, code, c)
		if s := h.now(who, code); s.Ply != ply+1 {
			t.Fatalf("tried again: ply %d, want %d", s.Ply, ply+1)
		}
	}
}

func TestTwoNodesOnOneJournalAgree(t *testing.T) {
	j := journaltest.NewMemory()
	one := open(t, j)
	code := one.game()
	two := open(t, j)
	two.now(ann, code)
	one.move(ann, code, 0, "1")
	two.refused(room.ErrStale, ann, code, room.Command{ID: "x", Do: room.Move, Ply: 0, Move: "2"})
	two.move(bob, code, 1, "2")
	one.refused(room.ErrStale, bob, code, room.Command{Do: room.Move, Ply: 1, Move: "3"})
	a, b := one.now(ann, code), two.now(ann, code)
	if diff := cmp.Diff(a.View, b.View); diff != "" || a.Ply != 2 {
		t.Fatal(diff)
	}
}

func TestOnePersonCannotFillTheServer(t *testing.T) {
	h := newHarness(t)
	var codes []room.Code
	for range rooms.MaxWaiting {
		codes = append(codes, h.create(ann, rooms.New{}))
		h.watch(ann, codes[len(codes)-1])
	}
	if _, err := h.Create(context.Background(), ann, "", rooms.New{Game: "nim"}); !errors.Is(err, room.ErrTooMany) {
		t.Fatalf("one room too many: %v", err)
	}
	h.must(ann, codes[0], room.Command{Do: room.Leave})
	h.refused(room.ErrGone, bob, codes[0], room.Command{Do: room.Sit})
	h.create(ann, rooms.New{})
}

func TestAFloodOfTalkIsThrottledAndOthersAreNot(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	refused := 0
	for range 100 {
		if err := h.do(bob, code, room.Command{Do: room.Chat, Text: "spam"}); errors.Is(err, room.ErrThrottled) {
			refused++
		}
	}
	if refused < 90 {
		t.Errorf("only %d of 100 lines were throttled", refused)
	}
	h.must(ann, code, room.Command{Do: room.Chat, Text: "hello"})
	h.move(ann, code, 0, "1")
	h.refused(room.ErrEmptyChat, ann, code, room.Command{Do: room.Chat, Text: " \x00 "})
}

func TestTheLobbyListsWhoWaitsAndWhatCanBeWatched(t *testing.T) {
	h := newHarness(t)
	bell := make(chan struct{}, 1)
	lobby := h.Lobby("somebody", func() {
		select {
		case bell <- struct{}{}:
		default:
		}
	})
	defer lobby.Close()
	until := func(pleases func(*rooms.Lobby) bool) {
		t.Helper()
		for {
			if l := lobby.Take(); l != nil && pleases(l) {
				return
			}
			<-bell
		}
	}
	h.create(cat, rooms.New{Private: true})
	code := h.create(ann, rooms.New{})
	w := h.watch(ann, code)
	until(func(l *rooms.Lobby) bool { return len(l.Open) == 1 && l.Open[0].Chairs[0].Present })
	h.must(bob, code, room.Command{Do: room.Sit})
	until(func(l *rooms.Lobby) bool { return len(l.Open) == 0 && len(l.Playing) == 1 })
	w.Close()
	until(func(l *rooms.Lobby) bool { return len(l.Playing) == 0 && l.People == 1 })
	brief := h.create(ann, rooms.New{})
	h.watch(bob, brief)
	until(func(l *rooms.Lobby) bool { return l.People == 2 })
	h.must(ann, brief, room.Command{Do: room.Leave})
	until(func(l *rooms.Lobby) bool { return len(l.Open) == 0 && l.People == 1 })
}

func TestTheSameNameLaterIsANewName(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	renamed := ann
	renamed.Name = "Anna"
	h.move(renamed, code, 0, "1")
	if s := h.now(bob, code); s.Chairs[0].Name != "Anna" {
		t.Fatalf("the seat still says %s", s.Chairs[0].Name)
	}
}

func TestCodesAreReadAsPeopleTypeThem(t *testing.T) {
	h := newHarness(t)
	code := h.create(ann, rooms.New{})
	typed := " " + string(code[:3]) + "-" + string(slices.Clone([]byte(code[3:]))) + " "
	if got, err := room.ParseCode(typed); err != nil || got != code {
		t.Fatalf("%q: %s, %v", typed, got, err)
	}
	for _, bad := range []string{"", "ABC", "AAAAAAA", "AAAAA0", "ÄÄÄ", "../../"} {
		if _, err := room.ParseCode(bad); !errors.Is(err, room.ErrNoRoom) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAfterCloseEverythingIsRefused(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	w := h.watch(ann, code)
	h.Close()
	for {
		if _, err := w.Take(); err != nil {
			if !errors.Is(err, room.ErrClosing) {
				t.Fatalf("the watch ended with %v", err)
			}
			break
		}
		<-w.bell
	}
	h.refused(room.ErrClosing, ann, code, room.Command{Do: room.Move, Move: "1"})
	if _, err := h.Create(context.Background(), ann, "", rooms.New{Game: "nim"}); !errors.Is(err, room.ErrClosing) {
		t.Fatalf("create: %v", err)
	}
}
