package players

import "time"

const (
	// newBurst and newEvery bound how many identities an address may make: a
	// class at once, and then one each newEvery.
	newBurst = 60
	newEvery = 10 * time.Second
	// renameBurst and renameEvery bound how many names a person may take: some
	// until one fits, and then one each renameEvery. Every one of them is kept,
	// and read back at each start.
	renameBurst = 10
	renameEvery = time.Minute
	// maxPaced is how many addresses, and how many people, are remembered for
	// that, at about 200 bytes for each.
	maxPaced = 10_000
)
