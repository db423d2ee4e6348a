package rooms_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Many rooms are played in, and looked at by people who come and go, when the
// server stops. Whatever was acknowledged is there when it has started again,
// and nothing that was begun goes on.
func TestNothingAcknowledgedIsLostWhenTheServerStopsInTheMiddle(t *testing.T) {
	const tables, plies, visitors = 64, 9, 64
	before := goleak.IgnoreCurrent()
	h := newHarness(t)
	var (
		codes   [tables]room.Code
		seats   [tables][2]rooms.Person
		acked   [tables]int
		moves   atomic.Int64
		half    = make(chan struct{})
		stop    = sync.OnceFunc(func() { close(half) })
		playing sync.WaitGroup
		looking sync.WaitGroup
	)
	for i := range codes {
		for s := range seats[i] {
			name := fmt.Sprintf("P%d-%d", i, s)
			seats[i][s] = rooms.Person{ID: room.PersonID(name), Name: name}
		}
		codes[i] = h.create(seats[i][0], rooms.New{Private: i%2 == 0})
		h.must(seats[i][1], codes[i], room.Command{Do: room.Sit})
	}
	for i := range codes {
		playing.Go(func() {
			defer stop() // should a room be done, or fail, before that many
			for ply := range plies {
				c := room.Command{ID: fmt.Sprint(ply), Do: room.Move, Ply: ply, Move: "1"}
				err := h.do(seats[i][ply%2], codes[i], c)
				if errors.Is(err, room.ErrClosing) {
					return
				}
				if err != nil {
					t.Errorf("room %d, ply %d: %v", i, ply, err)
					return
				}
				acked[i] = ply + 1
				if moves.Add(1) == tables*plies/2 {
					stop()
				}
			}
		})
	}
	for v := range visitors {
		looking.Go(func() {
			for {
				i := rand.IntN(tables)
				who := rooms.Person{ID: room.PersonID(fmt.Sprint("visitor", v)), Name: "Visitor"}
				if v%4 == 0 {
					who = seats[i][rand.IntN(2)]
				}
				seen := -1
				w, err := h.Watch(context.Background(), who, codes[i], func() {})
				for err == nil && rand.IntN(4) > 0 {
					var s *rooms.Snapshot
					if s, err = w.Take(); s != nil {
						if s.Ply < seen {
							t.Errorf("room %d went from ply %d back to %d", i, seen, s.Ply)
						}
						seen = s.Ply
					}
				}
				if w != nil {
					w.Close()
				}
				if err != nil {
					if !errors.Is(err, room.ErrClosing) {
						t.Errorf("a visit to room %d ended with %v", i, err)
					}
					return
				}
			}
		})
	}
	<-half
	h.Close()
	playing.Wait()
	looking.Wait()
	if err := goleak.Find(before); err != nil {
		t.Error(err)
	}

	h = open(t, h.journal)
	for i, code := range codes {
		s := h.now(seats[i][0], code)
		if s.Ply < acked[i] {
			t.Errorf("room %d has %d moves, and %d were acknowledged", i, s.Ply, acked[i])
		}
		if len(h.Mine(seats[i][1].ID)) != 1 {
			t.Errorf("room %d is in no list", i)
		}
		if turn := seats[i][s.Ply%2]; acked[i] < plies {
			h.must(turn, code, room.Command{Do: room.Move, Ply: s.Ply, Move: "1"})
		}
	}
}
