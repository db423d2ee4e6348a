package ssh

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"golang.org/x/time/rate"

	"crossplay/ssh/session"
	"crossplay/ssh/term"
	"crossplay/wire"
)

// What a program may send, in bytes a second and at once: the same as by a
// websocket.
const (
	apiRate  = 8 << 10
	apiBurst = 64 << 10
)

// left is why a conversation ends that the client has ended.
var left = wire.Reason{Code: 1000}

// talk is a session that carries a conversation with a program: each message is a
// line.
type talk struct {
	ch  *channel
	out io.Writer
}

// api speaks the protocol until the program leaves.
func (s *Server) api(ch *channel, sess *session.Session) {
	in := &input{in: ch, conn: ch.conn, idle: time.AfterFunc(IdleTimeout, func() {})} // programs may wait
	defer in.idle.Stop()
	k := &talk{ch: ch, out: &slow{ch.timed(ch), ch.ctx, term.Paced(leastLine, s.owe(ch))}}
	peer := s.Wire.Meet(k, sess.Player, sess.From, wire.Greeting{SSHHost: s.Invite.SSHHost, SSHPort: s.Invite.SSHPort, URL: s.Invite.BaseURL})
	defer peer.Leave()
	stop := context.AfterFunc(ch.ctx, func() {
		var why *ended
		if errors.As(context.Cause(ch.ctx), &why) {
			peer.Farewell(why.notice)
		} else {
			peer.Close(left)
		}
	})
	defer stop()
	peer.Start()

	lines := bufio.NewScanner(&paced{in: in, ctx: ch.ctx, limit: rate.NewLimiter(apiRate, apiBurst)})
	lines.Buffer(make([]byte, 0, 512), wire.MaxMessage+len("\r\n"))
	for lines.Scan() {
		if !peer.Open(func() {}) {
			continue // nothing counts any more
		}
		if len(lines.Bytes()) > wire.MaxMessage {
			peer.Close(wire.TooBig)
			continue
		}
		peer.Hear(ch.ctx, lines.Bytes(), in.Came())
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		peer.Part(wire.TooBig)
	} else {
		peer.Part(left)
	}
}

// Send is [wire.Conn]'s. Who takes no output is cut off by the writer below.
func (k *talk) Send(messages [][]byte, _ time.Time) error {
	_, err := k.out.Write(append(bytes.Join(messages, []byte("\n")), '\n'))
	return err
}

// Ping is [wire.Conn]'s. The connection has its own signs of life.
func (k *talk) Ping(time.Time) error { return nil }

// Close is [wire.Conn]'s: a last line, and the exit status.
func (k *talk) Close(why wire.Reason, by time.Time) error {
	last, err := json.Marshal(struct {
		Type   string `json:"type"`
		Code   int    `json:"code"`
		Reason string `json:"reason,omitempty"`
	}{"closed", why.Code, why.Text})
	if err == nil {
		err = k.Send([][]byte{last}, by)
	}
	status := exitFailed
	if why == left || why == wire.Restarting {
		status = exitFine
	}
	k.ch.exit(status) // which ends the reader
	return err
}

// Cut is [wire.Conn]'s.
func (k *talk) Cut(error) { k.ch.exit(exitFailed) }
