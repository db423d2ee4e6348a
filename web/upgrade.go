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

// version is that of the websocket protocol.
const version = "13"

var upgrader = websocket.Upgrader{
	ReadBufferSize:  readBuffer,
	WriteBufferSize: writeBuffer,
	WriteBufferPool: new(sync.Pool),
	CheckOrigin:     func(*http.Request) bool { return true }, // ws has looked
}

// ws turns a request into a socket. The handler returns at once, so that
// net/http keeps nothing for it.
func (s *Server) ws(w http.ResponseWriter, r *http.Request) {
	if !s.ours(w, r) {
		return
	}
	if status, why := handshake(r); status != http.StatusSwitchingProtocols {
		h := w.Header()
		h.Set("Upgrade", "websocket")
		h.Set("Sec-WebSocket-Version", version)
		http.Error(w, why, status)
		return
	}
	leave, ok := s.place(w, r)
	if !ok {
		return
	}
	from := s.conf.Proxies.Client(r)
	who := s.who(r)
	p, out := s.conf.Players.Enter(who, from)
	p.Until = who.Until
	g := s.greeting(hostname(r.Host), s.site.url(r), r.URL.Query().Get("games"))
	head := make(http.Header)
	var asked bool
	if g.Token, asked = s.token(r, p); asked {
		head.Set("Sec-WebSocket-Protocol", tabs)
	}
	if g.Token == "" { // else the cookie, if there is one, is of whoever has the other tabs
		head.Set("Set-Cookie", s.cookie(r, p))
	}
	ws, err := upgrader.Upgrade(w, r, head)
	if err != nil { // it has been answered
		out()
		leave()
		return
	}
	s.greet(ws, p, from, func() { out(); leave() }, g)
}

// door answers a page whose socket was refused, for browsers tell it no reason: as the socket
// would be answered now, or that it would be opened.
func (s *Server) door(w http.ResponseWriter, r *http.Request) {
	if !s.ours(w, r) {
		return
	}
	if leave, ok := s.place(w, r); ok {
		leave()
		w.WriteHeader(http.StatusNoContent)
	}
}

// ours reports whether our own page asks, and else refuses.
func (s *Server) ours(w http.ResponseWriter, r *http.Request) bool {
	if s.site.admits(r) {
		return true
	}
	s.log.Event("web: refused a foreign page", s.conf.Proxies.Client(r), "origin", r.Header.Get("Origin"), "host", r.Host)
	http.Error(w, "Only this server's own page may open a socket. Whoever runs it sets CROSSPLAY_BASE_URL to the page's address.",
		http.StatusForbidden)
	return false
}

// place takes a place for a socket, until leave is called, or refuses it.
func (s *Server) place(w http.ResponseWriter, r *http.Request) (leave func(), ok bool) {
	from := s.conf.Proxies.Client(r)
	place := s.conf.Quota.Enter(from, func() {})
	if err := place.Activate(func() string { return s.returning(r) }); err != nil {
		place.Leave()
		s.log.Event("web: refused a socket", from, "error", err)
		crowded(w, err, "Too many people play from your address. Close a window, or try again in a minute.")
		return nil, false
	}
	return place.Leave, true
}

// handshake reports whether the upgrade will succeed, or with what it is
// refused: a player must not be made for a request that fails. Browsers do all
// of this right, so what is odd is not guessed at.
func handshake(r *http.Request) (status int, why string) {
	keys, versions := r.Header.Values("Sec-WebSocket-Key"), r.Header.Values("Sec-WebSocket-Version")
	switch {
	case !websocket.IsWebSocketUpgrade(r), len(versions) == 1 && versions[0] != version:
		return http.StatusUpgradeRequired, "This address speaks websocket, version " + version + "."
	case r.Method != http.MethodGet, !r.ProtoAtLeast(1, 1), len(versions) != 1, r.ContentLength != 0:
	case len(keys) == 1 && validKey(keys[0]):
		return http.StatusSwitchingProtocols, ""
	}
	return http.StatusBadRequest, "That is no handshake of a websocket: it takes one GET of HTTP/1.1 with one Sec-WebSocket-Key, one Sec-WebSocket-Version and no body."
}

func validKey(key string) bool {
	raw, err := base64.StdEncoding.DecodeString(key)
	return err == nil && len(raw) == 16
}
