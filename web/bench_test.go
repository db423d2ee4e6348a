package web_test

import (
	"context"
	"io"
	"net"
	"runtime"
	"testing"

	"crossplay/guard"
	"crossplay/web"
)

// sockets is how many idle sockets are weighed together.
const sockets = 1000

// weigh is the memory in use, heap and stacks, after a collection.
func weigh() uint64 {
	runtime.GC()
	runtime.GC() // the first moves what pools hold, the second frees it
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

// BenchmarkIdleSocket weighs a socket that looks at a room and does nothing,
// less the test's own end of it. Its floor is a connection with a goroutine
// that reads.
func BenchmarkIdleSocket(b *testing.B) {
	for b.Loop() {
		floor := weighConns(b)
		h := open(b, func(c *web.Config) {
			c.Quota = guard.NewQuota(guard.Limits{PerAddress: 2 * sockets, Total: 2 * sockets})
		})
		host := h.dial("")
		code := host.must("create", "game", "connectfour").Code
		conns := make([]raw, sockets)
		before := weigh()
		for i := range conns {
			h.dialer = func(ctx context.Context) (net.Conn, error) { // nobody may open so many
				return (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 1, byte(i>>8), byte(i))}}).DialContext(ctx, "tcp", h.host)
			}
			conns[i] = h.raw()
			conns[i].conn.Write(frame(fin|text, `{"id":"1","do":"open","room":"`+string(code)+`"}`))
			for range 3 { // greeting, answer, room
				if _, _, err := conns[i].next(); err != nil {
					b.Fatal(err)
				}
			}
			conns[i].in = nil
		}
		socket := float64(weigh()-before) / sockets
		ends := floor.end
		b.ReportMetric(socket-ends, "B/socket")
		b.ReportMetric(floor.conn, "B/floor")
		for _, c := range conns {
			c.conn.Close()
		}
		h.close()
	}
}

type floor struct{ end, conn float64 }

// weighConns weighs the dialling end of a connection, and the other one with a
// goroutine that reads into 512 bytes.
func weighConns(b *testing.B) floor {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	near, far := make([]net.Conn, sockets), make([]net.Conn, sockets)
	start := weigh()
	for i := range near {
		if near[i], err = net.Dial("tcp", l.Addr().String()); err != nil {
			b.Fatal(err)
		}
		if far[i], err = l.Accept(); err != nil {
			b.Fatal(err)
		}
	}
	both := weigh()
	done := make(chan struct{}, sockets)
	for _, c := range far {
		go func() {
			io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{c}, make([]byte, 512))
			done <- struct{}{}
		}()
	}
	reading := weigh()
	for i := range near {
		near[i].Close()
		<-done
		far[i].Close()
	}
	end := float64(both-start) / sockets / 2
	return floor{end: end, conn: end + float64(reading-both)/sockets}
}
