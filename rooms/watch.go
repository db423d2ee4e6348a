package rooms

// Watch is a mailbox with the newest snapshot of a room.
type Watch struct {
	box  mailbox[Snapshot]
	by   Person
	room *live
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
