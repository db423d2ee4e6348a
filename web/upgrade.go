package web

import (
	"encoding/base64"
	"net/http"
	"sync"

	"github.com/gorilla/websocket"
)

// The buffers of a socket, in bytes. Commands are short; the write buffer is
// borrowed while something is written, and longer messages go past it.
const (
	readBuffer  = 512
	writeBuffer = 1 << 10
)

var upgrader = websocket.Upgrader{
	ReadBufferSize:  readBuffer,
	WriteBufferSize: writeBuffer,
	WriteBufferPool: new(sync.Pool),
	CheckOrigin:     func(*http.Request) bool { return true }, // ws has looked
}

// ws turns a request into a socket. The handler returns at once, so that
// net/http keeps nothing for it.
func (s *Server) ws(w http.ResponseWriter, r *http.Request) {
	from := s.conf.Proxies.Client(r)
	if !s.site.admits(r) {
		s.log.Event("web: refused a foreign page", from, "origin", r.Header.Get("Origin"), "host", r.Host)
		http.Error(w, "Only this server's own page may open a socket. Whoever runs it sets CROSSPLAY_BASE_URL to the page's address.",
			http.StatusForbidden)
		return
	}
	if !asksForSocket(r) {
		w.Header().Set("Upgrade", "websocket")
		http.Error(w, "This address speaks websocket.", http.StatusUpgradeRequired)
		return
	}
	place := s.conf.Quota.Enter(from, func() {})
	leave := place.Leave
	if err := place.Settle(false); err != nil {
		leave()
		s.log.Event("web: refused a socket", from, "error", err)
		crowded(w, err)
		return
	}
	p, out := s.conf.Players.Enter(s.who(r), from)
	ws, err := upgrader.Upgrade(w, r, http.Header{"Set-Cookie": {s.cookie(r, p)}})
	if err != nil { // it has been answered
		out()
		leave()
		return
	}
	newSocket(s, ws, p, from, func() { out(); leave() }).start(s.hello(r, p))
}

// asksForSocket reports whether the upgrade will succeed: a player must not be
// made for a request that fails.
func asksForSocket(r *http.Request) bool {
	key, err := base64.StdEncoding.DecodeString(r.Header.Get("Sec-WebSocket-Key"))
	return err == nil && len(key) == 16 && websocket.IsWebSocketUpgrade(r) &&
		r.Method == http.MethodGet && r.Header.Get("Sec-WebSocket-Version") == "13"
}
