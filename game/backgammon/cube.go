package backgammon

import (
	"fmt"
	"slices"

	"crossplay/game"
)

// maxStake is the highest face of a doubling cube: at that, nobody may double.
const maxStake = 64

// mayDouble reports whether the mover may offer to double before the roll.
func (p *position) mayDouble() bool {
	return p.cube > 0 && p.cube < maxStake && p.owner != p.other()
}

// answer is a decision about the cube.
func (p *position) answer(m game.Move) (game.State, error) {
	if !slices.Contains(p.Moves(p.actor()), m) {
		if p.phase == asking {
			return nil, fmt.Errorf("%w: first roll or double", game.ErrIllegal)
		}
		return nil, fmt.Errorf("%w: first take the double or drop", game.ErrIllegal)
	}
	switch m {
	case roll:
		next := *p // the roll that follows is noted instead
		next.phase = rolling
		return &next, nil
	case double:
		next := p.noted(p.mover, fmt.Sprintf("double to %d", 2*p.cube))
		next.phase = offered
		return next, nil
	case take:
		next := p.noted(p.other(), string(m))
		next.cube *= 2
		next.owner = p.other()
		next.phase = rolling
		return next, nil
	default:
		next := p.noted(p.other(), string(m))
		next.dropped = true
		next.phase = over
		return next, nil
	}
}
