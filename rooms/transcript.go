package rooms

import (
	"context"
	"crossplay/rooms/room"
	"errors"
)

// Transcript is the last game of the room that is over. While the first is on it
// is refused with [ErrNotOver]: it would show what is hidden.
//
// So that it does not tell which private rooms there are, one whose first game is
// on is none to anybody who has no seat there.
//
// It reads the whole room. Few are read at a time; the others wait for their turn, or
// for ctx. A room that takes too long to read must not keep the others waiting.
func (reg *Registry) Transcript(ctx context.Context, by Person, code room.Code) (*room.Transcript, error) {
	if reg.barred(by, code) {
		return nil, room.ErrGuesses
	}
	if reg.hides(by, code) {
		code = "" // a room that is not, so that not even the time tells them apart
	}
	if err := reg.due(ctx, by); err != nil {
		return nil, err
	}
	if err := reg.reading.Wait(ctx, by.From); err != nil {
		return nil, err
	}
	defer reg.reading.Done(by.From)
	ctx, cancel := context.WithTimeout(ctx, saveTimeout)
	defer cancel()
	var (
		s     room.Sitting
		games room.Games
		err   error
	)
	reg.work.Do(by.From, func() { s, games, err = reg.glance(ctx, code) })
	switch {
	case errors.Is(err, room.ErrNoRoom), err == nil && games.Last == nil && s.Created.Private && s.SeatOf(by.ID) < 0:
		reg.guesses.Wrong(by.From)
		return nil, room.ErrNoRoom
	case err != nil:
		return nil, err
	case games.Last == nil:
		return nil, room.ErrNotOver
	}
	return games.Last, nil
}

// hides reports whether the room is none to the person: a private one, of which
// no game is over.
func (reg *Registry) hides(by Person, code room.Code) bool {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	c := reg.card(code)
	return c != nil && c.Created.Private && c.Round <= 1 && c.Phase != room.Over && !c.has(by.ID)
}
