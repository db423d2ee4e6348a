package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	// gcPercent is how much garbage may lie around before it is collected, in
	// percent of what is in use. Boards leave the processor idle most of the time
	// while a thousand people sit at them, so memory is the dearer of the two; Go's
	// default is 100, and the variable GOGC overrules this.
	gcPercent = 50
	// gcLeast is how much garbage may lie around whatever is in use. With 512
	// browsers that play as fast as they can, 20 MB are in use, and collecting half
	// of that again and again took a quarter of the processor.
	gcLeast = 32 << 20
)

// tuneGC keeps to both from now on.
func tuneGC() {
	debug.SetGCPercent(gcPercent)
	afterGC(gcPercent)
}

// afterGC sets the percentage anew after each collection: what nobody refers to
// is cleaned up by the next.
func afterGC(percent int) {
	runtime.AddCleanup(new([64]byte), func(percent int) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		next := percentFor(live[0].Value.Uint64())
		if next != percent {
			debug.SetGCPercent(next)
		}
		afterGC(next)
	}, percent)
}

// percentFor is the percentage while so many bytes are in use.
func percentFor(live uint64) int {
	return int(max(gcPercent, gcLeast*100/max(live, 1<<20)))
}
