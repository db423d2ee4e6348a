//go:build !linux

package pace

import "time"

// ofThread is for how long it takes: elsewhere, nobody says how long a thread runs.
func ofThread(do func()) time.Duration {
	began := time.Now()
	do()
	return time.Since(began)
}
