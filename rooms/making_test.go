package rooms

import (
	"crossplay/rooms/room"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
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
		var made atomic.Int64
		var all sync.WaitGroup
		begun := time.Now()
		for i := range 100 {
			all.Go(func() {
				from := netip.MustParsePrefix(fmt.Sprintf("198.51.100.%d/32", i))
				for time.Since(begun) < seconds*time.Second {
					if m.wait(t.Context(), Person{From: from}) == nil {
						made.Add(1)
					}
					<-time.After(10 * time.Millisecond)
				}
			})
		}
		all.Wait()
		if n := made.Load(); n < makeAllBurst+seconds*80 || n > makeAllBurst+seconds*110 {
			t.Errorf("%d rooms were made in %d s", n, seconds)
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
		var all sync.WaitGroup
		begun := time.Now()
		for i := range 60 {
			for range 2 {
				all.Go(func() {
					from := netip.MustParsePrefix(fmt.Sprintf("198.51.100.%d/32", i))
					for time.Since(begun) < 20*time.Second {
						_ = m.wait(t.Context(), Person{From: from})
						<-time.After(10 * time.Millisecond)
					}
				})
			}
		}
		<-time.After(5 * time.Second)
		for i := range 100 {
			from := netip.MustParsePrefix(fmt.Sprintf("203.0.113.%d/32", i%20))
			if err := m.wait(t.Context(), Person{From: from}); err != nil {
				t.Errorf("somebody else, %d: %v", i, err)
			}
			<-time.After(100 * time.Millisecond)
		}
		all.Wait()
	})
}
