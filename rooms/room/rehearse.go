package room

import (
	"crossplay/game"
)

// MaxRehearsed is how many moves of a turn are set up at most: the longest, a double
// of backgammon, has four.
const MaxRehearsed = 16

// Rehearse is the position that moves of a seat would lead to, of those that make a
// turn together: see [game.Rehearser]. They answer the position of that ply. Nothing
// is changed.
func (r *Room) Rehearse(seat game.Seat, ply int, moves []game.Move) (game.State, error) {
	switch {
	case seat < 0:
		return nil, ErrNotSeated
	case ply != r.Ply:
		return nil, ErrStale
	case len(moves) > MaxRehearsed:
		return nil, ErrIllegal
	}
	if err := r.playing(seat); err != nil {
		return nil, err
	}
	pos := r.Position
	for _, m := range moves {
		if !game.Rehearses(pos, seat) {
			return nil, ErrTurn
		}
		next, err := pos.Play(seat, m)
		if err != nil {
			return nil, ErrIllegal.Because("rules").With("why", Sentence(err.Error()))
		}
		pos = next
	}
	return pos, nil
}
