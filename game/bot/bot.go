// Package bot has players made of code. They know a position as a player does,
// by a view and by what can be imagined from it, and they play every game that
// keeps the contract of package game.
//
// A [Mind] picks a move. Games whose positions are [game.Evaluator] are searched
// with alpha and beta, all others by sampling games to their end, and a game may
// have an [Engine] of its own. The easy level is another thing altogether: it
// looks as far as people do who are new to a game.
package bot

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"crossplay/game"
)

// Level is how well a bot plays.
type Level string

// The levels.
const (
	Easy   Level = "easy"   // looks a move or two ahead and overlooks things
	Medium Level = "medium" // the real engines, in a hurry
	Hard   Level = "hard"   // the real engines with all their time
)

// Levels are the levels from the weakest to the strongest.
func Levels() []Level { return []Level{Easy, Medium, Hard} }

// Budget is the longest time to think about a move, where nobody says otherwise.
func (l Level) Budget() time.Duration {
	switch l {
	case Easy:
		return 200 * time.Millisecond
	case Medium:
		return 700 * time.Millisecond
	default:
		return 2 * time.Second
	}
}

// mediumSteps is how many positions the medium level looks at. It is counted and
// not timed, so that the level is as strong on a fast machine as on a slow one.
const mediumSteps = 30_000

// steps is how many positions the level may look at, 0 for any number.
func (l Level) steps() int {
	if l == Medium {
		return mediumSteps
	}
	return 0
}

// Problem is a position to think about, as one seat knows it.
type Problem struct {
	Game    string                      // game.Info.Name, chooses the engine
	Seat    game.Seat                   // who is to move
	View    game.View                   // what the seat sees
	Imagine func(*rand.Rand) game.State // a position that looks to the seat as the real one does; may be called often
	Level   Level
	Rand    *rand.Rand    // all randomness of the thought
	Budget  time.Duration // the longest time to think; the level's own, if 0
	// Judge, if there is one, is told what the position seems worth to the seat, from 0
	// for lost to 1, and whether it is certainly drawn. Not every engine says so.
	Judge func(worth float64, drawn bool)
}

// judge says what the position seems worth.
func (p Problem) judge(worth float64, drawn bool) {
	if p.Judge != nil {
		p.Judge(worth, drawn)
	}
}

// Engine thinks about one game better than the general ones do. It is safe for
// concurrent use, it stops soon after ctx ends, and it leaves no goroutine behind.
type Engine interface {
	// Think is one of the moves of the view's choices. It returns the context's
	// error when that ends before anything is found.
	Think(ctx context.Context, p Problem) (game.Move, error)
}

// Scorer is an Engine of a game with a scoring phase after the play, in which the
// players agree, say, which stones are dead. That is no matter of skill: the easy
// level leaves it to the engine as the others do.
type Scorer interface {
	Engine
	// Scores reports whether a position is there to be scored.
	Scores(game.View) bool
}

// ErrNoChoice says that the seat has no move to choose.
var ErrNoChoice = errors.New("there is no move to choose")

// Mind thinks about any game. It keeps nothing from one thought to the next, and
// is safe for concurrent use.
type Mind struct {
	special map[string]Engine
	limits  limits
}

// New is a mind that leaves the games named to engines of their own. The easy
// level plays every game alike, and leaves to a [Scorer] only the scoring.
func New(special map[string]Engine) *Mind { return &Mind{special: special} }

// Think is one of the moves of the view's choices. It returns the context's
// error when that ends before anything is found, and [ErrNoChoice] when there
// is nothing to choose.
func (m *Mind) Think(ctx context.Context, p Problem) (game.Move, error) {
	e := m.special[p.Game]
	if s, ok := e.(Scorer); p.Level == Easy && !(ok && s.Scores(p.View)) {
		return m.by(ctx, p, beginner)
	}
	if e == nil || len(p.View.Choices) < 2 {
		return m.by(ctx, p, general)
	}
	move, err := e.Think(ctx, p)
	if err != nil {
		return "", err
	}
	return offered(p, move), nil
}

// by thinks in the given way, if there is anything to think about.
func (m *Mind) by(ctx context.Context, p Problem, way func(*watch, Problem) game.Move) (game.Move, error) {
	switch choices := p.View.Choices; len(choices) {
	case 0:
		return "", ErrNoChoice
	case 1:
		return choices[0].Move, nil
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	move := way(newWatch(ctx, p, m.limits), p)
	if move == "" && ctx.Err() != nil {
		return "", ctx.Err()
	}
	return offered(p, move), nil
}

// general picks the way to think by what the position offers.
func general(w *watch, p Problem) game.Move {
	s := p.Imagine(p.Rand)
	if e, ok := s.(game.Evaluator); ok && !hides(s) {
		return alphaBeta(w, p, e)
	}
	return sample(w, p)
}

// hides reports whether something of the position is hidden from somebody.
func hides(s game.State) bool {
	_, ok := s.(game.Resampler)
	return ok
}

// offered is the move, or any other where it is not one of the choices: when the
// budget was too small to find one.
func offered(p Problem, m game.Move) game.Move {
	choices := p.View.Choices
	if slices.ContainsFunc(choices, func(c game.Choice) bool { return c.Move == m }) {
		return m
	}
	return choices[p.Rand.IntN(len(choices))].Move
}
