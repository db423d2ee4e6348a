package web

import (
	"net/http"
	"time"

	"crossplay/players"
)

// who finds the player that the page or the browser's cookie names, or makes a new
// one: a cookie that is missing, forged or expired is no error.
func (s *Server) who(r *http.Request) players.Player {
	if p, ok := s.remembered(r); ok {
		return p
	}
	return s.conf.Players.NewBrowser()
}

// remembered finds the player that the page names, or the browser's cookie.
func (s *Server) remembered(r *http.Request) (players.Player, bool) {
	if p, token, _ := s.tab(r); token != "" {
		return p, true
	}
	for _, name := range s.cookies.known() {
		for _, c := range r.CookiesNamed(name) {
			if p, err := s.conf.Players.FromToken(c.Value); err == nil {
				return p, true
			}
			s.log.Event("web: did not believe a cookie", s.conf.Proxies.Client(r))
		}
	}
	return players.Player{}, false
}

// returning is the browser's player, if a place is kept for them.
func (s *Server) returning(r *http.Request) string {
	if p, ok := s.remembered(r); ok && s.conf.Registry.Missed(p.ID) {
		return string(p.ID)
	}
	return ""
}

// cookie makes the browser come back as the player.
func (s *Server) cookie(r *http.Request, p players.Player) string {
	secure := s.site.secure(r)
	c := http.Cookie{
		Name:     s.cookies.name(secure),
		Value:    s.conf.Players.Token(p),
		Path:     "/",
		MaxAge:   int(players.TokenLife / time.Second),
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
		Secure:   secure,
	}
	return c.String()
}
