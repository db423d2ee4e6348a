package web

import (
	"net/http"
	"strings"

	"github.com/gorilla/websocket"

	"crossplay/players"
)

// tabs is the subprotocol of pages in browsers that keep no cookies. Such a page is told
// in its greeting what the cookie would have said, and says it when it comes again, in
// the handshake: what stands in an address is kept by proxies. It is as good as the
// cookie; a browser that keeps cookies never hands it to a script.
const tabs = "crossplay.tab"

// tab finds the player that a page names whose browser keeps no cookies, and whether
// the page is such a one.
func (s *Server) tab(r *http.Request) (p players.Player, known, asked bool) {
	for _, offered := range websocket.Subprotocols(r) {
		token, has := strings.CutPrefix(offered, tabs)
		if !has {
			continue
		}
		asked = true
		if token = strings.TrimPrefix(token, "."); token == "" {
			continue
		}
		if p, err := s.conf.Players.FromToken(token); err == nil {
			return p, true, true
		}
		s.log.Event("web: did not believe a tab", s.conf.Proxies.Client(r))
	}
	return players.Player{}, false, asked
}
