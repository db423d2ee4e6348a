package web_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

func TestHeartbeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		c := h.dial("")
		pings := make(chan time.Duration, 10)
		began := time.Now()
		answer := c.ws.PingHandler()
		c.ws.SetPingHandler(func(text string) error {
			pings <- time.Since(began).Round(time.Second)
			return answer(text)
		})
		c.ws.SetReadDeadline(time.Time{})
		reading := make(chan error)
		go func() {
			_, _, err := c.ws.ReadMessage()
			reading <- err
		}()
		for i := range 5 { // far longer than the server would wait for a peer that does not answer
			if at, want := <-pings, time.Duration(i+1)*20*time.Second; at != want {
				t.Errorf("ping %d after %v", i+1, at)
			}
		}
		c.ws.Close()
		<-reading
	})
}

// deaf loses everything that is written to it once it is told to.
type deaf struct {
	net.Conn
	lost *bool
}

func (d deaf) Write(p []byte) (int, error) {
	if *d.lost {
		return len(p), nil
	}
	return d.Conn.Write(p)
}

func TestPlayerWhoseNetworkVanishes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		var lost bool
		dialer := h.dialer
		h.dialer = func(ctx context.Context) (net.Conn, error) {
			c, err := dialer(ctx)
			return deaf{c, &lost}, err
		}
		gone := h.dial("")
		h.dialer = dialer
		opponent := h.dial("")
		code := gone.must("create", "game", "tictactoe").Code
		gone.must("open", "room", code)
		opponent.must("open", "room", code)
		opponent.must("sit", "room", code)
		opponent.see(code, "both", func(s *rooms.Snapshot) bool { return s.Phase == room.Playing && s.Chairs[0].Present })

		lost = true
		began := time.Now()
		go io.Copy(io.Discard, gone.ws.NetConn()) // what is sent to it is lost as well
		opponent.see(code, "an empty chair", func(s *rooms.Snapshot) bool { return !s.Chairs[0].Present })
		if took := time.Since(began); took > 45*time.Second {
			t.Errorf("shown as away after %v", took)
		}
		if s := opponent.held[code]; s.Chairs[0].Name == "" || s.Phase != room.Playing {
			t.Errorf("the seat was not held: %+v", s.Chairs)
		}
		back := h.dial(gone.cookie)
		back.must("open", "room", code)
		if s := back.ply(code, 0); s.You != 0 {
			t.Errorf("back in seat %d", s.You)
		}
	})
}

func TestSocketThatNeverReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		x, o, code := h.table("tictactoe")
		stuck := h.dial("")
		stuck.must("open", "room", code) // and reads nothing any more
		x.see(code, "the spectator", func(s *rooms.Snapshot) bool { return s.Spectators == 1 })

		began := time.Now()
		for i, move := range []string{"a1", "b2", "c3", "a3"} {
			if no := []*client{x, o}[i%2].play(code, move); !no.OK {
				t.Fatalf("%s: %v", move, no.Error)
			}
			x.ply(code, i+1)
			o.ply(code, i+1)
		}
		if took := time.Since(began); took > 50*time.Millisecond {
			t.Errorf("four moves beside it took %v", took)
		}
		x.see(code, "no spectator", func(s *rooms.Snapshot) bool { return s.Spectators == 0 })
		if took := time.Since(began); took < 9*time.Second || took > 13*time.Second {
			t.Errorf("cut after %v", took)
		}
		if len(h.log.records("does not read")) != 1 {
			t.Errorf("the log says %q", h.log.records("socket"))
		}
	})
}

func TestFlooderThatNeverReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		bystander, flooder := h.dial(""), h.dial("")
		began := time.Now()
		var err error
		for i := 0; err == nil; i++ {
			flooder.ws.SetWriteDeadline(time.Time{})
			err = flooder.ws.WriteMessage(websocket.TextMessage, []byte(`{"id":"1","do":"ping"}`))
			if i == 1000 {
				t.Fatal("everything is read, although no answer is")
			}
		}
		if took := time.Since(began); took != 10*time.Second {
			t.Errorf("cut after %v", took)
		}
		<-time.After(time.Second) // it may just have been told that it was too fast
		if n := h.server.Sockets(); n != 1 {
			t.Errorf("%d sockets are left", n)
		}
		bystander.must("ping")
	})
}

func TestInputIsReadAtARate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		c := h.dial("")
		go io.Copy(io.Discard, c.ws.NetConn())
		began := time.Now()
		for range 200_000 / 125 { // pongs of 125 bytes and their headers
			if err := c.ws.WriteControl(websocket.PongMessage, make([]byte, 125), time.Now().Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		// 200 KB, less the 64 KB that may come at once, at 8 KB a second.
		if took := time.Since(began); took < 15*time.Second || took > 25*time.Second {
			t.Errorf("read within %v", took)
		}
	})
}

func TestInputOfOneAddressIsReadAtARate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		began := time.Now()
		var sending sync.WaitGroup
		for range 40 {
			c := h.dial("")
			go io.Copy(io.Discard, c.ws.NetConn())
			sending.Go(func() {
				for range 100_000 / 125 {
					if err := c.ws.WriteControl(websocket.PongMessage, make([]byte, 125), time.Now().Add(time.Hour)); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		sending.Wait()
		// 4 MB, less the one that may come at once, at 128 KB a second. By
		// themselves the sockets would take five seconds.
		if took := time.Since(began); took < 20*time.Second || took > 40*time.Second {
			t.Errorf("read within %v", took)
		}
	})
}

func TestBytesOneByOneCostMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		r := h.raw()
		go io.Copy(io.Discard, r.in)
		began := time.Now()
		for range 200 {
			for _, b := range frame(fin|pong, "12") {
				r.conn.Write([]byte{b})
			}
		}
		if took := time.Since(began); took < 2*time.Second {
			t.Errorf("1,600 reads within %v", took)
		}
	})
}

func TestOfManyPingsTheNewestIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		r := h.raw()
		began := time.Now()
		go func() {
			for i := range 100 {
				r.conn.Write(frame(fin|ping, fmt.Sprint(i)))
			}
		}()
		var answers []string
		for len(answers) == 0 || answers[len(answers)-1] != "99" {
			op, payload, err := r.next()
			if err != nil {
				t.Fatal(err)
			}
			if op == pong {
				answers = append(answers, string(payload))
			}
		}
		if took := time.Since(began); len(answers) > 12 || took > 2*time.Second {
			t.Errorf("answered %q within %v", answers, took)
		}
	})
}

func TestWhoPingsWithoutEndIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		bystander, r := h.dial(""), h.raw()
		go func() {
			for {
				if _, err := r.conn.Write(frame(fin|ping, "")); err != nil {
					return
				}
			}
		}()
		if payload := r.parting(t); int(binary.BigEndian.Uint16(payload)) != websocket.ClosePolicyViolation {
			t.Errorf("closed with %q", payload)
		}
		bystander.must("ping")
	})
}

func TestSlowReaderGetsTheNewest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		x, o, code := h.table("tictactoe")
		slow := h.dial("")
		slow.must("open", "room", code)
		first := slow.read()
		synctest.Wait()
		for i, move := range []string{"a1", "b2", "c3", "a3", "c1", "b1"} {
			[]*client{x, o}[i%2].play(code, move)
			x.ply(code, i+1)
			o.ply(code, i+1)
		}
		pushes := 0
		for slow.held[code].Ply < 6 {
			slow.read()
			pushes++
		}
		if !first.Fresh || pushes > 3 {
			t.Errorf("six moves came in %d pushes", pushes)
		}
	})
}

// far is a connection on which everything takes a while, both ways.
type far struct {
	net.Conn
	out, in chan late
	rest    []byte
	once    sync.Once
}

type late struct {
	at   time.Time
	data []byte
}

const latency = 300 * time.Millisecond

func newFar(c net.Conn) *far {
	f := &far{Conn: c, out: make(chan late, 1000), in: make(chan late, 1000)}
	go func() {
		for p := range f.out {
			<-time.After(time.Until(p.at))
			c.Write(p.data)
		}
	}()
	go func() {
		defer close(f.in)
		for {
			p := make([]byte, 4096)
			n, err := c.Read(p)
			if err != nil {
				return
			}
			f.in <- late{time.Now().Add(latency), p[:n]}
		}
	}()
	return f
}

func (f *far) Write(p []byte) (int, error) {
	f.out <- late{time.Now().Add(latency), append([]byte(nil), p...)}
	return len(p), nil
}

func (f *far) Read(p []byte) (int, error) {
	if len(f.rest) == 0 {
		next, ok := <-f.in
		if !ok {
			return 0, io.EOF
		}
		<-time.After(time.Until(next.at))
		f.rest = next.data
	}
	n := copy(p, f.rest)
	f.rest = f.rest[n:]
	return n, nil
}

func (f *far) SetDeadline(time.Time) error      { return nil }
func (f *far) SetReadDeadline(time.Time) error  { return nil }
func (f *far) SetWriteDeadline(time.Time) error { return nil }

func (f *far) Close() error {
	f.once.Do(func() { close(f.out) })
	return f.Conn.Close()
}

func TestImpatientPlayersFarAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		dialer := h.dialer
		h.dialer = func(ctx context.Context) (net.Conn, error) {
			c, err := dialer(ctx)
			if err != nil {
				return nil, err
			}
			return newFar(c), nil
		}
		x, o, code := h.table("tictactoe")
		moves := []string{"a1", "b2", "c3", "a3", "c1", "b1", "b3", "c2", "a2"}
		for i, move := range moves {
			c := []*client{x, o}[i%2]
			c.ply(code, i)
			// Three times with one id before the first answer can have come.
			for range 3 {
				c.sendAs("m"+move, "move", "room", code, "ply", i, "move", move)
			}
			for range 3 {
				if m := c.answer(); !m.OK || m.ID != "m"+move {
					t.Fatalf("%s: %+v", move, m)
				}
			}
		}
		var played []string
		for _, step := range o.ply(code, len(moves)).View.Log {
			played = append(played, step.Text)
		}
		if len(played) != len(moves) {
			t.Fatalf("played %v", played)
		}
		for i, move := range moves {
			if played[i] != move {
				t.Errorf("move %d is %s, not %s", i+1, played[i], move)
			}
		}
	})
}
