package watchdog

import (
	"runtime"
	"sync"
)

// processors guards the number of those that Go uses.
var processors sync.Mutex

// surrender takes the processor away from a call that goes on for ever, as far
// as that is possible: its thread runs when nobody else wants to, and Go may use
// one processor more than before, because the call keeps one of them.
func surrender(thread int) {
	lowerPriority(thread)
	addProcessors(1)
}

// restore undoes that for a call that has returned after all.
func restore() { addProcessors(-1) }

func addProcessors(n int) {
	processors.Lock()
	defer processors.Unlock()
	runtime.GOMAXPROCS(max(1, runtime.GOMAXPROCS(0)+n))
}
