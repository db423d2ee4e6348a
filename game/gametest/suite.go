package gametest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"crossplay/game"
)

const (
	// gamesEach is how many random games are played of each setup for each
	// promise: enough to reach ends of every kind, and still quick.
	gamesEach = 12
	// enough is after how many positions of one setup no further game is begun,
	// and shortly the same with -short: long games would be tried for minutes.
	enough  = 300
	shortly = 60
	// dense is how many plies of a game are all looked at. Of those behind, ever
	// fewer are: about dense in each doubling of the length.
	dense = 30
	// maxPlies is when a random game counts as one that never ends. The longest
	// that chess allows is below 12,000, and random ones are far shorter.
	maxPlies = 12_000
)

// suite is the rules under test and what was learnt about them. It does not
// change once it is made.
type suite struct {
	rules  game.Rules
	info   game.Info
	limit  time.Duration // of each call, see quickly
	games  int           // played of each setup, at most
	chance bool          // Chance was seen to move
	setups []game.Setup
	words  []game.Move // every move that was possible in any of the random games, sorted
}

// newSuite plays all the random games once, to learn the game's vocabulary.
func newSuite(r game.Rules, games int) (*suite, error) {
	s := &suite{rules: r, games: games, limit: quickly * raceCosts}
	if err := safely(func() error { s.info = r.Info(); return describesItself(s) }); err != nil {
		return nil, err
	}
	s.setups = setups(s.info)
	words := make(map[game.Move]bool)
	err := s.eachPosition(func(p *position) error {
		for _, seat := range p.state.Turn() {
			s.chance = s.chance || seat == game.Chance
			for _, c := range p.state.View(seat).Choices {
				words[c.Move] = true
			}
		}
		return nil
	})
	for m := range words {
		s.words = append(s.words, m)
	}
	slices.Sort(s.words)
	return s, err
}

// setups are the default with each number of seats, and with each option's
// other values one at a time: all combinations would be too many.
func setups(info game.Info) []game.Setup {
	var all []game.Setup
	for n := info.MinSeats; n <= info.MaxSeats; n++ {
		all = append(all, game.Setup{Seats: n})
		for _, o := range info.Options {
			for _, v := range o.Values[1:] {
				all = append(all, game.Setup{Seats: n, Options: map[string]string{o.Name: v.Name}})
			}
		}
	}
	return all
}

// everywhere makes a promise about positions one about the game.
func everywhere(check func(*position) error) func(*suite) error {
	return func(s *suite) error { return s.eachPosition(check) }
}

// eachPosition visits positions of the random games until one is wrong.
func (s *suite) eachPosition(check func(*position) error) error {
	return s.eachGame(func(p *position) (visited int, err error) {
		for {
			_, over := p.state.Outcome()
			if over || p.due() {
				visited++
				if err := p.check(check); err != nil {
					return visited, err
				}
			}
			if over {
				return visited, nil
			}
			if err := p.check((*position).step); err != nil {
				return visited, err
			}
		}
	})
}

// eachGame begins the random games of each setup, until enough positions of it
// were visited.
func (s *suite) eachGame(play func(*position) (visited int, err error)) error {
	most := enough
	if testing.Short() {
		most = shortly
	}
	for i := range s.setups {
		for g, all := 0, 0; g < s.games && all < most; g++ {
			p, err := s.start(i, uint64(g))
			if err != nil {
				return err
			}
			visited, err := play(p)
			if err != nil {
				return err
			}
			all += visited
		}
	}
	return nil
}

// due reports whether the position is one of those that are looked at.
func (p *position) due() bool {
	ply := len(p.moves)
	return ply < dense || p.rng.IntN(ply) < dense
}

// position is where a random game has got to.
type position struct {
	*suite
	setup game.Setup
	state game.State
	moves []game.Step // those played so far, Chance's too
	rng   *rand.Rand
}

// start begins the random game of that number.
func (s *suite) start(setup int, seed uint64) (*position, error) {
	p := &position{suite: s, setup: s.setups[setup], rng: rand.New(rand.NewPCG(uint64(setup), seed))}
	err := p.check(func(p *position) (err error) {
		p.state, err = s.rules.Start(p.setup)
		return err
	})
	return p, err
}

// step plays a random move.
func (p *position) step() error {
	if len(p.moves) == maxPlies {
		return errors.New("the game does not end")
	}
	turn := p.state.Turn()
	if len(turn) == 0 {
		return errors.New("nobody is to move, and the game is not over")
	}
	seat := turn[p.rng.IntN(len(turn))]
	var m game.Move
	if seat == game.Chance {
		m = p.state.Draw(p.rng)
	} else {
		choices := p.state.View(seat).Choices
		if len(choices) == 0 {
			return fmt.Errorf("%s is to move and has no choice", name(p.info, seat))
		}
		m = choices[p.rng.IntN(len(choices))].Move
	}
	next, err := p.state.Play(seat, m)
	if err != nil {
		return fmt.Errorf("%s %q is possible, and yet refused: %w", name(p.info, seat), m, err)
	}
	p.state = next
	p.moves = append(p.moves, game.Step{Seat: seat, Text: string(m)})
	return nil
}

// viewers are everybody who can look at the board.
func (p *position) viewers() []game.Seat {
	all := []game.Seat{game.Spectator}
	for seat := range p.setup.Seats {
		all = append(all, game.Seat(seat))
	}
	return all
}

// check adds to an error, or a panic, where in which game it happened.
func (p *position) check(f func(*position) error) error {
	err := safely(func() error { return f(p) })
	if err == nil {
		return nil
	}
	return fmt.Errorf("%d players %v, after %v: %w", p.setup.Seats, p.setup.Options, p.moves, err)
}

// safely turns a panic into an error.
func safely(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return f()
}

// name is what a seat is called.
func name(info game.Info, seat game.Seat) string {
	switch {
	case seat == game.Chance:
		return "Chance"
	case seat == game.Spectator:
		return "Spectator"
	case seat >= 0 && int(seat) < len(info.Seats):
		return info.Seats[seat]
	default:
		return fmt.Sprintf("seat %d", seat)
	}
}
