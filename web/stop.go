package web

import (
	"html/template"
	"net/http"

	"crossplay/alerts"
	"crossplay/text"
	"crossplay/words"
)

// This file is where the links in mails lead. They work without the page, for whoever has
// them: a mail program that stops a mailing posts to them by itself (RFC 8058), and a
// person sees a button. Nothing is stopped by looking: programs look at links.

// stopPolicy is that of all pages, but that this one may post to itself.
const stopPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

var stopPage = template.Must(template.New("stop").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{{.Title}}</title>
<link rel="stylesheet" href="{{.Colours}}"><link rel="stylesheet" href="{{.Style}}">
<main id="main"><div class="face"><h1>{{.Title}}</h1><p>{{.Text}}</p>{{with .Do}}<form method="post"><button class="primary">{{.}}</button></form>{{end}}</div></main>
`))

type stopText struct{ Title, Text, Do, Colours, Style string }

// askStop asks whether to.
func (s *Server) askStop(w http.ResponseWriter, r *http.Request) {
	if !s.conf.Alerts.Stoppable(r.PathValue("token")) {
		s.stopSays(w, http.StatusNotFound, words.Refused(alerts.ErrLink), false)
		return
	}
	_, asks, _ := words.StopMail()
	s.stopSays(w, http.StatusOK, asks, true)
}

// stop does.
func (s *Server) stop(w http.ResponseWriter, r *http.Request) {
	err := s.conf.Alerts.Stop(r.Context(), r.PathValue("token"))
	if err == nil {
		s.stopSays(w, http.StatusOK, words.StoppedMail(), false)
		return
	}
	switch no := s.wire.Refusal(err); {
	case no.Is(alerts.ErrLink):
		s.log.Event("web: refused a link of a mail", s.conf.Proxies.Client(r), "token", text.Clean(r.PathValue("token"), maxPath))
		s.stopSays(w, http.StatusNotFound, words.Refused(no), false)
	default:
		s.stopSays(w, http.StatusServiceUnavailable, words.Refused(no), true)
	}
}

// stopSays answers with a page, and with the button where something can be done.
func (s *Server) stopSays(w http.ResponseWriter, status int, says string, ask bool) {
	title, _, do := words.StopMail()
	if !ask {
		do = ""
	}
	h := w.Header()
	h.Set("Content-Security-Policy", stopPolicy)
	h.Set("Content-Type", types[".html"])
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = stopPage.Execute(w, stopText{title, says, do, s.assets.address("colours.css"), s.assets.address("style.css")})
}
