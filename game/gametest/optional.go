package gametest

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"crossplay/game"
)

// This file checks what positions may have besides the contract.

func chanceIsSaid(s *suite) error {
	if s.chance != s.info.Chance {
		return fmt.Errorf("the info says %v of chance, the games say %v", s.info.Chance, s.chance)
	}
	return nil
}

func movesAreListed(p *position) error {
	l, ok := p.state.(game.MoveLister)
	if !ok {
		return nil
	}
	for _, seat := range append(p.viewers(), game.Chance) {
		var chosen []game.Move
		for _, c := range p.state.View(seat).Choices {
			chosen = append(chosen, c.Move)
		}
		if listed := l.Moves(seat); !slices.Equal(listed, chosen) {
			return fmt.Errorf("the moves of %s are %v, and the choices %v", name(p.info, seat), listed, chosen)
		}
	}
	return nil
}

// alikeLooksAlike sees to it that who is said to see the same does, the choices apart.
func alikeLooksAlike(p *position) error {
	a, ok := p.state.(game.Alike)
	if !ok {
		return nil
	}
	for _, seat := range p.viewers() {
		like := a.Like(seat)
		if again := a.Like(like); again != like {
			return fmt.Errorf("%s sees what %s does, who sees what %s does", name(p.info, seat), name(p.info, like), name(p.info, again))
		}
		x, y := p.state.View(seat), p.state.View(like)
		if x.Choices, y.Choices = nil, nil; !reflect.DeepEqual(x, y) {
			return fmt.Errorf("%s does not see what %s does:\n%+v\n%+v", name(p.info, seat), name(p.info, like), x, y)
		}
		if !slices.Contains(p.state.Turn(), seat) && len(p.state.View(seat).Choices) > 0 {
			return fmt.Errorf("%s has choices and is not to move", name(p.info, seat))
		}
	}
	return nil
}

// hiddenIsRevealed sees to it that people can look at a game that is over with nothing
// hidden.
func hiddenIsRevealed(p *position) error {
	r, ok := p.state.(game.Revealer)
	if ok != p.info.Hidden {
		return fmt.Errorf("the info says %v of something hidden, and that it can be revealed is %v", p.info.Hidden, ok)
	}
	if !ok {
		return nil
	}
	v := r.Reveal()
	if len(v.Choices) > 0 {
		return errors.New("what is revealed has choices")
	}
	for _, b := range v.Boards {
		for _, c := range b.Cells {
			if c.Has(game.Hidden) {
				return fmt.Errorf("%s is hidden in what is revealed", c.Label)
			}
		}
	}
	return p.viewIsWellFormed(v)
}

// turnsAreRehearsed sees to it that what a seat may set up is its own to decide, and
// tells it nothing that it may not know.
func turnsAreRehearsed(p *position) error {
	r, ok := p.state.(game.Rehearser)
	if !ok {
		return nil
	}
	_, hides := p.state.(game.Resampler)
	for _, seat := range append(p.viewers(), game.Chance) {
		switch {
		case !r.Rehearses(seat):
		case hides:
			return fmt.Errorf("%s rehearses in a game that hides something", name(p.info, seat))
		case seat < 0, !slices.Equal(p.state.Turn(), []game.Seat{seat}):
			return fmt.Errorf("%s rehearses, and %v are to move", name(p.info, seat), p.state.Turn())
		}
	}
	return nil
}

// nobodyCanTell imagines, for each viewer, a position that looks the same. What
// comes of it must depend on nothing that the viewer cannot see: the two are
// twins, and whatever is drawn from one is drawn from the other.
func nobodyCanTell(p *position) error {
	r, ok := p.state.(game.Resampler)
	if !ok {
		return p.hidesNothing()
	}
	for _, seat := range p.viewers() {
		twin := r.Resample(seat, generator(p.rng.Uint64()))
		if err := p.looksAlike(seat, p.state, twin); err != nil {
			return fmt.Errorf("%s can tell the position from its sample: %w", name(p.info, seat), err)
		}
		hidden, ok := twin.(game.Resampler)
		if !ok {
			return errors.New("a sample cannot be sampled")
		}
		seed := p.rng.Uint64()
		one, other := r.Resample(seat, generator(seed)), hidden.Resample(seat, generator(seed))
		if a, b := p.picture(one), p.picture(other); a != b {
			return fmt.Errorf("what %s imagines depends on what is hidden:\n%s\n%s", name(p.info, seat), a, b)
		}
	}
	return nil
}

// hidesNothing checks that a game without samples marks nothing as hidden.
func (p *position) hidesNothing() error {
	for _, seat := range p.viewers() {
		for _, b := range p.state.View(seat).Boards {
			for _, c := range b.Cells {
				if c.Has(game.Hidden) {
					return fmt.Errorf("%s is hidden from %s, and the position is no Resampler", c.Label, name(p.info, seat))
				}
			}
		}
	}
	return nil
}

// looksAlike compares what a viewer sees of two positions.
func (p *position) looksAlike(seat game.Seat, a, b game.State) error {
	if x, y := a.View(seat), b.View(seat); !reflect.DeepEqual(x, y) {
		return fmt.Errorf("the views differ:\n%+v\n%+v", x, y)
	}
	if x, y := a.Turn(), b.Turn(); !slices.Equal(x, y) {
		return fmt.Errorf("%v are to move, or %v", x, y)
	}
	ox, overX := a.Outcome()
	oy, overY := b.Outcome()
	if overX != overY || !reflect.DeepEqual(ox, oy) {
		return fmt.Errorf("the outcome is %+v, or %+v", ox, oy)
	}
	return nil
}

// playedPast lets each seat give up, one after the other, until one is left.
func playedPast(p *position) error {
	r, ok := p.state.(game.Resigner)
	switch _, over := p.state.Outcome(); {
	case !ok && p.info.MaxSeats > 2:
		return errors.New("more than two can play, and the position is no Resigner")
	case !ok:
		return nil
	case over:
		_, err := r.Resign(0)
		return isTurnError("after the end", err)
	}
	order := p.rng.Perm(p.setup.Seats)
	before := p.picture(p.state)
	state := p.state
	for i, n := range order[:len(order)-1] {
		seat := game.Seat(n)
		next, err := state.(game.Resigner).Resign(seat)
		if err != nil {
			return fmt.Errorf("%s may not give up: %w", name(p.info, seat), err)
		}
		out, over := next.Outcome()
		if over != (len(next.Turn()) == 0) {
			return fmt.Errorf("%s gave up: %v are to move, and it is %v that the game is over", name(p.info, seat), next.Turn(), over)
		}
		if slices.Contains(next.Turn(), seat) {
			return fmt.Errorf("%s gave up, and is to move", name(p.info, seat))
		}
		if over {
			if slices.Contains(out.Winners, seat) {
				return fmt.Errorf("%s gave up, and won", name(p.info, seat))
			}
			return p.outcomeIsSane(out)
		}
		if i == len(order)-2 {
			return fmt.Errorf("only %s is left, and the game goes on", name(p.info, game.Seat(order[len(order)-1])))
		}
		if _, err := next.(game.Resigner).Resign(seat); err == nil {
			return fmt.Errorf("%s may give up twice", name(p.info, seat))
		} else if err := isTurnError("twice", err); err != nil {
			return err
		}
		state = next
	}
	if p.picture(p.state) != before {
		return errors.New("the position changed when somebody gave up")
	}
	return nil
}

func isTurnError(when string, err error) error {
	if !errors.Is(err, game.ErrTurn) {
		return fmt.Errorf("giving up %s is answered with %v, not with ErrTurn", when, err)
	}
	return nil
}

// cannotWin checks that a seat which cannot win does not, and cannot after any move
// that can be made. So it holds by induction up to the end of every game.
func cannotWin(p *position) error {
	if _, ok := p.state.(game.Winnable); !ok {
		return nil
	}
	out, _ := p.state.Outcome()
	for _, seat := range out.Winners {
		if !game.CanWin(p.state, seat) {
			return fmt.Errorf("%s cannot win, and has", name(p.info, seat))
		}
	}
	for n := range p.setup.Seats {
		seat := game.Seat(n)
		if game.CanWin(p.state, seat) {
			continue
		}
		if len(p.moves) == 0 {
			return fmt.Errorf("%s cannot win from the beginning", name(p.info, seat))
		}
		for _, by := range p.state.Turn() {
			moves := game.Moves(p.state, by)
			if by == game.Chance {
				moves = []game.Move{p.state.Draw(p.rng)}
			}
			for _, m := range moves {
				next, err := p.state.Play(by, m)
				if err != nil {
					return err
				}
				if game.CanWin(next, seat) {
					return fmt.Errorf("%s cannot win, and can after %s plays %s", name(p.info, seat), name(p.info, by), m)
				}
			}
		}
	}
	return nil
}

func evaluatesEvenly(p *position) error {
	e, ok := p.state.(game.Evaluator)
	if !ok {
		return nil
	}
	if _, over := e.Outcome(); over {
		return nil
	}
	if p.setup.Seats != 2 || p.info.Chance {
		return errors.New("only a game of two without chance can be searched with alpha and beta")
	}
	a, b := e.Evaluate(0), e.Evaluate(1)
	if a != -b || a >= game.WinScore || b >= game.WinScore {
		return fmt.Errorf("the position is worth %d to %s and %d to %s", a, name(p.info, 0), b, name(p.info, 1))
	}
	return nil
}
