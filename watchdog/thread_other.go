//go:build !linux

package watchdog

// threadID is nothing: only Linux has priorities of threads.
func threadID() int { return 0 }

func lowerPriority(int) {}

func ranSince(int) ran { return ran{} }
