package watchdog

import (
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The kernel says 20 minus the nice value.
const lowest = 20 - leastPriority

func TestALoopGetsTheLeastOfTheProcessors(t *testing.T) {
	var enough atomic.Bool
	lost, ended := make(chan struct{}), make(chan struct{})
	w := New(50*time.Millisecond, func() { close(lost) }, func() { close(ended) })
	go w.Do(func() {
		for !enough.Load() {
		}
	})
	<-lost
	if p, err := syscall.Getpriority(syscall.PRIO_PROCESS, int(w.thread.Load())); err != nil || p != lowest {
		t.Errorf("its thread has the priority %d (%v), not %d", p, err, lowest)
	}
	enough.Store(true)
	<-ended
	if p, err := syscall.Getpriority(syscall.PRIO_PROCESS, threadID()); err == nil && p == lowest {
		t.Error("others have its priority")
	}
}

// A call that waits while others have the processor is no endless loop, and to end
// it would harm whoever waits for it.
func TestACallThatGetsNoProcessorHasMoreTime(t *testing.T) {
	const limit = 200 * time.Millisecond
	var lost atomic.Int32
	w := New(limit, func() { lost.Add(1) }, func() {})
	w.Do(func() {
		for began := time.Now(); time.Since(began) < 3*limit; { // others run instead
			done := make(chan struct{})
			go func() {
				defer close(done)
				for from := time.Now(); time.Since(from) < limit/10; {
				}
			}()
			<-done
		}
	})
	if lost.Load() != 0 {
		t.Error("a call that was held up was given up")
	}
}
