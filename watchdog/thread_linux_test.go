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
	if p, err := syscall.Getpriority(syscall.PRIO_PROCESS, w.thread); err != nil || p != lowest {
		t.Errorf("its thread has the priority %d (%v), not %d", p, err, lowest)
	}
	enough.Store(true)
	<-ended
	if p, err := syscall.Getpriority(syscall.PRIO_PROCESS, threadID()); err == nil && p == lowest {
		t.Error("others have its priority")
	}
}
