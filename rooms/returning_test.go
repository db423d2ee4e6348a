package rooms_test

import (
	"testing"
	"testing/synctest"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

func TestWhoseGameIsMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		dan := rooms.Person{ID: "dan", Name: "Dan"}
		h.game()
		h.create(cat, rooms.New{})
		h.must(dan, h.create(dan, rooms.New{}), room.Command{Do: room.Invite, Bot: "weak"})
		missed := func(when string, want map[room.PersonID]bool) {
			t.Helper()
			for id, is := range want {
				if h.Missed(id) != is {
					t.Errorf("%s: %s is missed: %v", when, id, !is)
				}
			}
		}
		missed("at once", map[room.PersonID]bool{ann.ID: true, bob.ID: true, cat.ID: false, dan.ID: false, "nobody": false})
		later(6 * time.Minute)
		missed("after a while", map[room.PersonID]bool{ann.ID: true, bob.ID: true, cat.ID: false, dan.ID: true, "nobody": false})
		h.Close()
	})
}
