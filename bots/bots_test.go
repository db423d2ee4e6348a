package bots_test

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"crossplay/bots"
	"crossplay/game"
	"crossplay/game/bot"
	"crossplay/game/tictactoe"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	ann = rooms.Person{ID: "ann", Name: "Ann"}
	bob = rooms.Person{ID: "bob", Name: "Bob"}
)

// engine is a mind for tests: it says what it was asked, and answers when it is
// told to.
type engine struct {
	asked   chan thought
	answers chan game.Move // closed: plays the first choice at once
	release chan struct{}  // closed: whoever was told to hang may go
	worth   float64        // what it judges every position to be worth; 0: it does not say
}

type thought struct {
	problem bot.Problem
	ctx     context.Context
}

func newEngine() *engine {
	return &engine{asked: make(chan thought, 100), answers: make(chan game.Move), release: make(chan struct{})}
}

func (e *engine) Think(ctx context.Context, p bot.Problem) (game.Move, error) {
	e.asked <- thought{p, ctx}
	if e.worth > 0 {
		p.Judge(e.worth, false)
	}
	select {
	case m, ok := <-e.answers:
		if m == "panic" {
			panic("this engine is broken")
		}
		if m == "hang" { // whatever the context says
			<-e.release
		}
		if m == "error" {
			return "", errors.New("this engine has no idea")
		}
		if !ok {
			m = p.View.Choices[0].Move
		}
		return m, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// harness is a registry with bots.
type harness struct {
	*rooms.Registry
	t       *testing.T
	journal journal.Journal
	engine  *engine
	bots    *bots.Runner
	close   func()
}

func open(t *testing.T, journal journal.Journal) *harness {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: journal, Games: []game.Rules{tictactoe.Rules{}}, Bots: []string{"easy", "hard"}, Secret: make([]byte, 32), Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	h := &harness{Registry: reg, t: t, journal: journal, engine: newEngine()}
	h.bots = bots.Open(bots.Config{Registry: reg, Mind: bot.New(map[string]bot.Engine{"tictactoe": h.engine}), Log: log, Workers: 1})
	h.close = sync.OnceFunc(func() { h.bots.Close(); reg.Close() })
	t.Cleanup(h.close)
	return h
}

func newHarness(t *testing.T) *harness { return open(t, journaltest.NewMemory()) }

// against is a room where Ann plays against a bot.
func (h *harness) against(level string) room.Code {
	h.t.Helper()
	code, err := h.Create(context.Background(), ann, "", rooms.New{Game: "tictactoe"})
	if err != nil {
		h.t.Fatal(err)
	}
	h.must(ann, code, room.Command{Do: room.Invite, Bot: level})
	return code
}

func (h *harness) must(p rooms.Person, code room.Code, c room.Command) {
	h.t.Helper()
	if err := h.Do(context.Background(), p, code, c); err != nil {
		h.t.Fatalf("%s: %s %s: %v", p.Name, c.Do, c.Move, err)
	}
}

// until waits until the room pleases whoever looks.
func (h *harness) until(p rooms.Person, code room.Code, pleases func(*rooms.Snapshot) bool) *rooms.Snapshot {
	h.t.Helper()
	bell := make(chan struct{}, 1)
	w, err := h.Watch(context.Background(), p, code, func() {
		select {
		case bell <- struct{}{}:
		default:
		}
	})
	if err != nil {
		h.t.Fatal(err)
	}
	defer w.Close()
	for {
		s, err := w.Take()
		if s != nil && pleases(s) {
			return s
		}
		if err != nil {
			h.t.Fatalf("the watch ended: %v", err)
		}
		<-bell
	}
}

func myTurn(s *rooms.Snapshot) bool {
	return s.Phase == room.Playing && slices.Contains(s.Turn, s.You)
}

func myTurnOrOver(s *rooms.Snapshot) bool { return s.Phase == room.Over || myTurn(s) }

// playOut lets Ann play the last of her choices until the game is over.
func (h *harness) playOut(code room.Code) *rooms.Snapshot {
	for {
		s := h.until(ann, code, myTurnOrOver)
		if s.Phase == room.Over {
			return s
		}
		choices := s.View.Choices
		h.must(ann, code, room.Command{Do: room.Move, Ply: s.Ply, Move: choices[len(choices)-1].Move})
	}
}

func TestABotPlaysAGameAndARematch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		defer h.close()
		close(h.engine.answers)
		code := h.against("hard")
		if s := h.playOut(code); s.Chairs[1].Bot != "hard" || s.Result.Reason == "" {
			t.Fatalf("%+v, %+v", s.Chairs, s.Result)
		}
		h.must(ann, code, room.Command{Do: room.Rematch})
		if s := h.playOut(code); s.Round != 2 || s.Chairs[0].Bot != "hard" {
			t.Fatalf("round %d, %+v", s.Round, s.Chairs)
		}
	})
}

func TestABotKnowsWhatItsSeatKnows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		defer h.close()
		code := h.against("hard")
		h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		th := <-h.engine.asked
		if th.problem.Seat != 1 || len(th.problem.View.Choices) != 8 || th.problem.Level != bot.Hard || th.problem.Budget != bot.Hard.Budget() {
			t.Errorf("it was asked %+v", th.problem)
		}
		h.engine.answers <- "a1"
		if s := h.until(ann, code, myTurnOrOver); s.View.Log[1].Text != "a1" {
			t.Errorf("it played %v", s.View.Log)
		}
	})
}

func TestABotStopsThinkingWhenTheRoomMovesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		defer h.close()
		code := h.against("hard")
		h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		th := <-h.engine.asked
		h.must(ann, code, room.Command{Do: room.Chat, Text: "take your time"})
		h.must(ann, code, room.Command{Do: room.Resign})
		<-th.ctx.Done()
		if n := len(h.engine.asked); n != 0 {
			t.Errorf("it began to think %d times more", n)
		}
	})
}

func TestABotThatMadeRoomIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		defer h.close()
		close(h.engine.answers)
		code := h.against("hard")
		h.must(bob, code, room.Command{Do: room.Sit})
		h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		h.must(bob, code, room.Command{Do: room.Move, Ply: 1, Move: "a1"})
		if s := h.until(ann, code, myTurn); len(h.engine.asked) != 0 || s.Chairs[1].Name != "Bob" {
			t.Errorf("%d thoughts, %+v", len(h.engine.asked), s.Chairs)
		}
	})
}

func TestOnlySoManyBotsThinkAtOnceAndTheOthersHurry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		defer h.close()
		const crowd = 5
		var codes []room.Code
		for range crowd {
			code := h.against("hard")
			h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
			codes = append(codes, code)
		}
		for range crowd {
			th := <-h.engine.asked
			if n := len(h.engine.asked); n != 0 {
				t.Errorf("%d more think at the same time", n)
			}
			if b := th.problem.Budget; b <= 0 || b > bot.Hard.Budget() {
				t.Errorf("it may think for %v", b)
			}
			h.engine.answers <- "a1"
		}
		for _, code := range codes {
			h.until(ann, code, myTurnOrOver)
		}
	})
}

func TestABrokenBotGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, broken := range []game.Move{"panic", "error"} {
			h := newHarness(t)
			code := h.against("hard")
			h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
			h.engine.answers <- broken
			s := h.until(ann, code, func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
			if !slices.Equal(s.Result.Winners, []game.Seat{0}) {
				t.Errorf("%s: %+v", broken, s.Result)
			}
			h.close()
		}
	})
}

func TestABotComesBackAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.against("hard")
		h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		<-h.engine.asked
		h.close()
		h = open(t, h.journal)
		defer h.close()
		close(h.engine.answers)
		if s := h.until(ann, code, myTurnOrOver); s.Ply != 2 {
			t.Errorf("after the restart ply %d", s.Ply)
		}
	})
}

// reads is a journal that counts how often a room is read back.
type reads struct {
	journal.Journal
	n atomic.Int64
}

func (j *reads) Read(ctx context.Context, stream journal.Stream, after journal.Pos) iter.Seq2[journal.Entry, error] {
	j.n.Add(1)
	return j.Journal.Read(ctx, stream, after)
}

func TestABotLetsItsRoomBePutAwayAndComesBackWithIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := journaltest.NewMemory()
		journal := &reads{Journal: disk}
		h := open(t, journal)
		defer h.close()
		code := h.against("hard")
		for ply, m := range []game.Move{"b2", "c3"} {
			before := journal.n.Load()
			h.must(ann, code, room.Command{Do: room.Move, Ply: 2 * ply, Move: m})
			th := <-h.engine.asked
			disk.FailBefore(errors.New("disk full")) // so that it has its move still to send
			h.engine.answers <- "a3"
			<-time.After(time.Hour)
			disk.FailBefore(nil)
			if th.ctx.Err() == nil {
				t.Error("it still plays in a room that is out of memory")
			}
			if n := journal.n.Load() - before; n > 1 {
				t.Errorf("nobody looked for an hour, and the room was read back %d times", n)
			}
			h.until(ann, code, func(*rooms.Snapshot) bool { return true })
			<-h.engine.asked
			h.engine.answers <- []game.Move{"a1", "a2"}[ply]
			h.until(ann, code, myTurnOrOver)
			<-time.After(time.Hour)
		}
	})
}

func TestAMoveThatCannotBeSavedIsSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		journal := journaltest.NewMemory()
		h := open(t, journal)
		defer h.close()
		code := h.against("hard")
		h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		<-h.engine.asked
		h.engine.answers <- "a1"
		journal.FailBefore(errors.New("disk full"))
		<-time.After(10 * time.Second) // sooner than a room leaves the memory that nobody looks at
		journal.FailBefore(nil)
		if s := h.until(ann, code, myTurnOrOver); s.Ply != 2 {
			t.Errorf("ply %d", s.Ply)
		}
	})
}

func TestABotThatCannotGiveUpTriesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		journal := journaltest.NewMemory()
		h := open(t, journal)
		defer h.close()
		code := h.against("hard")
		h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		<-h.engine.asked
		journal.FailBefore(errors.New("disk full"))
		h.engine.answers <- "error"
		<-time.After(10 * time.Second)
		journal.FailBefore(nil)
		h.until(ann, code, func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
	})
}

// Who plays many games, or gives up one after the other, makes nobody else wait,
// and no other bot hurry for positions that are gone.
func TestPeopleTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		defer h.close()
		first := h.against("hard")
		h.must(ann, first, room.Command{Do: room.Move, Move: "b2"})
		<-h.engine.asked // the only worker is taken
		for range 8 {
			code := h.against("hard")
			h.must(ann, code, room.Command{Do: room.Resign})
			h.must(ann, code, room.Command{Do: room.Rematch}) // and the bot begins
			synctest.Wait()
			h.must(ann, code, room.Command{Do: room.Resign})
			h.must(ann, code, room.Command{Do: room.Rematch})
			h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
			synctest.Wait()
		}
		code, err := h.Create(context.Background(), bob, "", rooms.New{Game: "tictactoe"})
		if err != nil {
			t.Fatal(err)
		}
		h.must(bob, code, room.Command{Do: room.Invite, Bot: "hard"})
		h.must(bob, code, room.Command{Do: room.Move, Move: "a1"})
		synctest.Wait()
		corners := make(map[game.Move]int) // by what people began with
		for n := range 9 {
			h.engine.answers <- "c3"
			p := (<-h.engine.asked).problem
			begun := game.Move(p.View.Log[0].Text)
			corners[begun]++
			if begun == "a1" && n > 1 {
				t.Errorf("%d of Ann's bots thought before Bob's", n)
			}
			if want := bot.Hard.Budget() / 2; n < 2 && p.Budget != want {
				t.Errorf("while one other person waits a bot may think for %v, want %v", p.Budget, want)
			}
		}
		h.engine.answers <- "c3"
		h.until(bob, code, myTurnOrOver)
		if corners["a1"] != 1 || corners["b2"] != 8 || len(h.engine.asked) != 0 {
			t.Errorf("bots thought about %v", corners)
		}
	})
}
