package rooms_test

import (
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/game/chess"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

func openChess(t *testing.T, j journal.Journal) *harness {
	t.Helper()
	reg, err := rooms.OpenRegistry(t.Context(), rooms.Config{
		Journal: j, Games: []game.Rules{chess.Rules{}}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reg.Close)
	return &harness{reg, t, j}
}

// Bob's answers are played in the step of Ann's move, while he is away, over a restart;
// Ann is never told of them, and what she does not play is for nothing.
func TestAnswersInAdvanceAreSecretAndPlayed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openChess(t, journaltest.NewMemory())
		code, err := h.Create(t.Context(), ann, "", rooms.New{Game: "chess", Clock: "3d"})
		if err != nil {
			t.Fatal(err)
		}
		h.must(bob, code, room.Command{Do: room.Sit})
		for text, why := range map[string]string{"": "", "e4": "", "e4 Ke5": "move", "e4 e5; e4 c5": "twice", "e9 e5": "move"} {
			var no *room.Refusal
			later(time.Second) // each counts for ten commands
			if err := h.Do(t.Context(), bob, code, room.Command{Do: room.Plan, Text: text}); !errors.As(err, &no) || no.Code != room.ErrPlan.Code || no.How != why {
				t.Errorf("%q is answered with %v", text, err)
			}
		}
		h.refused(room.ErrNoPlan, ann, code, room.Command{Do: room.Plan, Text: "e4 e5"}) // it is her turn
		h.must(bob, code, room.Command{Do: room.Plan, Text: "e2-e4 e5 Nf3 Nc6; d4 d5"})
		if s := h.now(bob, code); s.Plan != "e4 e5 Nf3 Nc6; d4 d5" {
			t.Errorf("he reads %q", s.Plan)
		}
		for _, p := range []rooms.Person{ann, cat} {
			if s := h.now(p, code); s.Plan != "" {
				t.Errorf("%s reads %q", p.Name, s.Plan)
			}
		}
		later(time.Hour)
		h.Close()
		h = openChess(t, h.journal)
		h.must(ann, code, room.Command{Do: room.Move, Ply: 0, Move: "e2e4"})
		s := h.now(ann, code)
		if s.Ply != 2 || len(s.Turn) != 1 || s.Turn[0] != 0 || s.Plan != "" {
			t.Fatalf("after her move it is ply %d, the turn of %v", s.Ply, s.Turn)
		}
		if s := h.now(bob, code); s.Plan != "Nf3 Nc6" {
			t.Errorf("Bob has %q left", s.Plan)
		}
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "f1c4"})
		if s := h.now(bob, code); s.Ply != 3 || s.Plan != "" {
			t.Errorf("what he did not foresee leads to ply %d and %q", s.Ply, s.Plan)
		}
		h.must(bob, code, room.Command{Do: room.Move, Ply: 3, Move: "b8c6"})
		h.must(bob, code, room.Command{Do: room.Plan, Text: "Qh5 g6"})
		h.must(bob, code, room.Command{Do: room.Forget})
		h.must(ann, code, room.Command{Do: room.Move, Ply: 4, Move: "d1h5"})
		if s := h.now(bob, code); s.Ply != 5 {
			t.Errorf("what he forgot was played: ply %d", s.Ply)
		}
		h.Close()
	})
}

// An answer can end the game, and both may answer each other.
func TestAnswersInAdvanceEndTheGame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openChess(t, journaltest.NewMemory())
		code, err := h.Create(t.Context(), ann, "", rooms.New{Game: "chess", Clock: "1d"})
		if err != nil {
			t.Fatal(err)
		}
		h.must(bob, code, room.Command{Do: room.Sit})
		h.must(ann, code, room.Command{Do: room.Move, Ply: 0, Move: "f2f3"})
		h.must(ann, code, room.Command{Do: room.Plan, Text: "e5 g4 a6 a3"})
		h.must(bob, code, room.Command{Do: room.Move, Ply: 1, Move: "e7e5"})
		s := h.now(ann, code)
		if s.Ply != 3 {
			t.Fatalf("ply %d", s.Ply)
		}
		h.must(bob, code, room.Command{Do: room.Move, Ply: 3, Move: "d8h4"})
		if s := h.now(ann, code); s.Phase != room.Over || s.Plan != "" {
			t.Errorf("the game is %s, with %q", s.Phase, s.Plan)
		}
		h.Close()
	})
}

// A draw that is offered with a move is for a person to think about: no answer that was
// set up before declines it.
func TestADrawOfferedWithAMoveStopsAnswersInAdvance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openChess(t, journaltest.NewMemory())
		code, err := h.Create(t.Context(), ann, "", rooms.New{Game: "chess", Clock: "3d"})
		if err != nil {
			t.Fatal(err)
		}
		h.must(bob, code, room.Command{Do: room.Sit})
		for ply, m := range []game.Move{"e2e4", "e7e5"} {
			h.must([]rooms.Person{ann, bob}[ply], code, room.Command{Do: room.Move, Ply: ply, Move: m})
		}
		h.must(bob, code, room.Command{Do: room.Plan, Text: "Nf3 Nc6"})
		h.must(ann, code, room.Command{Do: room.Draw})
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "g1f3"})
		s := h.now(bob, code)
		if s.Ply != 3 || s.Offer.Do != room.Draw {
			t.Fatalf("after her move it is ply %d, with the offer %+v", s.Ply, s.Offer)
		}
		h.must(bob, code, room.Command{Do: room.Draw, Offer: s.Offer.N})
		if s := h.now(bob, code); s.Phase != room.Over || s.Result.How != room.Agreed {
			t.Errorf("he agreed, and the game is %s, %+v", s.Phase, s.Result)
		}
		h.Close()
	})
}
