package rooms

import (
	"context"
	"fmt"

	"crossplay/journal"
	"crossplay/rooms/room"
)

// checkpointEvery is how many records a room has before their outcome is kept, so
// that they need not be read again: some 10 ms worth, and more than all but few
// rooms ever have.
const checkpointEvery = 500

// checkpointName is where a room's checkpoint is; the number changes when what is
// kept does.
func checkpointName(code room.Code) string { return "room/2/" + string(code) }

// checkpoint keeps what was read, if it was much. It does not hold up whoever
// waits for the room, and may fail: then everything is read once more.
func (reg *Registry) checkpoint(code room.Code, p *replay) {
	to, ok := reg.journal.(journal.Checkpoints)
	if !ok || p.since < checkpointEvery {
		return
	}
	data, err := room.Save(p.room, p.games)
	if err != nil {
		reg.log.Error("a checkpoint could not be written", "room", code, "error", err)
		return
	}
	at := p.tail
	p.since = 0
	reg.owners.Go(func() {
		ctx, cancel := context.WithTimeout(context.Background(), saveTimeout)
		defer cancel()
		if err := to.SaveCheckpoint(ctx, checkpointName(code), at, data); err != nil {
			_ = reg.notSaved("a checkpoint was not saved", "room", code, "error", err)
		}
	})
}

// kept is the room's checkpoint, or nil.
func (reg *Registry) kept(ctx context.Context, code room.Code) (*room.Checkpoint, journal.Pos) {
	from, ok := reg.journal.(journal.Checkpoints)
	if !ok {
		return nil, 0
	}
	pos, data, err := from.LoadCheckpoint(ctx, checkpointName(code))
	if err != nil || len(data) == 0 {
		return nil, 0
	}
	c, err := room.Load(data)
	if err != nil {
		reg.notUnderstood(code, err)
		return nil, 0
	}
	return c, pos
}

func (reg *Registry) notUnderstood(code room.Code, err error) {
	reg.log.Warn("a checkpoint was not understood; the room is read from its beginning", "room", code, "error", err)
}

// resume is the room at its checkpoint, or nothing yet.
func (reg *Registry) resume(ctx context.Context, owner *live) (*replay, error) {
	c, pos := reg.kept(ctx, owner.code)
	if c == nil {
		return new(replay), nil
	}
	var err error
	if owner.rulebook, err = reg.rulebookFor(c.Created()); err != nil {
		return nil, err
	}
	p := &replay{tail: pos, games: c.Games()}
	owner.call(func() { p.room, err = c.Room(owner.rulebook, reg.verbs...) })
	if err != nil {
		reg.notUnderstood(owner.code, fmt.Errorf("lay out the board: %w", err))
		return new(replay), nil
	}
	return p, nil
}
