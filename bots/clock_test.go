package bots

import (
	"testing"
	"time"

	"crossplay/rooms"
)

func TestABotKeepsWithinItsTime(t *testing.T) {
	now := time.Unix(1e9, 0)
	for _, c := range []struct {
		control     string
		clock       rooms.Clock
		least, most time.Duration
	}{
		{"", rooms.Clock{}, 2 * time.Second, 2 * time.Second},
		{"10+5", rooms.Clock{Left: 600_000, Since: now}, 2 * time.Second, 2 * time.Second},
		{"1+0", rooms.Clock{Left: 60_000, Since: now}, time.Second, 2 * time.Second},
		{"1+0", rooms.Clock{Left: 3_000, Since: now}, 50 * time.Millisecond, 150 * time.Millisecond},
		{"1+1", rooms.Clock{Left: 1_000, Since: now}, 500 * time.Millisecond, 750 * time.Millisecond},
		{"0+3x10", rooms.Clock{Periods: 1, Since: now.Add(-9 * time.Second)}, 0, 800 * time.Millisecond},
	} {
		s := &rooms.Snapshot{}
		if c.control != "" {
			s.Time = &rooms.Time{Control: c.control, Clocks: []rooms.Clock{c.clock, {}}}
		}
		if got := afford(s, 2*time.Second, now); got < c.least || got > c.most {
			t.Errorf("of %q with %+v it takes %v", c.control, c.clock, got)
		}
	}
}
