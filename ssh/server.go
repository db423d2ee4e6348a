// Package ssh is the terminal window: an SSH server that lets people in without
// a prompt, guards itself, and gives each session a screen, line mode or the
// answer to a command.
package ssh

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"

	charmssh "charm.land/ssh"
	"charm.land/wish/v2"
	gossh "golang.org/x/crypto/ssh"

	"crossplay/alerts"
	"crossplay/archive"
	"crossplay/guard"
	"crossplay/pace"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/ssh/session"
	"crossplay/text"
	"crossplay/wire"
)

// Config is what the terminal window needs.
type Config struct {
	HostKey  gossh.Signer // see LoadHostKey
	Registry *rooms.Registry
	Players  *players.Directory
	Alerts   *alerts.Alerts   // nil: there are none
	Archive  *archive.Archive // nil: there is none
	Quota    *guard.Quota
	Log      *slog.Logger
	Version  string
	Invite   session.Invite
	Wire     *wire.Server // conversations with programs, where other windows share them; nil: its own

	// What sessions are given.

	Screen  session.Screen
	Line    session.Line
	Command session.Command
}

// Server is the terminal window. Make it with New.
type Server struct {
	Config
	ssh       *charmssh.Server
	events    *guard.Log
	knocks    *pace.Limits[netip.Prefix] // new connections
	traffic   *pace.Limits[netip.Prefix] // bytes that are read
	output    *pace.Limits[netip.Prefix] // bytes that are written
	exchanges *pace.Turns
	cells     cells
	crew      pace.Crew       // of the screens
	ctx       context.Context // ends, with an *ended as its cause, at Shutdown
	stop      context.CancelCauseFunc

	mu       sync.Mutex
	conns    map[*conn]struct{}
	draining bool
	// wg counts connections and whatever runs for one.
	wg sync.WaitGroup
}

// New makes a server. Its error is about the configuration.
func New(c Config) (*Server, error) {
	if c.Wire == nil {
		c.Wire = wire.New(wire.Config{Registry: c.Registry, Players: c.Players, Log: c.Log, Version: c.Version})
	}
	s := &Server{
		Config:    c,
		events:    guard.NewLog(c.Log),
		knocks:    pace.New[netip.Prefix](KnockRate, KnockBurst, maxNetworks),
		traffic:   pace.New[netip.Prefix](NetworkRate, NetworkBurst, maxNetworks),
		output:    pace.New[netip.Prefix](NetworkOutput, NetworkOutputBurst, maxNetworks),
		exchanges: exchanges(),
		cells:     cells{of: make(map[netip.Prefix]int)},
		conns:     make(map[*conn]struct{}),
	}
	s.ctx, s.stop = context.WithCancelCause(context.Background())
	var err error
	s.ssh, err = wish.NewServer(
		wish.WithVersion("Crossplay"),
		wish.WithPublicKeyAuth(anyKey),
		wish.WithKeyboardInteractiveAuth(noQuestions),
		wish.WithPasswordAuth(anyPassword),
		charmssh.WrapConn(s.accept),
		func(srv *charmssh.Server) error {
			srv.AddHostKey(c.HostKey) // or wish makes one
			srv.ServerConfigCallback = s.config
			srv.ConnectionFailedCallback = s.failed
			// Sessions are ours; forwarding, agents and X11 are nobody's.
			srv.ChannelHandlers = map[string]charmssh.ChannelHandler{"session": s.sessionChannel, "default": s.otherChannel}
			srv.RequestHandlers = map[string]charmssh.RequestHandler{}
			srv.SubsystemHandlers = map[string]charmssh.SubsystemHandler{}
			return nil
		},
	)
	if err != nil {
		return nil, fmt.Errorf("the SSH server: %w", err)
	}
	s.ssh.HostSigners = nil // config has it sign for one connection after the other
	return s, nil
}

// Serve lets people in until ctx is done or the server is shut down, which is
// no error, at whatever moment it comes. It closes the listener.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	defer l.Close()
	for _, over := range []context.Context{ctx, s.ctx} {
		stop := context.AfterFunc(over, func() { _ = l.Close() })
		defer stop()
	}
	// Not the library's loop, which a Shutdown that comes at its beginning waits
	// for in vain.
	for {
		raw, err := l.Accept()
		switch {
		case err != nil && (s.closing() || ctx.Err() != nil):
			return nil
		case err != nil:
			return fmt.Errorf("the SSH server: %w", err)
		case !s.hold():
			_ = raw.Close()
			continue
		}
		go func() {
			defer s.release()
			s.ssh.HandleConn(raw)
		}()
	}
}

// Shutdown lets nobody in any more, tells everyone the notice and how to come
// back, and returns when all have gone. When ctx is done first, they are cut.
func (s *Server) Shutdown(ctx context.Context, notice string) {
	s.mu.Lock()
	s.draining = true
	all := make([]*conn, 0, len(s.conns))
	for c := range s.conns {
		all = append(all, c)
	}
	s.mu.Unlock()
	s.stop(&ended{notice})
	for _, c := range all {
		c.retire()
	}
	cut := context.AfterFunc(ctx, func() {
		for _, c := range all {
			_ = c.Close()
		}
	})
	defer cut()
	s.wg.Wait()
}

// accept takes a connection over, or turns it away before a byte is exchanged.
func (s *Server) accept(ctx charmssh.Context, raw net.Conn) net.Conn {
	addr := guard.Addr(raw.RemoteAddr())
	if !s.knocks.Allow(pace.Network(addr)) {
		s.events.Event("ssh connection refused", addr, "reason", "too many from this address within a short time")
		return nil
	}
	c := s.remember(raw, addr)
	if c == nil {
		return nil
	}
	c.enter()
	ctx.SetValue(connKey{}, c)
	return c
}

// remember begins a connection, unless the server is closing.
func (s *Server) remember(raw net.Conn, addr netip.Addr) *conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.draining {
		return nil
	}
	c := newConn(s, raw, addr)
	s.conns[c] = struct{}{}
	s.wg.Add(1)
	return c
}

// forget is the end of a connection.
func (s *Server) forget(c *conn) {
	s.mu.Lock()
	delete(s.conns, c)
	s.mu.Unlock()
	s.wg.Done()
}

// hold counts something that runs for a connection, which must be open, or
// reports that the server is closing.
func (s *Server) hold() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.draining {
		s.wg.Add(1)
	}
	return !s.draining
}

func (s *Server) release() { s.wg.Done() }

func (s *Server) closing() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.draining
}

// failed is told of connections that never got in. Of those that we have closed
// the log says why already.
func (s *Server) failed(c net.Conn, err error) {
	if errors.Is(err, net.ErrClosed) {
		return
	}
	s.events.Event("ssh handshake failed", guard.Addr(c.RemoteAddr()), "error", text.Clean(err.Error(), 4*maxWord))
}

// otherChannel refuses what is not a session: forwarding, agents, X11.
func (s *Server) otherChannel(_ *charmssh.Server, _ *gossh.ServerConn, ch gossh.NewChannel, ctx charmssh.Context) {
	c := connOf(ctx)
	s.events.Event("ssh channel refused", c.addr, "type", text.Clean(ch.ChannelType(), maxWord))
	c.refuse(ch, gossh.Prohibited, "only sessions here")
}

// ended is why a session was ended from our side, as a sentence for the person.
type ended struct{ notice string }

func (e *ended) Error() string { return e.notice }
