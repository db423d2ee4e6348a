package rooms

import (
	"crossplay/rooms/room"
	"errors"
	"fmt"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"
)

func TestAClassMakesItsRoomsAtOnceAndAFloodDoesNot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMaking()
		for i := range 200 {
			if err := m.wait(t.Context(), pupil(i)); err != nil {
				t.Fatalf("pupil %d: %v", i, err)
			}
		}
		if err := m.wait(t.Context(), pupil(0)); !errors.Is(err, room.ErrThrottled) {
			t.Errorf("a network that goes on: %v", err)
		}
	})
}

func TestManyNetworksTogetherMakeOnlySoManyRooms(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMaking()
		const seconds = 10
		made := flood(t, m, 100, 1, seconds*time.Second, func() {})
		if made < makeAllBurst+seconds*80 || made > makeAllBurst+seconds*110 {
			t.Errorf("%d rooms were made in %d s", made, seconds)
		}
		<-time.After(time.Second)
		if err := m.wait(t.Context(), pupil(0)); err != nil {
			t.Errorf("somebody else, a second later: %v", err)
		}
	})
}

// Whoever makes a room now and then finds a turn, however many flood.
func TestAFloodOfRoomsLeavesTurnsToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMaking()
		steps, others := 0, 0
		flood(t, m, 60, 8, 15*time.Second, func() {
			if steps++; steps < 500 || steps%10 != 0 {
				return
			}
			from := netip.MustParsePrefix(fmt.Sprintf("203.0.113.%d/32", others%20))
			if _, err := m.turn(Person{From: from}); err != nil {
				t.Errorf("somebody else, %d: %v", others, err)
			}
			others++
		})
		if others < 100 {
			t.Errorf("there were %d others", others)
		}
	})
}

// Whoever has any number of networks makes no few rooms from each.
func TestAFloodFromAGroupOfNetworksLeavesTurnsToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMaking()
		for i := range 2000 {
			from := netip.MustParsePrefix(fmt.Sprintf("2001:db8:0:%x::/64", i))
			_, err := m.turn(Person{From: from})
			if i == 1999 && err == nil {
				t.Error("the flood is none")
			}
		}
		if _, err := m.turn(pupil(0)); err != nil {
			t.Errorf("somebody else: %v", err)
		}
	})
}

// flood makes rooms from many networks, each of which has so many requests waiting at
// a time, and calls between a hundred times a second. It returns how many were made.
func flood(t *testing.T, m *making, networks, each int, long time.Duration, between func()) (made int) {
	t.Helper()
	turns := make([]time.Time, networks*each) // when a request has its turn
	begun := time.Now()
	for now := begun; now.Sub(begun) < long; now = time.Now() {
		for i := range turns {
			if now.Before(turns[i]) {
				continue
			}
			from := netip.MustParsePrefix(fmt.Sprintf("198.51.100.%d/32", i%networks))
			turn, err := m.turn(Person{From: from})
			if err != nil {
				turns[i] = now.Add(100 * time.Millisecond) // and asks again
				continue
			}
			turns[i] = now.Add(turn.Delay())
			made++
		}
		between()
		<-time.After(10 * time.Millisecond)
	}
	return made
}
