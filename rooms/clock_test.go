package rooms_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// timed is a game of nim with clocks between Ann and Bob, who both look, after a first
// move of each.
func (h *harness) timed(control string) (room.Code, *window, *window) {
	h.t.Helper()
	code, err := h.Create(h.t.Context(), ann, "", rooms.New{Game: "nim", Clock: control})
	if err != nil {
		h.t.Fatal(err)
	}
	a := h.watch(ann, code)
	h.must(bob, code, room.Command{Do: room.Sit})
	b := h.watch(bob, code)
	h.must(ann, code, room.Command{Do: room.Move, Ply: 0, Move: "1"})
	h.must(bob, code, room.Command{Do: room.Move, Ply: 1, Move: "1"})
	return code, a, b
}

func clock(s *rooms.Snapshot, seat game.Seat) rooms.Clock { return s.Time.Clocks[seat] }

func TestAFlagFallsByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		_, a, b := h.timed("1+2")
		began := time.Now()
		s := a.until(func(s *rooms.Snapshot) bool { return s.Ply == 2 })
		if c := clock(s, 0); !c.Since.Equal(began) || c.Left != 60_000 || !clock(s, 1).Since.IsZero() {
			t.Fatalf("the clocks are %+v at %v", s.Time, began)
		}
		a.Leave() // also while nobody looks
		b.Leave()
		later(time.Minute - time.Millisecond)
		if s := h.now(cat, s.Code); s.Phase != room.Playing {
			t.Fatalf("the flag fell too soon: %+v", s.Result)
		}
		later(time.Millisecond + rooms.FlagPatience)
		s = h.now(cat, s.Code)
		if s.Phase != room.Over || s.Result.How != room.OutOfTime || s.Chairs[1].Wins != 1 {
			t.Fatalf("the game is %s: %+v", s.Phase, s.Result)
		}
		h.Close()
	})
}

// What is charged is from when one was shown the position to when the frame came, and
// the delay of the line is forgiven within the bank.
func TestAMoveCostsWhatWasThought(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, a, _ := h.timed("1+0")
		later(10 * time.Second)
		came := time.Now()
		later(5 * time.Second) // it lay about
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1", At: came, Lag: 300 * time.Millisecond})
		s := a.until(func(s *rooms.Snapshot) bool { return s.Ply == 3 })
		if c := clock(s, 0); c.Left != 50_300 || !c.Since.IsZero() {
			t.Errorf("of a minute %+v is left", c)
		}
		h.Close()
	})
}

// Who moved in time has, however late the room, or whoever brings it the move, is.
func TestAMoveInTimeIsInTimeOnABusyMachine(t *testing.T) {
	for name, late := range map[string]struct{ room, move time.Duration }{
		"the room is late": {room: 400 * time.Millisecond}, "the move is late": {move: 30 * time.Millisecond}, "both are": {700 * time.Millisecond, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t)
				for range 20 { // which of two things a room does first is not said
					code, _, _ := h.timed("1+0")
					later(time.Minute - 10*time.Millisecond)
					came := time.Now()
					if late.room > 0 {
						h.Delay(code, late.room)
					}
					later(late.move)
					if err := h.Do(t.Context(), ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1", At: came}); err != nil {
						t.Fatal(err)
					}
					if s := h.now(ann, code); s.Phase != room.Playing || clock(s, 0).Left != 10 {
						t.Fatalf("the game is %s: %+v, %+v", s.Phase, s.Result, s.Time)
					}
					later(time.Second)
				}
				h.Close()
			})
		})
	}
}

// Nor has who moved too late, in the moment in which others may still have been in time.
func TestAMoveThatIsTooLateIsNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, _, _ := h.timed("1+0")
		later(time.Minute + rooms.FlagPatience/2)
		h.refused(room.ErrOutOfTime, ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		later(rooms.FlagPatience)
		if s := h.now(ann, code); s.Phase != room.Over || s.Result.How != room.OutOfTime {
			t.Errorf("the game is %s: %+v", s.Phase, s.Result)
		}
		h.Close()
	})
}

// A crowd that keeps the room busy keeps no flag from falling.
func TestAFlagFallsThoughManyTalk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, a, _ := h.timed("1+0")
		later(time.Minute - 10*time.Millisecond)
		for range 300 {
			go h.Delay(code, 10*time.Millisecond)
		}
		later(2500 * time.Millisecond)
		for {
			s, err := a.Take()
			if err != nil || s == nil {
				t.Fatal("the flag has not fallen", err)
			}
			if s.Phase == room.Over {
				break
			}
		}
		later(time.Minute)
		h.Close()
	})
}

func TestAFirstMoveHasALimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, err := h.Create(t.Context(), ann, "", rooms.New{Game: "nim", Clock: "5+0"})
		if err != nil {
			t.Fatal(err)
		}
		h.must(bob, code, room.Command{Do: room.Sit})
		later(30 * time.Second)
		h.must(ann, code, room.Command{Do: room.Move, Ply: 0, Move: "1"})
		s := h.now(bob, code)
		if c := clock(s, 1); time.Until(c.Begin) != room.FirstMove || clock(s, 0).Left != 300_000 {
			t.Errorf("Bob has until %v, and Ann %+v", c.Begin, clock(s, 0))
		}
		later(room.FirstMove + rooms.FlagPatience)
		if s := h.now(bob, code); s.Phase != room.Over || s.Result.How != room.NoStart {
			t.Errorf("the game is %s: %+v", s.Phase, s.Result)
		}
		h.Close()
	})
}

// A restart costs nobody time, however long it took, and everybody is told so. What was
// thought before it stays thought.
func TestARestartGivesTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, _, _ := h.timed("1+0")
		later(50 * time.Second)
		h.Close()
		later(24 * time.Hour)
		h = h.restart()
		s := h.now(ann, code)
		if c := clock(s, 0); c.Left != 30_000 || !c.Since.Equal(time.Now()) || clock(s, 1).Left != 80_000 {
			t.Errorf("after the restart there are %+v", s.Time)
		}
		if n := s.News[len(s.News)-1]; n.What != room.GivesTime || n.Why != room.Restarted {
			t.Errorf("of it is told %+v", n)
		}
		later(80*time.Second + rooms.FlagPatience)
		if s := h.now(ann, code); s.Phase != room.Over {
			t.Error("the clock has not run since")
		}
		h.Close()
	})
}

// Who looks at a game after a restart, or asks for their own, starts nobody's clock but
// their own; the others have a while to come back once one of them is there.
func TestAfterARestartTheClocksWaitForTheirPlayers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, _, _ := h.timed("1+0")
		later(50 * time.Second)
		h.Close()
		h = h.restart()
		c := h.watch(cat, code)
		later(time.Hour)
		s := c.until(func(*rooms.Snapshot) bool { return true })
		if k := clock(s, 0); s.Phase != room.Playing || k.Left != 10_000 || !k.Since.IsZero() {
			t.Fatalf("for who watches the game is %s, and there are %+v", s.Phase, s.Time)
		}
		c.Close()
		later(time.Minute)
		if n := h.InMemory(); n != 0 {
			t.Errorf("%d rooms are in memory of which nobody is back", n)
		}
		a := h.watch(ann, code)
		s = a.until(func(s *rooms.Snapshot) bool { return !clock(s, 0).Since.IsZero() })
		if k := clock(s, 0); k.Left != 30_000 || !k.Since.Equal(time.Now()) || clock(s, 1).Left != 80_000 {
			t.Errorf("Ann is back and there are %+v", s.Time)
		}
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		later(119 * time.Second)
		s = a.until(func(s *rooms.Snapshot) bool { return s.Ply == 3 })
		if k := clock(s, 1); !k.Since.IsZero() {
			t.Errorf("Bob, who is not back, has %+v", k)
		}
		later(time.Second)
		a.until(func(s *rooms.Snapshot) bool { return !clock(s, 1).Since.IsZero() })
		later(80*time.Second + rooms.FlagPatience)
		a.until(func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
		h.Close()
	})
}

// Who is back after a restart only to play is back.
func TestAMoveBringsItsPlayerBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, _, _ := h.timed("1+0")
		h.Close()
		h = h.restart()
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		h.must(bob, code, room.Command{Do: room.Move, Ply: 3, Move: "1"})
		if s := h.now(cat, code); clock(s, 0).Since.IsZero() {
			t.Errorf("Ann's clock stands: %+v", s.Time)
		}
		h.Close()
	})
}

// A disk that stalls, or takes nothing, costs nobody time either.
func TestASickDiskCostsNoTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, a, _ := h.timed("1+0")
		later(10 * time.Second)
		h.memory().FailBefore(errors.New("the disk is full"))
		h.refused(room.ErrNotSaved, ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		synctest.Wait()
		later(time.Second)
		s := a.until(func(s *rooms.Snapshot) bool { return s.Time.Stopped })
		if c := clock(s, 0); !c.Since.IsZero() {
			t.Errorf("a clock runs: %+v", c)
		}
		later(time.Hour)
		h.memory().FailBefore(nil)
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		s = a.until(func(s *rooms.Snapshot) bool { return s.Ply == 3 })
		if c := clock(s, 0); c.Left != 50_000 || s.Time.Stopped {
			t.Errorf("of a minute %+v is left", s.Time)
		}
		h.Close()
	})
}

// lazy is a journal on a disk that takes its time.
type lazy struct {
	*journaltest.Memory
	takes time.Duration
}

func (j *lazy) Append(ctx context.Context, stream journal.Stream, after journal.Pos, r journal.Record) (journal.Pos, error) {
	<-time.After(j.takes)
	return j.Memory.Append(ctx, stream, after, r)
}

// Whoever talks has no more time to think by it, whatever the disk takes; one that stands
// still costs nobody time.
func TestNobodyHasMoreTimeByTalking(t *testing.T) {
	for _, takes := range []time.Duration{100 * time.Millisecond, 3 * time.Second} {
		t.Run(takes.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				j := &lazy{Memory: journaltest.NewMemory()}
				h := open(t, j)
				code, a, _ := h.timed("1+0")
				j.takes = takes
				thought, lines := time.Duration(0), 5
				for range lines {
					h.must(ann, code, room.Command{Do: room.Chat, Text: "hm"})
					later(time.Second)
					thought += time.Second
					if takes < time.Second {
						thought += takes
					}
				}
				h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
				s := a.until(func(s *rooms.Snapshot) bool { return s.Ply == 3 })
				if left := time.Duration(clock(s, 0).Left) * time.Millisecond; left != time.Minute-thought {
					t.Errorf("after %v, of a minute %v are left", thought, left)
				}
				h.Close()
			})
		})
	}
}

func TestOnlyAlikeAreMatched(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		var codes []room.Code
		for i, control := range []string{"", "5+3", "5 + 3", "5d3"} {
			code, err := h.Quick(t.Context(), []rooms.Person{ann, bob, cat, {ID: "p_dan", Name: "Dan"}}[i], "", "nim", control)
			if err != nil {
				t.Fatal(err)
			}
			codes = append(codes, code)
		}
		if codes[0] == codes[1] || codes[1] != codes[2] || codes[3] == codes[1] {
			t.Errorf("they were matched to %v", codes)
		}
		if _, err := h.Quick(t.Context(), ann, "", "nim", "soon"); !errors.Is(err, room.ErrSetup) {
			t.Errorf("a time control that is none is answered with %v", err)
		}
		h.Close()
	})
}

func (h *harness) memory() *journaltest.Memory { return h.journal.(*journaltest.Memory) }

// A machine that stands still while somebody thinks costs them next to nothing: the room
// looks often enough, and gives back what it finds.
func TestAMachineThatStandsStillCostsNoTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, a, _ := h.timed("1+0")
		later(14 * time.Second)
		if due := h.Stood(code, 13*time.Second); time.Until(due) > rooms.Pulse {
			t.Errorf("the room would look in %v", time.Until(due))
		}
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		s := a.until(func(s *rooms.Snapshot) bool { return s.Ply == 3 })
		if left := clock(s, 0).Left; left != 59_000 {
			t.Errorf("of a minute %d ms are left", left)
		}
		h.Close()
	})
}

// Whose line is lost on their turn has that forgiven by the bank, which keeps nothing of
// it for the next time, and both see why. Who went deliberately pays for all of it.
func TestALostLineCostsNoMoreThanTheBankForgives(t *testing.T) {
	const bank = 3 * 390 * time.Millisecond // of 1+0, before a move was charged
	for name, c := range map[string]struct {
		gone, forgiven time.Duration
		bye            bool
		secs           int
	}{
		"shortly": {gone: time.Second, forgiven: time.Second, secs: 1}, "for long": {gone: 20 * time.Second, forgiven: bank, secs: 1},
		"not worth a word": {gone: 400 * time.Millisecond}, "deliberately": {gone: time.Second, bye: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t)
				code, a, b := h.timed("1+0")
				began := time.Now()
				later(10 * time.Second)
				if c.bye {
					a.Leave()
				} else {
					a.Close()
				}
				later(c.gone)
				a = h.watch(ann, code)
				s := a.until(func(s *rooms.Snapshot) bool { return s.You == 0 })
				if left, _ := s.Time.At(0, time.Now()); left != 50*time.Second-c.gone+c.forgiven {
					t.Errorf("she has %v left", left)
				}
				for _, w := range []*window{a, b} {
					var said *room.News
					s := w.until(func(s *rooms.Snapshot) bool { return s.Chairs[0].Present })
					for i := range s.News {
						if n := &s.News[i]; n.What == room.GivesTime && n.Why == room.Lost && n.Seat == 0 {
							said = n
						}
					}
					if (said != nil) != (c.secs > 0) || said != nil && said.Secs != c.secs {
						t.Errorf("seat %d is told %+v", s.You, said)
					}
				}
				later(5 * time.Second)
				h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1", Lag: 10 * time.Second})
				s = b.until(func(s *rooms.Snapshot) bool { return s.Ply == 3 })
				if left := int((time.Minute - time.Since(began) + bank) / time.Millisecond); clock(s, 0).Left != left {
					t.Errorf("after the move %d ms are left, not %d: what was forgiven before is forgiven again", clock(s, 0).Left, left)
				}
				h.Close()
			})
		})
	}
}

// A flag waits for a lost line as long as the bank forgives it, and no longer.
func TestAFlagWaitsForALostLine(t *testing.T) {
	const bank = 3 * 390 * time.Millisecond
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, a, b := h.timed("1+0")
		defer b.Close()
		later(59 * time.Second)
		a.Close()
		later(1100 * time.Millisecond)
		a = h.watch(ann, code) // the flag would have fallen by now
		if s := a.until(func(s *rooms.Snapshot) bool { return s.You == 0 }); s.Phase != room.Playing {
			t.Fatalf("the game is %s", s.Phase)
		}
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		later(time.Second)
		h.Close()
	})
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code, a, _ := h.timed("1+0")
		later(59 * time.Second)
		a.Close()
		later(time.Second + bank - time.Millisecond)
		if s := h.now(bob, code); s.Phase != room.Playing {
			t.Fatalf("the flag fell too soon")
		}
		later(time.Millisecond + rooms.FlagPatience)
		if s := h.now(bob, code); s.Phase != room.Over || s.Result.How != room.OutOfTime {
			t.Errorf("the game is %s", s.Phase)
		}
		h.Close()
	})
}
