package bots_test

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// hang lets a bot of Ann's think for ever, and returns the room as Ann sees it
// in the end.
func (h *harness) hang() *rooms.Snapshot {
	h.t.Helper()
	code := h.against("hard")
	h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
	<-h.engine.asked
	h.engine.answers <- "hang"
	return h.until(ann, code, func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
}

func TestAThoughtThatHangsIsGivenUpAndItsWorkerReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t) // with one worker
		defer h.close()
		defer close(h.engine.release)
		began := time.Now()
		s := h.hang()
		if took := time.Since(began); took > 6*time.Second {
			t.Errorf("it was given up after %v", took)
		}
		if !slices.Equal(s.Result.Winners, []game.Seat{0}) || len(s.Chat) != 1 || !strings.Contains(s.Chat[0].Text, "(Incident ") {
			t.Errorf("%+v, %+v", s.Result, s.Chat)
		}
		code := h.against("hard")
		h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		<-h.engine.asked
		h.engine.answers <- "a1"
		if s := h.until(ann, code, myTurnOrOver); s.Ply != 2 {
			t.Errorf("the next bot is at ply %d", s.Ply)
		}
	})
}

func TestBotsDoNotThinkAboutAGameThatHangsAgainAndAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		defer h.close()
		for range 3 {
			h.hang()
		}
		code := h.against("hard")
		h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		h.until(ann, code, func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
		if n := len(h.engine.asked); n != 0 {
			t.Errorf("a bot thought about it %d times more", n)
		}
		close(h.engine.release) // they come back after all
		synctest.Wait()
		code = h.against("hard")
		h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		<-h.engine.asked
		h.engine.answers <- "a1"
		h.until(ann, code, myTurnOrOver)
	})
}

// The runner closes although a thought goes on for ever.
func TestTheRunnerClosesWhileAThoughtHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		code := h.against("hard")
		h.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		<-h.engine.asked
		h.engine.answers <- "hang"
		h.close()
		close(h.engine.release)
	})
}
