package bot

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/game/battleship"
	"crossplay/game/chess"
	"crossplay/game/connectfour"
	"crossplay/game/dots"
	"crossplay/game/draughts"
	"crossplay/game/gomoku"
	"crossplay/game/hex"
	"crossplay/game/kalah"
	"crossplay/game/morris"
	"crossplay/game/othello"
	"crossplay/game/tictactoe"
	"crossplay/game/ultimate"
	"crossplay/game/weiqi"
)

var all = []game.Rules{
	tictactoe.Rules{}, connectfour.Rules{}, ultimate.Rules{}, gomoku.Rules{}, hex.Rules{}, weiqi.Rules{},
	othello.Rules{}, draughts.Rules{}, chess.Rules{}, morris.Rules{}, kalah.Rules{},
	dots.Rules{}, backgammon.Rules{}, battleship.Rules{},
}

func start(t *testing.T, r game.Rules, seats int) game.State {
	t.Helper()
	s, err := r.Start(game.Setup{Seats: seats})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func play(t *testing.T, s game.State, moves ...game.Move) game.State {
	t.Helper()
	for _, m := range moves {
		next, err := s.Play(s.Turn()[0], m)
		if err != nil {
			t.Fatalf("%s: %v", m, err)
		}
		s = next
	}
	return s
}

// wander plays up to so many plies at random, but not to the end.
func wander(t *testing.T, s game.State, plies int, r *rand.Rand) game.State {
	t.Helper()
	for range plies {
		seat := s.Turn()[0]
		m := s.Draw(r)
		if seat != game.Chance {
			moves := game.Moves(s, seat)
			m = moves[r.IntN(len(moves))]
		}
		next, err := s.Play(seat, m)
		if err != nil {
			t.Fatal(err)
		}
		if len(next.Turn()) == 0 {
			break
		}
		s = next
	}
	for s.Turn()[0] == game.Chance {
		s = play(t, s, s.Draw(r))
	}
	return s
}

func problem(s game.State, level Level, seed uint64) Problem {
	seat := s.Turn()[0]
	return Problem{
		Seat: seat, View: s.View(seat), Level: level, Rand: rand.New(rand.NewPCG(seed, 0)),
		Imagine: func(r *rand.Rand) game.State { return game.Resample(s, seat, r) },
	}
}

// mind thinks about so many positions, however long that takes.
func mind(steps int) *Mind { return &Mind{limits: limits{steps: steps}} }

func think(t *testing.T, m *Mind, p Problem) game.Move {
	t.Helper()
	move, err := m.Think(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return move
}

func TestEveryGameGetsALegalMove(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, rules := range all {
		t.Run(rules.Info().Name, func(t *testing.T) {
			for seats := rules.Info().MinSeats; seats <= rules.Info().MaxSeats; seats++ {
				for range 8 {
					s := wander(t, start(t, rules, seats), r.IntN(60), r)
					for _, level := range Levels() {
						p := problem(s, level, r.Uint64())
						if m := think(t, mind(300), p); !offers(p.View, m) {
							t.Errorf("%s plays %q, which is none of its choices", level, m)
						}
					}
				}
			}
		})
	}
}

func offers(v game.View, m game.Move) bool {
	return slices.ContainsFunc(v.Choices, func(c game.Choice) bool { return c.Move == m })
}

// last is an engine that scores where its first choice says so, and plays the last one.
type last struct{ scores game.Move }

func (l last) Scores(v game.View) bool { return v.Choices[0].Move == l.scores }

func (l last) Think(_ context.Context, p Problem) (game.Move, error) {
	return p.View.Choices[len(p.View.Choices)-1].Move, nil
}

func TestTheEasyLevelLeavesScoringToAnEngine(t *testing.T) {
	s := play(t, start(t, connectfour.Rules{}, 2), "4", "1", "4", "1", "4", "2") // 4 wins
	for scores, want := range map[game.Move]game.Move{"1": "7", "": "4"} {
		p := problem(s, Easy, 1)
		p.Game = "connectfour"
		m := New(map[string]Engine{"connectfour": last{scores}})
		if got := think(t, m, p); got != want {
			t.Errorf("when the engine scores %q, the easy level plays %s, want %s", scores, got, want)
		}
	}
}

func TestEqualGeneratorsGiveEqualMoves(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for _, rules := range all {
		s := wander(t, start(t, rules, 2), 12, r)
		for _, level := range Levels() {
			if a, b := think(t, mind(500), problem(s, level, 7)), think(t, mind(500), problem(s, level, 7)); a != b {
				t.Errorf("%s: %s plays %s and %s in the same position with equal generators", rules.Info().Name, level, a, b)
			}
		}
	}
}

// Whoever sees the same must do the same, whatever is hidden.
func TestNobodyPeeks(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 10 {
		s := wander(t, start(t, battleship.Rules{}, 2), 20+r.IntN(60), r)
		twin := game.Resample(s, s.Turn()[0], r)
		for _, level := range Levels() {
			if a, b := think(t, mind(2000), problem(s, level, 7)), think(t, mind(2000), problem(twin, level, 7)); a != b {
				t.Errorf("%s plays %s, but %s where other things are hidden", level, a, b)
			}
		}
	}
}

func TestNothingToThinkAbout(t *testing.T) {
	over := play(t, start(t, tictactoe.Rules{}, 2), "a1", "b1", "a2", "b2", "a3")
	p := problem(start(t, tictactoe.Rules{}, 2), Hard, 1)
	p.View = over.View(0)
	if m, err := mind(100).Think(t.Context(), p); !errors.Is(err, ErrNoChoice) {
		t.Errorf("after the end it plays %q, %v", m, err)
	}

	p = problem(play(t, start(t, tictactoe.Rules{}, 2), "a1", "b1", "c1", "a2", "b2", "a3", "b3", "c3"), Hard, 1)
	p.Imagine = func(*rand.Rand) game.State { t.Error("it imagined something"); return nil }
	if m := think(t, mind(100), p); m != "c2" {
		t.Errorf("it plays %q with one choice", m)
	}
}

func TestEndedContext(t *testing.T) {
	for _, rules := range all {
		for _, level := range Levels() {
			p := problem(wander(t, start(t, rules, 2), 3, rand.New(rand.NewPCG(1, 1))), level, 1)

			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if m, err := New(nil).Think(ctx, p); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %s plays %q, %v when the context had ended before", rules.Info().Name, level, m, err)
			}

			ctx, cancel = context.WithCancel(t.Context())
			steps, after := 0, 0
			m := mind(1 << 40)
			m.limits.hook = func() {
				if steps++; steps == 400 {
					cancel()
				} else if steps > 400 {
					after++
				}
			}
			move, err := m.Think(ctx, p)
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			if err == nil && !offers(p.View, move) {
				t.Errorf("%s: %s plays %q", rules.Info().Name, level, move)
			}
			if after > 2*glance+len(p.View.Choices) {
				t.Errorf("%s: %s looks at %d more positions when the context has ended", rules.Info().Name, level, after)
			}
		}
	}
}

func TestRulesThatPanicAreNotHushedUp(t *testing.T) {
	p := problem(start(t, tictactoe.Rules{}, 2), Hard, 1)
	p.Imagine = func(*rand.Rand) game.State { panic("out of imagination") }
	defer func() {
		if recover() == nil {
			t.Error("the panic was lost")
		}
	}()
	think(t, mind(100), p)
}
