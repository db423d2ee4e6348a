package journaltest_test

import (
	"errors"
	"testing"

	"crossplay/journal"
	"crossplay/journal/journaltest"
)

func TestMemoryKeepsTheContract(t *testing.T) {
	journaltest.Run(t, func(*testing.T) journal.Journal { return journaltest.NewMemory() })
}

func TestMemoryFailsWhenToldTo(t *testing.T) {
	full := errors.New("disk full")
	m := journaltest.NewMemory()
	count := func() (n int) {
		for range m.All(t.Context(), 0) {
			n++
		}
		return n
	}

	m.FailBefore(full)
	if _, err := m.Append(t.Context(), "room/A", 0, nil); !errors.Is(err, full) || count() != 0 {
		t.Errorf("failing before: %v, %d entries", err, count())
	}
	if !errors.Is(m.Err(), full) {
		t.Errorf("a failing journal says %v", m.Err())
	}
	m.FailBefore(nil)

	m.FailAfter(full)
	if _, err := m.Append(t.Context(), "room/A", 0, nil); !errors.Is(err, full) || count() != 1 {
		t.Errorf("failing after: %v, %d entries", err, count())
	}
	m.FailAfter(nil)

	if _, err := m.Append(t.Context(), "room/B", 0, nil); err != nil || m.Err() != nil || count() != 2 {
		t.Errorf("healed: %v, %v, %d entries", err, m.Err(), count())
	}
}
