package rooms

import (
	"log/slog"
	"net/netip"
	"time"

	"golang.org/x/time/rate"

	"crossplay/pace"
)

const (
	// A network gets guessBurst codes wrong and then one each guessEvery: slips
	// of a whole school, and 8,640 guesses a day. Of the 24^10 codes of private
	// rooms, a thousand rooms and somebody with an IPv6 prefix of 48 bits, which
	// is 65,536 networks, that finds one in four months.
	guessBurst = 20
	guessEvery = 10 * time.Second
	// maxGuessers is how many networks are remembered for that, at about 200
	// bytes for each.
	maxGuessers = 50_000
	// guessesSaid is how often the log says it of one network.
	guessesSaid = 10 * time.Minute
)

// Guesses counts the wrong codes of each network, wherever one opens something:
// those of rooms, and those that bring players back. It is safe for concurrent
// use.
type Guesses struct {
	wrong *pace.Limits[netip.Prefix]
	said  *pace.Limits[netip.Prefix]
	log   *slog.Logger
}

// NewGuesses begins to count.
func NewGuesses(log *slog.Logger) *Guesses {
	return &Guesses{
		wrong: pace.New[netip.Prefix](rate.Every(guessEvery), guessBurst, maxGuessers),
		said:  pace.New[netip.Prefix](rate.Every(guessesSaid), 1, maxGuessers),
		log:   log,
	}
}

// Spent reports whether the network has guessed too often. Until it has waited,
// it gets [ErrGuesses] for every code that is not its own, right or wrong.
func (g *Guesses) Spent(from netip.Prefix) bool { return g.wrong.Spent(from) }

// Wrong counts a code that opened nothing.
func (g *Guesses) Wrong(from netip.Prefix) {
	g.wrong.Allow(from)
	if g.wrong.Spent(from) && g.said.Allow(from) {
		g.log.Warn("a network guesses codes", "network", from.String())
	}
}
