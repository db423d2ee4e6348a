package web

import (
	"fmt"
	"net/http"
	"strings"

	"crossplay/alerts"
	"crossplay/rooms/room"
	"crossplay/text"
	"crossplay/words"
)

// policy lets the page use what this server serves, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const robots = "User-agent: *\nDisallow: /r/\nDisallow: /g/\nDisallow: /history\nDisallow: /carry\nDisallow: /qr/\nDisallow: /ws\nDisallow: /stop/\n"

const (
	socketPath = "/ws"
	healthPath = "/healthz"
	readyPath  = "/readyz"
)

// maxPath is how many characters of a path are logged, and searched for a code.
const maxPath = 100

// handler routes every request.
func (s *Server) handler() http.Handler {
	pages := http.NewServeMux()
	pages.HandleFunc("GET /{$}", s.assets.page)
	pages.HandleFunc("GET /", s.nowhere)
	pages.HandleFunc("GET /r/{code}", s.room)
	pages.HandleFunc("GET /r/{code}/{$}", s.room)
	pages.HandleFunc("GET /g/{game}", s.past)
	pages.HandleFunc("GET /history", s.assets.page)
	pages.HandleFunc("GET "+carryPath, s.assets.page)
	pages.HandleFunc("POST "+carryPath, s.unhurried(dearRequest, s.carry))
	pages.HandleFunc("GET /r/{code}/proof.json", s.unhurried(dearRequest, s.proof))
	pages.HandleFunc("GET "+staticPath+"{name...}", s.assets.static)
	pages.HandleFunc("GET /favicon.ico", s.assets.icon)
	pages.HandleFunc("GET /worker.js", s.assets.worker)
	pages.HandleFunc("GET /qr/{file}", s.unhurried(dearRequest, s.qr))
	pages.HandleFunc("GET "+socketPath, s.unhurried(dearRequest, s.ws))
	pages.HandleFunc("POST "+socketPath, s.unhurried(dearRequest, s.door))
	pages.HandleFunc("POST "+returnPath, s.unhurried(dearRequest, s.comeBack))
	if a := s.conf.Alerts; a != nil && a.Mails() {
		pages.HandleFunc("GET "+alerts.StopPath+"{token}", s.unhurried(dearRequest, s.askStop))
		pages.HandleFunc("POST "+alerts.StopPath+"{token}", s.unhurried(dearRequest, s.stop))
	}
	pages.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, robots)
	})

	checks := http.NewServeMux()
	checks.HandleFunc("GET "+healthPath, s.healthz)
	checks.HandleFunc("GET "+readyPath, s.readyz)

	// Redirects and refusals, those of the muxes too, count as much as pages.
	visits := s.unhurried(1, s.known(pages).ServeHTTP)
	return s.safe(s.active(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == healthPath, r.URL.Path == readyPath:
			s.patient(checks).ServeHTTP(w, r)
		case r.Method == http.MethodOptions && r.RequestURI == "*": // proxies ask so whether we live
			s.patient(http.HandlerFunc(options)).ServeHTTP(w, r)
		default:
			visits(w, r)
		}
	})))
}

// safe sets the headers that every answer has, and survives a panic.
func (s *Server) safe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch broken := recover(); broken {
			case nil:
			case http.ErrAbortHandler:
				panic(broken)
			default:
				no := s.wire.Incident("web: a request broke", broken, "path", text.Clean(r.URL.Path, maxPath))
				http.Error(w, words.Refused(no), http.StatusInternalServerError)
			}
		}()
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		next.ServeHTTP(w, r)
	})
}

// known refuses requests for a host that this server does not answer for.
func (s *Server) known(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.site.knows(r.Host) {
			s.log.Event("web: refused an unknown host", s.conf.Proxies.Client(r), "host", r.Host)
			http.Error(w, "This server does not answer to that name. Whoever runs it sets CROSSPLAY_BASE_URL to the page's address.",
				http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// nowhere answers for an address that leads nowhere: browsers with the page, programs
// with a line.
func (s *Server) nowhere(w http.ResponseWriter, r *http.Request) {
	if !strings.Contains(r.Header.Get("Accept"), "text/html") {
		http.NotFound(w, r)
		return
	}
	s.assets.nowhere(w)
}

// room serves the page at a room's address, written as codes are. What people copy
// along with a link, a bracket or a full stop, is left out.
func (s *Server) room(w http.ResponseWriter, r *http.Request) {
	path := r.PathValue("code")
	code, err := room.FindCode(path[:min(len(path), maxPath)])
	switch {
	case err != nil:
		s.assets.nowhere(w)
	case "/r/"+string(code) != r.URL.Path:
		http.Redirect(w, r, "/r/"+string(code), http.StatusPermanentRedirect)
	default:
		s.assets.page(w, r)
	}
}

// past serves the page at the address of a finished game, written as its name is.
func (s *Server) past(w http.ResponseWriter, r *http.Request) {
	path := r.PathValue("game")
	code, round, err := room.ParseGame(path[:min(len(path), maxPath)])
	switch {
	case err != nil:
		s.assets.nowhere(w)
	case "/g/"+room.GameID(code, round) != r.URL.Path:
		http.Redirect(w, r, "/g/"+room.GameID(code, round), http.StatusPermanentRedirect)
	default:
		s.assets.page(w, r)
	}
}

// options answers "OPTIONS *" with nothing, as net/http would at any rate.
func options(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "0") }

func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") }

func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	if err := s.conf.Ready(); err != nil {
		s.log.Event("web: not ready", s.conf.Proxies.Client(r), "error", err)
		http.Error(w, "cannot save", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok")
}
