package watchdog

import (
	"fmt"
	"os"
	"path/filepath"
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

// ranSince is for how long a thread, and the process, have run since they began, and
// for how long threads of the process have waited for a processor, where the kernel
// tells.
func ranSince(thread int) (r ran) {
	const ofThread = 4 | 2 // CPUCLOCK_PERTHREAD_MASK | CPUCLOCK_SCHED, as clock_getcpuclockid(3) makes it
	var its, all unix.Timespec
	if unix.ClockGettime(int32(^thread<<3|ofThread), &its) != nil || unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &all) != nil {
		return ran{}
	}
	r.its, r.all = time.Duration(its.Nano()), time.Duration(all.Nano())
	stats, _ := filepath.Glob("/proc/self/task/*/schedstat")
	for _, file := range stats {
		var ran, waited time.Duration
		if stat, err := os.ReadFile(file); err == nil {
			_, _ = fmt.Sscan(string(stat), &ran, &waited)
		}
		r.waited += waited
	}
	return r
}
