package web

import (
	"context"
	"maps"
)

// Break adds a verb that panics.
func (s *Server) Break(do string) {
	s.verbs = maps.Clone(s.verbs)
	s.verbs[do] = verb{run: func(*socket, context.Context, command) (result, error) { panic("broken on purpose") }}
}

// Verbs are the verbs that there are.
func Verbs() []string {
	var all []string
	for do := range verbs {
		all = append(all, do)
	}
	return all
}

// Files are the sizes in bytes of the page's files, as they are sent.
func Files() map[string]int {
	all := make(map[string]int)
	for name, f := range loadAssets() {
		all[name] = min(len(f.plain), len(f.zipped))
	}
	return all
}

// Sockets is how many sockets there are.
func (s *Server) Sockets() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets)
}
