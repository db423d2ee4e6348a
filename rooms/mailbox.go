package rooms

import "sync"

// mailbox holds the newest value for one reader. Putting replaces what was not
// taken yet and never waits.
type mailbox[T any] struct {
	wake func()

	mu      sync.Mutex
	pending *T
	err     error // why nothing more will come
	told    bool  // wake was called since the last take
	closed  bool  // the reader has gone
}

func (m *mailbox[T]) put(v *T) { m.set(v, nil) }

// end is the last thing put.
func (m *mailbox[T]) end(err error) { m.set(nil, err) }

func (m *mailbox[T]) set(v *T, err error) {
	m.mu.Lock()
	if m.closed || m.err != nil {
		m.mu.Unlock()
		return
	}
	if err != nil {
		m.err = err
	} else {
		m.pending = v
	}
	tell := !m.told
	m.told = true
	m.mu.Unlock()
	if tell {
		m.wake()
	}
}

// take returns what is pending, and why nothing more will come.
func (m *mailbox[T]) take() (*T, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v := m.pending
	m.pending = nil
	m.told = false
	return v, m.err
}

// close reports whether the reader was still there.
func (m *mailbox[T]) close() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	first := !m.closed
	m.closed = true
	m.pending = nil
	return first
}
