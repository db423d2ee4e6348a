package words

import (
	"testing"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// In a window without room beside the names, one line says whose days do not count.
func TestDaysOffAreSaidInOneLine(t *testing.T) {
	now := time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC)
	none := table(func(*rooms.Snapshot) {})
	if got := DaysOff(none, now); got != "" {
		t.Errorf("without days off it says %q", got)
	}
	both := table(func(s *rooms.Snapshot) {
		s.Chairs[0].Vacation = &room.Span{From: now, To: now.AddDate(0, 0, 7)}
		s.Chairs[1].Weekends = true
	})
	if got := DaysOff(both, now); got != "Alice: on vacation until 2026-12-07 · Bob: weekends free" {
		t.Errorf("it says %q", got)
	}
}
