package rooms_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// chessGame is a game of Ann against Bob in which it is Ann's move.
func chessGame(t *testing.T, clock string) (*harness, room.Code) {
	t.Helper()
	h := openChess(t, journaltest.NewMemory())
	code, err := h.Create(t.Context(), ann, "", rooms.New{Game: "chess", Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	h.must(bob, code, room.Command{Do: room.Sit})
	return h, code
}

func (h *harness) plays(p rooms.Person, code room.Code, moves ...game.Move) {
	h.t.Helper()
	for _, m := range moves {
		h.must(p, code, room.Command{Do: room.Move, Ply: h.now(p, code).Ply, Move: m})
	}
}

// A premove is played in the step of the other's move and costs nothing; over a restart, too.
func TestAPremoveIsPlayedInTheStepOfTheOthersMove(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, code := chessGame(t, "1+2")
		h.plays(ann, code, "e2e4")
		h.plays(bob, code, "e7e5")
		later(5 * time.Second)
		h.must(bob, code, room.Command{Do: room.Premove, Ply: 2, Move: "b8c6"})
		if p := h.now(bob, code).Premove; p == nil || p.Text != "Nc6" || fmt.Sprint(p.Path) != "[b8 c6]" || p.Lost != "" {
			t.Fatalf("Bob has %+v", p)
		}
		h.must(bob, code, room.Command{Do: room.Premove, Ply: 2, Move: "g8f6"}) // in its place
		h.Close()
		h = openChess(t, h.journal)
		if p := h.now(bob, code).Premove; p == nil || p.Move != "g8f6" {
			t.Fatalf("after a restart Bob has %+v", p)
		}
		before := h.now(bob, code).Time.Clocks[1].Left
		h.plays(ann, code, "g1f3")
		s := h.now(bob, code)
		if s.Ply != 4 || s.Premove != nil || s.View.Log[3].Text != "Nf6" {
			t.Fatalf("ply %d, %+v, %v", s.Ply, s.Premove, s.View.Log)
		}
		if got := s.Time.Clocks[1].Left; got != before+2000 {
			t.Errorf("it cost him %d ms of %d, and two seconds are added", before+2000-got, before)
		}
		h.Close()
	})
}

// What cannot be played any more is not, and its owner is told so until they have moved.
func TestAPremoveThatCannotBePlayedIsDroppedWithAWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, code := chessGame(t, "")
		h.plays(ann, code, "e2e4")
		h.plays(bob, code, "d7d5")
		h.must(bob, code, room.Command{Do: room.Premove, Ply: 2, Move: "d5e4"})
		h.plays(ann, code, "e4d5")
		s := h.now(bob, code)
		if s.Ply != 3 || s.Premove == nil || s.Premove.Lost != room.Unplayable || s.Premove.Text != "dxe4" {
			t.Fatalf("ply %d, %+v", s.Ply, s.Premove)
		}
		h.plays(bob, code, "d8d5")
		if s := h.now(bob, code); s.Premove != nil {
			t.Errorf("after his move he has %+v", s.Premove)
		}
		h.Close()
	})
}

// Nothing that is to be looked at first is answered by a premove, and none outlives what it
// was meant for.
func TestAPremoveDoesNotOutliveItsMoment(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(h *harness, code room.Code)
		lost room.Loss
	}{
		"a draw is offered": {func(h *harness, code room.Code) {
			h.must(ann, code, room.Command{Do: room.Draw})
			h.refused(room.ErrNoPremove, bob, code, room.Command{Do: room.Premove, Ply: 4, Move: "b8c6"})
			h.plays(ann, code, "d2d4")
			if s := h.now(bob, code); s.Ply != 5 || s.Offer.Do != room.Draw {
				h.t.Errorf("ply %d, and the offer is %+v", s.Ply, s.Offer)
			}
		}, room.Interposed},
		"a takeback": {func(h *harness, code room.Code) {
			h.must(bob, code, room.Command{Do: room.Takeback})
			h.must(ann, code, room.Command{Do: room.Takeback, Offer: 1})
		}, ""},
		"put off": {func(h *harness, code room.Code) {
			h.must(bob, code, room.Command{Do: room.Adjourn})
			h.must(ann, code, room.Command{Do: room.Adjourn, Offer: 1})
			h.refused(room.ErrAdjourned, bob, code, room.Command{Do: room.Premove, Ply: 4, Move: "b8c6"})
			h.must(bob, code, room.Command{Do: room.Resume})
			h.must(ann, code, room.Command{Do: room.Resume, Offer: 2})
		}, ""},
		"the flag": {func(h *harness, code room.Code) {
			later(2 * time.Minute)
			if s := h.now(bob, code); s.Phase != room.Over || s.Result.How != room.OutOfTime {
				h.t.Errorf("the game is %s: %+v", s.Phase, s.Result)
			}
		}, ""},
		"the end, and a rematch": {func(h *harness, code room.Code) {
			h.must(ann, code, room.Command{Do: room.Resign})
			h.refused(room.ErrNotPlaying, bob, code, room.Command{Do: room.Premove, Ply: 4, Move: "b8c6"})
			h.must(ann, code, room.Command{Do: room.Rematch})
			h.must(bob, code, room.Command{Do: room.Rematch})
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h, code := chessGame(t, "1+0")
				h.plays(ann, code, "e2e4")
				h.plays(bob, code, "e7e5")
				h.plays(ann, code, "g1f3")
				h.plays(bob, code, "d7d6")
				h.must(bob, code, room.Command{Do: room.Premove, Ply: 4, Move: "b8c6"})
				c.do(h, code)
				switch p := h.now(bob, code).Premove; {
				case c.lost == "" && p != nil:
					t.Errorf("it is still there: %+v", p)
				case c.lost != "" && (p == nil || p.Lost != c.lost):
					t.Errorf("it is %+v", p)
				}
				h.Close()
			})
		})
	}
}

// One that was sent before the other's move was seen is played at once, unless it is too old.
func TestAPremoveOnItsWayMeetsTheOthersMove(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, code := chessGame(t, "")
		h.plays(ann, code, "e2e4")
		h.refused(room.ErrNoPremove, bob, code, room.Command{Do: room.Premove, Ply: 1, Move: "e7e5"}) // he has seen that it is his turn
		h.must(bob, code, room.Command{Do: room.Premove, Ply: 0, Move: "e7e5"})
		if s := h.now(bob, code); s.Ply != 2 {
			t.Fatalf("ply %d", s.Ply)
		}
		for _, ply := range []int{-1, 0, 1, 3, 1 << 40, -1 << 60} {
			h.refused(room.ErrStale, bob, code, room.Command{Do: room.Premove, Ply: ply, Move: "b8c6"})
		}
		h.plays(ann, code, "g1f3")
		h.must(ann, code, room.Command{Do: room.Takeback})
		h.must(bob, code, room.Command{Do: room.Takeback, Offer: 1})
		h.plays(ann, code, "d2d4")
		h.refused(room.ErrStale, bob, code, room.Command{Do: room.Premove, Ply: 2, Move: "b8c6"}) // from before the takeback
		h.Close()
	})
}

// Others are sent nothing, and see not even a gap in what they are sent.
func TestAPremoveIsSecret(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, code := chessGame(t, "5+0")
		h.plays(ann, code, "e2e4")
		h.plays(bob, code, "e7e5")
		for _, p := range []rooms.Person{ann, bob, cat} {
			w, err := h.Watch(t.Context(), p, code, func() {})
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close()
			later(time.Second)
			first, _ := w.Take()
			h.must(bob, code, room.Command{Do: room.Premove, Ply: 2, Move: "b8c6"})
			h.must(bob, code, room.Command{Do: room.Premove, Ply: 2, Move: "g8f6"})
			h.must(bob, code, room.Command{Do: room.Forget})
			h.must(bob, code, room.Command{Do: room.Premove, Ply: 2, Move: "g8f6"})
			s, _ := w.Take()
			if mine := p.ID == bob.ID; mine != (s != nil) || mine && s.Premove == nil {
				t.Errorf("%s is sent %+v", p.Name, s)
			}
			h.must(cat, code, room.Command{Do: room.Chat, Text: "hello"})
			later(time.Second)
			s, _ = w.Take()
			gap := s.Version - first.Version
			if p.ID != bob.ID && (s.Premove != nil || gap != 1) {
				t.Errorf("%s sees %+v, %d versions later", p.Name, s.Premove, gap)
			}
			h.must(bob, code, room.Command{Do: room.Forget})
		}
		h.must(bob, code, room.Command{Do: room.Premove, Ply: 2, Move: "b8c6"})
		h.must(ann, code, room.Command{Do: room.Resign})
		game, err := h.Transcript(t.Context(), cat, code)
		if err != nil {
			t.Fatal(err)
		}
		if all := fmt.Sprintf("%+v", game); len(game.Moves) != 2 || strings.Contains(all, "b8c6") {
			t.Errorf("the record of the game tells of it: %s", all)
		}
		h.Close()
	})
}

// Nor do others see it from how far versions go on when people play again.
func TestARematchDoesNotTellHowOftenPremovesWereSetUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gaps := make(map[uint64]bool)
		for changes := range 5 {
			h, code := chessGame(t, "5+0")
			h.plays(ann, code, "e2e4")
			h.plays(bob, code, "e7e5")
			before := h.now(cat, code).Version
			for i := range changes {
				h.must(bob, code, room.Command{Do: room.Premove, Ply: 2, Move: []game.Move{"b8c6", "g8f6"}[i%2]})
			}
			h.must(ann, code, room.Command{Do: room.Resign})
			mine := h.now(bob, code).Version
			for _, p := range []rooms.Person{ann, bob} {
				h.must(p, code, room.Command{Do: room.Rematch})
			}
			after := h.now(cat, code)
			if h.now(bob, code).Version <= mine {
				t.Error("versions go back")
			}
			gaps[after.Version-before] = true
			h.Close()
		}
		if len(gaps) != 1 {
			t.Errorf("versions go on by %v", gaps)
		}
	})
}

// Whatever is sent instead of a premove is refused, and nothing is kept of it.
func TestPremovesThatAreNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, code := chessGame(t, "5+0")
		premove := func(ply int, m game.Move) room.Command { return room.Command{Do: room.Premove, Ply: ply, Move: m} }
		for _, m := range []game.Move{"", "e7e4", "e2e4", "king", game.Move(strings.Repeat("e7e5", 1<<18)), "e7e5\x00", "e7e5 "} {
			var no *room.Refusal
			if err := h.Do(t.Context(), bob, code, premove(0, m)); !errors.As(err, &no) || no.Code != room.ErrIllegal.Code || no.How != "premove" {
				t.Errorf("%.20q: %v", m, err)
			}
			later(time.Second)
		}
		h.refused(room.ErrNotSeated, cat, code, premove(0, "e7e5"))
		h.refused(room.ErrNoPremove, ann, code, premove(0, "e2e4"))
		if s := h.now(bob, code); s.Premove != nil {
			t.Errorf("he has %+v", s.Premove)
		}
		if _, err := h.Premoves(t.Context(), cat, code, 0); !errors.Is(err, room.ErrNotSeated) {
			t.Errorf("whoever watches is answered %v", err)
		}
		if _, err := h.Premoves(t.Context(), bob, code, 1); !errors.Is(err, room.ErrStale) {
			t.Errorf("of another ply he is told %v", err)
		}
		all, err := h.Premoves(t.Context(), bob, code, 0)
		if err != nil || len(all) != 20 {
			t.Errorf("he may set up %v: %v", all, err)
		}
		if all, err := h.Premoves(t.Context(), ann, code, 0); err != nil || len(all) != 0 {
			t.Errorf("in her turn Ann may set up %v: %v", all, err)
		}
		h.Close()

		h, code = chessGame(t, "1d")
		h.refused(room.ErrNoPremove, bob, code, premove(0, "e7e5"))
		h.Close()
	})
}

// It takes longer to look at what the other may play than to play: each counts for several moves,
// and a network does it only so often.
func TestPremovesArePaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, code := chessGame(t, "")
		set := 0
		later(10 * time.Second)
		for i := range 100 {
			switch err := h.Do(t.Context(), bob, code, room.Command{Do: room.Premove, Ply: 0, Move: []game.Move{"e7e5", "e7e6"}[i%2]}); {
			case err == nil:
				set++
			case !errors.Is(err, room.ErrThrottled):
				t.Fatal(err)
			}
		}
		if set != rooms.CommandBurst/rooms.PremoveWeight {
			t.Errorf("%d were set up at once", set)
		}
		h.Unpaced()
		looked := 0
		for i := range 2 * rooms.PremoveBurst {
			p := from(named(fmt.Sprintf("guest %d", i)), "198.51.100.7/32")
			if _, err := h.Premoves(t.Context(), p, code, 0); !errors.Is(err, room.ErrThrottled) {
				looked++
			}
		}
		if looked != rooms.PremoveBurst {
			t.Errorf("of one network %d looked", looked)
		}
		h.Close()
	})
}

// What can be done does not come and go with each move: a list of it would go to everybody with
// each of them.
func TestPremovesAreOfferedForTheWholeGame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, code := chessGame(t, "5+0")
		h.plays(ann, code, "e2e4")
		h.plays(bob, code, "e7e5")
		before := map[string][]room.Action{ann.Name: h.now(ann, code).Actions, bob.Name: h.now(bob, code).Actions}
		h.must(bob, code, room.Command{Do: room.Premove, Ply: 2, Move: "b8c6"})
		for _, m := range []struct {
			by   rooms.Person
			move game.Move
		}{{ann, "g1f3"}, {ann, "f1b5"}, {bob, "a7a6"}} {
			h.plays(m.by, code, m.move)
			for _, p := range []rooms.Person{ann, bob} {
				s := h.now(p, code)
				if _, ok := s.Action(room.Premove); !ok || !reflect.DeepEqual(s.Actions, before[p.Name]) {
					t.Errorf("after %s %s may do %+v, and before %+v", m.move, p.Name, s.Actions, before[p.Name])
				}
			}
		}
		h.Close()
	})
}
