package web

import (
	"net/http"
	"strings"

	"github.com/gorilla/websocket"

	"crossplay/players"
)

// tabs is the subprotocol of pages that are somebody in their tab alone: in browsers that
// keep no cookies, and where somebody goes on who plays elsewhere. Such a page is told in its
// greeting what the cookie would have said, and says it when it comes again, in
// the handshake: what stands in an address is kept by proxies. It is as good as the
// cookie; a browser that keeps cookies never hands it to a script.
const tabs = "crossplay.tab"

// tab finds the player that such a page names, by which token, and whether the page is one.
func (s *Server) tab(r *http.Request) (p players.Player, token string, asked bool) {
	for _, offered := range websocket.Subprotocols(r) {
		token, has := strings.CutPrefix(offered, tabs)
		if !has {
			continue
		}
		asked = true
		if token = strings.TrimPrefix(token, "."); token == "" {
			continue
		}
		if p, err := s.conf.Players.FromTab(token); err == nil {
			return p, token, true
		}
		s.log.Event("web: did not believe a tab", s.conf.Proxies.Client(r))
	}
	return players.Player{}, "", asked
}

// token is what such a page says of a player when it comes again: what it says now, whose life
// is no longer for that. Where that is over, and there is a cookie, it says nothing any more,
// and the tab is whoever the browser is.
func (s *Server) token(r *http.Request, p players.Player) (token string, asked bool) {
	_, token, asked = s.tab(r)
	if _, cookie := s.remembered(r); asked && token == "" && !cookie {
		token = s.conf.Players.Token(p)
	}
	return token, asked
}
