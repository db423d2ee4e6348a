package bot

import (
	"math/rand/v2"
	"testing"

	"crossplay/game"
	"crossplay/game/connectfour"
	"crossplay/game/gomoku"
	"crossplay/game/kalah"
	"crossplay/game/othello"
	"crossplay/game/tictactoe"
)

func TestTicTacToeIsNeverLost(t *testing.T) {
	m := mind(100_000)
	for bot := range game.Seat(2) {
		seen := make(map[string]bool)
		var visit func(s game.State)
		visit = func(s game.State) {
			if o, over := s.Outcome(); over {
				if len(o.Winners) == 1 && o.Winners[0] != bot {
					t.Errorf("lost as seat %d: %v", bot, s.View(bot).Log)
				}
				return
			}
			key := ""
			for _, c := range s.View(bot).Boards[0].Cells {
				key += c.Piece + "."
			}
			if seen[key] {
				return
			}
			seen[key] = true
			moves := game.Moves(s, s.Turn()[0])
			if s.Turn()[0] == bot {
				moves = []game.Move{think(t, m, problem(s, Hard, 1))}
			}
			for _, move := range moves {
				visit(play(t, s, move))
			}
		}
		visit(start(t, tictactoe.Rules{}, 2))
	}
}

func TestWinsAreTakenAndLossesStopped(t *testing.T) {
	tests := []struct {
		name  string
		rules game.Rules
		moves []game.Move
		want  []game.Move
	}{
		{"wins upwards", connectfour.Rules{}, []game.Move{"4", "1", "4", "1", "4", "7"}, []game.Move{"4"}},
		{"wins before it stops a loss", connectfour.Rules{}, []game.Move{"4", "1", "4", "1", "4", "1"}, []game.Move{"4"}},
		{"stops four upwards", connectfour.Rules{}, []game.Move{"4", "1", "4", "1", "4"}, []game.Move{"4"}},
		{"stops an open row of two", connectfour.Rules{}, []game.Move{"4", "4", "3"}, []game.Move{"2", "5"}},
		{"wins in a row", gomoku.Rules{}, []game.Move{"h8", "a1", "i8", "a3", "j8", "a5", "k8", "a7"}, []game.Move{"g8", "l8"}},
		{"stops a row of four", gomoku.Rules{}, []game.Move{"h8", "g8", "i8", "a3", "j8", "a5", "k8"}, []game.Move{"l8"}},
		{"stops an open row of three", gomoku.Rules{}, []game.Move{"h8", "a1", "i8", "o15", "j8"}, []game.Move{"f8", "g8", "k8", "l8"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := play(t, start(t, test.rules, 2), test.moves...)
			for seed := range uint64(3) {
				m := think(t, mind(120_000), problem(s, Hard, seed))
				found := false
				for _, w := range test.want {
					found = found || w == m
				}
				if !found {
					t.Errorf("it plays %s, want one of %v", m, test.want)
				}
			}
		})
	}
}

// tooMany is how many positions brute force looks at.
const tooMany = 20_000

// best is the value of a position for the seat, by looking at everything that
// can follow, unless that is too much.
func best(t *testing.T, s game.State, seat game.Seat, known map[uint64]float64) float64 {
	if p := result(s); p != 0 {
		return p.value(seat)
	}
	key := s.(game.Evaluator).Hash()
	if v, ok := known[key]; ok {
		return v
	}
	mover := s.Turn()[0]
	value := -1.0
	for _, m := range game.Moves(s, mover) {
		if len(known) > tooMany {
			return half
		}
		v := best(t, play(t, s, m), seat, known)
		if value < 0 || mover == seat && v > value || mover != seat && v < value {
			value = v
		}
	}
	known[key] = value
	return value
}

// Endings are played without a mistake, also where a seat may move again.
func TestEndingsArePlayedPerfectly(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 4
	}
	for _, rules := range []game.Rules{kalah.Rules{}, othello.Rules{}} {
		r := rand.New(rand.NewPCG(5, 5))
		tried := 0
		for range rounds {
			var trail []game.State
			for s := start(t, rules, 2); result(s) == 0; {
				trail = append(trail, s)
				moves := game.Moves(s, s.Turn()[0])
				s = play(t, s, moves[r.IntN(len(moves))])
			}
			s := trail[max(0, len(trail)-8)]
			seat := s.Turn()[0]
			known := make(map[uint64]float64)
			want := best(t, s, seat, known)
			if len(known) > tooMany {
				continue
			}
			tried++
			for name, way := range map[string]func(*watch, Problem) game.Move{"alpha-beta": general, "sampler": sample} {
				m, err := mind(200_000).by(t.Context(), problem(s, Hard, 1), way)
				if err != nil {
					t.Fatal(err)
				}
				if got := best(t, play(t, s, m), seat, make(map[uint64]float64)); got != want {
					t.Errorf("%s: the %s plays %s, worth %v; the best is worth %v", rules.Info().Name, name, m, got, want)
				}
			}
		}
		if tried < rounds/4 {
			t.Errorf("%s: only %d endings were tried", rules.Info().Name, tried)
		}
	}
}

func TestTableGrowsWithoutLoss(t *testing.T) {
	tab := newTable()
	for key := range uint64(tableLeast) {
		tab.keep(finding{key: key * 3, score: int32(key), bound: exact})
	}
	if len(tab.slots) <= tableLeast {
		t.Fatalf("%d positions in %d slots", tab.used, len(tab.slots))
	}
	missing := 0
	for key := range uint64(tableLeast) {
		if f, ok := tab.find(key * 3); !ok {
			missing++
		} else if f.score != int32(key) {
			t.Fatalf("position %d has the score of another", key)
		}
	}
	if missing > tableLeast/4 {
		t.Errorf("%d of %d positions are lost", missing, tableLeast)
	}
}
