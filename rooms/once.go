package rooms

import (
	"context"
	"crypto/rand"
	"errors"

	"crossplay/rooms/room"
)

// This file has a room made once, however often the command comes that makes it.

// asked is a command that makes a room.
type asked struct {
	by room.PersonID
	id string
}

// once makes the room when it is the person's turn to, or finds the one to which this
// very command led before: that takes no turn, no place and no share of anything. Of
// those that come at once, each waits for the one before.
func (reg *Registry) once(ctx context.Context, by Person, id string, plan room.Created, build func() (room.Code, error)) (room.Code, error) {
	if id != "" {
		command := asked{by.ID, id}
		if err := reg.ask(ctx, command); err != nil {
			return "", err
		}
		defer reg.answered(command)
		again, err := reg.repeated(ctx, by, command, plan.Private)
		if again != "" || err != nil {
			return again, err
		}
	}
	if err := reg.making.wait(ctx, by); err != nil {
		return "", err
	}
	return build()
}

// repeated is madeBy, when it is the person's turn to have the journal read. They wait for that
// before they have a thread: see pace.Work.
func (reg *Registry) repeated(ctx context.Context, by Person, command asked, private bool) (again room.Code, err error) {
	if err := reg.repeats.Wait(ctx, by.From); err != nil {
		return "", err
	}
	defer reg.repeats.Done(by.From)
	reg.work.Do(by.From, func() { again, err = reg.madeBy(ctx, command, private) })
	return again, err
}

// ask waits until the same command is not under way any more.
func (reg *Registry) ask(ctx context.Context, command asked) error {
	for {
		reg.mu.Lock()
		other := reg.asking[command]
		if other == nil {
			reg.asking[command] = make(chan struct{})
			reg.mu.Unlock()
			return nil
		}
		reg.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (reg *Registry) answered(command asked) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	close(reg.asking[command])
	delete(reg.asking, command)
}

// madeBy is the room that a command made before; "" is none.
func (reg *Registry) madeBy(ctx context.Context, command asked, private bool) (room.Code, error) {
	for attempt := range uint64(maxCodes) {
		code := reg.code(command.by, private, nonceOf(command.id), attempt)
		again, err := reg.leads(ctx, command, code)
		switch {
		case errors.Is(err, room.ErrNoRoom):
			return "", nil
		case err != nil:
			return "", err
		case again:
			return code, nil
		}
	}
	return "", nil
}

// leads reports whether a room was made by a command.
func (reg *Registry) leads(ctx context.Context, command asked, code room.Code) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, saveTimeout)
	defer cancel()
	for e, err := range reg.journal.Read(ctx, stream(code), 0) {
		switch {
		case ctx.Err() != nil:
			return false, ctx.Err()
		case err != nil:
			return false, reg.notSaved("a room could not be read", "room", code, "error", err)
		}
		rec, err := room.Decode(e.Record)
		return err == nil && command.id != "" && rec.By == command.by && rec.Cmd == command.id, nil
	}
	return false, room.ErrNoRoom
}

// maxCodes is how many codes are tried for a room, of two hundred million.
const maxCodes = 100

// nonceOf is what tells the rooms of a person apart: the id of the command, or something
// that no other has.
func nonceOf(id string) string {
	if id == "" {
		return rand.Text()
	}
	return "id " + id
}
