package rooms_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// named is somebody of that name.
func named(name string) rooms.Person {
	return rooms.Person{ID: room.PersonID(name), Name: name}
}

// Rooms are read back as fast as a school needs, and no faster for one network, whoever
// asks for what; others are not held up.
func TestANetworkHasOnlySoManyRoomsReadBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.Unpaced()
		var codes []room.Code
		for i := range 40 {
			p := named(fmt.Sprintf("maker %d", i))
			code := h.create(p, rooms.New{Private: true})
			h.must(bob, code, room.Command{Do: room.Sit})
			codes = append(codes, code)
		}
		read, refused := 0, 0
		begun := time.Now()
		for round := range 20 {
			later(40 * time.Second) // they are put away
			for i, code := range codes {
				err := h.Do(t.Context(), from(named(fmt.Sprintf("stranger %d", i)), "198.51.100.7/32"), code, room.Command{Do: room.Forget})
				switch {
				case errors.Is(err, room.ErrThrottled):
					refused++
				case errors.Is(err, room.ErrNotSeated):
					read++
				default:
					t.Fatalf("round %d: %v", round, err)
				}
			}
			for range 10 { // the same again and again, with nothing to read
				_ = h.Do(t.Context(), from(named("stranger 0"), "198.51.100.7/32"), codes[0], room.Command{Do: room.Forget})
			}
		}
		if most := rooms.ReadBurst + int(time.Since(begun)/rooms.ReadEvery); read > most || read < rooms.ReadBurst {
			t.Errorf("%d were read back, and %d refused", read, refused)
		}
		later(time.Minute)
		for range 2 * rooms.ReadBurst {
			if err := h.Do(t.Context(), from(named("flood"), "203.0.113.9/32"), room.Code("AAAAAA"), room.Command{Do: room.Forget}); errors.Is(err, room.ErrThrottled) {
				break
			}
		}
		if err := h.Do(t.Context(), from(named("somebody else"), "192.0.2.1/32"), codes[1], room.Command{Do: room.Forget}); !errors.Is(err, room.ErrNotSeated) {
			t.Errorf("somebody else: %v", err)
		}
		h.Close()
	})
}

// Answers in advance take longer to read than moves: a network sets up only so many.
func TestANetworkAnswersOnlySoOftenInAdvance(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		h.Unpaced()
		read := 0
		for i := range 100 {
			p := from(named(fmt.Sprintf("guest %d", i)), "198.51.100.7/32")
			maker := named(fmt.Sprintf("maker %d", i))
			code := h.create(maker, rooms.New{Private: true, Clock: "3d"})
			h.must(p, code, room.Command{Do: room.Sit})
			err := h.Do(t.Context(), p, code, room.Command{Do: room.Plan, Text: "7 7"})
			if errors.Is(err, room.ErrPlan) {
				read++
			} else if !errors.Is(err, room.ErrThrottled) {
				t.Fatal(err)
			}
			later(50 * time.Millisecond)
		}
		if read < rooms.PlanBurst || read > rooms.PlanBurst+10 {
			t.Errorf("%d were read", read)
		}
		h.Close()
	})
}
