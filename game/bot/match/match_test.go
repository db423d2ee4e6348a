// Package match lets bots play matches against each other. Its benchmarks print
// the results:
//
//	go test ./game/bot/match -run '^$' -bench Othello -games 200 -think 20ms
package match

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/bot"
)

var (
	games = flag.Int("games", 2, "how many `games` a match has; each opening is played twice, with the seats exchanged")
	think = flag.Duration("think", 10*time.Millisecond, "the time to think about a move; 0 is that of the level")
	seed  = flag.Uint64("seed", 1, "the `number` that the openings depend on")
)

const (
	// openingPlies is how many plies are played at random before a match game begins.
	openingPlies = 4
	// longest is when a game that goes on and on counts as a draw.
	longest = 400
)

// player is a bot with a name.
type player struct {
	name  string
	level bot.Level
	think func(context.Context, bot.Problem) (game.Move, error)
}

// random plays any move.
var random = player{name: "random", think: func(_ context.Context, p bot.Problem) (game.Move, error) {
	return p.View.Choices[p.Rand.IntN(len(p.View.Choices))].Move, nil
}}

// tally counts the games of a match as the first player sees them.
type tally struct{ won, drawn, lost int }

func (t tally) String() string {
	n := float64(t.won + t.drawn + t.lost)
	score := (float64(t.won) + float64(t.drawn)/2) / n
	// 95 % of the matches between the same players are within this of the score
	margin := 1.96 * math.Sqrt(score*(1-score)/n)
	return fmt.Sprintf("%d won, %d drawn, %d lost: %.1f %% ± %.1f, Elo %+.0f", t.won, t.drawn, t.lost, 100*score, 100*margin, elo(score, n))
}

// elo is the difference in rating that explains the score; a clean sheet counts
// as half a point less, because it explains anything.
func elo(score, n float64) float64 {
	score = min(max(score, 0.5/n), 1-0.5/n)
	return 400 * math.Log10(score/(1-score))
}

// contest plays a match and prints its result.
func contest(b *testing.B, rules game.Rules, first, second player) {
	b.Helper()
	var t tally
	for range b.N {
		t = tally{}
		for i := range *games {
			switch score := play(b, rules, i, first, second); {
			case score > 0.5:
				t.won++
			case score < 0.5:
				t.lost++
			default:
				t.drawn++
			}
		}
	}
	b.Logf("%s: %s v %s, %v a move: %s", rules.Info().Title, first.name, second.name, *think, t)
}

// play plays the i-th game of a match and returns the score of the first player.
func play(b *testing.B, rules game.Rules, i int, first, second player) float64 {
	opening := rand.New(rand.NewPCG(*seed, uint64(i/2)))
	s, err := rules.Start(game.Setup{Seats: 2})
	for err == nil && len(s.Turn()) > 0 && s.Turn()[0] == game.Chance {
		s, err = s.Play(game.Chance, s.Draw(opening))
	}
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(*seed, 1<<32+uint64(i)))
	seats := [2]player{first, second}
	if i%2 == 1 {
		seats[0], seats[1] = second, first
	}
	for ply := 0; ply < longest; ply++ {
		if o, over := s.Outcome(); over {
			if len(o.Winners) != 1 {
				return 0.5
			}
			if o.Winners[0] == game.Seat(i%2) {
				return 1
			}
			return 0
		}
		seat := s.Turn()[0]
		var m game.Move
		switch {
		case seat == game.Chance:
			m = s.Draw(opening)
		case ply < openingPlies:
			moves := game.Moves(s, seat)
			m = moves[opening.IntN(len(moves))]
		default:
			now := s
			m, err = seats[seat].think(context.Background(), bot.Problem{
				Game: rules.Info().Name, Seat: seat, View: s.View(seat), Rand: r, Level: seats[seat].level, Budget: *think,
				Imagine: func(r *rand.Rand) game.State { return game.Resample(now, seat, r) },
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		if s, err = s.Play(seat, m); err != nil {
			b.Fatal(err)
		}
	}
	return 0.5
}
