// Package watchdog notices calls that do not return. Nothing in Go ends a
// goroutine from outside. What it was there for can be given to others, and so
// can most of its share of the processors.
package watchdog

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// A call whose thread has run for less than a half of the second half of its
	// time, while the whole process has for more than a twentieth, or its threads have
	// waited for so long to run, is held up by others, or by a machine that has much
	// else to do: with two thousand games of Go that all move in one second, a step of
	// 10 ms takes seconds.
	itsPart, allsPart = 2, 20
	// mostHalves is after how many halves of its time such a call is lost all the
	// same: it may wait for something that never comes.
	mostHalves = 20
)

// Watchdog looks after the calls that one goroutine makes, one at a time. A call
// costs half a microsecond more by it: it starts no goroutine of its own.
type Watchdog struct {
	half  time.Duration
	lost  func()
	late  func()
	timer *time.Timer

	// state counts: it is odd while a call is under way, and lostForGood once one
	// did not return. Whoever moves it on from a call's number owns what the caller
	// owned, so that the caller and lost never both do.
	state  atomic.Uint64
	thread atomic.Int64 // runs the call

	looking sync.Mutex
	seen    uint64 // the call that was under way when the watchdog last looked
	looks   int    // at that call
	ran     ran    // how long had been run at the first
}

// lostForGood is even, and far from every call's number.
const lostForGood = 1 << 63

// New is a watchdog that calls lost, once and in a goroutine of its own, when a
// call takes longer than the limit, and late, should that call return after all.
// It looks twice, half of the limit apart: a process that was stopped for a while
// finds no call late that has just begun. A timer of the call before that fires
// late may count as the first look at this one, which then has half of the limit.
// Where the system tells how long a thread has run, a call that gets no processor
// has up to ten times the limit.
func New(limit time.Duration, lost, late func()) *Watchdog {
	w := &Watchdog{half: limit / 2, lost: lost, late: late}
	w.timer = time.AfterFunc(time.Hour, w.look)
	w.timer.Stop()
	return w
}

// Do calls f. If that takes too long, Do never returns: should f return after
// all, its goroutine and its thread end with nothing but their deferred calls,
// which ask [Watchdog.Lost] whether what they would touch is still theirs.
func (w *Watchdog) Do(f func()) {
	runtime.LockOSThread()
	w.thread.Store(int64(threadID()))
	call := w.state.Add(1)
	w.timer.Reset(w.half)
	defer w.returned(call)
	f()
}

// Lost reports whether a call has taken too long.
func (w *Watchdog) Lost() bool { return w.state.Load() == lostForGood }

func (w *Watchdog) returned(call uint64) {
	if !w.state.CompareAndSwap(call, call+1) {
		restore()
		w.late()
		runtime.Goexit() // still locked: a thread whose priority is low for good ends with it
	}
	w.timer.Stop()
	runtime.UnlockOSThread()
}

// ran is for how long a thread and its process have had a processor, and its threads
// have waited for one. They are zero where that cannot be known.
type ran struct{ its, all, waited time.Duration }

func (w *Watchdog) look() {
	w.looking.Lock()
	defer w.looking.Unlock()
	call := w.state.Load()
	switch {
	case call%2 == 0: // none is under way
		return
	case w.seen != call:
		w.seen, w.looks = call, 1
		w.ran = ranSince(int(w.thread.Load()))
		w.timer.Reset(w.half)
		return
	}
	w.looks++
	now := ranSince(int(w.thread.Load()))
	starved := now.its-w.ran.its < w.half/itsPart && max(now.all-w.ran.all, now.waited-w.ran.waited) > w.half/allsPart
	if starved && w.looks < mostHalves {
		w.timer.Reset(w.half)
		return
	}
	if w.state.CompareAndSwap(call, lostForGood) {
		surrender(int(w.thread.Load()))
		w.lost()
	}
}
