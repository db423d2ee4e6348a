package wire

import (
	"cmp"
	"encoding/json"
	"log/slog"
	"maps"
	"net/netip"
	"sync"

	"golang.org/x/time/rate"

	"crossplay/alerts"
	"crossplay/archive"
	"crossplay/guard"
	"crossplay/pace"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Config is what conversations need.
type Config struct {
	Registry *rooms.Registry
	Players  *players.Directory
	Alerts   *alerts.Alerts   // nil: there are none
	Archive  *archive.Archive // nil: there is none
	Log      *slog.Logger
	Version  string
	Site     string // where games were played that are written down: the page's address
	Budget   Budget // what all peers of an address are sent by themselves; zero: as docs/protocol.md says
}

// Budget is a limit in bytes.
type Budget struct {
	Rate  rate.Limit // in a second
	Burst int        // at once
}

const (
	// A peer commands commandBurst times at once and then commandRate times a
	// second: faster than anyone plays.
	commandRate  = 20
	commandBurst = 40
	// The peers of one address command siteCommands times a second and
	// siteCommandsBurst times at once: all two hundred of a school do when they come or
	// return after a restart, where each takes fifteen, and a class of thirty plays with
	// a tenth of that.
	siteCommands      = 400
	siteCommandsBurst = 4000
	// An address has siteRate and siteBurst in all: thirty people behind one
	// router who play Go against bots, each with a move a second.
	siteRate  = 2 << 20
	siteBurst = 16 << 20
	// maxSites is for how many addresses that is remembered, at about 200 bytes
	// for each.
	maxSites = 10_000
)

// Server is what all conversations share. Windows that share one share what an
// address may do.
type Server struct {
	conf  Config
	log   *guard.Log
	games json.RawMessage
	bots  []string
	lobby lobbyCache
	verbs map[string]verb
	crew  pace.Crew

	commands *pace.Limits[netip.Prefix] // of all peers of an address
	budgets  *pace.Limits[netip.Prefix] // of what they are sent, in bytes

	mu    sync.Mutex
	peers map[*Peer]struct{}
}

// New prepares conversations; [Server.Meet] begins one.
func New(c Config) *Server {
	s := &Server{
		conf:  c,
		log:   guard.NewLog(c.Log),
		games: encode(c.Registry.Games()),
		bots:  append([]string{}, c.Registry.Bots()...), // a list, not null
		verbs: make(map[string]verb),

		commands: pace.New[netip.Prefix](siteCommands, siteCommandsBurst, maxSites),
		budgets:  pace.New[netip.Prefix](cmp.Or(c.Budget.Rate, siteRate), cmp.Or(c.Budget.Burst, siteBurst), maxSites),

		peers: make(map[*Peer]struct{}),
	}
	for _, r := range c.Registry.Verbs() {
		s.verbs[string(r.Do)] = roomVerb(r)
	}
	for do, v := range verbs {
		s.verbs[do] = v
	}
	maps.Copy(s.verbs, offVerbs)
	if c.Alerts != nil {
		maps.Copy(s.verbs, alertVerbs)
		if c.Alerts.Mails() {
			maps.Copy(s.verbs, mailVerbs)
		}
	}
	if c.Archive != nil {
		maps.Copy(s.verbs, pastVerbs)
	}
	c.Players.Changes(s.renamed)
	return s
}

// Verbs are the names of everything that a peer may ask.
func (s *Server) Verbs() []string {
	var all []string
	for do := range s.verbs {
		all = append(all, do)
	}
	return all
}

// renamed tells every peer of a person what they are called now, and what habits they have.
func (s *Server) renamed(id room.PersonID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for p := range s.peers {
		if p.id == id {
			p.rename()
		}
	}
}
