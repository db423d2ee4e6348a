package web

import (
	"net/http"
	"net/netip"
	"time"

	"crossplay/players"
)

const cookieName = "crossplay"

// who finds the player that the browser's cookie names, or makes a new one:
// a cookie that is missing, forged or expired is no error.
func (s *Server) who(r *http.Request, from netip.Addr) players.Player {
	for _, c := range r.CookiesNamed(cookieName) {
		if p, err := s.conf.Players.FromToken(c.Value); err == nil {
			return p
		}
		s.log.Event("web: did not believe a cookie", from)
	}
	return s.conf.Players.NewBrowser()
}

// cookie makes the browser come back as the player.
func (s *Server) cookie(r *http.Request, p players.Player) string {
	c := http.Cookie{
		Name:     cookieName,
		Value:    s.conf.Players.Token(p),
		Path:     "/",
		MaxAge:   int(players.TokenLife / time.Second),
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
		Secure:   s.site.secure(r),
	}
	return c.String()
}
