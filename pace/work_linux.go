package pace

import (
	"runtime"
	"syscall"
	"time"
)

// ofThread is for how long a thread runs that does nothing else meanwhile.
func ofThread(do func()) (took time.Duration) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	began := threadTime()
	defer func() { took = threadTime() - began }()
	do()
	return took
}

// threadTime is for how long the thread has run.
func threadTime() time.Duration {
	const ofThread = 1 // RUSAGE_THREAD, as getrusage(2) has it
	var used syscall.Rusage
	_ = syscall.Getrusage(ofThread, &used) // every Linux has it
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
