package web

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"crossplay/guard"
)

// site knows by which names the page may be found, and from which pages a
// socket may be opened. Anybody can make a name point here and have browsers
// believe that their page and this server are one; so the only names are those
// that nobody else can point anywhere, localhost and IP addresses, and the base
// URL's.
type site struct {
	base    *url.URL // nil: none
	proxies guard.Proxies
}

func newSite(base string, p guard.Proxies) site {
	s := site{proxies: p}
	if u, err := url.Parse(base); err == nil && u.Host != "" {
		host := u.Host
		if port := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]; port != "" {
			host = strings.TrimSuffix(host, port) // as browsers write an origin
		}
		s.base = &url.URL{Scheme: u.Scheme, Host: host}
	}
	return s
}

// hostname is a Host header without port and brackets.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
}

// local reports whether nobody can make the name mean another machine.
func local(name string) bool {
	if strings.EqualFold(name, "localhost") {
		return true
	}
	_, err := netip.ParseAddr(name)
	return err == nil
}

// knows reports whether the page may be found by this Host header.
func (s site) knows(host string) bool {
	name := hostname(host)
	return local(name) || s.base != nil && strings.EqualFold(name, s.base.Hostname())
}

// scheme is how the browser reached this server, or the proxy before it.
func (s site) scheme(r *http.Request) string {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err == nil && s.proxies.Trusts(peer.Addr().Unmap()) && r.Header.Get("X-Forwarded-Proto") == "https" {
		return "https"
	}
	return "http"
}

// url is the page's address as this visitor should pass it on.
func (s site) url(r *http.Request) string {
	if s.base != nil {
		return s.base.String()
	}
	return s.scheme(r) + "://" + r.Host
}

// secure reports whether browsers reach the page by https alone.
func (s site) secure(r *http.Request) bool {
	return strings.HasPrefix(s.url(r), "https://")
}

// admits reports whether the page that asks for a socket is ours. A browser
// always says which page asks, so a request that does not say is refused too.
func (s site) admits(r *http.Request) bool {
	origins := r.Header.Values("Origin")
	if len(origins) != 1 {
		return false
	}
	if s.base != nil && strings.EqualFold(origins[0], s.base.String()) {
		return true
	}
	return local(hostname(r.Host)) && strings.EqualFold(origins[0], s.scheme(r)+"://"+r.Host)
}
