// Package web is the browser window: the page, the websocket behind it and the
// checks in front of both. Other programs may speak to the websocket too:
// docs/protocol.md says how.
package web

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"crossplay/alerts"
	"crossplay/guard"
	"crossplay/pace"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/wire"
	"crossplay/words"
)

// Config is what the window needs.
type Config struct {
	Registry *rooms.Registry
	Players  *players.Directory
	Quota    *guard.Quota  // how many sockets there may be
	Proxies  guard.Proxies // whose X-Forwarded-For and X-Forwarded-Proto are believed
	BaseURL  string        // "https://play.example.org", or empty: found only by localhost and by IP address
	SSHHost  string        // the host of ssh commands on invitations; empty: the one that the page was found by
	SSHPort  int
	Secret   []byte // the cookie is named after it
	Log      *slog.Logger
	Version  string
	Alerts   *alerts.Alerts // who follows the links of its mails; nil: nobody
	Wire     *wire.Server   // the conversations, where other windows share them; nil: its own
	Ready    func() error   // why the server is not ready; nil: Registry.Ready, asked once a second

	requests guard.Limits // how many connections may ask for pages; a test's own
}

const (
	// headerTime is how long a request's header may take.
	headerTime = 5 * time.Second
	// requestTime is how long a whole request may take: none has a body.
	requestTime = 10 * time.Second
	// responseTime is how long reading an answer may take: 100 KB over a poor line.
	responseTime = 30 * time.Second
	// idleTime is how long a connection is kept for another request.
	idleTime = time.Minute
	// maxHeader is the size of a request's header in bytes. Ours need below 1 KB;
	// cookies of other programs on the same host come on top.
	maxHeader = 8 << 10
	// drainTime is how long a request may go on when the server stops.
	drainTime = time.Second
)

// Server is the browser window.
type Server struct {
	conf    Config
	site    site
	cookies cookies
	assets  assets
	log     *guard.Log
	http    *http.Server
	wire    *wire.Server

	// By address.
	requests *pace.Limits[netip.Prefix]
	checks   *pace.Limits[netip.Prefix] // of our health
	input    *pace.Limits[netip.Prefix] // of sockets, in bytes

	ctx  context.Context // ends when everyone is cut off
	cut  context.CancelFunc
	live sync.WaitGroup // the goroutines of sockets

	mu      sync.Mutex
	sockets map[*socket]struct{}
	closing bool
}

// New prepares a window; Serve opens it.
func New(c Config) *Server {
	if c.Ready == nil {
		c.Ready = seldom(readyTime, c.Registry.Ready)
	}
	if c.requests == (guard.Limits{}) {
		c.requests = guard.Limits{PerAddress: maxRequestsEach, Total: maxRequests}
	}
	if c.Wire == nil {
		c.Wire = wire.New(wire.Config{Registry: c.Registry, Players: c.Players, Log: c.Log, Version: c.Version})
	}
	s := &Server{
		conf:    c,
		site:    newSite(c.BaseURL, c.Proxies),
		cookies: newCookies(c.Secret),
		assets:  loadAssets(encode(c.Registry.Games()), encode(c.Registry.Sketches()), words.JSON(), words.AlertsJSON(c.Alerts != nil && c.Alerts.Mails())),
		log:     guard.NewLog(c.Log),
		wire:    c.Wire,

		requests: pace.New[netip.Prefix](siteRequests, siteRequestsBurst, maxSites),
		checks:   pace.New[netip.Prefix](checks, checksBurst, maxSites),
		input:    pace.New[netip.Prefix](siteInput, siteInputBurst, maxSites),

		sockets: make(map[*socket]struct{}),
	}
	s.ctx, s.cut = context.WithCancel(context.Background())
	s.http = &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       requestTime,
		WriteTimeout:      responseTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          s.log.Std("web: net/http complains"),
		ConnContext:       withConn,

		ConnState: rest,

		DisableGeneralOptionsHandler: true, // which nothing would hold back
	}
	return s
}

// Serve answers on the listener until Shutdown, and returns nil then, or until
// the context ends, which cuts everyone off. It waits for every socket.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	over := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		select {
		case <-ctx.Done():
			s.abandon()
		case <-over:
		}
	})
	err := s.http.Serve(newLimitListener(l, s.conf, s.log))
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	} else {
		s.abandon()
	}
	s.live.Wait()
	close(over)
	watching.Wait()
	s.cut()
	return err
}

// Shutdown tells every socket why it is closed, closes it, and waits for it.
// Who has not gone when the context ends is cut off.
func (s *Server) Shutdown(ctx context.Context, notice string) {
	for _, k := range s.close() {
		k.peer.Farewell(notice)
	}
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		drain, cancel := context.WithTimeout(ctx, drainTime)
		defer cancel()
		s.http.Shutdown(drain)
		s.http.Close()
		s.live.Wait()
	}()
	select {
	case <-gone:
	case <-ctx.Done():
		s.abandon()
		<-gone
	}
}

// abandon cuts every connection.
func (s *Server) abandon() {
	s.cut()
	s.http.Close()
	for _, k := range s.close() {
		k.conn.Close()
	}
}

// close lets no more sockets in and returns those that are.
func (s *Server) close() []*socket {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closing = true
	all := make([]*socket, 0, len(s.sockets))
	for k := range s.sockets {
		all = append(all, k)
	}
	return all
}

// enter counts a socket in and starts reading it, unless the server is closing.
func (s *Server) enter(k *socket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return false
	}
	s.sockets[k] = struct{}{}
	s.live.Go(k.read)
	return true
}

// exit counts a socket out.
func (s *Server) exit(k *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sockets, k)
}

// encode never fails: everything that is sent can be encoded.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
