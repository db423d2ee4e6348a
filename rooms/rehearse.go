package rooms

import (
	"context"

	"crossplay/game"
	"crossplay/rooms/room"
)

// Rehearsal is a turn as far as its seat has set it up. The room knows nothing of it.
type Rehearsal struct {
	View  game.View // after the moves, with the choices of the next one
	Whole bool      // the turn is complete: there is no next one
}

// Rehearse looks at what moves of a person would lead to which make a turn together,
// before they are played: see [Snapshot.Rehearses]. They answer the position of that
// ply. It returns what [Registry.Do] does for moves that cannot be played.
func (reg *Registry) Rehearse(ctx context.Context, by Person, code room.Code, ply int, moves []game.Move) (r Rehearsal, err error) {
	if err := reg.due(ctx, by); err != nil {
		return r, err
	}
	err = reg.with(ctx, by, code, func(l *live) error {
		if err := l.allow(by, room.Move); err != nil {
			return err
		}
		seat := l.room.SeatOf(by.ID)
		var err error
		l.call(func() {
			var pos game.State
			if pos, err = l.room.Rehearse(seat, ply, moves); err != nil {
				return
			}
			r = Rehearsal{View: pos.View(seat), Whole: !game.Rehearses(pos, seat)}
		})
		if err != nil {
			return err
		}
		r.View.Log, _ = latest(r.View.Log)
		if r.Whole {
			r.View.Choices = nil
		}
		return nil
	})
	return r, err
}

// latest are the last MaxLog lines of a log, and how many were before them.
func latest(log []game.Step) ([]game.Step, int) {
	from := max(0, len(log)-MaxLog)
	return log[from:], from
}
