package rooms

import (
	"net/netip"
	"testing"
)

func TestRoomsOfAbsentPeopleAreThePlaceOfThoseWhoCome(t *testing.T) {
	var m memory
	here, there := netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("192.0.2.2/32")
	room := func(owner netip.Prefix, idle, bots bool) *share {
		s := &share{room: &live{inbox: make(chan task, 1)}, owner: owner}
		m.account(s, roomBytes, idle, bots)
		return s
	}
	watched, played, bot, foreign := room(here, false, true), room(here, true, false), room(here, true, true), room(there, true, true)
	mine := func(s *share) bool { return s.owner == here }
	for _, step := range []struct {
		fits bool
		gone *share
	}{{true, bot}, {true, played}, {false, watched}} {
		if got := m.fits(m.by[here], m.by[here], mine); got != step.fits {
			t.Fatalf("fits: %v", got)
		}
		if step.fits != (step.gone.bytes == 0) || len(step.gone.room.inbox) != 1 == step.fits {
			t.Fatalf("%+v, and it was told %d times", step.gone, len(step.gone.room.inbox))
		}
	}
	if m.used != 2*roomBytes || m.by[here] != roomBytes || foreign.bytes != roomBytes {
		t.Errorf("%+v", m)
	}
	m.account(watched, 3*roomBytes, true, true)
	m.forget(watched)
	m.forget(foreign)
	if m.used != 0 || len(m.by) != 0 || m.idle[0].Len()+m.idle[1].Len() != 0 {
		t.Errorf("when all have gone: %+v", m)
	}
}
