package gametest

import (
	"fmt"

	"crossplay/game"
)

// maxTyped is how many of a position's moves are tried to be typed: to read one is
// to compare it with all others in many ways.
const maxTyped = 10

// logIsRead plays moves of a position, and types what the log then says of them:
// people read a move there, and type it like that the next time.
func logIsRead(p *position) error {
	for _, seat := range p.state.Turn() {
		if seat == game.Chance {
			continue
		}
		before := p.state.View(seat)
		for _, i := range p.rng.Perm(len(before.Choices))[:min(len(before.Choices), maxTyped)] {
			m := before.Choices[i].Move
			next, err := p.state.Play(seat, m)
			if err != nil {
				return fmt.Errorf("%s may choose %q, which is refused: %w", name(p.info, seat), m, err)
			}
			log := next.View(seat).Log
			for _, s := range log[min(len(before.Log), len(log)):] {
				if s.Seat != seat {
					continue
				}
				if c, _ := game.Match(before.Choices, s.Text); c.Move != m {
					return fmt.Errorf("the log says %q of %s %q: who types it gets %q", s.Text, name(p.info, seat), m, c.Move)
				}
			}
		}
	}
	return nil
}
