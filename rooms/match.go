package rooms

import (
	"context"
	"errors"
	"slices"
)

// Quick seats the person in the oldest public room of the game where somebody
// waits, or else in a new one. Two who ask at once always meet. Whoever waits
// in a room of the game already is sent there.
func (reg *Registry) Quick(ctx context.Context, by Person, id, name string) (Code, error) {
	turnstile, ok := reg.quick[name]
	if !ok {
		return "", ErrNoGame
	}
	select {
	case turnstile <- struct{}{}:
		defer func() { <-turnstile }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	if code, ok := reg.matched(by.ID, id, name); ok {
		return code, nil
	}
	for _, code := range reg.fitting(by.ID, name) {
		err := reg.Do(ctx, by, code, Command{ID: id, Do: Sit})
		var no *Refusal
		switch {
		case err == nil:
			return code, nil
		case errors.Is(err, ErrFull), errors.Is(err, ErrGone), errors.Is(err, ErrNoRoom), errors.Is(err, ErrInternal):
			// Somebody was faster, or the room is broken: try the next one.
		case errors.As(err, &no), ctx.Err() != nil:
			return "", err
		}
	}
	return reg.Create(ctx, by, id, New{Game: name})
}

// matched finds the room to which this very command led before, or the one
// where the person waits.
func (reg *Registry) matched(by PersonID, id, name string) (Code, bool) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	var waits *card // the oldest of those
	for code, c := range reg.mine[by] {
		if c.Created.Game != name {
			continue
		}
		if id != "" && c.Chairs[c.SeatOf(by)].Cmd == id {
			return code, true
		}
		if c.phase() == Open && !c.Created.Private && (waits == nil || older(c, waits) < 0) {
			waits = c
		}
	}
	if waits == nil {
		return "", false
	}
	return waits.Created.Code, true
}

// fitting lists the open rooms that the person could be matched to, the oldest
// first.
func (reg *Registry) fitting(by PersonID, name string) []Code {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	var fits []*card
	for _, c := range reg.lobby.listed {
		if c.Created.Game == name && c.phase() == Open && c.listed() && !c.has(by) {
			fits = append(fits, c)
		}
	}
	slices.SortFunc(fits, older)
	codes := make([]Code, len(fits))
	for i, c := range fits {
		codes[i] = c.Created.Code
	}
	return codes
}

// reserve counts a new room against its creator's share and the server's, and
// returns its place. Until release, Close waits.
func (reg *Registry) reserve(by Person, code Code) (*share, error) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	switch {
	case reg.closing:
		return nil, ErrClosing
	case reg.count(by.ID, Open)+reg.creating[by.ID] >= MaxWaiting, reg.count(by.ID, Playing) >= MaxGames:
		return nil, ErrTooMany
	}
	if err := reg.admit(by, code); err != nil {
		return nil, err
	}
	place := &share{owner: reg.owner(by, code)}
	reg.memory.account(place, roomBytes, -1)
	reg.creating[by.ID]++
	reg.owners.Add(1)
	return place, nil
}

func (reg *Registry) release(by PersonID, place *share) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	reg.memory.forget(place) // the room itself counts now, if it was made
	if reg.creating[by]--; reg.creating[by] == 0 {
		delete(reg.creating, by)
	}
	reg.owners.Done()
}

func (reg *Registry) maySit(by PersonID) bool {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	return len(reg.mine[by]) < MaxGames // those that begin later, too
}

func (reg *Registry) count(by PersonID, in Phase) int {
	n := 0
	for _, c := range reg.mine[by] {
		if c.Phase == in {
			n++
		}
	}
	return n
}
