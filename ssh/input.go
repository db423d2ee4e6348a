package ssh

import (
	"bytes"
	"context"
	"io"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// input is what a person types; typing is what an idle session is not.
type input struct {
	in   io.Reader
	conn *conn
	idle *time.Timer
	came atomic.Int64 // when what was read last came, at the latest: see conn.heard
}

func (i *input) Read(p []byte) (int, error) {
	n, err := i.in.Read(p)
	if n > 0 {
		i.came.Store(i.conn.heard.Load())
		i.idle.Reset(IdleTimeout)
	}
	return n, err
}

// Came is when what was read last came from the network, at the latest: what has
// come since may be something else.
func (i *input) Came() time.Time { return i.conn.since.Add(time.Duration(i.came.Load())) }

// paced reads no faster than its limit.
type paced struct {
	in    io.Reader
	ctx   context.Context
	limit *rate.Limiter
	spend func(took time.Duration) time.Duration // counts what was done for a line; nil: others do
	taken time.Time                              // when what was read last was handed on
	lines int                                    // that were in it, at most
}

func (s *paced) Read(p []byte) (int, error) {
	if s.spend != nil && s.lines > 0 { // since then, the lines in it were dealt with
		took := min(time.Since(s.taken), time.Duration(s.lines)*lineWork)
		select {
		case <-time.After(s.spend(took)):
		case <-s.ctx.Done():
			return 0, io.EOF
		}
	}
	defer func() { s.taken = time.Now() }()
	n, err := s.in.Read(p[:min(len(p), 512)])
	s.lines = bytes.Count(p[:n], []byte("\n")) + 1
	if n > 0 && s.limit.WaitN(s.ctx, n) != nil {
		return 0, io.EOF
	}
	return n, err
}
