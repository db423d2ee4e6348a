package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	// gcPercent is how much garbage may lie around before it is collected, in
	// percent of what is in use. Boards leave the processor idle most of the time
	// while a thousand people sit at them, so memory is the dearer of the two; Go's
	// default is 100, and the variable GOGC overrules this.
	gcPercent = 50
	// gcRest is between two collections where garbage is made so fast that they
	// would follow each other, for as long as no more than gcMost lies around, and no
	// more than a part of the memory that rooms do not take. With 512 browsers that play as fast as
	// they can, 25 MB are in use, and collecting half of that again and again took a
	// fifth of the processor; with 64 MB it takes a twentieth.
	gcRest = time.Second
	gcMost = 64 << 20
	gcPart = 8
	// gcCalm is how long after the last collection that is over: what was kept free for
	// garbage goes back to the system then.
	gcCalm = 3 * gcRest / 2
	// gcFloor is what Go takes for in use where less is.
	gcFloor = 4 << 20
)

// tuneGC keeps to all that from now on, where so much memory is left beside that of rooms;
// zero: nobody knows.
func tuneGC(left int64) {
	most := int64(gcMost)
	if left > 0 {
		most = min(most, left/gcPart)
	}
	debug.SetGCPercent(gcPercent)
	calm := time.AfterFunc(gcCalm, debug.FreeOSMemory) // after the start, too
	afterGC(calm, float64(most), gcPercent, time.Now(), 0)
}

// afterGC sets the percentage anew after each collection: what nobody refers to
// is cleaned up by the next. Until the one before, so many bytes had been made.
func afterGC(calm *time.Timer, most float64, percent int, before time.Time, made uint64) {
	runtime.AddCleanup(new([64]byte), func(struct{}) {
		heap := []metrics.Sample{
			{Name: "/gc/heap/allocs:bytes"},
			{Name: "/gc/heap/live:bytes"}, {Name: "/gc/scan/stack:bytes"}, {Name: "/gc/scan/globals:bytes"},
		}
		metrics.Read(heap)
		now, all, used := time.Now(), heap[0].Value.Uint64(), uint64(0)
		for _, s := range heap[1:] { // the percentage is of them all
			used += s.Value.Uint64()
		}
		next := percentFor(used, all-made, now.Sub(before), most)
		if next != percent {
			debug.SetGCPercent(next)
		}
		if next > gcPercent {
			calm.Reset(gcCalm)
		} else {
			calm.Stop()
		}
		afterGC(calm, most, next, now, all)
	}, struct{}{})
}

// percentFor is the percentage while so many bytes are in use, garbage was made in that
// time, and most of it may lie around.
func percentFor(used, garbage uint64, in time.Duration, most float64) int {
	soon := float64(garbage) * float64(gcRest) / float64(max(in, time.Millisecond))
	return int(max(gcPercent, min(soon, most)*100/float64(max(used, gcFloor))))
}
