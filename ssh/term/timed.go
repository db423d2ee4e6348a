package term

import (
	"io"
	"sync"
	"time"
)

// WriteTimeout is how long a terminal may refuse to take a piece of output. A
// person behind a bad line takes some every few seconds; one that takes none
// for so long is gone or hostile.
const WriteTimeout = 10 * time.Second

// writePiece is how much must be taken within WriteTimeout: little enough for
// the slowest line, so that a large picture on it is not a stall.
const writePiece = 4 << 10

// Timed is out with a deadline: when a piece is not taken within WriteTimeout,
// cut is called, which must make the blocked Write return. It is safe for
// concurrent use, and costs nothing while nothing is written.
func Timed(out io.Writer, cut func()) io.Writer { return &timed{out: out, cut: cut} }

type timed struct {
	mu  sync.Mutex
	out io.Writer
	cut func()

	alarm *time.Timer
}

func (t *timed) Write(p []byte) (n int, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for err == nil && len(p) > 0 {
		var m int
		if t.alarm == nil {
			t.alarm = time.AfterFunc(WriteTimeout, t.cut)
		} else {
			t.alarm.Reset(WriteTimeout)
		}
		m, err = t.out.Write(p[:min(len(p), writePiece)])
		t.alarm.Stop()
		n, p = n+m, p[m:]
	}
	return n, err
}
