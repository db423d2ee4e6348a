package ssh

import (
	"io"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// pipe is one direction of a connection without a network, so that a test can
// stop its clock. It holds up to limit bytes, as sockets do.
type pipe struct {
	mu     sync.Mutex
	moved  *sync.Cond
	buf    []byte
	limit  int
	closed bool
	lost   bool // writes go nowhere
}

func newPipe(limit int) *pipe {
	p := &pipe{limit: limit}
	p.moved = sync.NewCond(&p.mu)
	return p
}

func (p *pipe) read(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.buf) == 0 {
		if p.closed {
			return 0, io.EOF
		}
		p.moved.Wait()
	}
	n := copy(b, p.buf)
	p.buf = p.buf[n:]
	p.moved.Broadcast()
	return n, nil
}

func (p *pipe) write(b []byte) (n int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lost && !p.closed {
		return len(b), nil
	}
	for len(b) > 0 {
		for len(p.buf) >= p.limit && !p.closed {
			p.moved.Wait()
		}
		if p.closed {
			return n, net.ErrClosed
		}
		m := min(len(b), p.limit-len(p.buf))
		p.buf = append(p.buf, b[:m]...)
		n, b = n+m, b[m:]
		p.moved.Broadcast()
	}
	return n, nil
}

func (p *pipe) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.moved.Broadcast()
}

// end is one end of a connection.
type end struct {
	closed        atomic.Bool // by this end
	in, out       *pipe
	local, remote net.Addr
}

// pair is a connection from the address.
func pair(from string) (client, server *end) {
	up, down := newPipe(64<<10), newPipe(64<<10)
	here := net.TCPAddrFromAddrPort(netip.MustParseAddrPort("192.0.2.1:2222"))
	there := net.TCPAddrFromAddrPort(netip.AddrPortFrom(netip.MustParseAddr(from), 40000))
	return &end{in: down, out: up, local: there, remote: here}, &end{in: up, out: down, local: here, remote: there}
}

func (e *end) Read(b []byte) (int, error) {
	n, err := e.in.read(b)
	if err != nil && e.closed.Load() {
		err = net.ErrClosed
	}
	return n, err
}

func (e *end) Close() error {
	e.closed.Store(true)
	e.in.close()
	e.out.close()
	return nil
}

func (e *end) Write(b []byte) (int, error)      { return e.out.write(b) }
func (e *end) LocalAddr() net.Addr              { return e.local }
func (e *end) RemoteAddr() net.Addr             { return e.remote }
func (e *end) SetDeadline(time.Time) error      { return nil }
func (e *end) SetReadDeadline(time.Time) error  { return nil }
func (e *end) SetWriteDeadline(time.Time) error { return nil }

// pipeListener accepts such connections.
type pipeListener struct {
	conns  chan net.Conn
	once   sync.Once
	closed chan struct{}
}

func newPipeListener() *pipeListener {
	return &pipeListener{conns: make(chan net.Conn), closed: make(chan struct{})}
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error   { l.once.Do(func() { close(l.closed) }); return nil }
func (l *pipeListener) Addr() net.Addr { return &net.TCPAddr{} }

// vanish is a network that breaks without a word: what is sent is lost, and
// nobody is told.
func (e *end) vanish() {
	for _, p := range []*pipe{e.in, e.out} {
		p.mu.Lock()
		p.lost = true
		p.mu.Unlock()
	}
}
