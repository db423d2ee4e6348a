package room

import (
	"errors"
	"fmt"

	"crossplay/game"
)

// Replay is a game that is over, to be looked at position by position. It is
// immutable, and safe for concurrent use.
type Replay struct {
	Course
	// Draws is how often chance drew what its secret says, and Unfair why that is not
	// so for all it drew; nil where the game has no chance.
	Draws  int
	Unfair error

	rules game.Rules
	marks []game.State // the positions after 0, markEvery, 2*markEvery … plies
	lines []int
}

// ErrUnfair says that nothing shows that chance was fair, or something that it was not.
var ErrUnfair = errors.New("chance is not as its secret says")

// NewReplay plays the game by its rules, from its first move to its last.
func NewReplay(c Course, rules game.Rules) (*Replay, error) {
	r := &Replay{Course: c, rules: rules}
	pos, err := rules.Start(game.Setup{Seats: len(c.Seats), Options: c.Options})
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", c.Game, err)
	}
	for ply, s := range c.Line {
		if ply%markEvery == 0 {
			r.marks = append(r.marks, pos)
		}
		if pos, err = step(pos, s.Played); err != nil {
			return nil, fmt.Errorf("replay ply %d: %w", ply, err)
		}
	}
	if len(c.Line)%markEvery == 0 {
		r.marks = append(r.marks, pos)
	}
	if rules.Info().Chance {
		r.check()
	}
	r.lines = r.findLines()
	return r, nil
}

// step is the position after a ply.
func step(pos game.State, p Played) (game.State, error) {
	if p.GaveUp {
		return resign(pos, p.Seat)
	}
	return pos.Play(p.Seat, p.Move)
}

// check compares what chance drew with its secret.
func (r *Replay) check() {
	if r.Proof == nil || r.Proof.Secret == "" {
		r.Unfair = ErrUnfair
		return
	}
	draws, err := r.Transcript().Check([]game.Rules{r.rules})
	if r.Draws = draws; err != nil {
		r.Unfair = fmt.Errorf("%w: %w", ErrUnfair, err)
	}
}

// Info describes the game as it was played.
func (r *Replay) Info() game.Info { return r.rules.Info() }

// Plies is how many there are: positions are counted from 0, the first, to it.
func (r *Replay) Plies() int { return len(r.Line) }

// At is the position after so many plies; the nearest that there is.
func (r *Replay) At(ply int) (game.State, error) {
	ply = max(0, min(ply, len(r.Line)))
	mark := min(ply/markEvery, len(r.marks)-1)
	pos := r.marks[mark]
	for i := mark * markEvery; i < ply; i++ {
		var err error
		if pos, err = step(pos, r.Line[i].Played); err != nil {
			return nil, fmt.Errorf("replay ply %d: %w", i, err)
		}
	}
	return pos, nil
}

// View is the position after so many plies as a seat saw it, or, for
// [game.Spectator], with all that was hidden. Nothing can be chosen in it.
func (r *Replay) View(ply int, seat game.Seat) (game.View, error) {
	pos, err := r.At(ply)
	if err != nil {
		return game.View{}, err
	}
	if seat < 0 || int(seat) >= len(r.Seats) {
		v := game.Reveal(pos)
		v.Choices = nil
		return v, nil
	}
	v := pos.View(seat)
	v.Choices = nil
	return v, nil
}

// Log is the whole list of moves, as it reads to whom nothing is hidden.
func (r *Replay) Log() ([]game.Step, error) {
	v, err := r.View(r.Plies(), game.Spectator)
	return v.Log, err
}

// Lines are, for each line of the log, after how many plies it is there.
func (r *Replay) Lines() []int { return r.lines }

// findLines looks at the marks first: where each ply has a line, as in most games, that
// says it all.
func (r *Replay) findLines() (lines []int) {
	known := 0
	for from := 0; from < r.Plies(); from += markEvery {
		to := min(from+markEvery, r.Plies())
		if r.logged(to)-known == to-from {
			for ply := from + 1; ply <= to; ply++ {
				lines = append(lines, ply)
			}
			known += to - from
			continue
		}
		for ply := from + 1; ply <= to; ply++ {
			for n := r.logged(ply); known < n; known++ {
				lines = append(lines, ply)
			}
		}
	}
	return lines
}

// logged is how many lines the log has after so many plies.
func (r *Replay) logged(ply int) int {
	v, _ := r.View(ply, game.Spectator)
	return len(v.Log)
}

// Clocks are what everybody had left after so many plies, by seat; nil where the game was
// not timed. What was given between two moves is seen with the next one.
func (r *Replay) Clocks(ply int) []Clock {
	if r.Clock == "" {
		return nil
	}
	controls, err := ParseControls(r.Clock, len(r.Seats))
	if err != nil {
		return nil
	}
	var clocks []Clock
	for _, c := range controls {
		clocks = append(clocks, c.start())
	}
	for _, s := range r.Line[:max(0, min(ply, len(r.Line)))] {
		if s.Clock != nil && s.Seat >= 0 && int(s.Seat) < len(clocks) {
			clocks[s.Seat] = *s.Clock
		}
	}
	return clocks
}
