package rooms_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Those who wait for their turn to make a room hold up nobody who finds one.
func TestAFloodOfMatchesHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		quick := func(p rooms.Person, id string) (room.Code, error) {
			return h.Quick(context.Background(), p, id, "duel", "")
		}
		first, err := quick(ann, "1")
		if err != nil {
			t.Fatal(err)
		}
		if code, err := quick(bob, "2"); err != nil || code != first {
			t.Fatalf("they did not meet: %s, %v", code, err)
		}
		for i := range 200 { // as many rooms as are made at once
			h.create(rooms.Person{ID: room.PersonID(fmt.Sprint("maker ", i)), Name: fmt.Sprint("Maker ", i)}, rooms.New{Private: true})
		}
		for i := range 20 {
			go func() {
				_, _ = quick(rooms.Person{ID: room.PersonID(fmt.Sprint("crowd ", i)), Name: fmt.Sprint("Crowd ", i)}, "3")
			}()
		}
		synctest.Wait()
		began := time.Now()
		if code, err := quick(bob, "2"); err != nil || code != first || time.Since(began) > 0 {
			t.Errorf("after %v: %s, %v", time.Since(began), code, err)
		}
		later(time.Second)
		h.Close()
	})
}
