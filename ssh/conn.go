package ssh

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"time"

	charmssh "charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
	"golang.org/x/time/rate"

	"crossplay/players"
)

// conn guards one connection. All that it waits for is bounded by one clock,
// which runs whenever no session is open, and by keepalives while one is.
type conn struct {
	net.Conn
	server *Server
	addr   netip.Addr
	leave  func() // gives the place in the quota back
	limit  *rate.Limiter
	ctx    context.Context // ends when the connection is closed
	cancel context.CancelFunc

	mu       sync.Mutex
	peer     *gossh.ServerConn // once there is a session
	clock    *time.Timer       // closes the connection
	beat     *time.Timer
	writes   int
	sessions int
	refused  int
	offers   int
	closed   bool

	guestMu sync.Mutex
	guest   players.Player // who a client without a key is on this connection
}

type connKey struct{}

// connOf is the connection that a context of the library belongs to.
func connOf(ctx charmssh.Context) *conn { return ctx.Value(connKey{}).(*conn) }

// newConn takes over an accepted connection, for which leave gives back its
// place in the quota.
func newConn(s *Server, raw net.Conn, addr netip.Addr, leave func()) *conn {
	c := &conn{Conn: raw, server: s, addr: addr, leave: leave, limit: rate.NewLimiter(ConnRate, ConnBurst)}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clock = time.AfterFunc(HelloTimeout, func() { c.cut("took too long") })
	return c
}

// Read holds back who sends too much.
func (c *conn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b[:min(len(b), ConnBurst)])
	if n > 0 && c.limit.WaitN(c.ctx, n) != nil {
		return 0, net.ErrClosed
	}
	return n, err
}

// kexReply is the number of the write that answers the client's key exchange:
// our version and our algorithms go first. Whoever gets so far speaks SSH.
const kexReply = 3

func (c *conn) Write(b []byte) (int, error) {
	c.mu.Lock()
	if c.writes++; c.writes == kexReply && c.peer == nil && !c.closed {
		c.clock.Reset(LoginTimeout)
	}
	c.mu.Unlock()
	return c.Conn.Write(b)
}

// Close closes the connection and gives everything back. It may be called again.
func (c *conn) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil
	}
	c.closed = true
	c.clock.Stop()
	if c.beat != nil {
		c.beat.Stop()
	}
	c.cancel()
	err := c.Conn.Close()
	c.leave()
	c.server.forget(c)
	return err
}

// cut closes the connection and says why in the log.
func (c *conn) cut(why string) {
	c.mu.Lock()
	closed := c.closed
	c.mu.Unlock()
	if !closed {
		c.server.events.Event("ssh connection cut", c.addr, "reason", why)
	}
	_ = c.Close()
}

// offer counts a key and reports whether the client may go on.
func (c *conn) offer() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offers++
	return c.offers <= MaxKeys
}

// enter counts a session in, or reports that there are too many.
func (c *conn) enter(peer *gossh.ServerConn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || c.sessions == MaxSessions || !c.server.hold() {
		return false
	}
	c.sessions++
	c.clock.Stop()
	if c.peer == nil {
		c.peer = peer
		c.beat = time.AfterFunc(KeepaliveEvery, c.keepalive)
	}
	return true
}

// exit counts a session out.
func (c *conn) exit() {
	c.mu.Lock()
	if c.sessions--; c.sessions == 0 && !c.closed {
		wait := StartTimeout
		if c.server.closing() {
			wait = LingerTimeout
		}
		c.clock.Reset(wait)
	}
	c.mu.Unlock()
	c.server.release()
}

// refuse turns a channel away, and the client with it if it does not listen.
func (c *conn) refuse(ch gossh.NewChannel, reason gossh.RejectionReason, text string) {
	_ = ch.Reject(reason, text)
	c.mu.Lock()
	c.refused++
	over := c.refused == MaxRefused
	c.mu.Unlock()
	if over {
		c.cut("opened too many channels")
	}
}

// retire closes a connection that has no session. The last session of any other
// sees to it.
func (c *conn) retire() {
	c.mu.Lock()
	idle := c.sessions == 0
	c.mu.Unlock()
	if idle {
		_ = c.Close()
	}
}

// keepalive asks the client whether it is there, and again later.
func (c *conn) keepalive() {
	c.mu.Lock()
	ok := !c.closed && c.server.hold()
	c.mu.Unlock()
	if !ok {
		return
	}
	defer c.server.release()
	alarm := time.AfterFunc(KeepaliveEvery, func() { c.cut("did not answer a keepalive") })
	_, _, err := c.peer.SendRequest("keepalive@openssh.com", true, nil)
	alarm.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil && !c.closed {
		c.beat.Reset(KeepaliveEvery)
	}
}
