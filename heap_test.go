package main

import "testing"

func TestLittleGarbageIsLeftAlone(t *testing.T) {
	for live, want := range map[uint64]int{0: 3200, 1 << 20: 3200, 32 << 20: 100, 64 << 20: 50, 4 << 30: 50} {
		if got := percentFor(live); got != want {
			t.Errorf("with %d bytes in use: %d %%, not %d", live, got, want)
		}
	}
}
