package players

import "crossplay/rooms/room"

// Shape is the skeleton of UTS #39.
var Shape = shape

// Prototypes is Unicode's table.
var Prototypes = prototypes

// Friendly is the name that somebody gets at an attempt, Last the one after all
// attempts.
var (
	Friendly    = friendly
	Last        = last
	MaxFriendly = maxFriendly
	MaxVariants = maxVariants
	Pretends    = newReserved(nil).pretends
)

// Paced is what the paces take of those who tried a name: people and networks.
const Paced = 2 * maxPaced * 200

// Remembers is how many visitors and looks of names the directory has in memory.
func (d *Directory) Remembers() (visitors, names int) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return len(d.here), len(d.names)
}

// RecordOf is a record of an earlier version.
func RecordOf(id room.PersonID, name string) []byte {
	return []byte(`{"v":1,"at":"2026-01-02T03:04:05Z","id":"` + string(id) + `","name":"` + name + `","kind":"browser"}`)
}
