package rooms

import (
	"context"

	"crossplay/game"
	"crossplay/rooms/room"
)

// Watch is a mailbox with the newest snapshot of a room.
type Watch struct {
	box     mailbox[Snapshot]
	by      Person
	room    *live
	passing bool // it glances: see Registry.Glance
}

// counts reports whether the watch makes somebody present, and keeps the room in
// memory. Bots are always there.
func (w *Watch) counts() bool { return !w.passing && w.by.Bot == "" }

// seat is whose side the watch sees the room from. The room's owner calls it.
func (w *Watch) seat() game.Seat {
	if w.passing {
		return game.Spectator
	}
	return w.room.room.SeatOf(w.by.ID)
}

// Glance looks in passing at a public game that is being played: as somebody who
// watches, who counts nowhere and keeps nothing in memory. It fails with ErrNoRoom for
// every other room. Wake is as for [Registry.Watch]; the watch also ends with ErrGone
// when the room leaves the memory.
func (reg *Registry) Glance(ctx context.Context, by Person, code room.Code, wake func()) (*Watch, error) {
	if !reg.onShow(code) {
		return nil, room.ErrNoRoom
	}
	w := &Watch{by: by, passing: true}
	w.box.wake = wake
	if err := reg.enter(ctx, w, code); err != nil {
		return nil, err
	}
	return w, nil
}

// onShow reports whether the room is among those in the list that can be watched.
func (reg *Registry) onShow(code room.Code) bool {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	c := reg.lobby.listed[code]
	return c != nil && c.listed() && c.phase() == room.Playing && reg.live[code] != nil
}

// enter has the watch see the room.
func (reg *Registry) enter(ctx context.Context, w *Watch, code room.Code) error {
	if err := reg.due(ctx, w.by); err != nil {
		return err
	}
	// Whoever hangs up while the room is busy must not stay in it for ever, so
	// this waits for the room's answer: a few seconds on a stalled disk.
	return reg.with(context.WithoutCancel(ctx), w.by, code, func(l *live) error {
		if err := l.admits(w.by); err != nil {
			return err
		}
		w.room = l
		l.join(w)
		return nil
	})
}

// Take returns the newest snapshot, or nil when it was taken already; and, once
// the room has ended, why: ErrGone, ErrClosing or ErrInternal; a bot's watch also
// ends when the room leaves the memory. No more wakes follow an error.
func (w *Watch) Take() (*Snapshot, error) { return w.box.take() }

// Close stops looking. It is safe to call more than once.
func (w *Watch) Close() {
	if !w.box.close() {
		return
	}
	l := w.room
	select {
	case l.inbox <- task{do: func() { l.part(w) }, fail: func(error) {}}:
	case <-l.done:
	}
}
