package watchdog

import (
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// leastPriority is the highest nice value: about a seventieth of what a thread
// gets that serves people, while one wants to run.
const leastPriority = 19

// threadID is the thread that runs the calling goroutine.
func threadID() int { return syscall.Gettid() }

// lowerPriority lets a thread run last. Where that is not allowed it stays as it
// is.
func lowerPriority(thread int) { _ = syscall.Setpriority(syscall.PRIO_PROCESS, thread, leastPriority) }

// ranSince is for how long a thread, and the process, have run since they began.
func ranSince(thread int) ran {
	const ofThread = 4 | 2 // CPUCLOCK_PERTHREAD_MASK | CPUCLOCK_SCHED, as clock_getcpuclockid(3) makes it
	var its, all unix.Timespec
	if unix.ClockGettime(int32(^thread<<3|ofThread), &its) != nil || unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &all) != nil {
		return ran{}
	}
	return ran{time.Duration(its.Nano()), time.Duration(all.Nano())}
}
