package ssh

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	charmssh "charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"crossplay/ssh/term"
	"crossplay/text"
)

// errHungUp is the cause when the client has closed the session.
var errHungUp = errors.New("the client hung up")

// channel is one session as its client asks for it. Its requests are always
// read, whatever the session does: one that is not would hold up the connection.
type channel struct {
	gossh.Channel
	conn *conn
	user string
	key  string // the fingerprint of who authenticated with one

	pty     bool
	term    string
	size    term.Size
	sizes   chan term.Size // one slot, the newest
	env     []string
	envSize int
	command string
	kind    string // how it was started: "shell", "exec" or "subsystem"

	ctx    context.Context
	cancel context.CancelCauseFunc
}

// sessionChannel serves a channel of the type "session" until its client closes it.
func (s *Server) sessionChannel(_ *charmssh.Server, peer *gossh.ServerConn, offered gossh.NewChannel, ctx charmssh.Context) {
	c := connOf(ctx)
	if !c.open(peer) {
		s.events.Event("ssh session refused", c.addr, "reason", "too many on one connection")
		c.refuse(offered, gossh.ResourceShortage, "too many sessions on this connection")
		return
	}
	defer c.shut()
	raw, requests, err := offered.Accept()
	if err != nil {
		return
	}
	ch := &channel{
		Channel: raw, conn: c,
		user:  text.Clean(peer.User(), maxUser),
		key:   fingerprint(ctx),
		sizes: make(chan term.Size, 1),
	}
	ch.ctx, ch.cancel = context.WithCancelCause(s.ctx)
	go discard(raw.Stderr())
	ch.serve(requests, func() { s.runSession(ch) })
}

// discard reads what the client sends as stderr data until the channel is closed.
// No client has a use for it, but the library keeps it, up to 2 MB, until somebody
// does. The buffer is small: every session has one, and hardly any needs it.
func discard(stderr io.Reader) {
	b := make([]byte, 64)
	for {
		if _, err := stderr.Read(b); err != nil {
			return
		}
	}
}

// serve answers the client's requests and runs the session once it is started.
func (ch *channel) serve(requests <-chan *gossh.Request, run func()) {
	late := time.AfterFunc(StartTimeout, func() { ch.conn.cut("did not start its session") })
	defer late.Stop()
	var linger *time.Timer
	var running sync.WaitGroup
	started := false
	for req := range requests {
		ok := ch.request(req)
		if req.WantReply {
			_ = req.Reply(ok, nil)
		}
		if started || ch.kind == "" {
			continue
		}
		started = true
		late.Stop()
		running.Go(func() {
			run()
			// It is the client's turn to close now, and it may not take long.
			linger = time.AfterFunc(LingerTimeout, func() { ch.conn.cut("did not close its session") })
		})
	}
	ch.cancel(errHungUp)
	running.Wait()
	if linger != nil {
		linger.Stop()
	}
	_ = ch.Close()
}

// request does what one request asks, and reports whether it could.
func (ch *channel) request(req *gossh.Request) bool {
	switch req.Type {
	case "pty-req":
		return ch.openPTY(req.Payload)
	case "window-change":
		return ch.resize(req.Payload)
	case "env":
		return ch.setenv(req.Payload)
	case "shell", "exec", "subsystem":
		return ch.begin(req)
	case "signal":
		return ch.signal(req.Payload)
	}
	return false // agents, X11, and what else there may be
}

func (ch *channel) openPTY(payload []byte) bool {
	var m struct {
		Term           string
		W, H, PxW, PxH uint32
		Modes          string
	}
	if ch.kind != "" || ch.pty || gossh.Unmarshal(payload, &m) != nil {
		return false
	}
	ch.pty, ch.term, ch.size = true, text.Clean(m.Term, maxWord), clamp(m.W, m.H)
	return true
}

func (ch *channel) resize(payload []byte) bool {
	var m struct{ W, H, PxW, PxH uint32 }
	if !ch.pty || gossh.Unmarshal(payload, &m) != nil {
		return false
	}
	select {
	case <-ch.sizes: // nobody has taken it, and it is old now
	default:
	}
	ch.sizes <- clamp(m.W, m.H)
	return true
}

// clamp makes a size of what a client says. Zero is how it says that it does
// not know.
func clamp(w, h uint32) term.Size {
	if w == 0 {
		w = defaultWidth
	}
	if h == 0 {
		h = defaultHeight
	}
	return term.Size{W: int(min(w, term.MaxWidth)), H: int(min(h, term.MaxHeight))}
}

func (ch *channel) setenv(payload []byte) bool {
	var m struct{ Key, Value string }
	if ch.kind != "" || gossh.Unmarshal(payload, &m) != nil || m.Key == "" {
		return false
	}
	size := len(m.Key) + len(m.Value)
	if len(ch.env) == MaxEnv || ch.envSize+size > MaxEnvBytes {
		ch.conn.server.events.Event("ssh environment cut off", ch.conn.addr, "variables", len(ch.env), "bytes", ch.envSize)
		return false
	}
	ch.env = append(ch.env, m.Key+"="+m.Value)
	ch.envSize += size
	return true
}

func (ch *channel) begin(req *gossh.Request) bool {
	if ch.kind != "" {
		return false
	}
	var m struct{ Command string }
	if req.Type != "shell" && gossh.Unmarshal(req.Payload, &m) != nil {
		return false
	}
	ch.kind, ch.command = req.Type, m.Command
	return true
}

func (ch *channel) signal(payload []byte) bool {
	var m struct{ Name string }
	if gossh.Unmarshal(payload, &m) != nil {
		return false
	}
	switch m.Name {
	case "INT", "TERM", "HUP", "QUIT", "KILL":
		ch.cancel(errHungUp)
	}
	return true
}

// exit tells the client the exit status and closes the session.
func (ch *channel) exit(status int) {
	_, _ = ch.SendRequest("exit-status", false, gossh.Marshal(struct{ Status uint32 }{uint32(status)}))
	_ = ch.Close()
}
