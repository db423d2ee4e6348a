package rooms

import (
	"context"
	"errors"

	"crossplay/rooms/room"
)

// Quick seats the person in the oldest public room of the game where somebody
// waits, or else in a new one. Two who ask at once always meet. Whoever waits
// in a room of the game already is sent there. Only those meet who want the same
// time control, as [room.ParseControls] reads it; "" is none.
func (reg *Registry) Quick(ctx context.Context, by Person, id, name, clock string) (room.Code, error) {
	if err := reg.due(ctx, by); err != nil {
		return "", err
	}
	plan, err := reg.plan(id, New{Game: name, Clock: clock})
	if err != nil {
		return "", err
	}
	code, err := reg.meet(ctx, by, id, plan, nil)
	if code != "" || err != nil {
		return code, err
	}
	// Whoever waits for their turn to make a room must not hold up those who find one.
	return reg.once(ctx, by, id, plan, func() (room.Code, error) { return reg.meet(ctx, by, id, plan, reg.build) })
}

// meet seats the person where somebody waits for a room like the planned one, or
// else in one that build makes, if it is given. Two who ask at once come one after
// the other.
func (reg *Registry) meet(
	ctx context.Context, by Person, id string, plan room.Created, build func(context.Context, Person, string, room.Created) (room.Code, error),
) (room.Code, error) {
	turns := reg.quick[plan.Game]
	if err := turns.Wait(ctx, by.From); err != nil {
		return "", err
	}
	defer turns.Done(by.From)
	if code, ok := reg.matched(by.ID, id, plan.Game, plan.Clock); ok {
		return code, nil
	}
	for _, code := range reg.fitting(by.ID, plan.Game, plan.Clock) {
		err := reg.Do(ctx, by, code, room.Command{ID: id, Do: room.Sit})
		var no *room.Refusal
		switch {
		case err == nil:
			return code, nil
		case errors.Is(err, room.ErrFull), errors.Is(err, room.ErrGone), errors.Is(err, room.ErrNoRoom), errors.Is(err, room.ErrInternal):
			// Somebody was faster, or the room is broken: try the next one.
		case errors.As(err, &no), ctx.Err() != nil:
			return "", err
		}
	}
	if build == nil {
		return "", nil
	}
	return build(ctx, by, id, plan)
}

// matched finds the room to which this very command led before, or the one
// where the person waits.
func (reg *Registry) matched(by room.PersonID, id, name, clock string) (room.Code, bool) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	var waits *card // the oldest of those
	for _, c := range reg.of(by) {
		if c.Created.Game != name {
			continue
		}
		if seat := c.SeatOf(by); id != "" && seat >= 0 && c.Chairs[seat].Cmd == id {
			return c.Created.Code, true
		}
		if c.phase() == room.Open && !c.Created.Private && c.Created.Clock == clock && (waits == nil || older(c, waits) < 0) {
			waits = c
		}
	}
	if waits == nil {
		return "", false
	}
	return waits.Created.Code, true
}

// fitting lists the open rooms that the person could be matched to, the oldest
// of each network first.
func (reg *Registry) fitting(by room.PersonID, name, clock string) []room.Code {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	var fits []*card
	for _, c := range reg.lobby.listed {
		if c.Created.Game == name && c.Created.Clock == clock && c.phase() == room.Open && c.listed() && !c.has(by) {
			fits = append(fits, c)
		}
	}
	inTurns(fits, older)
	codes := make([]room.Code, len(fits))
	for i, c := range fits {
		codes[i] = c.Created.Code
	}
	return codes
}

// errWaits is the answer to who waits in as many rooms as they may.
var errWaits = errors.New("they wait in too many rooms")

// reserve counts a new room against its creator's share and the server's, and
// returns its place. Until release, Close waits.
func (reg *Registry) reserve(by Person, code room.Code) (*share, error) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	switch {
	case reg.closing:
		return nil, room.ErrClosing
	case reg.count(by.ID, room.Playing) >= MaxGames:
		return nil, room.ErrTooMany
	}
	owner, err := reg.admit(by, code)
	if err != nil {
		return nil, err
	}
	if reg.count(by.ID, room.Open)+reg.creating[by.ID] >= MaxWaiting {
		return nil, errWaits // the last, for they may give one up for it
	}
	place := &share{owner: owner}
	reg.memory.account(place, roomBytes, -1)
	reg.creating[by.ID]++
	reg.owners.Add(1)
	return place, nil
}

func (reg *Registry) release(by room.PersonID, place *share) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	reg.memory.forget(place) // the room itself counts now, if it was made
	if reg.creating[by]--; reg.creating[by] == 0 {
		delete(reg.creating, by)
	}
	reg.owners.Done()
}

func (reg *Registry) maySit(by room.PersonID) bool {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	return reg.count(by, room.Open)+reg.count(by, room.Playing) < MaxGames // those that begin later, too
}

func (reg *Registry) count(by room.PersonID, in room.Phase) int {
	n := 0
	for _, c := range reg.of(by) {
		if c.Phase == in {
			n++
		}
	}
	return n
}
