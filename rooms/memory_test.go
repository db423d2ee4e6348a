package rooms

import (
	"context"
	"crossplay/rooms/room"
	"errors"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/pace"
)

func TestRoomsOfAbsentPeopleAreThePlaceOfThoseWhoCome(t *testing.T) {
	var m memory
	here, there := netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("192.0.2.2/32")
	room := func(owner netip.Prefix, idle int) *share {
		s := &share{room: &live{inbox: make(chan task, 1)}, owner: owner}
		m.account(s, roomBytes, idle)
		return s
	}
	watched, played, bot, foreign := room(here, -1), room(here, 2), room(here, 1), room(there, 1)
	mine := func(s *share) bool { return s.owner == here }
	for _, step := range []struct {
		fits bool
		gone *share
	}{{true, bot}, {true, played}, {false, watched}} {
		if got := m.fits(m.by[here], m.by[here], m.rest[here], mine); got != step.fits {
			t.Fatalf("fits: %v", got)
		}
		if step.fits != (step.gone.bytes == 0) || len(step.gone.room.inbox) != 1 == step.fits {
			t.Fatalf("%+v, and it was told %d times", step.gone, len(step.gone.room.inbox))
		}
	}
	if m.used != 2*roomBytes || m.by[here] != roomBytes || foreign.bytes != roomBytes {
		t.Errorf("%+v", m)
	}
	m.account(watched, 3*roomBytes, 1)
	m.forget(watched)
	m.forget(foreign)
	if m.used != 0 || len(m.by)+len(m.groups)+len(m.rest) != 0 || m.idle[0].Len()+m.idle[1].Len() != 0 {
		t.Errorf("when all have gone: %+v", m)
	}
}

// Whoever has their share, of rooms that stay, is told so without a look at all others:
// 35,000 took 3 ms, for which everybody waited.
func TestNothingIsLookedThroughForWhoHasTheirShare(t *testing.T) {
	var m memory
	here, there := netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("198.51.100.2/32")
	add := func(owner netip.Prefix, idle int) *share {
		s := &share{room: &live{inbox: make(chan task, 1)}, owner: owner}
		m.account(s, roomBytes, idle)
		return s
	}
	for range 100 {
		add(there, 2)
	}
	looked := 0
	fits := func() bool {
		return m.fits(m.by[here], m.by[here], m.rest[here], func(s *share) bool { looked++; return s.owner == here })
	}
	stays := add(here, -1)
	if fits() || looked != 0 {
		t.Errorf("%d rooms were looked at", looked)
	}
	m.account(stays, 2*roomBytes, 2) // nobody looks there any more
	if m.rest[here] != 2*roomBytes || m.rest[pace.Group(here)] != 2*roomBytes || !fits() || stays.bytes != 0 {
		t.Errorf("a room that can go stays: %v", m.rest)
	}
}

func TestRoomsWhereNobodyWaitsAnyMoreGoFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var m memory
		flood, school := netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("192.0.2.2/32")
		room := func(owner netip.Prefix, idle int) *share {
			s := &share{room: &live{inbox: make(chan task, 1)}, owner: owner}
			m.account(s, roomBytes, idle)
			return s
		}
		theirs, bot := room(school, 0), room(school, 1)
		first, second := room(flood, 0), room(flood, 0)
		room(flood, -1)
		<-time.After(awayGrace)
		fresh := room(flood, 0)
		for i, gone := range []*share{first, second, theirs, bot} {
			if !m.fits(m.used, m.used, m.used, func(*share) bool { return true }) || gone.bytes != 0 {
				t.Fatalf("step %d: %+v", i, gone)
			}
		}
		if fresh.bytes == 0 {
			t.Error("a room went whose player had no time to come there")
		}
	})
}

func TestARoomOnItsWayToTheJournalCountsAlready(t *testing.T) {
	reg := newLists()
	reg.creating = make(map[room.PersonID]int)
	reg.memory.used = reg.memory.newcomers() - roomBytes
	place, err := reg.reserve(pupil(1), "A")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := reg.reserve(pupil(2), "B"); !errors.Is(err, room.ErrServer) {
		t.Errorf("two rooms have one place: %v", err)
	}
	reg.release(pupil(1).ID, place)
	if _, err := reg.reserve(pupil(2), "B"); err != nil {
		t.Errorf("the first was not made: %v", err)
	}
}

func TestWhoCannotSaveAnythingIsNotMadeLasting(t *testing.T) {
	reg := newLists()
	reg.creating, reg.saved = make(map[room.PersonID]int), newBudgets()
	reg.lasting = func(_ context.Context, p Person) (Person, error) {
		t.Error("somebody was made lasting")
		return p, nil
	}
	by := pupil(1)
	by.Provisional = true
	for reg.saved.rooms.afford(by) == nil {
		reg.saved.rooms.charge(by, roomsOfPersonAtOnce)
	}
	rec := &room.Record{Events: []room.Event{{Created: &room.Created{}}, {Sat: &room.Sat{}}}}
	if err := reg.create(t.Context(), by, "A", rec); !errors.Is(err, room.ErrThrottled) {
		t.Errorf("%v", err)
	}
}
