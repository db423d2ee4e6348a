package guard

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"syscall"
	"time"

	"github.com/pires/go-proxyproto"
)

const (
	// headerTimeout is how long a trusted proxy may take to send its PROXY
	// header, before the connection counts as one without.
	headerTimeout = 5 * time.Second

	// While the system has no descriptor or memory for another connection,
	// accepting waits, doubling from firstPause to lastPause, so that the
	// players who are here have the processor. One second is still soon for
	// whoever waits outside.
	firstPause = 5 * time.Millisecond
	lastPause  = time.Second

	// kernelBuffer is how much the kernel keeps for a connection in each
	// direction, in bytes: a few pictures. Left alone it keeps megabytes for a
	// peer that never reads, and it takes as long to notice that one.
	kernelBuffer = 64 << 10
)

// Listener accepts TCP connections, as a [net.Listener].
//
// RemoteAddr of a connection from a trusted proxy waits for the PROXY header,
// at most five seconds: call it in the goroutine of the connection, never in
// the loop that accepts.
type Listener struct {
	Log *Log // hears of every pause; may be nil, and is set before the first Accept

	tcp     net.Listener
	proxies Proxies
	closed  chan struct{}
	close   func() error
}

// Listen opens a TCP port; ctx bounds only the opening. A PROXY header (version
// 1 or 2) is read from trusted proxies, who may leave it out. From anyone else
// it is bytes like any other. Accept rides out a lack of descriptors or memory;
// its error is net.ErrClosed after Close.
func Listen(ctx context.Context, addr string, p Proxies) (*Listener, error) {
	var c net.ListenConfig
	tcp, err := c.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return newListener(tcp, p), nil
}

func newListener(tcp net.Listener, p Proxies) *Listener {
	l := &Listener{tcp: tcp, proxies: p, closed: make(chan struct{})}
	l.close = sync.OnceValue(func() error {
		close(l.closed)
		return tcp.Close()
	})
	return l
}

// Accept waits for the next connection.
func (l *Listener) Accept() (net.Conn, error) {
	pause := firstPause
	for {
		conn, err := l.tcp.Accept()
		if err == nil {
			bound(conn)
			return l.believe(conn), nil
		}
		if !passes(err) {
			return nil, err
		}
		l.Log.Event("accepting paused", netip.Addr{}, "pause", pause, "error", err)
		select {
		case <-time.After(pause):
		case <-l.closed:
			return nil, net.ErrClosed
		}
		pause = min(2*pause, lastPause)
	}
}

// bound keeps the kernel's buffers small. Where it cannot, they stay as they are.
func bound(conn net.Conn) {
	if t, ok := conn.(*net.TCPConn); ok {
		_ = t.SetReadBuffer(kernelBuffer)
		_ = t.SetWriteBuffer(kernelBuffer)
	}
}

// believe reads the PROXY header of a trusted proxy's connection when it is
// first used.
func (l *Listener) believe(conn net.Conn) net.Conn {
	if !l.proxies.Trusts(Addr(conn.RemoteAddr())) {
		return conn
	}
	return proxyproto.NewConn(conn, proxyproto.WithPolicy(proxyproto.USE), proxyproto.SetReadHeaderTimeout(headerTimeout))
}

// passes reports whether an error of accept is one that goes away by itself.
func passes(err error) bool {
	for _, e := range []error{syscall.EMFILE, syscall.ENFILE, syscall.ENOBUFS, syscall.ENOMEM, syscall.ECONNABORTED, syscall.ECONNRESET} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// Close stops listening and ends an Accept that waits. It is safe to call more
// than once.
func (l *Listener) Close() error { return l.close() }

// Addr is where it listens.
func (l *Listener) Addr() net.Addr { return l.tcp.Addr() }
