package rooms_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/rooms/roomtest"
)

// trio is a room of up to three where Ann sits.
// onTurn has those play who are to move, until it is somebody's turn.
func (h *harness) onTurn(code room.Code, whose rooms.Person) {
	h.t.Helper()
	for {
		s := h.now(whose, code)
		if slices.Contains(s.Turn, s.You) {
			return
		}
		for _, p := range []rooms.Person{ann, bob, cat} {
			if s.Chairs[s.Turn[0]].Name == p.Name {
				h.move(p, code, s.Ply, "a")
			}
		}
	}
}

func (h *harness) trio() room.Code {
	h.t.Helper()
	code, err := h.Create(context.Background(), ann, "", rooms.New{Game: "duel"})
	if err != nil {
		h.t.Fatal(err)
	}
	return code
}

// mover is who is to move in a duel, with the words for it.
func mover(s *rooms.Snapshot, people ...rooms.Person) rooms.Person {
	name := s.Chairs[s.Turn[0]].Name
	return people[slices.IndexFunc(people, func(p rooms.Person) bool { return p.Name == name })]
}

func TestARoomOfSeveralStartsWhenItIsFull(t *testing.T) {
	h := newHarness(t)
	code := h.trio()
	h.must(bob, code, room.Command{Do: room.Sit})
	if s := h.now(ann, code); s.Phase != room.Open || len(s.Chairs) != 3 {
		t.Fatalf("with a free seat the room is %s, with %d chairs", s.Phase, len(s.Chairs))
	}
	h.must(cat, code, room.Command{Do: room.Sit})
	if s := h.now(ann, code); s.Phase != room.Playing || len(s.Chairs) != 3 {
		t.Fatalf("full, it is %s with %d chairs", s.Phase, len(s.Chairs))
	}
}

func TestThoseWhoArePresentCanAgreeToStart(t *testing.T) {
	h := newHarness(t)
	code := h.trio()
	h.refused(room.ErrTooFew, ann, code, room.Command{Do: room.Begin})
	h.must(bob, code, room.Command{Do: room.Sit})
	h.must(ann, code, room.Command{Do: room.Begin})
	if s := h.now(bob, code); s.Phase != room.Open || !s.Chairs[0].Offered(room.Begin) {
		t.Fatalf("Ann alone agreed: %s, %+v", s.Phase, s.Chairs)
	}
	h.must(bob, code, room.Command{Do: room.Begin})
	s := h.now(ann, code)
	if s.Phase != room.Playing || len(s.Chairs) != 2 || s.Chairs[0].Offered(room.Begin) {
		t.Fatalf("both agreed: %s, %+v", s.Phase, s.Chairs)
	}
	h.refused(room.ErrFull, cat, code, room.Command{Do: room.Sit})
	h.refused(room.ErrBegun, ann, code, room.Command{Do: room.Begin})
	again := h.restart().now(ann, code)
	if len(again.Chairs) != 2 || again.Turn[0] != s.Turn[0] {
		t.Fatalf("after a restart: %+v, turn %v and before %v", again.Chairs, again.Turn, s.Turn)
	}
}

func TestWhoeverLeavesDoesNotKeepTheOthersFromStarting(t *testing.T) {
	h := newHarness(t)
	code, err := h.Create(context.Background(), ann, "", rooms.New{Game: "duel", Seats: 3})
	if err != nil {
		t.Fatal(err)
	}
	h.must(ann, code, room.Command{Do: room.Invite, Bot: "weak"})
	h.must(ann, code, room.Command{Do: room.Begin})
	if s := h.now(ann, code); s.Phase != room.Playing || len(s.Chairs) != 2 || s.Chairs[1].Bot != "weak" {
		t.Fatalf("a bot always agrees: %s, %+v", s.Phase, s.Chairs)
	}

	code = h.trio()
	h.must(bob, code, room.Command{Do: room.Sit})
	h.must(ann, code, room.Command{Do: room.Begin})
	h.must(bob, code, room.Command{Do: room.Leave})
	if s := h.now(ann, code); s.Phase != room.Open {
		t.Fatalf("Ann is alone, and the room is %s", s.Phase)
	}
}

func TestWhoeverResignsIsPlayedPast(t *testing.T) {
	h := newHarness(t)
	code := h.trio()
	h.must(bob, code, room.Command{Do: room.Sit})
	h.must(cat, code, room.Command{Do: room.Sit})
	h.must(bob, code, room.Command{Do: room.Resign})
	h.refused(room.ErrOut, bob, code, room.Command{Do: room.Resign})
	s := h.now(ann, code)
	if s.Phase != room.Playing || !s.Chairs[1].Out {
		t.Fatalf("Bob gave up: %s, %+v", s.Phase, s.Chairs)
	}
	h = h.restart()
	for range 4 {
		s = h.now(ann, code)
		h.move(mover(s, ann, cat), code, s.Ply, "go")
	}
	h.must(cat, code, room.Command{Do: room.Resign})
	s = h.now(ann, code)
	if s.Phase != room.Over || !slices.Equal(s.Result.Winners, []game.Seat{0}) || s.Chairs[0].Wins != 1 {
		t.Fatalf("Ann is left alone: %s, %+v", s.Phase, s.Result)
	}
	for _, p := range []rooms.Person{ann, bob, cat} {
		h.must(p, code, room.Command{Do: room.Rematch})
	}
	if s := h.now(ann, code); s.Phase != room.Playing || s.Chairs[0].Name != "Cat" || s.Chairs[2].Out {
		t.Fatalf("the rematch: %s, %+v", s.Phase, s.Chairs)
	}
}

func TestWhoStaysAwayIsPlayedPast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.trio()
		h.must(bob, code, room.Command{Do: room.Sit})
		h.must(cat, code, room.Command{Do: room.Sit})
		h.onTurn(code, cat)
		a := h.watch(ann, code)
		h.watch(bob, code)
		later(room.ClaimAfter - time.Second)
		h.refused(room.ErrNotAway, ann, code, room.Command{Do: room.Claim})
		later(2 * time.Second)
		may := a.until(func(s *rooms.Snapshot) bool { return claimable(s) })
		if act, _ := may.Action(room.Claim); act.How != room.PlayOn {
			t.Errorf("one of three is away: %+v", act)
		}
		h.must(ann, code, room.Command{Do: room.Claim})
		s := a.until(func(s *rooms.Snapshot) bool { return s.Chairs[2].Out })
		if last := s.News[len(s.News)-1]; last.What != room.StaysOut {
			t.Errorf("whoever was put out for staying away is told of as %q", last.What)
		}
		if s.Phase != room.Playing || claimable(s) {
			t.Errorf("two are left: %s, claimable %v", s.Phase, claimable(s))
		}
		h.refused(room.ErrNotAway, ann, code, room.Command{Do: room.Claim})
		h.Close()
	})
}

func TestARematchDoesNotWaitForWhoStaysAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.trio()
		h.must(bob, code, room.Command{Do: room.Sit})
		h.must(cat, code, room.Command{Do: room.Sit})
		h.watch(ann, code)
		h.watch(bob, code)
		h.must(bob, code, room.Command{Do: room.Resign})
		h.must(cat, code, room.Command{Do: room.Resign})
		h.must(ann, code, room.Command{Do: room.Rematch})
		h.must(bob, code, room.Command{Do: room.Rematch})
		if s := h.now(ann, code); s.Phase != room.Over {
			t.Fatalf("without Cat, who has only just gone, the room is %s", s.Phase)
		}
		later(room.ClaimAfter)
		h.must(ann, code, room.Command{Do: room.Rematch})
		if s := h.now(ann, code); s.Phase != room.Playing || len(s.Chairs) != 2 {
			t.Fatalf("the room is %s, with %+v", s.Phase, s.Chairs)
		}
		h.Close()
	})
}

func TestEverybodyCountsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.game()
		h.must(ann, h.create(ann, rooms.New{}), room.Command{Do: room.Invite, Bot: "weak"})
		a, b := h.watch(ann, code), h.watch(bob, code)
		lobby := []*rooms.LobbyWatch{h.Lobby(ann.ID, func() {}), h.Lobby(ann.ID, func() {}), h.Lobby(cat.ID, func() {})}
		later(time.Second)
		if n := h.Rooms().People; n != 3 {
			t.Errorf("%d people are here, want Ann, Bob and Cat", n)
		}
		for _, w := range lobby {
			w.Close()
		}
		a.Close()
		b.Close()
		later(time.Second)
		if n := h.Rooms().People; n != 0 {
			t.Errorf("everybody has gone, and %d people are here", n)
		}
		h.Close()
	})
}

func TestABotSitsDownWhenItIsAsked(t *testing.T) {
	h := newHarness(t)
	code := h.create(ann, rooms.New{})
	var came []rooms.Person
	told := make(chan rooms.Person, 8)
	h.Attend(func(c room.Code, bot rooms.Person) { told <- bot })
	h.refused(room.ErrNoBot, ann, code, room.Command{Do: room.Invite, Bot: "divine"})
	h.refused(room.ErrNotSeated, bob, code, room.Command{Do: room.Invite, Bot: "weak"})
	h.must(ann, code, room.Command{Do: room.Invite, Bot: "strong"})
	came = append(came, <-told)
	s := h.now(ann, code)
	if s.Phase != room.Playing || s.Chairs[1].Bot != "strong" || s.Chairs[1].Name != "Strong bot" || !s.Chairs[1].Present {
		t.Fatalf("%s, %+v", s.Phase, s.Chairs)
	}
	h.refused(room.ErrFull, ann, code, room.Command{Do: room.Invite, Bot: "weak"})
	h.move(ann, code, 0, "3")
	h.move(came[0], code, 1, "3")
	h.move(ann, code, 2, "3")
	h.move(came[0], code, 3, "1")
	h.must(ann, code, room.Command{Do: room.Rematch})
	if s := h.now(ann, code); s.Round != 2 || s.Phase != room.Playing || s.Chairs[0].Bot != "strong" {
		t.Fatalf("the bot did not agree to a rematch: %+v", s)
	}
	again := h.restart()
	again.Attend(func(c room.Code, bot rooms.Person) { told <- bot })
	again.now(ann, code)
	if bot := <-told; bot != came[0] {
		t.Fatalf("after a restart %+v sits there, not %+v", bot, came[0])
	}
	for len(told) > 0 {
		<-told
	}
}

func TestABotMakesRoomUntilTheFirstMove(t *testing.T) {
	h := newHarness(t)
	code := h.create(ann, rooms.New{})
	h.watch(ann, code)
	h.must(ann, code, room.Command{Do: room.Invite, Bot: "weak"})
	lobby := make(chan struct{}, 1)
	look := h.Lobby(bob.ID, func() {
		select {
		case lobby <- struct{}{}:
		default:
		}
	})
	defer look.Close()
	for {
		if l := look.Take(); l != nil && len(l.Open) == 1 && len(l.Playing) == 0 && l.Open[0].Chairs[1].Bot == "weak" {
			break
		}
		<-lobby
	}
	met, err := h.Quick(context.Background(), bob, "", "nim", "")
	if err != nil || met != code {
		t.Fatalf("Bob is led to %s, %v", met, err)
	}
	if s := h.now(bob, code); s.You != 1 || s.Chairs[1].Bot != "" || s.Phase != room.Playing {
		t.Fatalf("%+v", s)
	}

	code = h.create(ann, rooms.New{Private: true})
	h.must(ann, code, room.Command{Do: room.Invite, Bot: "weak"})
	h.move(ann, code, 0, "1")
	h.refused(room.ErrFull, bob, code, room.Command{Do: room.Sit})
}

func TestABotNeitherKeepsARoomNorCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.create(ann, rooms.New{})
		h.must(ann, code, room.Command{Do: room.Invite, Bot: "weak"})
		var ended error
		bot := rooms.Person{ID: "bot-weak-1", Name: "Weak bot", Bot: "weak"}
		b := h.watch(bot, code)
		a := h.watch(ann, code)
		if s := a.until(func(*rooms.Snapshot) bool { return true }); claimable(s) || s.Spectators != 0 {
			t.Errorf("claimable %v, %d spectators", claimable(s), s.Spectators)
		}
		later(2 * room.ClaimAfter)
		h.refused(room.ErrNotAway, ann, code, room.Command{Do: room.Claim})
		a.Close()
		later(time.Minute)
		for ended == nil {
			if _, ended = b.Take(); ended == nil {
				<-b.bell
			}
		}
		if n := len(h.Rooms().Playing) + len(h.Rooms().Open); n != 0 {
			t.Errorf("%d rooms are listed in which only a bot looks", n)
		}
		h.must(ann, code, room.Command{Do: room.Resign})
		h.must(ann, code, room.Command{Do: room.Leave})
		h.refused(room.ErrGone, ann, code, room.Command{Do: room.Chat, Text: "hello"})
		h.Close()
	})
}

func TestAnyoneCanCheckTheDice(t *testing.T) {
	h := newHarness(t)
	code, err := h.Create(context.Background(), ann, "", rooms.New{Game: "duel", Seats: 2})
	if err != nil {
		t.Fatal(err)
	}
	h.must(bob, code, room.Command{Do: room.Sit})
	s := h.now(ann, code)
	if s.Proof == nil || len(s.Proof.Hash) != 64 || s.Proof.Secret != "" {
		t.Fatalf("before the end: %+v", s.Proof)
	}
	hash := s.Proof.Hash
	if _, err := h.Transcript(context.Background(), ann, code); err != room.ErrNotOver {
		t.Fatalf("a transcript of a game that is on: %v", err)
	}
	h = h.restart()
	h.move(mover(s, ann, bob), code, s.Ply, "win")
	s = h.now(ann, code)
	if s.Proof.Hash != hash || len(s.Proof.Secret) != 64 {
		t.Fatalf("after the end: %+v, and the hash was %s", s.Proof, hash)
	}
	games := []game.Rules{roomtest.Duel{}}
	get := func() *room.Transcript {
		tr, err := h.Transcript(context.Background(), ann, code)
		if err != nil {
			t.Fatal(err)
		}
		return tr
	}
	if draws, err := get().Check(games); err != nil || draws != 1 {
		t.Fatalf("%d draws checked, %v", draws, err)
	}
	for _, c := range []struct {
		what   string
		change func(*room.Transcript)
		says   string
	}{
		{"another secret", func(tr *room.Transcript) { tr.Proof.Secret = strings.Repeat("00", 32) }, "not the one whose hash"},
		{"no secret", func(tr *room.Transcript) { tr.Proof.Secret = "" }, "64 hexadecimal digits"},
		{"no proof", func(tr *room.Transcript) { tr.Proof = nil }, "no secret to check it with"},
		{"another draw", func(tr *room.Transcript) {
			tr.Moves[0].Move = map[game.Move]game.Move{"0": "1", "1": "0"}[tr.Moves[0].Move]
		}, "the secret says"},
		{"another winner", func(tr *room.Transcript) { tr.Result.Winners = []game.Seat{1 - tr.Result.Winners[0]} }, "another way"},
		{"another game", func(tr *room.Transcript) { tr.Game = "chess" }, "does not know"},
	} {
		tr := get()
		c.change(tr)
		if _, err := tr.Check(games); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want that it says %q", c.what, err, c.says)
		}
	}
}

func TestWhoeverLeavesDoesNotKeepTheOthersFromARematch(t *testing.T) {
	h := newHarness(t)
	code := h.trio()
	h.must(bob, code, room.Command{Do: room.Sit})
	h.must(cat, code, room.Command{Do: room.Sit})
	s := h.now(ann, code)
	h.move(mover(s, ann, bob, cat), code, s.Ply, "win")
	h.must(ann, code, room.Command{Do: room.Rematch})
	h.must(bob, code, room.Command{Do: room.Rematch})
	h.must(cat, code, room.Command{Do: room.Leave})
	if s := h.now(ann, code); s.Phase != room.Playing || s.Round != 2 || len(s.Chairs) != 2 {
		t.Fatalf("%s, round %d, %+v", s.Phase, s.Round, s.Chairs)
	}
}

func TestWhoIsReadyBeginsWithTheBotThatIsAsked(t *testing.T) {
	h := newHarness(t)
	code := h.trio()
	h.must(bob, code, room.Command{Do: room.Sit})
	h.must(ann, code, room.Command{Do: room.Begin})
	h.must(bob, code, room.Command{Do: room.Leave})
	h.must(ann, code, room.Command{Do: room.Invite, Bot: "weak"})
	if s := h.now(ann, code); s.Phase != room.Playing || len(s.Chairs) != 2 {
		t.Fatalf("%s, %+v", s.Phase, s.Chairs)
	}
}

func TestNobodySitsDownForABotThatGaveUp(t *testing.T) {
	h := newHarness(t)
	code := h.trio()
	h.must(bob, code, room.Command{Do: room.Sit})
	h.must(ann, code, room.Command{Do: room.Invite, Bot: "weak"})
	h.must(rooms.Person{ID: "bot-weak-1", Name: "Weak bot", Bot: "weak"}, code, room.Command{Do: room.Resign})
	h.refused(room.ErrFull, cat, code, room.Command{Do: room.Sit})
}

func TestWhoGaveUpIsDoneWithTheGame(t *testing.T) {
	h := newHarness(t)
	code := h.trio()
	h.must(bob, code, room.Command{Do: room.Sit})
	h.must(cat, code, room.Command{Do: room.Sit})
	h.must(bob, code, room.Command{Do: room.Resign})
	if len(h.Mine("bob")) != 0 || len(h.Mine("ann")) != 1 {
		t.Fatalf("Bob: %+v, Ann: %+v", h.Mine("bob"), h.Mine("ann"))
	}
}

// A claim says what becomes of the game: where nobody else is left, it is won.
func TestAClaimAgainstAllIsAWin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.trio()
		h.must(bob, code, room.Command{Do: room.Sit})
		h.must(cat, code, room.Command{Do: room.Sit})
		h.onTurn(code, cat)
		a := h.watch(ann, code)
		later(room.ClaimAfter + time.Second)
		s := a.until(func(s *rooms.Snapshot) bool { return claimable(s) })
		if act, _ := s.Action(room.Claim); act.How != "" || len(act.Seats) != 2 {
			t.Errorf("both others are away: %+v", act)
		}
		h.must(ann, code, room.Command{Do: room.Claim})
		if s := a.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Over }); len(s.Result.Winners) != 1 {
			t.Errorf("%+v", s.Result)
		}
		h.Close()
	})
}

func TestAGameIsClaimedFromABotThatIsNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.create(ann, rooms.New{})
		h.must(ann, code, room.Command{Do: room.Invite, Bot: "weak"})
		h.move(ann, code, 0, "1")
		h.move(rooms.Person{ID: "bot-weak-1", Bot: "weak"}, code, 1, "1")
		h.Close()
		h = openWith(t, h.journal, nil)
		h.move(ann, code, 2, "1")
		a := h.watch(ann, code)
		later(room.ClaimAfter)
		a.until(func(s *rooms.Snapshot) bool { return claimable(s) })
		h.must(ann, code, room.Command{Do: room.Claim})
		h.Close()
	})
}

func TestARoomFromBeforeThereWereBotsIsReadBack(t *testing.T) {
	h := newHarness(t)
	var tail journal.Pos
	for _, r := range []string{
		`{"v":1,"at":"2025-01-01T10:00:00Z","by":"ann","events":[{"created":{"code":"AAAAAA","game":"nim","version":1,"seats":2}},{"sat":{"seat":0,"person":"ann","name":"Ann"}}]}`,
		`{"v":1,"at":"2025-01-01T10:00:01Z","by":"bob","events":[{"sat":{"seat":1,"person":"bob","name":"Bob","guest":true}},{"started":{"round":1}}]}`,
		`{"v":1,"at":"2025-01-01T10:00:02Z","by":"ann","events":[{"moved":{"seat":0,"move":"3"}}]}`,
		`{"v":1,"at":"2025-01-01T10:00:03Z","by":"bob","events":[{"ended":{"winners":[0],"reason":"Bob resigned"}}]}`,
		`{"v":1,"at":"2025-01-01T10:00:04Z","by":"ann","events":[{"agreed":{"seat":0}}]}`,
		`{"v":1,"at":"2025-01-01T10:00:05Z","by":"bob","events":[{"agreed":{"seat":1}},{"started":{"round":2}}]}`,
		`{"v":1,"at":"2025-01-01T10:00:06Z","by":"bob","events":[{"moved":{"seat":0,"move":"2"}}]}`,
	} {
		var err error
		if tail, err = h.journal.Append(t.Context(), "room/AAAAAA", tail, journal.Record(r)); err != nil {
			t.Fatal(err)
		}
	}
	s := h.now(ann, "AAAAAA")
	if s.Round != 2 || s.Ply != 1 || s.You != 1 || s.Proof != nil || s.Chairs[1].Wins != 1 || s.Turn[0] != 1 {
		t.Fatalf("%+v", s)
	}
	tr, err := h.Transcript(t.Context(), ann, "AAAAAA")
	if err != nil || tr.Round != 1 || len(tr.Moves) != 1 {
		t.Fatalf("%+v, %v", tr, err)
	}
	if _, err := tr.Check([]game.Rules{nim{}}); err != nil {
		t.Fatal(err)
	}
}
