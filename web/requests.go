package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"crossplay/guard"
	"crossplay/pace"
	"crossplay/rooms/room"
	"crossplay/words"
)

const (
	// An address asks for siteRequestsBurst things at once and then siteRequests a
	// second. A page with its files is sixty, so a school of two hundred behind one
	// router opens it at once, and three a second after that; each takes 50 µs.
	siteRequests      = 200
	siteRequestsBurst = 16_000
	// maxSites is for how many addresses that is remembered, at about 200 bytes
	// for each.
	maxSites = 10_000
	// dearRequest is how many more one counts that takes longer: a QR code 250 µs,
	// the record of a game a read of the disk, a socket a greeting of 30 KB.
	dearRequest = 9
	// hurryTime is how long who hurries has to wait for the answer that says so,
	// or refusing would be as dear as answering.
	hurryTime = time.Second
	// A check of our health is answered at once checksBurst times for an address
	// and then checks times a second; more than that wait for hurryTime. Hosts ask
	// a few times a minute.
	checks      = 20
	checksBurst = 1000
	// readyTime is for how long it is known whether we can save: on a full disk
	// finding out takes a write.
	readyTime = time.Second

	hurried = "Too many requests come from your address. Wait a moment and try again."
	// crowdedTime is after how many seconds a browser may ask a full server again.
	crowdedTime = "60"
)

// connKey is the key of a request's connection in its context.
type connKey struct{}

// withConn lets requests find their connection.
func withConn(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, c)
}

// rest hears what becomes of a connection. One that waits for its next request
// is idle again: it is the first to go when somebody needs its place.
func rest(c net.Conn, state http.ConnState) {
	if c, ok := c.(*conn); ok && c.place != nil && state == http.StateIdle {
		c.place.Idle()
	}
}

// opensSocket reports whether the request is for a socket. Those have a quota of
// their own: whatever fills the pages keeps no player from a game.
func opensSocket(r *http.Request) bool { return r.URL.Path == socketPath }

// active lets a request be answered as long as there are not too many at once.
// Until then, while its header is still to come, its connection is idle.
func (s *Server) active(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c, ok := r.Context().Value(connKey{}).(*conn); ok && c.place != nil {
			if err := c.place.Activate(nil); err != nil && !opensSocket(r) {
				from := s.conf.Proxies.Client(r)
				s.log.Event("web: refused a request", from, "error", err)
				w.Header().Set("Connection", "close")
				crowded(w, err, hurried)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// unhurried answers requests that cost so much, unless the address has made too
// many.
func (s *Server) unhurried(cost int, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		from := s.conf.Proxies.Client(r)
		if s.requests.AllowN(pace.Network(from), cost) {
			next(w, r)
			return
		}
		s.delay(r, from)
		h := w.Header()
		h.Set("Connection", "close")
		h.Set("Retry-After", "1")
		http.Error(w, hurried, http.StatusTooManyRequests)
	}
}

// patient answers everyone, but those late who ask too often: nobody is told that
// we are ill because somebody else behind their address asks as well.
func (s *Server) patient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if from := s.conf.Proxies.Client(r); !s.checks.Allow(pace.Network(from)) {
			s.delay(r, from)
		}
		next.ServeHTTP(w, r)
	})
}

// delay lets a request that comes too early wait, at nobody's expense.
func (s *Server) delay(r *http.Request, from netip.Addr) {
	s.log.Event("web: an address asks too often", from)
	if c, ok := r.Context().Value(connKey{}).(*conn); ok && c.place != nil {
		c.place.Idle()
	}
	select {
	case <-time.After(hurryTime):
	case <-r.Context().Done():
	}
}

// seldom asks again only when the last answer is older than so long. Who asks
// meanwhile waits for the same answer.
func seldom(every time.Duration, ask func() error) func() error {
	var (
		mu     sync.Mutex
		answer error
		next   time.Time
	)
	return func() error {
		mu.Lock()
		defer mu.Unlock()
		if !time.Now().Before(next) {
			answer = ask()
			next = time.Now().Add(every)
		}
		return answer
	}
}

// crowded answers a request beyond a quota. Of an address that has too many,
// each is told what to do.
func crowded(w http.ResponseWriter, err error, each string) {
	w.Header().Set("Retry-After", crowdedTime)
	if errors.Is(err, guard.ErrAddress) {
		http.Error(w, each, http.StatusTooManyRequests)
		return
	}
	http.Error(w, words.Refused(room.ErrServer), http.StatusServiceUnavailable)
}
