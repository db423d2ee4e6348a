package web

import (
	"io"
	"net/http"

	"crossplay/rooms/room"
	"crossplay/wire"
	"crossplay/words"
)

// returnPath is where a guest of a terminal comes back on the page, by their return code.
const returnPath = "/return"

// comeBack makes the browser that of the guest whose return code our page posts. A page
// without cookies asks for what the cookie would have said with "?tab".
func (s *Server) comeBack(w http.ResponseWriter, r *http.Request) {
	pasted, ok := s.posted(w, r)
	if !ok {
		return
	}
	from := s.conf.Proxies.Client(r)
	p, err := s.conf.Players.Return(pasted, from)
	if err != nil {
		s.log.Event("web: refused a return code", from, "error", err)
		http.Error(w, words.Refused(s.wire.Refusal(err)), http.StatusForbidden)
		return
	}
	w.Header().Set("Set-Cookie", s.cookie(r, p))
	w.Header().Set("Cache-Control", "no-store")
	if r.URL.Query().Has("tab") {
		io.WriteString(w, s.conf.Players.Token(p))
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// posted is what our own page posts; everything else is refused.
func (s *Server) posted(w http.ResponseWriter, r *http.Request) (body string, ok bool) {
	if !s.ours(w, r) {
		return "", false
	}
	all, err := io.ReadAll(http.MaxBytesReader(w, r.Body, wire.MaxMessage))
	if err != nil {
		http.Error(w, words.Refused(room.ErrThrottled), http.StatusRequestEntityTooLarge)
		return "", false
	}
	return string(all), true
}
