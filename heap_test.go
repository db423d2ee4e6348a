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
		want          int
	}{
		{"idle", 20 * mb, 10 * mb, time.Minute, 50},
		{"a start", 0, mb, 10 * time.Millisecond, 625},
		{"a crowd comes", 10 * mb, 10 * mb, 250 * time.Millisecond, 100},
		{"all play", 20 * mb, 100 * mb, time.Second / 4, 160},
		{"all play at once", 20 * mb, 100 * mb, 0, 160},
		{"much is in use", 4000 * mb, 1000 * mb, time.Second, 50},
	} {
		if got := percentFor(c.used, c.garbage, c.in); got != c.want {
			t.Errorf("%s: %d %%, not %d", c.name, got, c.want)
		}
	}
}
