package ssh

import (
	"context"
	"io"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// input is what a person types; typing is what an idle session is not.
type input struct {
	in   io.Reader
	conn *conn
	idle *time.Timer

	more int // 1 when the last read may have left something; only whoever reads knows it

	mu              sync.Mutex
	behind, waiting int // 1 or 0, as the connection counts them
	closed          bool
}

func (i *input) Read(p []byte) (int, error) {
	i.note(i.more, i.more)
	n, err := i.in.Read(p)
	if n > 0 {
		i.idle.Reset(IdleTimeout)
	}
	if i.more = 0; n == len(p) {
		i.more = 1
	}
	i.note(i.more, 0)
	return n, err
}

// note tells the connection what has changed.
func (i *input) note(behind, waiting int) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.closed {
		return
	}
	i.conn.took(behind-i.behind, waiting-i.waiting)
	i.behind, i.waiting = behind, waiting
}

// close is the end of the session: it takes nothing any more.
func (i *input) close() {
	i.idle.Stop()
	i.note(0, 0)
	i.mu.Lock()
	defer i.mu.Unlock()
	i.closed = true
}

// paced reads no faster than its limit.
type paced struct {
	in    io.Reader
	ctx   context.Context
	limit *rate.Limiter
	drew  func(took time.Duration) time.Duration // see [term.Config]
	taken time.Time                              // when what was read last was handed on
}

func (s *paced) Read(p []byte) (int, error) {
	if !s.taken.IsZero() { // since then, the lines in it were dealt with
		select {
		case <-time.After(s.drew(time.Since(s.taken))):
		case <-s.ctx.Done():
			return 0, io.EOF
		}
	}
	defer func() { s.taken = time.Now() }()
	n, err := s.in.Read(p[:min(len(p), 512)])
	if n > 0 && s.limit.WaitN(s.ctx, n) != nil {
		return 0, io.EOF
	}
	return n, err
}

// came counts bytes that were read.
func (c *conn) came(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unread += n
}

// wait returns when there is no longer too much that sessions have to take
// first. It reports whether the connection is still open.
func (c *conn) wait() bool {
	for c.ahead() {
		select {
		case <-c.taken:
		case <-time.After(lookAgain):
			c.took(0, 0)
		case <-c.ctx.Done():
			return false
		}
	}
	return true
}

// ahead reports whether so much was read that sessions have to take some first.
func (c *conn) ahead() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.behind > 0 && c.unread > MaxUnread
}

// took counts the sessions that are behind with their input, and those of them
// that wait; when the one is the other, all input was taken.
func (c *conn) took(behind, waiting int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.behind += behind
	c.waiting += waiting
	if waiting > 0 || c.behind > c.waiting { // who has just begun to wait may find something yet
		return
	}
	c.unread = 0
	select {
	case c.taken <- struct{}{}:
	default:
	}
}
