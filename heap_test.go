package main

import (
	"testing"
	"time"
)

func TestHowMuchGarbageMayLieAround(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct {
		name          string
		used, garbage uint64
		in            time.Duration
		most          float64
		want          int
	}{
		{"idle", 20 * mb, 10 * mb, time.Minute, gcMost, 50},
		{"a start", 0, mb, 100 * time.Millisecond, gcMost, 250},
		{"a crowd comes", 10 * mb, 5 * mb, 500 * time.Millisecond, gcMost, 100},
		{"all play", 20 * mb, 100 * mb, time.Second, gcMost, 320},
		{"all play at once", 20 * mb, 100 * mb, 0, gcMost, 320},
		{"all play, and there is little memory", 20 * mb, 100 * mb, time.Second, 16 * mb, 80},
		{"much is in use", 4000 * mb, 1000 * mb, time.Second, gcMost, 50},
	} {
		if got := percentFor(c.used, c.garbage, c.in, c.most); got != c.want {
			t.Errorf("%s: %d %%, not %d", c.name, got, c.want)
		}
	}
}
