package web

import (
	"context"
	"maps"
	"net/netip"

	"golang.org/x/time/rate"

	"crossplay/guard"
	"crossplay/pace"
)

// Break adds a verb that panics.
func (s *Server) Break(do string) {
	s.verbs = maps.Clone(s.verbs)
	s.verbs[do] = verb{run: func(*socket, context.Context, command) (result, error) { panic("broken on purpose") }}
}

// Requests says how many connections may ask for pages.
func Requests(c *Config, l guard.Limits) { c.requests = l }

// Starve gives each address little of what it may be sent: so many bytes a
// second, and so many at once.
func (s *Server) Starve(rate rate.Limit, burst int) {
	s.budgets = pace.New[netip.Prefix](rate, burst, maxSites)
}

// Verbs are the verbs that there are.
func Verbs() []string {
	var all []string
	for do := range verbs {
		all = append(all, do)
	}
	return all
}

// Folder is where the files of this version are.
func (s *Server) Folder() string { return s.assets.address("") }

// Files are the sizes in bytes of the page's own files, as they are sent.
func Files() map[string]int {
	all := make(map[string]int)
	for name, f := range loadAssets(nil).files {
		all[name] = min(len(f.plain), len(f.zipped))
	}
	delete(all, catalog)
	return all
}

// Sockets is how many sockets there are.
func (s *Server) Sockets() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets)
}
