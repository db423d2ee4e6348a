package bots

import "syscall"

// lowPriority is the nice value of those who think: whoever waits for a
// processor to serve people gets it first.
const lowPriority = 10

// yieldToPeople lowers the priority of the calling thread, which must be locked
// to its goroutine. Where that is not allowed it stays as it is.
func yieldToPeople() { _ = syscall.Setpriority(syscall.PRIO_PROCESS, syscall.Gettid(), lowPriority) }
