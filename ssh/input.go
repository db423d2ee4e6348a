package ssh

import (
	"context"
	"io"
	"time"

	"golang.org/x/time/rate"
)

// input is what a person types; typing is what an idle session is not.
type input struct {
	in   io.Reader
	idle *time.Timer
}

func (i *input) Read(p []byte) (int, error) {
	n, err := i.in.Read(p)
	if n > 0 {
		i.idle.Reset(IdleTimeout)
	}
	return n, err
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
