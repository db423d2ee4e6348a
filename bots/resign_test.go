package bots_test

import (
	"testing"
	"testing/synctest"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// lines of tic-tac-toe in which Ann begins and the bot comes to think for the third time.
var (
	blocked = []game.Move{"b2", "a1", "c3", "a3", "c1", "c2"} // the bot's last move leaves Ann nothing to win at once
	finish  = []game.Move{"b2", "a1", "c3", "a3", "c1", "b1"} // and here c2 wins
)

// after plays a line against a bot that judges every position alike, up to what
// follows from the bot's third thought.
func after(t *testing.T, level string, worth float64, clock string, line []game.Move) *rooms.Snapshot {
	t.Helper()
	h := newHarness(t)
	defer h.close()
	h.engine.worth = worth
	code, err := h.Create(t.Context(), ann, "", rooms.New{Game: "tictactoe", Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	h.must(ann, code, room.Command{Do: room.Invite, Bot: level})
	for ply, m := range line {
		if ply%2 == 0 {
			h.until(ann, code, myTurn)
			h.must(ann, code, room.Command{Do: room.Move, Ply: ply, Move: m})
			continue
		}
		<-h.engine.asked
		h.engine.answers <- m
	}
	return h.until(ann, code, myTurnOrOver)
}

// A bot resigns what has looked lost three times in a row, at the higher levels: not
// where the other can win with the next move, and not while the other is short of time.
func TestABotResignsWhatIsLost(t *testing.T) {
	for name, c := range map[string]struct {
		level   string
		worth   float64
		clock   string
		line    []game.Move
		resigns bool
	}{
		"lost":              {"hard", 0.01, "", blocked, true},
		"lost twice":        {"hard", 0.01, "", blocked[:4], false},
		"not so bad":        {"hard", 0.2, "", blocked, false},
		"unknown":           {"hard", 0, "", blocked, false},
		"a win in one":      {"hard", 0.01, "", finish, false},
		"with a clock":      {"hard", 0.01, "5+0", blocked, true},
		"against low clock": {"hard", 0.01, "0.1+0", blocked, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := after(t, c.level, c.worth, c.clock, c.line)
				resigned := s.Phase == room.Over && s.Result.How == room.Resigned && len(s.Result.Winners) == 1 && s.Result.Winners[0] == s.You
				if resigned != c.resigns || !resigned && s.Phase != room.Playing {
					t.Errorf("the game is %s: %+v", s.Phase, s.Result)
				}
			})
		})
	}
}

// A bot takes a draw when its last thought saw it behind, whatever the game.
func TestABotTakesADrawWhenItIsBehind(t *testing.T) {
	for worth, takes := range map[float64]bool{0.3: true, 0.6: false} {
		synctest.Test(t, func(t *testing.T) {
			h := newHarness(t)
			defer h.close()
			close(h.engine.answers)
			h.engine.worth = worth
			code := h.against("hard")
			h.must(ann, code, room.Command{Do: room.Move, Ply: 0, Move: "b2"})
			h.until(ann, code, myTurn)
			h.must(ann, code, room.Command{Do: room.Draw})
			s := h.until(ann, code, func(s *rooms.Snapshot) bool { return !s.Offer.Open() })
			if agreed := s.Phase == room.Over && s.Result.How == room.Agreed; agreed != takes {
				t.Errorf("of %v, the game is %s: %+v", worth, s.Phase, s.Result)
			}
		})
	}
}
