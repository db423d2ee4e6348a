package web_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/game/connectfour"
	"crossplay/game/dots"
	"crossplay/game/tictactoe"
	"crossplay/guard"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/web"
)

// harness is a server with all that is behind it.
type harness struct {
	t       testing.TB
	dialer  func(context.Context) (net.Conn, error)
	pipes   *pipes // nil: there is a network
	host    string // as the page is found
	path    string // of the socket, when it is not the usual one
	server  *web.Server
	reg     *rooms.Registry
	log     *logBuffer
	journal *journaltest.Memory
	close   func()
}

var secret = []byte("0123456789abcdef0123456789abcdef")

// open starts a server on a port of this machine.
func open(t testing.TB, change ...func(*web.Config)) *harness {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h := start(t, l, journaltest.NewMemory(), change...)
	h.host = l.Addr().String()
	h.dialer = func(ctx context.Context) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "tcp", h.host)
	}
	return h
}

// openPipes starts a server without a network, for tests in a bubble of time.
func openPipes(t *testing.T, change ...func(*web.Config)) *harness {
	t.Helper()
	l := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
	h := start(t, l, journaltest.NewMemory(), change...)
	h.host = "localhost:8080"
	h.dialer, h.pipes = l.dial, l
	return h
}

// start serves on the listener until the test ends or close is called.
func start(t testing.TB, l net.Listener, journal *journaltest.Memory, change ...func(*web.Config)) *harness {
	t.Helper()
	log := new(logBuffer)
	logger := slog.New(slog.NewTextHandler(log, nil))
	directory, err := players.Open(t.Context(), players.Config{Journal: journal, Secret: secret, Log: logger, NewBurst: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	reg, err := rooms.OpenRegistry(t.Context(), rooms.Config{
		Journal: journal, Secret: secret, Log: logger, Lasting: directory.Lasting, Bots: []string{"easy", "medium", "hard"},
		Games: []game.Rules{tictactoe.Rules{}, connectfour.Rules{}, dots.Rules{}, backgammon.Rules{}},
	})
	if err != nil {
		t.Fatal(err)
	}
	c := web.Config{
		Registry: reg, Players: directory, Quota: guard.NewQuota(guard.Limits{PerAddress: 50, Total: 100}),
		SSHPort: 2222, Secret: secret, Log: logger, Version: "1.2.3",
	}
	for _, f := range change {
		f(&c)
	}
	h := &harness{t: t, server: web.New(c), reg: reg, log: log, journal: journal}
	var serving sync.WaitGroup
	serving.Go(func() {
		if err := h.server.Serve(context.Background(), l); err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	h.close = sync.OnceFunc(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		h.server.Shutdown(ctx, "The server is restarting.")
		serving.Wait()
		reg.Close()
		directory.Close()
	})
	t.Cleanup(h.close)
	return h
}

// again closes the server and starts another with the same journal.
func (h *harness) again() *harness {
	h.t.Helper()
	h.close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		h.t.Fatal(err)
	}
	next := start(h.t, l, h.journal)
	next.host = l.Addr().String()
	next.dialer = func(ctx context.Context) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "tcp", next.host)
	}
	return next
}

// logBuffer is a log that tests read.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// records are the lines that contain the text.
func (l *logBuffer) records(text string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var found []string
	for line := range strings.Lines(l.text.String()) {
		if strings.Contains(line, text) {
			found = append(found, line)
		}
	}
	return found
}

// pipes is a listener without a network.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (p *pipes) dial(ctx context.Context) (net.Conn, error) { return p.from(ctx, loopback) }

// from dials from an address.
func (p *pipes) from(ctx context.Context, a net.Addr) (net.Conn, error) {
	near, far := net.Pipe()
	select {
	case p.conns <- end{far, a}:
		return end{near, loopback}, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

func (p *pipes) Addr() net.Addr { return loopback }

var loopback = &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}

// end is an end of a pipe that looks like one of the network.
type end struct {
	net.Conn
	peer net.Addr
}

func (e end) Read(p []byte) (int, error) {
	n, err := e.Conn.Read(p)
	if errors.Is(err, io.ErrClosedPipe) {
		err = net.ErrClosed
	}
	return n, err
}

func (end) LocalAddr() net.Addr    { return loopback }
func (e end) RemoteAddr() net.Addr { return e.peer }
