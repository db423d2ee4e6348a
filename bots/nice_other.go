//go:build !linux

package bots

// yieldToPeople does nothing: only Linux has priorities of threads.
func yieldToPeople() {}
