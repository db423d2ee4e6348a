package rooms_test

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

// stirred is who was heard of since it was asked last.
type stirred struct {
	mu  sync.Mutex
	all []room.PersonID
}

func (s *stirred) hear(id room.PersonID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, id)
}

func (s *stirred) take() []room.PersonID {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.all
	s.all = nil
	slices.Sort(all)
	return slices.Compact(all)
}

// One turn is told from another, also after a restart; and whoever sits at a table is
// heard of when it is another one for them.
func TestOneTurnIsToldFromAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHarness(t)
		var s stirred
		h.Stirs(s.hear)
		standing := func(id room.PersonID) rooms.Standing {
			t.Helper()
			all := h.Standings(id)
			if len(all) != 1 {
				t.Fatalf("%s has %d rooms", id, len(all))
			}
			return all[0]
		}
		code := h.create(ann, rooms.New{Clock: "5d"})
		if a := standing("ann"); a.Since != -1 || len(a.With) != 0 || a.Looks() {
			t.Errorf("alone there is %+v", a)
		}
		h.must(bob, code, room.Command{Do: room.Sit})
		synctest.Wait()
		began := time.Now()
		if a := standing("ann"); a.Since != 0 || !slices.Equal(a.With, []room.PersonID{"bob"}) || a.Moved || !a.Low.Equal(began.Add(4*day)) {
			t.Errorf("at the beginning there is %+v", a)
		}
		if b := standing("bob"); b.Since != -1 || !b.Low.IsZero() {
			t.Errorf("for the other there is %+v", b)
		}
		if got := s.take(); !slices.Equal(got, []room.PersonID{"ann", "bob"}) {
			t.Errorf("heard of %v", got)
		}
		h.must(ann, code, room.Command{Do: room.Move, Ply: 0, Move: "1"})
		synctest.Wait() // for the lists
		if b := standing("bob"); b.Since != 1 || !b.Moved {
			t.Errorf("after a move there is %+v", b)
		}
		if got := s.take(); !slices.Equal(got, []room.PersonID{"ann", "bob"}) {
			t.Errorf("after a move heard of %v", got)
		}
		w := h.watch(bob, code)
		later(time.Second)
		if b := standing("bob"); !b.Looks() {
			t.Error("who looks does not")
		}
		w.Close()
		later(time.Minute)
		if len(s.take()) == 0 {
			t.Error("who came and went was not heard of")
		}
		h = h.restart()
		if b := standing("bob"); b.Since != -1 {
			t.Errorf("before anybody has looked there is %+v", b)
		}
		if !h.Learn(t.Context(), bob) {
			t.Error("it cannot be known")
		}
		if b := standing("bob"); b.Since != 1 {
			t.Errorf("after a restart there is %+v", b)
		}
		h.Close()
	})
}
