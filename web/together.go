package web

import "sync"

// together lets what is written to a connection leave in one go: each system call
// costs more than encoding a move. The zero value holds nothing back.
type together struct {
	mu   sync.Mutex
	held *[]byte // nil: nothing is held back
}

// buffers are lent to those who write, with what is in them thrown away.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// maxBuffer is the size of a buffer that is kept, in bytes: an answer and a board.
const maxBuffer = 32 << 10

// hold keeps back what is written from now on.
func (t *together) hold() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.held = buffers.Get().(*[]byte)
}

// keep reports whether it has kept the bytes back.
func (t *together) keep(p []byte) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held != nil {
		*t.held = append(*t.held, p...)
	}
	return t.held != nil
}

// release writes what was kept back. Nobody comes between.
func (t *together) release(write func([]byte) (int, error)) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held == nil {
		return nil
	}
	b := t.held
	t.held = nil
	_, err := write(*b)
	if cap(*b) <= maxBuffer {
		*b = (*b)[:0]
		buffers.Put(b)
	}
	return err
}
