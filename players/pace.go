package players

import (
	"net/netip"
	"time"

	"golang.org/x/time/rate"

	"crossplay/pace"
	"crossplay/rooms/room"
)

const (
	// NewBurst is how many visitors of an address may become lasting at once, unless
	// the host wants otherwise: a school of two hundred, and some who come twice. As many
	// again may within newAgain, so that a flood makes 9,000 a day. Each of them takes a
	// record of 120 bytes in the journal for ever, and 0.6 KB of memory, which guests
	// who stay away give back: see [Directory.Expire].
	NewBurst = 256
	newAgain = 40 * time.Minute
	// renameBurst and renameEvery bound how many names a person may take: some
	// until one fits, and then one each renameEvery. Every one of them is kept,
	// and read back at each start.
	renameBurst = 10
	renameEvery = time.Minute
	// A person tries triesBurst names at once and then one each triesEvery, as fast as
	// one thinks of them; all of a network networkTries and then one each
	// networkTriesEvery: a school of two hundred chooses together, three times each. A
	// name that is made for it takes half a millisecond to judge, so that one network
	// never takes more than half a percent of a processor.
	triesBurst        = 20
	triesEvery        = 3 * time.Second
	networkTries      = 600
	networkTriesEvery = 100 * time.Millisecond
	// maxPaced is how many addresses, and how many people, are remembered for
	// that, at about 200 bytes for each.
	maxPaced = 10_000
)

// tries are the names that people try, whether they get them or not.
type tries struct {
	people   *pace.Limits[room.PersonID]
	networks *pace.Limits[netip.Prefix]
}

func newTries() tries {
	return tries{
		people:   pace.New[room.PersonID](rate.Every(triesEvery), triesBurst, maxPaced),
		networks: pace.New[netip.Prefix](rate.Every(networkTriesEvery), networkTries, maxPaced),
	}
}

// allow counts a name that somebody tries, and reports whether they may.
func (t tries) allow(by room.PersonID, from netip.Prefix) bool {
	return t.people.Allow(by) && t.networks.Allow(from)
}
