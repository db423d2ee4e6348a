package rooms

import (
	"context"
	"slices"

	"crossplay/game"
	"crossplay/rooms/room"
)

// This file is about what people set up for later, which is nobody else's business.

// Premoves are the moves that a person may set up by [room.Premove], while the other
// thinks: those that they could play after some move of the other. They answer the position of that
// ply. It returns what [Registry.Do] does where none may be set up.
func (reg *Registry) Premoves(ctx context.Context, by Person, code room.Code, ply int) (all []game.Choice, err error) {
	if err := reg.due(ctx, by); err != nil {
		return nil, err
	}
	err = reg.with(ctx, by, code, func(l *live) error {
		if err := l.allow(by, room.Premove); err != nil {
			return err
		}
		var err error
		l.call(func() { all, err = l.room.Premoves(l.room.SeatOf(by.ID), ply) })
		return err
	})
	return all, err
}

// publishSecret shows a seat what it has set up for later. To all others nothing is new, not
// even the number of the version.
func (l *live) publishSecret(seat game.Seat) {
	if l.secrets == nil {
		l.secrets = make([]uint64, len(l.room.Chairs))
	}
	l.secrets[seat]++
	delete(l.shown, seat)
	for w := range l.watches {
		if w.seat() == seat {
			w.box.put(l.snapshot(seat, nil))
		}
	}
	l.weigh()
}

// versionOf is the version as a seat counts it, which grows while its player has the seat.
func (l *live) versionOf(seat game.Seat) uint64 {
	if seat >= 0 && int(seat) < len(l.secrets) {
		return l.version + l.secrets[seat]
	}
	return l.version
}

// leap is how far versions go on when seats may have others: farther than anybody sets up
// what they will play in a game, so that it does not tell how often that was, and little
// enough for short messages.
const leap = 1000

// reseat counts on from more than the greatest version that anybody has: seats have others
// now.
func (l *live) reseat() {
	var most uint64
	if len(l.secrets) > 0 {
		most = slices.Max(l.secrets)
		clear(l.secrets)
	}
	l.version += leap * (1 + most/leap)
}
