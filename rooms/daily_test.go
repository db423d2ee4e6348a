package rooms_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

const day = 24 * time.Hour

// daily is a game of nim by correspondence between Ann and Bob, of whom nobody looks,
// after a first move of each.
func (h *harness) daily(control string) room.Code {
	h.t.Helper()
	code := h.create(ann, rooms.New{Clock: control})
	h.must(bob, code, room.Command{Do: room.Sit})
	h.must(ann, code, room.Command{Do: room.Move, Ply: 0, Move: "1"})
	h.must(bob, code, room.Command{Do: room.Move, Ply: 1, Move: "1"})
	return code
}

// A daily game takes no memory while it waits, goes on over restarts, and is judged
// although nobody looks. How it ended waits for each of its players.
func TestADailyGameIsPlayedForDaysAndEndsByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily("3d")
		began := time.Now()
		later(time.Hour)
		if h.InMemory() != 0 {
			t.Errorf("%d rooms are in memory", h.InMemory())
		}
		later(2 * day)
		h = h.restart()
		if ann, bob := h.Next(t.Context(), ann), h.Next(t.Context(), bob); ann != code || bob != "" {
			t.Errorf("after a restart the next for Ann is %q, and for Bob %q", ann, bob)
		}
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		if s := h.now(bob, code); s.Time.Clocks[1].Left != int(3*day/time.Millisecond) || !s.Time.Clocks[1].Since.Equal(time.Now()) || !s.Time.Clocks[0].Since.IsZero() {
			t.Errorf("after a move there are %+v", s.Time)
		}
		synctest.Wait() // for the lists
		if mine := h.Mine("bob"); len(mine) != 1 || !mine[0].Due.Equal(time.Now().Add(3*day)) {
			t.Errorf("Bob's games are %+v", mine)
		}
		later(3*day - time.Minute)
		if s := h.now(cat, code); s.Phase != room.Playing {
			t.Fatalf("after %v the game is %s: %+v", time.Since(began), s.Phase, s.Result)
		}
		later(3 * time.Minute)
		for _, p := range []rooms.Person{ann, bob} {
			mine := h.Mine(p.ID)
			if len(mine) != 1 || mine[0].Phase != room.Over {
				t.Fatalf("%s, who has not seen the end, has %+v", p.Name, mine)
			}
		}
		if next := h.Next(t.Context(), bob); next != code {
			t.Errorf("the next for Bob is %q", next)
		}
		w := h.watch(bob, code)
		s := w.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
		if s.Result.How != room.OutOfTime || len(s.Result.Winners) != 1 || s.Result.Winners[0] != 0 {
			t.Errorf("it ended with %+v", s.Result)
		}
		later(time.Second)
		w.Close()
		later(time.Minute)
		h = h.restart()
		if mine := h.Mine("bob"); len(mine) != 0 {
			t.Errorf("Bob has seen it, and has %+v", mine)
		}
		if mine := h.Mine("ann"); len(mine) != 1 {
			t.Errorf("Ann has not, and has %+v", mine)
		}
		h.Close()
	})
}

// Nobody pays for a server that was not there: whoever comes back has an hour at least.
func TestADailyGameIsNotLostWhileTheServerIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily("1d")
		h.Close()
		later(5 * day)
		h = h.restart()
		if mine := h.Mine("ann"); len(mine) != 1 || time.Until(mine[0].Due) != room.DailyGrace {
			t.Errorf("Ann's list has %+v", mine)
		}
		later(room.DailyGrace - time.Minute)
		s := h.now(ann, code)
		if left, _ := s.Time.At(0, time.Now()); s.Phase != room.Playing || left != time.Minute {
			t.Fatalf("the game is %s, and there is %v left", s.Phase, left)
		}
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		if s := h.now(bob, code); s.Time.Clocks[1].Left != int(day/time.Millisecond) {
			t.Errorf("after it there are %+v", s.Time)
		}
		h.Close()
	})
}

// A move that comes too late is none, also before anybody has looked.
func TestADailyMoveThatIsTooLateIsNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily("1d")
		w := h.watch(cat, code)
		w.until(func(s *rooms.Snapshot) bool { return s.Ply == 2 })
		later(day)
		err := h.Do(t.Context(), ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		if err == nil || errors.Is(err, room.ErrInternal) {
			t.Errorf("it is answered with %v", err)
		}
		h.Close()
	})
}

// Whoever is away from a daily game is not missed, nor silent.
func TestADailyGameCannotBeClaimed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily("7d")
		w := h.watch(bob, code)
		later(3 * day)
		s := w.until(func(s *rooms.Snapshot) bool { return s.Ply == 2 })
		for _, a := range s.Actions {
			if a.Do == room.Claim || a.Do == room.Call || a.Do == room.MoreTime {
				t.Errorf("Bob may %s", a.Do)
			}
		}
		h.Close()
	})
}

// A challenge to a daily game stands for days, over a restart, and whoever wants the
// same takes it.
func TestAChallengeStandsUntilSomebodyTakesIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.create(ann, rooms.New{Clock: "3d"})
		h.watch(ann, code).Close()
		later(2 * day)
		h = h.restart()
		later(5 * day)
		if h.InMemory() != 0 {
			t.Errorf("%d rooms are in memory", h.InMemory())
		}
		if open := h.Rooms().Open; len(open) != 1 || open[0].Clock != "3d" {
			t.Fatalf("there are %+v", open)
		}
		for _, clock := range []string{"", "1d"} {
			if got, err := h.Quick(t.Context(), cat, "", "nim", clock); err != nil || got == code {
				t.Errorf("who wants %q is sent to %s (%v)", clock, got, err)
			}
		}
		if got, err := h.Quick(t.Context(), bob, "", "nim", "3d"); err != nil || got != code {
			t.Errorf("Bob is sent to %s (%v)", got, err)
		}
		if mine := h.Mine("ann"); len(mine) != 1 || mine[0].Phase != room.Playing {
			t.Errorf("Ann has %+v", mine)
		}
		other := h.create(cat, rooms.New{Clock: "7d"})
		later(rooms.ChallengeFor + time.Hour)
		h.refused(room.ErrGone, bob, other, room.Command{Do: room.Sit})
		h.Close()
	})
}

// Until when somebody must move is counted by their own days, and their list never keeps
// what it was before.
func TestADailyGameIsDueByTheDaysOfWhoeverIsToMove(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.daily("1d/7d")
		later(time.Hour)
		b := h.desk(bob)
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		var last []rooms.Own
		for range 2 {
			if list, ok := b.Take(); ok {
				last = list
			}
			synctest.Wait()
		}
		if due := time.Now().Add(7 * day); len(last) != 1 || !last[0].Waits() || !last[0].Due.Equal(due) {
			t.Errorf("Bob is shown %+v, due on %v", last, due)
		}
		later(3 * day)
		if h.InMemory() != 0 {
			t.Error("the room is in memory though its time is not over")
		}
		if s := h.now(cat, code); s.Phase != room.Playing {
			t.Errorf("the game is %s", s.Phase)
		}
		h = h.restart()
		h.Learn(t.Context(), bob)
		if mine := h.Mine("bob"); len(mine) != 1 || time.Until(mine[0].Due) != 4*day {
			t.Errorf("after a restart Bob has %+v", mine)
		}
		h.Close()
	})
}

// A daily game that cannot be read back does not fill the log when its time is over.
func TestADailyGameThatCannotBeReadIsLoggedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.daily("1d")
		h.Close()
		var log bytes.Buffer
		reg, err := rooms.OpenRegistry(t.Context(), rooms.Config{
			Journal: h.journal, Games: []game.Rules{unplayable{}}, Secret: make([]byte, 32), Log: slog.New(slog.NewTextHandler(&log, nil)),
		})
		if err != nil {
			t.Fatal(err)
		}
		later(3 * day)
		reg.Close()
		if n := strings.Count(log.String(), "could not be replayed"); n != 1 {
			t.Errorf("it is logged %d times", n)
		}
	})
}

// unplayable is a nim in which no move is legal any more.
type unplayable struct{ nim }

func (u unplayable) Start(s game.Setup) (game.State, error) {
	pos, err := u.nim.Start(s)
	return jammed{pos}, err
}

type jammed struct{ game.State }

func (jammed) Play(game.Seat, game.Move) (game.State, error) { return nil, game.ErrIllegal }

// However many challenges one network makes, others are seen, also when nobody knows
// any more where they were made.
func TestChallengesOfOneNetworkHideNobodyElses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.Unpaced()
		made := 0
		for i := range 100 {
			p := from(named(fmt.Sprintf("guest %d", i)), "198.51.100.7/32")
			_, err := h.Create(t.Context(), p, "", rooms.New{Game: "nim", Clock: "14d"})
			if err == nil {
				made++
			} else if !errors.Is(err, room.ErrTooMany) {
				t.Fatal(err)
			}
		}
		code := h.create(from(ann, "192.0.2.1/32"), rooms.New{Clock: "3d"})
		later(time.Minute)
		h = h.restart()
		if open := h.Rooms().Open; !slices.ContainsFunc(open, func(c rooms.Card) bool { return c.Code == code }) || made == 0 {
			t.Errorf("of %d that were made Ann's is not among the %d shown", made, len(open))
		}
		h.Close()
	})
}

// A rematch that is offered after both have seen the end waits in the other's list, over a
// restart, until they take it or leave.
func TestARematchOfADailyGameWaitsForItsAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		var codes []room.Code
		for range 2 {
			code := h.daily("1d")
			codes = append(codes, code)
			h.must(bob, code, room.Command{Do: room.Resign})
			for _, p := range []rooms.Person{ann, bob} {
				w := h.watch(p, code)
				w.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
				later(time.Second)
				w.Close()
			}
			later(time.Minute)
			if a, b := h.Mine("ann"), h.Mine("bob"); len(a)+len(b) != 0 {
				t.Fatalf("both have seen it, and Ann has %+v and Bob %+v", a, b)
			}
		}
		b := h.desk(bob)
		b.Take()
		for _, code := range codes {
			h.must(ann, code, room.Command{Do: room.Rematch})
		}
		synctest.Wait()
		if list, ok := b.Take(); !ok || len(list) != 2 || !list[0].Waits() || list[0].Rematch != room.Theirs {
			t.Errorf("Bob is shown %+v", list)
		}
		later(2 * day)
		h = h.restart()
		if next := h.Next(t.Context(), bob); !slices.Contains(codes, next) {
			t.Errorf("the next for Bob is %q", next)
		}
		if mine := h.Mine("ann"); len(mine) != 2 || mine[0].Waits() || mine[0].Rematch != room.Mine || h.Next(t.Context(), ann) != "" {
			t.Errorf("Ann has %+v", mine)
		}
		h.must(bob, codes[0], room.Command{Do: room.Rematch})
		h.must(bob, codes[1], room.Command{Do: room.Leave})
		synctest.Wait()
		for _, id := range []room.PersonID{"ann", "bob"} {
			if mine := h.Mine(id); len(mine) != 1 || mine[0].Code != codes[0] || mine[0].Phase != room.Playing {
				t.Errorf("%s has %+v", id, mine)
			}
		}
		h.Close()
	})
}
