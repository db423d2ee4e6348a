//go:build !linux

package gametest

import "time"

// busy is for how long a call lasts: only Linux says what a thread has used.
func busy(call func()) time.Duration {
	began := time.Now()
	call()
	return time.Since(began)
}
