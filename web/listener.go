package web

import (
	"io"
	"net"
	"net/netip"
	"time"

	"golang.org/x/time/rate"

	"crossplay/guard"
	"crossplay/pace"
)

const (
	// maxRequests is how many requests may be in the works at once, and a quarter
	// of it how many connections may wait, for their next request or for their
	// peer to read the answer: at 38 KB each they take 80 MB. A request in the
	// works is over within 50 µs, unless the disk stalls. Sockets are counted
	// apart, by Config.Quota.
	maxRequests = 8192
	// maxRequestsEach is how many of each one address may have: a school of two
	// hundred that reloads at once, with six connections for each browser.
	maxRequestsEach = 1200

	// An address opens knocksBurst connections at once and then knocks a second:
	// as many as it may ask for things, should each take a connection of its own.
	// What comes beyond them is closed before a byte.
	knocks      = siteRequests
	knocksBurst = siteRequestsBurst

	// A socket may send inputBurst bytes at once and inputRate bytes a second
	// from then on: a person's clicks need below 1 KB/s.
	inputRate  = 8 << 10
	inputBurst = 64 << 10
	// The same for all sockets of an address: a hundred people who click without
	// pause. The smallest frames come to 20,000 a second, which take 2 or 3 % of a core,
	// and those that are answered have limits of their own.
	siteInput      = 128 << 10
	siteInputBurst = 1 << 20
	// minRead is what a read costs at least, in bytes: it takes a system call,
	// should a peer send its bytes one by one.
	minRead = 64

	// What the kernel keeps for a socket, in bytes: a few snapshots on the way
	// out, and no more input than is read within a second or two. Without these
	// a peer that never reads would make it keep megabytes.
	kernelOut = 32 << 10
	kernelIn  = 16 << 10

	// After the last word a peer has lingerTime to hear it, and at most
	// lingerBytes that it still sends are thrown away.
	lingerTime  = time.Second
	lingerBytes = 64 << 10
)

// limitListener keeps no more connections than a quota has places for, the idle
// ones least, and lets no address open them without end.
type limitListener struct {
	net.Listener
	quota   *guard.Quota
	knocks  *pace.Limits[netip.Prefix]
	proxies guard.Proxies
	log     *guard.Log
}

func newLimitListener(l net.Listener, c Config, log *guard.Log) *limitListener {
	return &limitListener{
		Listener: l, quota: guard.NewQuota(c.requests), proxies: c.Proxies, log: log,
		knocks: pace.New[netip.Prefix](knocks, knocksBurst, maxSites),
	}
}

// Accept waits for the next connection that is not one too many. The listener
// speaks no PROXY protocol, so where one comes from is known at once.
func (l *limitListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from := guard.Addr(c.RemoteAddr())
		if l.proxies.Trusts(from) || own(from) || l.knocks.Allow(pace.Network(from)) {
			return &conn{Conn: c, listener: l}, nil
		}
		l.log.Event("web: refused a connection", from)
		_ = c.Close() // nothing was said
	}
}

// own reports whether the address is the one by which this machine checks our
// health. A proxy here that is not trusted stands for many, too.
func own(a netip.Addr) bool {
	return a == netip.AddrFrom4([4]byte{127, 0, 0, 1}) || a == netip.IPv6Loopback()
}

// conn is a connection that the listener has accepted. It is counted from its
// first read on, which happens in its own goroutine: making room for it may mean
// closing another.
type conn struct {
	net.Conn
	listener *limitListener
	in       bool
	place    *guard.Place                  // nil: it is not counted
	input    *rate.Limiter                 // once it is a socket
	site     func(bytes int) time.Duration // how long a socket's address has to wait
	byes     goodbyes                      // of a socket
	out      together                      // of a socket
}

func (c *conn) Read(p []byte) (int, error) {
	if !c.in {
		c.enter()
	}
	n, err := c.Conn.Read(p)
	if c.input != nil && n > 0 {
		c.byes.look(p[:n])
		// Never long: a read is at most a buffer, and each waits for its own.
		cost := min(max(n, minRead), inputBurst)
		time.Sleep(max(c.input.ReserveN(time.Now(), cost).Delay(), c.site(cost)))
	}
	return n, err
}

// Write sends an answer, or a part of it. How long that takes is for the peer to
// say, and so its place is one that others can have: who reads slowly keeps
// nobody out. A request has its place while the server works on it.
func (c *conn) Write(p []byte) (int, error) {
	if c.place != nil {
		c.place.Idle()
	}
	if c.out.keep(p) {
		return len(p), nil
	}
	return c.Conn.Write(p)
}

// flush writes what was held back.
func (c *conn) flush() error { return c.out.release(c.Conn.Write) }

func (c *conn) enter() {
	c.in = true
	from := guard.Addr(c.RemoteAddr())
	if c.listener.proxies.Trusts(from) {
		return // it stands for many, and has limits of its own
	}
	c.place = c.listener.quota.Enter(from, func() {
		c.listener.log.Event("web: cut an idle connection", from)
		_ = c.Conn.Close() // whatever it says, it is cut
	})
}

func (c *conn) Close() error {
	c.uncount()
	return c.Conn.Close()
}

func (c *conn) uncount() {
	if c.place != nil {
		c.place.Leave()
	}
}

// socket makes the connection one of those that Config.Quota counts. Site counts
// what an address sends, and says how long that has to wait.
func (c *conn) socket(site func(bytes int) time.Duration) {
	c.uncount()
	c.place = nil
	c.input, c.site = rate.NewLimiter(inputRate, inputBurst), site
	if t, ok := c.Conn.(interface {
		SetReadBuffer(int) error
		SetWriteBuffer(int) error
	}); ok {
		t.SetReadBuffer(kernelIn)
		t.SetWriteBuffer(kernelOut)
	}
}

// CloseWrite says that nothing more will be written. net/http looks for it too.
func (c *conn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// linger waits until the peer has read the last word. Closing at once while
// something unread is there would take the word back.
func (c *conn) linger() {
	c.flush()
	c.CloseWrite()
	c.Conn.SetReadDeadline(time.Now().Add(lingerTime))
	io.CopyN(io.Discard, c.Conn, lingerBytes)
}
