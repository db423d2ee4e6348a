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
}

type thought struct {
	problem bot.Problem
	ctx     context.Context
}

func newEngine() *engine {
	return &engine{make(chan thought, 100), make(chan game.Move), make(chan struct{})}
}

func (e *engine) Think(ctx context.Context, p bot.Problem) (game.Move, error) {
	e.asked <- thought{p, ctx}
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

// inn is a registry with a house of bots.
type inn struct {
	*rooms.Registry
	t       *testing.T
	journal journal.Journal
	engine  *engine
	house   *bots.House
	close   func()
}

func open(t *testing.T, journal journal.Journal) *inn {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: journal, Games: []game.Rules{tictactoe.Rules{}}, Bots: []string{"easy", "hard"}, Secret: make([]byte, 32), Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	i := &inn{Registry: reg, t: t, journal: journal, engine: newEngine()}
	i.house = bots.Open(bots.Config{Registry: reg, Mind: bot.New(map[string]bot.Engine{"tictactoe": i.engine}), Log: log, Workers: 1})
	i.close = sync.OnceFunc(func() { i.house.Close(); reg.Close() })
	t.Cleanup(i.close)
	return i
}

func newInn(t *testing.T) *inn { return open(t, journaltest.NewMemory()) }

// against is a room where Ann plays against a bot.
func (i *inn) against(level string) room.Code {
	i.t.Helper()
	code, err := i.Create(context.Background(), ann, "", rooms.New{Game: "tictactoe"})
	if err != nil {
		i.t.Fatal(err)
	}
	i.must(ann, code, room.Command{Do: room.Invite, Bot: level})
	return code
}

func (i *inn) must(p rooms.Person, code room.Code, c room.Command) {
	i.t.Helper()
	if err := i.Do(context.Background(), p, code, c); err != nil {
		i.t.Fatalf("%s: %s %s: %v", p.Name, c.Do, c.Move, err)
	}
}

// until waits until the room pleases whoever looks.
func (i *inn) until(p rooms.Person, code room.Code, pleases func(*rooms.Snapshot) bool) *rooms.Snapshot {
	i.t.Helper()
	bell := make(chan struct{}, 1)
	w, err := i.Watch(context.Background(), p, code, func() {
		select {
		case bell <- struct{}{}:
		default:
		}
	})
	if err != nil {
		i.t.Fatal(err)
	}
	defer w.Close()
	for {
		s, err := w.Take()
		if s != nil && pleases(s) {
			return s
		}
		if err != nil {
			i.t.Fatalf("the watch ended: %v", err)
		}
		<-bell
	}
}

func myTurn(s *rooms.Snapshot) bool {
	return s.Phase == room.Playing && slices.Contains(s.Turn, s.You)
}

func settled(s *rooms.Snapshot) bool { return s.Phase == room.Over || myTurn(s) }

// playOut lets Ann play the last of her choices until the game is over.
func (i *inn) playOut(code room.Code) *rooms.Snapshot {
	for {
		s := i.until(ann, code, settled)
		if s.Phase == room.Over {
			return s
		}
		choices := s.View.Choices
		i.must(ann, code, room.Command{Do: room.Move, Ply: s.Ply, Move: choices[len(choices)-1].Move})
	}
}

func TestABotPlaysAGameAndARematch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := newInn(t)
		defer i.close()
		close(i.engine.answers)
		code := i.against("hard")
		if s := i.playOut(code); s.Chairs[1].Bot != "hard" || s.Result.Reason == "" {
			t.Fatalf("%+v, %+v", s.Chairs, s.Result)
		}
		i.must(ann, code, room.Command{Do: room.Rematch})
		if s := i.playOut(code); s.Round != 2 || s.Chairs[0].Bot != "hard" {
			t.Fatalf("round %d, %+v", s.Round, s.Chairs)
		}
	})
}

func TestABotKnowsWhatItsSeatKnows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := newInn(t)
		defer i.close()
		code := i.against("hard")
		i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		th := <-i.engine.asked
		if th.problem.Seat != 1 || len(th.problem.View.Choices) != 8 || th.problem.Level != bot.Hard || th.problem.Budget != bot.Hard.Budget() {
			t.Errorf("it was asked %+v", th.problem)
		}
		i.engine.answers <- "a1"
		if s := i.until(ann, code, settled); s.View.Log[1].Text != "a1" {
			t.Errorf("it played %v", s.View.Log)
		}
	})
}

func TestABotStopsThinkingWhenTheRoomMovesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := newInn(t)
		defer i.close()
		code := i.against("hard")
		i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		th := <-i.engine.asked
		i.must(ann, code, room.Command{Do: room.Chat, Text: "take your time"})
		i.must(ann, code, room.Command{Do: room.Resign})
		<-th.ctx.Done()
		if n := len(i.engine.asked); n != 0 {
			t.Errorf("it began to think %d times more", n)
		}
	})
}

func TestABotThatMadeRoomIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := newInn(t)
		defer i.close()
		close(i.engine.answers)
		code := i.against("hard")
		i.must(bob, code, room.Command{Do: room.Sit})
		i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		i.must(bob, code, room.Command{Do: room.Move, Ply: 1, Move: "a1"})
		if s := i.until(ann, code, myTurn); len(i.engine.asked) != 0 || s.Chairs[1].Name != "Bob" {
			t.Errorf("%d thoughts, %+v", len(i.engine.asked), s.Chairs)
		}
	})
}

func TestOnlySoManyBotsThinkAtOnceAndTheOthersHurry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := newInn(t)
		defer i.close()
		const crowd = 5
		var codes []room.Code
		for range crowd {
			code := i.against("hard")
			i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
			codes = append(codes, code)
		}
		for range crowd {
			th := <-i.engine.asked
			if n := len(i.engine.asked); n != 0 {
				t.Errorf("%d more think at the same time", n)
			}
			if b := th.problem.Budget; b <= 0 || b > bot.Hard.Budget() {
				t.Errorf("it may think for %v", b)
			}
			i.engine.answers <- "a1"
		}
		for _, code := range codes {
			i.until(ann, code, settled)
		}
	})
}

func TestABrokenBotGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, broken := range []game.Move{"panic", "error"} {
			i := newInn(t)
			code := i.against("hard")
			i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
			i.engine.answers <- broken
			s := i.until(ann, code, func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
			if !slices.Equal(s.Result.Winners, []game.Seat{0}) {
				t.Errorf("%s: %+v", broken, s.Result)
			}
			i.close()
		}
	})
}

func TestABotComesBackAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := newInn(t)
		code := i.against("hard")
		i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		<-i.engine.asked
		i.close()
		i = open(t, i.journal)
		defer i.close()
		close(i.engine.answers)
		if s := i.until(ann, code, settled); s.Ply != 2 {
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
		i := open(t, journal)
		defer i.close()
		code := i.against("hard")
		for ply, m := range []game.Move{"b2", "c3"} {
			before := journal.n.Load()
			i.must(ann, code, room.Command{Do: room.Move, Ply: 2 * ply, Move: m})
			th := <-i.engine.asked
			disk.FailBefore(errors.New("disk full")) // so that it has its move still to send
			i.engine.answers <- "a3"
			<-time.After(time.Hour)
			disk.FailBefore(nil)
			if th.ctx.Err() == nil {
				t.Error("it still plays in a room that is out of memory")
			}
			if n := journal.n.Load() - before; n > 1 {
				t.Errorf("nobody looked for an hour, and the room was read back %d times", n)
			}
			i.until(ann, code, func(*rooms.Snapshot) bool { return true })
			<-i.engine.asked
			i.engine.answers <- []game.Move{"a1", "a2"}[ply]
			i.until(ann, code, settled)
			<-time.After(time.Hour)
		}
	})
}

func TestAMoveThatCannotBeSavedIsSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		journal := journaltest.NewMemory()
		i := open(t, journal)
		defer i.close()
		code := i.against("hard")
		i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		<-i.engine.asked
		i.engine.answers <- "a1"
		journal.FailBefore(errors.New("disk full"))
		<-time.After(10 * time.Second) // sooner than a room leaves the memory that nobody looks at
		journal.FailBefore(nil)
		if s := i.until(ann, code, settled); s.Ply != 2 {
			t.Errorf("ply %d", s.Ply)
		}
	})
}

func TestABotThatCannotGiveUpTriesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		journal := journaltest.NewMemory()
		i := open(t, journal)
		defer i.close()
		code := i.against("hard")
		i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		<-i.engine.asked
		journal.FailBefore(errors.New("disk full"))
		i.engine.answers <- "error"
		<-time.After(10 * time.Second)
		journal.FailBefore(nil)
		i.until(ann, code, func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
	})
}

// Who plays many games, or gives up one after the other, makes nobody else wait,
// and no other bot hurry for positions that are gone.
func TestPeopleTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := newInn(t)
		defer i.close()
		first := i.against("hard")
		i.must(ann, first, room.Command{Do: room.Move, Move: "b2"})
		<-i.engine.asked // the only worker is taken
		for range 8 {
			code := i.against("hard")
			i.must(ann, code, room.Command{Do: room.Resign})
			i.must(ann, code, room.Command{Do: room.Rematch}) // and the bot begins
			synctest.Wait()
			i.must(ann, code, room.Command{Do: room.Resign})
			i.must(ann, code, room.Command{Do: room.Rematch})
			i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
			synctest.Wait()
		}
		code, err := i.Create(context.Background(), bob, "", rooms.New{Game: "tictactoe"})
		if err != nil {
			t.Fatal(err)
		}
		i.must(bob, code, room.Command{Do: room.Invite, Bot: "hard"})
		i.must(bob, code, room.Command{Do: room.Move, Move: "a1"})
		synctest.Wait()
		corners := make(map[game.Move]int) // by what people began with
		for n := range 9 {
			i.engine.answers <- "c3"
			p := (<-i.engine.asked).problem
			begun := game.Move(p.View.Log[0].Text)
			corners[begun]++
			if begun == "a1" && n > 1 {
				t.Errorf("%d of Ann's bots thought before Bob's", n)
			}
			if want := bot.Hard.Budget() / 2; n < 2 && p.Budget != want {
				t.Errorf("while one other person waits a bot may think for %v, want %v", p.Budget, want)
			}
		}
		i.engine.answers <- "c3"
		i.until(bob, code, settled)
		if corners["a1"] != 1 || corners["b2"] != 8 || len(i.engine.asked) != 0 {
			t.Errorf("bots thought about %v", corners)
		}
	})
}
