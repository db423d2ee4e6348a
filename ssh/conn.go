package ssh

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	charmssh "charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
	"golang.org/x/time/rate"

	"crossplay/guard"
	"crossplay/pace"
	"crossplay/players"
)

// conn guards one connection. All that it waits for is bounded by one clock,
// which runs whenever no session is open, and by keepalives while one is.
type conn struct {
	net.Conn
	server *Server
	addr   netip.Addr
	from   netip.Prefix // its network
	limit  *rate.Limiter
	ctx    context.Context // ends when the connection is closed
	cancel context.CancelFunc

	opening *opening    // until the keys are there; only whoever reads knows it
	ahead   chan []byte // what was read while it waited for its turn; the same
	rest    []byte      // of the newest of that
	broke   error       // why no more could be read then
	waits   atomic.Bool // for its turn

	since time.Time    // that it is open
	heard atomic.Int64 // when something was read last, in nanoseconds since then
	delay atomic.Int64 // of the line, as the last keepalive measured it, in nanoseconds

	mu         sync.Mutex
	place      *guard.Place      // in the quota, once it has entered
	peer       *gossh.ServerConn // once there is a session
	clock      *time.Timer       // closes the connection
	beat       *time.Timer
	exchanging bool // it has its turn to exchange keys
	sessions   int
	refused    int
	offers     int
	closed     bool

	guestMu sync.Mutex
	guest   players.Player // who a client without a key is on this connection
}

type connKey struct{}

// connOf is the connection that a context of the library belongs to.
func connOf(ctx charmssh.Context) *conn { return ctx.Value(connKey{}).(*conn) }

// newConn takes over an accepted connection.
func newConn(s *Server, raw net.Conn, addr netip.Addr) *conn {
	c := &conn{
		Conn: raw, server: s, addr: addr, from: pace.Network(addr),
		since: time.Now(), limit: rate.NewLimiter(ConnRate, ConnBurst), opening: new(opening),
	}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clock = time.AfterFunc(HelloTimeout, func() { c.cut("took too long") })
	return c
}

// Read holds back who sends too much, and who asks for keys until it is their
// turn.
func (c *conn) Read(b []byte) (int, error) {
	c.exchanged() // what was read last was not enough
	n, err := c.read(b[:min(len(b), maxRead)])
	if n == 0 {
		return n, err
	}
	c.heard.Store(int64(time.Since(c.since)))
	if !c.pause(max(c.limit.ReserveN(time.Now(), n).Delay(), c.server.traffic.Delay(c.from, n))) {
		return 0, net.ErrClosed
	}
	if c.opening == nil {
		return n, err
	}
	asks, broken := c.opening.take(b[:n])
	if broken != nil {
		return 0, broken
	}
	if asks {
		if err := c.queue(); err != nil {
			return 0, err
		}
	}
	return n, err
}

// read reads on, first what came while the client waited for its turn.
func (c *conn) read(b []byte) (int, error) {
	for len(c.rest) == 0 && c.ahead != nil {
		var more bool
		if c.rest, more = <-c.ahead; more {
			continue
		}
		if c.ahead = nil; c.broke != nil {
			return 0, c.broke
		}
	}
	if len(c.rest) == 0 {
		return c.Conn.Read(b)
	}
	n := copy(b, c.rest)
	if c.rest = c.rest[n:]; len(c.rest) == 0 {
		c.rest = nil // it is kept no longer
	}
	return n, nil
}

// listen reads ahead while the client waits for its turn, so that one that hangs up
// leaves the queue. Whoever waits has next to nothing to say.
func (c *conn) listen(ahead chan<- []byte) {
	defer close(ahead)
	for range cap(ahead) {
		b := make([]byte, aheadSize)
		n, err := c.Conn.Read(b)
		if n > 0 {
			ahead <- b[:n]
		}
		switch waits := c.waits.Load(); {
		case err != nil:
			if c.broke = err; waits {
				c.cut("hung up before it was its turn")
			}
			return
		case !waits:
			return
		}
	}
}

// pause waits, and reports whether the connection is still open.
func (c *conn) pause(d time.Duration) bool {
	if d == 0 {
		return true
	}
	wait := time.NewTimer(d)
	defer wait.Stop()
	select {
	case <-wait.C:
		return true
	case <-c.ctx.Done():
		return false
	}
}

// tick sets the clock, or stops it with 0, unless the connection is closed.
func (c *conn) tick(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.closed:
	case d == 0:
		c.clock.Stop()
	default:
		c.clock.Reset(d)
	}
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
	if c.exchanging {
		c.exchanging = false
		c.server.exchanges.Done(c.from)
	}
	err := c.Conn.Close()
	if c.place != nil {
		c.place.Leave()
	}
	c.server.forget(c)
	return err
}

// enter takes a place in the quota.
func (c *conn) enter() {
	place := c.server.Quota.Enter(c.addr, func() { c.cut("made room for others") })
	c.mu.Lock()
	c.place = place
	c.mu.Unlock()
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

// open counts a session in, or reports that there are too many.
func (c *conn) open(peer *gossh.ServerConn) bool {
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

// shut counts a session out.
func (c *conn) shut() {
	c.mu.Lock()
	c.sessions--
	last := c.sessions == 0 && !c.closed
	if last {
		wait := StartTimeout
		if c.server.closing() {
			wait = LingerTimeout
		}
		c.clock.Reset(wait)
	}
	c.mu.Unlock()
	if last {
		c.place.Idle() // may close others, so not while ours is locked
	}
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
	asked := time.Now()
	_, _, err := c.peer.SendRequest("keepalive@openssh.com", true, nil)
	alarm.Stop()
	if err == nil {
		c.delay.Store(int64(time.Since(asked)))
		c.again()
	}
}

// again sets the next keepalive.
func (c *conn) again() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed {
		c.beat.Reset(KeepaliveEvery)
	}
}
