package web

import (
	"net/netip"

	"crossplay/guard"
	"crossplay/pace"
)

// Requests says how many connections may ask for pages.
func Requests(c *Config, l guard.Limits) { c.requests = l }

// Seldom asks no more than once within a time.
var Seldom = seldom

// Spend takes all that an address may ask for now.
func (s *Server) Spend(a netip.Addr) {
	for _, l := range []*pace.Limits[netip.Prefix]{s.requests, s.checks} {
		for l.Allow(pace.Network(a)) {
		}
	}
}

// Folder is where the files of this version are.
func (s *Server) Folder() string { return s.assets.address("") }

// Files are the sizes in bytes of the page's own files, as they are sent.
func Files() map[string]int {
	all := make(map[string]int)
	for name, f := range loadAssets(nil, nil, nil, nil).files {
		all[name] = min(len(f.plain), len(f.zipped))
	}
	delete(all, catalog)
	delete(all, sketches)
	delete(all, wording)
	delete(all, later)
	return all
}

// Worker is the service worker of a page with such games and words.
func Worker(games, words string) string {
	return string(loadAssets([]byte(games), nil, []byte(words), nil).files[worker].plain)
}

// Sockets is how many sockets there are.
func (s *Server) Sockets() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets)
}
