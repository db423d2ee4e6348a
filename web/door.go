package web

import (
	"io"
	"net"
	"time"

	"golang.org/x/time/rate"

	"crossplay/guard"
)

const (
	// maxRequests is how many connections may be asking for pages: at about 12 KB
	// each they take 100 MB. Sockets are counted apart, by Config.Quota.
	maxRequests = 8192
	// maxRequestsEach is how many of them one address may hold. A thousand people
	// behind one router may reload at once.
	maxRequestsEach = 1024

	// A socket may send inputBurst bytes at once and inputRate bytes a second
	// from then on: a person's clicks need below 1 KB/s. Whatever is sent in
	// vain, pings and empty fragments as well, costs next to nothing at that rate.
	inputRate  = 8 << 10
	inputBurst = 64 << 10

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

// door is a listener that lets only so many connections ask for pages.
type door struct {
	net.Listener
	quota   *guard.Quota
	proxies guard.Proxies
	log     *guard.Log
}

func newDoor(l net.Listener, p guard.Proxies, log *guard.Log) *door {
	quota := guard.NewQuota(guard.Limits{PerAddress: maxRequestsEach, Total: maxRequests})
	return &door{Listener: l, quota: quota, proxies: p, log: log}
}

func (d *door) Accept() (net.Conn, error) {
	c, err := d.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &conn{Conn: c, door: d}, nil
}

// conn is a connection that has come through the door. It is counted from its
// first read on, which happens in its own goroutine: finding out where a
// connection comes from may mean waiting for a proxy to say so.
type conn struct {
	net.Conn
	door  *door
	in    bool
	leave func()        // ends its being counted, if it is
	input *rate.Limiter // once it is a socket
	byes  goodbyes      // of a socket
}

func (c *conn) Read(p []byte) (int, error) {
	if !c.in {
		if err := c.enter(); err != nil {
			return 0, err
		}
	}
	n, err := c.Conn.Read(p)
	if c.input != nil && n > 0 {
		c.byes.look(p[:n])
		// Never long: a read is at most a buffer, and each waits for its own.
		time.Sleep(c.input.ReserveN(time.Now(), min(n, inputBurst)).Delay())
	}
	return n, err
}

func (c *conn) enter() error {
	c.in = true
	from := guard.Addr(c.RemoteAddr())
	if c.door.proxies.Trusts(from) {
		return nil // it stands for many, and has limits of its own
	}
	place := c.door.quota.Enter(from, func() { _ = c.Conn.Close() })
	if err := place.Settle(false); err != nil {
		place.Leave()
		c.door.log.Event("web: refused a connection", from, "error", err)
		return err
	}
	c.leave = place.Leave
	return nil
}

func (c *conn) Close() error {
	c.uncount()
	return c.Conn.Close()
}

func (c *conn) uncount() {
	if c.leave != nil {
		c.leave()
	}
}

// socket makes the connection one of those that Config.Quota counts.
func (c *conn) socket() {
	c.uncount()
	c.input = rate.NewLimiter(inputRate, inputBurst)
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
	c.CloseWrite()
	c.Conn.SetReadDeadline(time.Now().Add(lingerTime))
	io.CopyN(io.Discard, c.Conn, lingerBytes)
}
