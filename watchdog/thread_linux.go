package watchdog

import "syscall"

// leastPriority is the highest nice value: about a seventieth of what a thread
// gets that serves people, while one wants to run.
const leastPriority = 19

// threadID is the thread that runs the calling goroutine.
func threadID() int { return syscall.Gettid() }

// lowerPriority lets a thread run last. Where that is not allowed it stays as it
// is.
func lowerPriority(thread int) { _ = syscall.Setpriority(syscall.PRIO_PROCESS, thread, leastPriority) }
