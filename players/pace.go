package players

import "time"

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
	// maxPaced is how many addresses, and how many people, are remembered for
	// that, at about 200 bytes for each.
	maxPaced = 10_000
)
