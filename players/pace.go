package players

import "time"

const (
	// newBurst and newEvery bound how many visitors of an address may become
	// lasting: a school at once, and then one each newEvery. Each of them takes
	// a record of 120 bytes in the journal for ever, and 0.6 KB of memory, which
	// guests who stay away give back: see [Directory.Expire].
	newBurst = 256
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
