package gametest

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"crossplay/game"
)

// work keeps a processor busy for as long.
func work(d time.Duration) {
	for d > 0 {
		d -= busy(func() {
			for n := range 10_000 {
				sink += n
			}
		})
	}
}

var sink int

func TestSlowGamesAreFound(t *testing.T) {
	const limit = 2 * time.Millisecond
	slow := func() { work(2 * limit) }
	third := func(s game.State) bool { return len(s.View(game.Spectator).Log) == 2 }
	for _, c := range []struct {
		rules *bent
		says  string
	}{
		{&bent{start: func(s game.Setup) game.Setup { slow(); return s }}, "Start takes"},
		{&bent{turn: func(s game.State) []game.Seat {
			if third(s) {
				slow()
			}
			return s.Turn()
		}}, "Turn takes"},
		{&bent{play: func(s game.State, seat game.Seat, m game.Move) (game.State, error) {
			if third(s) {
				slow()
			}
			return s.Play(seat, m)
		}}, "Play of "},
		{&bent{draw: func(game.State, *rand.Rand) game.Move { slow(); return "1" }}, "Draw takes"},
		{&bent{view: func(_ game.State, seat game.Seat, v game.View) game.View {
			if seat == 1 && len(v.Log) == 2 {
				slow()
			}
			return v
		}}, "View of "},
		{&bent{quit: func(s game.State, seat game.Seat) (game.State, error) {
			if third(s) {
				slow()
			}
			return s.(game.Resigner).Resign(seat)
		}}, "Resign of "},
	} {
		s, err := newSuite(c.rules, 1)
		if err != nil {
			t.Fatal(err)
		}
		s.limit = limit
		if err := everywhere(answersQuickly)(s); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("a game where %s too long: %v", c.says, err)
		}
	}
}
