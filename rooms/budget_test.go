package rooms

import (
	"crossplay/rooms/room"
	"fmt"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"
)

var school = netip.MustParsePrefix("192.0.2.1/32")

func pupil(i int) Person { return Person{ID: room.PersonID(fmt.Sprint("p", i)), From: school} }

func TestASchoolBehindOneAddressCanSaveAllItsMoves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const move = 250 // bytes, a long one
		b := newBudgets().moves
		for minute := 0; minute < 6*60; minute += 5 {
			for i := range 200 {
				if err := b.afford(pupil(i)); err != nil {
					t.Fatalf("minute %d: %v", minute, err)
				}
				b.charge(pupil(i), 5*20*move)
			}
			<-time.After(5 * time.Minute)
		}
	})
}

func TestAFloodDoesNotFillTheDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBudgets()
		saved := 0
		for range 24 * 6 {
			for i := range 58 { // half a megabyte each, every ten minutes
				for range 8 {
					if b.moves.afford(pupil(i)) == nil {
						b.moves.charge(pupil(i), 64<<10)
						saved += 64 << 10
					}
				}
			}
			<-time.After(10 * time.Minute)
		}
		if saved < 1<<30 || saved > 7<<28 {
			t.Errorf("%d MB were saved", saved>>20)
		}
		for _, other := range []*budget{b.lines, b.rooms} {
			if err := other.afford(pupil(0)); err != nil {
				t.Error("moves have used up what is for something else")
			}
		}
		if b.moves.afford(Person{ID: "ann", From: netip.MustParsePrefix("192.0.2.2/32")}) != nil {
			t.Error("elsewhere nobody can move")
		}
	})
}
