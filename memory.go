package main

import "math"

// noLimit is what GOMEMLIMIT is where nobody has set it.
const noLimit = math.MaxInt64

// forRooms is how much of the memory rooms may take: half of what there is, by the machine and
// by GOMEMLIMIT, or zero where neither is known. The other half is for windows, the journal
// and garbage.
func forRooms(there, limit int64) int64 {
	if limit != noLimit && (there == 0 || limit < there) {
		there = limit
	}
	return there / 2
}
