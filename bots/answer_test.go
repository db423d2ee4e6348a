package bots_test

import (
	"testing"
	"testing/synctest"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// A bot lets one take back what one likes, does not take a draw for a game that it
// cannot judge, and lets one call the game off.
func TestABotAnswersWhatItIsOffered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		close(h.engine.answers)
		code := h.against("hard")
		h.must(ann, code, room.Command{Do: room.Move, Ply: 0, Move: "b2"})
		h.until(ann, code, func(s *rooms.Snapshot) bool { return s.Ply == 2 })

		h.must(ann, code, room.Command{Do: room.Takeback})
		s := h.until(ann, code, func(s *rooms.Snapshot) bool { return s.Ply > 2 })
		if len(s.View.Log) != 0 || s.Turn[0] != s.You {
			t.Fatalf("after a takeback there are %v, and %v is to move", s.View.Log, s.Turn)
		}

		h.must(ann, code, room.Command{Do: room.Move, Ply: s.Ply, Move: "b2"})
		h.until(ann, code, func(s *rooms.Snapshot) bool { return len(s.View.Log) == 2 })
		h.must(ann, code, room.Command{Do: room.Draw})
		s = h.until(ann, code, func(s *rooms.Snapshot) bool { return !s.Offer.Open() })
		if s.Phase != room.Playing {
			t.Fatalf("it took a draw: %+v", s.Result)
		}

		h.must(ann, code, room.Command{Do: room.Abort})
		s = h.until(ann, code, func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
		if s.Result.How != room.Aborted {
			t.Errorf("it ended as %+v", s.Result)
		}
		h.close()
	})
}
