package web

import (
	"net/http"

	"crossplay/players"
	"crossplay/rooms/room"
	"crossplay/words"
)

// carryPath is where somebody goes on who plays in another window, by a code that stands
// behind a "#" in the address.
const carryPath = "/carry"

// carried is what a code leads to.
type carried struct {
	Name  string    `json:"name"`
	Room  room.Code `json:"room,omitempty"`
	Game  string    `json:"game,omitempty"`
	Token string    `json:"token,omitempty"` // what the tab is known by from now on
}

// carry answers our page for a code that it posts: with "?look" what it leads to, with
// "?qr" a picture of the link, and else the tab goes on as whoever made it. The cookie
// stays what it is: in other tabs the browser is whoever it was.
func (s *Server) carry(w http.ResponseWriter, r *http.Request) {
	body, ok := s.posted(w, r)
	if !ok {
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	if r.URL.Query().Has("qr") {
		s.carryQR(w, r, body)
		return
	}
	from := s.conf.Proxies.Client(r)
	look := r.URL.Query().Has("look")
	c, err := s.conf.Players.Carrying(body, from)
	if err == nil && !look {
		c, err = s.conf.Players.Carried(body, from, func(c players.Carry) error {
			here, _ := s.remembered(r)
			return s.conf.Registry.Apart(here.ID, c.Player.ID)
		})
	}
	if err != nil {
		s.log.Event("web: refused a code to go on by", from, "error", err)
		http.Error(w, words.Refused(s.wire.Refusal(err)), http.StatusForbidden)
		return
	}
	to := carried{Name: c.Player.Name, Room: c.Room}
	for _, own := range s.conf.Registry.Mine(c.Player.ID) {
		if own.Code == c.Room {
			to.Game = own.Game
		}
	}
	if !look {
		to.Token = s.conf.Players.CarriedToken(c.Player)
	}
	w.Header().Set("Content-Type", types[".json"])
	w.Write(encode(to))
}

// carryQR draws the link with a code, whether or not it leads anywhere.
func (s *Server) carryQR(w http.ResponseWriter, r *http.Request, code string) {
	picture, err := qrSVG(s.site.url(r) + carryPath + "#" + code[:min(len(code), maxCarry)])
	if err != nil { // the address is too long for a QR code
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", types[".svg"])
	w.Write(picture)
}

// maxCarry is how long a code is at most, in bytes.
const maxCarry = 16
