package gametest

import (
	"fmt"
	"testing"

	"crossplay/game"
)

// Twins plays two games that differ only in what the viewer may not know, and
// checks after every move that they look the same to the viewer. The moves of
// one and the other are by the same seats in the same order.
func Twins(t *testing.T, r game.Rules, setup game.Setup, viewer game.Seat, one, other []game.Step) {
	t.Helper()
	if err := twins(r, setup, viewer, one, other); err != nil {
		t.Error(err)
	}
}

func twins(r game.Rules, setup game.Setup, viewer game.Seat, one, other []game.Step) error {
	if len(one) != len(other) {
		return fmt.Errorf("one game has %d moves, the other %d", len(one), len(other))
	}
	p := &position{suite: &suite{rules: r, info: r.Info()}, setup: setup}
	a, err := r.Start(setup)
	if err != nil {
		return err
	}
	b := a
	for i := range one {
		if err := p.looksAlike(viewer, a, b); err != nil {
			return fmt.Errorf("%s can tell the games apart after %d moves: %w", name(p.info, viewer), i, err)
		}
		if one[i].Seat != other[i].Seat {
			return fmt.Errorf("move %d is by %s in one game, and by %s in the other", i+1, name(p.info, one[i].Seat), name(p.info, other[i].Seat))
		}
		if a, err = a.Play(one[i].Seat, game.Move(one[i].Text)); err != nil {
			return fmt.Errorf("move %d of one game: %w", i+1, err)
		}
		if b, err = b.Play(other[i].Seat, game.Move(other[i].Text)); err != nil {
			return fmt.Errorf("move %d of the other game: %w", i+1, err)
		}
	}
	if err := p.looksAlike(viewer, a, b); err != nil {
		return fmt.Errorf("%s can tell the games apart after all moves: %w", name(p.info, viewer), err)
	}
	return nil
}
