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
func (i *inn) hang() *rooms.Snapshot {
	i.t.Helper()
	code := i.against("hard")
	i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
	<-i.engine.asked
	i.engine.answers <- "hang"
	return i.until(ann, code, func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
}

func TestAThoughtThatHangsIsGivenUpAndItsWorkerReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := newInn(t) // with one worker
		defer i.close()
		defer close(i.engine.release)
		began := time.Now()
		s := i.hang()
		if took := time.Since(began); took > 6*time.Second {
			t.Errorf("it was given up after %v", took)
		}
		if !slices.Equal(s.Result.Winners, []game.Seat{0}) || len(s.Chat) != 1 || !strings.Contains(s.Chat[0].Text, "(Incident ") {
			t.Errorf("%+v, %+v", s.Result, s.Chat)
		}
		code := i.against("hard")
		i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		<-i.engine.asked
		i.engine.answers <- "a1"
		if s := i.until(ann, code, settled); s.Ply != 2 {
			t.Errorf("the next bot is at ply %d", s.Ply)
		}
	})
}

func TestBotsDoNotThinkAboutAGameThatHangsAgainAndAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := newInn(t)
		defer i.close()
		for range 3 {
			i.hang()
		}
		code := i.against("hard")
		i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		i.until(ann, code, func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
		if n := len(i.engine.asked); n != 0 {
			t.Errorf("a bot thought about it %d times more", n)
		}
		close(i.engine.release) // they come back after all
		synctest.Wait()
		code = i.against("hard")
		i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		<-i.engine.asked
		i.engine.answers <- "a1"
		i.until(ann, code, settled)
	})
}

// The house closes although a thought goes on for ever.
func TestAHouseClosesWhileAThoughtHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		i := newInn(t)
		code := i.against("hard")
		i.must(ann, code, room.Command{Do: room.Move, Move: "b2"})
		<-i.engine.asked
		i.engine.answers <- "hang"
		i.close()
		close(i.engine.release)
	})
}
