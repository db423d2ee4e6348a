package web_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/guard"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/web"
	"crossplay/wire"
	"crossplay/words"
)

func TestWhatIsNewComesWithoutTheBoard(t *testing.T) {
	h := open(t)
	a, b, code := h.table("tictactoe")
	watcher := h.dial("")
	watcher.must("open", "room", code, "updates", true)
	watcher.ply(code, 0)
	view := fmt.Sprint(watcher.held[code].View)

	for i := range 4 {
		a.must("chat", "room", code, "text", fmt.Sprint("line ", i))
	}
	b.must("chat", "room", code, "text", "last")
	b.must("close", "room", code)
	watcher.see(code, "what happened", func(s *rooms.Snapshot) bool { return len(watcher.said) == 5 && !s.Chairs[1].Present })
	if watcher.whole != 1 || watcher.partly == 0 {
		t.Errorf("it came in %d snapshots and %d deltas", watcher.whole, watcher.partly)
	}
	if s := watcher.held[code]; fmt.Sprint(s.View) != view || s.Chairs[1].Name == "" || s.Phase != room.Playing {
		t.Errorf("the deltas left %+v", s)
	}
	a.play(code, "b2")
	watcher.ply(code, 1)
	if watcher.whole != 1 {
		t.Errorf("after a move there were %d snapshots", watcher.whole)
	}

	// Who has not asked for updates is told all of it as ever.
	if a.partly > 0 || len(a.said) != 5 {
		t.Errorf("somebody who did not ask got %d deltas and %d lines", a.partly, len(a.said))
	}
}

func TestNewsWaitUntilTheyArePaidFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t, func(c *web.Config) { // about four boards a second
			c.Wire = wire.New(wire.Config{Registry: c.Registry, Players: c.Players, Log: c.Log, Budget: wire.Budget{Rate: 32 << 10, Burst: 8 << 10}})
		})
		x, o, code := h.table("connectfour")
		watcher := h.dial("")
		watcher.must("open", "room", code)
		watcher.ply(code, 0)
		before, began := watcher.whole, time.Now()
		moves := 0
		for ; moves < 8; moves++ {
			// Whoever has the turn plays without waiting to be shown the board.
			for _, c := range []*client{x, o} {
				choices := c.held[code].View.Choices
				if len(choices) > 0 {
					c.ask("move", "room", code, "ply", moves, "move", choices[0].Move)
				}
			}
			x.must("open", "room", code)
			x.ply(code, moves+1)
			o.ply(code, moves+1)
		}
		watcher.ply(code, moves)
		took := time.Since(began)
		if n := watcher.whole - before; n >= moves || took < time.Second {
			t.Errorf("%d moves came in %d snapshots within %v", moves, n, took)
		}
	})
}

func TestCommandsOfOneAddress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t, func(c *web.Config) {
			c.Quota = guard.NewQuota(guard.Limits{PerAddress: 200, Total: 400})
			c.Proxies = guard.Proxies{netip.MustParsePrefix("127.0.0.0/8")}
		})
		bystander := h.dial("", "X-Forwarded-For", "192.0.2.2")
		const each = 40 // what a socket may send at once
		for range 4000 / each {
			c := h.dial("", "X-Forwarded-For", "192.0.2.1")
			for range each {
				c.must("ping")
			}
		}
		c := h.dial("", "X-Forwarded-For", "192.0.2.1")
		if m := c.ask("ping"); m.says() != "throttled" {
			t.Errorf("one more: %q", m.says())
		}
		bystander.must("ping")
		<-time.After(time.Second)
		c.must("ping")
	})
}

func TestWhoTogglesTheLobbyIsPaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		c := h.dial("")
		looks, began := 0, time.Now()
		for range 10 * 4 {
			if m := c.ask("lobby"); m.OK {
				looks++
			} else if m.says() != "throttled" {
				t.Fatal(m.says())
			}
		}
		took := time.Since(began)
		if most := 10 + int(took/(200*time.Millisecond)); looks == 0 || looks > most {
			t.Errorf("looked %d times in %v", looks, took)
		}
		if took < time.Second {
			t.Errorf("refused as fast as it asks: within %v", took)
		}
	})
}

func TestWhoHurriesHasToWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t, func(c *web.Config) { c.Proxies = guard.Proxies{netip.MustParsePrefix("127.0.0.0/8")} })
		ask := func(path, from string) int {
			resp, body := h.get(path, "X-Forwarded-For: "+from)
			if resp.StatusCode == http.StatusTooManyRequests && (resp.Header.Get("Retry-After") == "" || !strings.Contains(body, "Wait a moment")) {
				t.Errorf("%s: refused with %v and %q", path, resp.Header, body)
			}
			return resp.StatusCode
		}
		pictures := 0
		for ; ask("/qr/K7MPQX.svg", "192.0.2.1") == http.StatusOK; pictures++ {
			if pictures == 4000 {
				t.Fatal("an address gets pictures without end")
			}
		}
		if pictures < 100 {
			t.Errorf("only %d pictures at once", pictures)
		}
		began := time.Now()
		for range 60 {
			ask("/qr/K7MPQX.svg", "192.0.2.1")
		}
		if took := time.Since(began); took < 2*time.Second {
			t.Errorf("sixty more answers after %v", took)
		}
		if status := ask("/qr/K7MPQX.svg", "192.0.2.2"); status != http.StatusOK {
			t.Errorf("another address: %d", status)
		}
		if status := ask("/readyz", "192.0.2.1"); status != http.StatusOK {
			t.Errorf("its health: %d", status)
		}
		if n := len(h.log.records("asks too often")); n == 0 || n > 20 {
			t.Errorf("%d log records", n)
		}
	})
}

// Refusals and redirects cost as much as pages, whoever makes them.
func TestEveryAnswerIsCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		const pages, checks = http.StatusTooManyRequests, http.StatusOK
		for ask, want := range map[string]int{
			"GET /robots.txt": pages, "GET /nowhere": pages, "POST /": pages, "GET //x": pages, "GET /../x": pages,
			"CONNECT localhost:80": pages, "OPTIONS /": pages, "OPTIONS *": checks, "GET /healthz": checks, "GET /readyz": checks,
			"GET //readyz": pages, "POST /readyz": http.StatusMethodNotAllowed,
		} {
			for _, host := range []string{"localhost", "evil.example"} {
				h.server.Spend(loopback.AddrPort().Addr())
				began := time.Now()
				resp, _ := h.request(ask + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
				if took := time.Since(began); took != time.Second || resp.StatusCode != want {
					t.Errorf("%s of %s: %v after %v", ask, host, resp.Status, took)
				}
			}
		}
	})
}

func TestChecksDoNotWaitForPages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		h.server.Spend(loopback.AddrPort().Addr())
		<-time.After(time.Second)
		for range 20 { // each takes what is there
			h.get("/qr/K7MPQX.svg")
		}
		began := time.Now()
		for _, path := range []string{"/healthz", "/readyz"} {
			if resp, _ := h.get(path); resp.StatusCode != http.StatusOK {
				t.Errorf("%s: %v", path, resp.Status)
			}
		}
		if took := time.Since(began); took > 0 {
			t.Errorf("after %v", took)
		}
	})
}

func TestReadinessIsFoundOutOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := 0
		full := errors.New("full")
		ready := web.Seldom(time.Second, func() error { asked++; return full })
		for range 100 {
			if err := ready(); !errors.Is(err, full) {
				t.Fatal(err)
			}
		}
		if asked != 1 {
			t.Errorf("asked %d times", asked)
		}
		<-time.After(time.Second)
		full = nil
		if err := ready(); err != nil || asked != 2 {
			t.Errorf("a second later: %v, asked %d times", err, asked)
		}
	})
}

// alive is a connection that has asked for a page and waits.
type alive struct {
	net.Conn
	in *bufio.Reader
}

// from dials from an address of this machine.
func (h *harness) from(address string) net.Conn {
	h.t.Helper()
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}}
	c, err := d.DialContext(context.Background(), "tcp", h.host)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(patience))
	return c
}

// ask asks for a page and keeps the connection.
func (c alive) ask(path string) (int, string, error) {
	if _, err := io.WriteString(c, "GET "+path+" HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
		return 0, "", err
	}
	resp, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return 0, "", err
	}
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body), err
}

func TestIdleConnectionsShutNobodyOut(t *testing.T) {
	h := open(t, func(c *web.Config) { web.Requests(c, guard.Limits{PerAddress: 8, Total: 16}) })
	var strangers []alive
	for i := range 40 { // five addresses with eight each: many more than there may be
		c := h.from(fmt.Sprintf("127.0.1.%d", i%5+1))
		a := alive{c, bufio.NewReader(c)}
		switch i % 3 {
		case 0: // says nothing
		case 1:
			io.WriteString(c, "GET / HTTP/1.1\r\nX-Slow: ")
		default:
			if status, _, err := a.ask("/robots.txt"); status != http.StatusOK {
				t.Fatalf("stranger %d: %d %v", i, status, err)
			}
		}
		strangers = append(strangers, a)
	}
	for i := range 20 {
		c := h.from("127.0.2.1")
		if status, _, err := (alive{c, bufio.NewReader(c)}).ask("/"); status != http.StatusOK {
			t.Fatalf("page %d: %d %v", i, status, err)
		}
	}
	cut := 0
	for _, s := range strangers {
		s.SetReadDeadline(time.Now().Add(10 * time.Millisecond))
		var late net.Error
		if _, err := s.in.ReadByte(); err != nil && (!errors.As(err, &late) || !late.Timeout()) {
			cut++
		}
	}
	if cut < 20 {
		t.Errorf("only %d of the strangers' connections were cut", cut)
	}
}

func TestAFullServerSaysSo(t *testing.T) {
	busy, done := make(chan struct{}), make(chan struct{})
	h := open(t, func(c *web.Config) {
		web.Requests(c, guard.Limits{PerAddress: 2, Total: 3})
		c.Ready = func() error {
			busy <- struct{}{}
			<-done
			return nil
		}
	})
	defer close(done)
	hold := func(address string) {
		io.WriteString(h.from(address), "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n")
		<-busy
	}
	says := func(address string) (int, string) {
		c := h.from(address)
		status, body, err := (alive{c, bufio.NewReader(c)}).ask("/")
		if err != nil {
			t.Fatal(err)
		}
		return status, body
	}
	hold("127.0.1.1")
	hold("127.0.1.1")
	if status, body := says("127.0.1.1"); status != http.StatusTooManyRequests || !strings.Contains(body, "from your address") {
		t.Errorf("the address that has its share: %d %q", status, body)
	}
	hold("127.0.1.2")
	if status, body := says("127.0.1.3"); status != http.StatusServiceUnavailable || body != words.Refused(room.ErrServer)+"\n" {
		t.Errorf("a full server: %d %q", status, body)
	}
	h.dial("").must("ping") // players come in whatever fills the pages
}

// Whoever asked for pages and read nothing used to have places for half a minute.
func TestWhoDoesNotReadKeepsNobodyOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t, func(c *web.Config) { web.Requests(c, guard.Limits{PerAddress: 3, Total: 12}) })
		for range 20 {
			slow, err := h.dialer(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer slow.Close()
			go io.WriteString(slow, strings.Repeat("GET /static/board.css HTTP/1.1\r\nHost: "+h.host+"\r\n\r\n", 4))
			if _, err := slow.Read(make([]byte, 1)); err != nil {
				t.Fatal(err)
			}
			if resp, _ := h.get("/"); resp.StatusCode != http.StatusOK {
				t.Fatal(resp.Status)
			}
		}
		if n := len(h.log.records("cut an idle connection")); n == 0 {
			t.Error("nobody made room")
		}
	})
}

func TestConnectionsOfOneAddress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		answers := func(address string) bool {
			c, err := h.pipes.from(t.Context(), &net.TCPAddr{IP: net.ParseIP(address), Port: 40_000})
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			_, _, err = alive{c, bufio.NewReader(c)}.ask("/robots.txt")
			return err == nil
		}
		opened := 0
		for ; answers("192.0.2.1"); opened++ {
			if opened == 20_000 {
				t.Fatal("an address opens connections without end")
			}
		}
		if opened < 2000 { // two hundred pages at once, with their sockets
			t.Errorf("only %d connections", opened)
		}
		for _, other := range []string{"192.0.2.2", "127.0.0.1", "::1"} {
			if !answers(other) {
				t.Errorf("%s is shut out as well", other)
			}
		}
		<-time.After(time.Second)
		if !answers("192.0.2.1") {
			t.Error("shut out for good")
		}
	})
}

func TestWhoReturnsToAGameComesIn(t *testing.T) {
	const full = 16
	h := open(t, func(c *web.Config) {
		c.Quota = guard.NewQuota(guard.Limits{PerAddress: full, Total: full})
		c.Proxies = guard.Proxies{netip.MustParsePrefix("127.0.0.0/8")}
	})
	x, o, _ := h.table("tictactoe")
	stranger := h.dial("")
	for _, c := range []*client{x, o, stranger} {
		c.ws.Close()
	}
	for h.server.Sockets() > 0 {
		h.get("/healthz") // until the server has noticed
	}
	for i := range full {
		h.dial("", "X-Forwarded-For", fmt.Sprintf("192.0.2.%d", i+1))
	}
	if _, resp, err := h.knock(stranger.cookie); err == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("somebody without a game: %v %v", resp, err)
	}
	for i, c := range []*client{x, o} {
		if back := h.dial(c.cookie, "X-Forwarded-For", fmt.Sprintf("192.0.2.%d", i+1)); back.hello.You.ID != c.hello.You.ID {
			t.Errorf("came back as %+v", back.hello.You)
		}
	}
}

func TestUpdatesSayThatNobodyWatchesAnyMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		a, _, code := h.table("tictactoe")
		a.must("open", "room", code, "updates", true)
		a.ply(code, 0)
		watcher := h.dial("")
		watcher.must("open", "room", code, "updates", true)
		a.see(code, "the spectator", func(s *rooms.Snapshot) bool { return s.Spectators == 1 })
		watcher.ws.Close()
		a.see(code, "no spectator", func(s *rooms.Snapshot) bool { return s.Spectators == 0 })
		if a.partly != 2 {
			t.Errorf("%d updates", a.partly)
		}
	})
}
