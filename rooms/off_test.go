package rooms_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// daysOff are those of everybody, as another part of the program keeps them.
type daysOff struct{ sync.Map }

func (d *daysOff) of(id room.PersonID) room.Off {
	off, _ := d.Load(id)
	o, _ := off.(room.Off)
	return o
}

// vacation begins one now.
func (d *daysOff) vacation(t *testing.T, id room.PersonID, days int) {
	t.Helper()
	off, err := d.of(id).Take(time.Now(), time.Time{}, days)
	if err != nil {
		t.Fatal(err)
	}
	d.Store(id, off)
}

func (d *daysOff) open(t *testing.T, j journal.Journal) *harness {
	t.Helper()
	reg, err := rooms.OpenRegistry(context.Background(), rooms.Config{
		Journal: j, Games: []game.Rules{nim{}}, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler), Off: d.of,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reg.Close)
	return &harness{reg, t, j}
}

// Whoever goes on vacation has more time in all daily games in which it is their turn,
// though nobody looks, and both players see why. It is no help at one sitting.
func TestAVacationReachesEveryDailyGame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var off daysOff
		h := off.open(t, journaltest.NewMemory())
		code := h.daily("3d")
		sitting := h.create(ann, rooms.New{Clock: "5+3"})
		h.must(bob, sitting, room.Command{Do: room.Sit})
		later(day)
		w := h.watch(bob, code)
		off.vacation(t, "ann", 10)
		want := time.Now().Add(12 * day)
		h.OffChanged("ann")
		s := w.until(func(s *rooms.Snapshot) bool { return s.Chairs[0].Vacation != nil })
		if left, _ := s.Time.At(0, time.Now()); left != 12*day || !s.Chairs[0].Vacation.To.Equal(time.Now().Add(10*day)) || s.Chairs[1].Vacation != nil {
			t.Errorf("Bob sees that she has %v, and %+v", left, s.Chairs)
		}
		w.Close()
		synctest.Wait() // for the lists
		for _, id := range []room.PersonID{"ann", "bob"} {
			for _, o := range h.Mine(id) {
				if o.Code == code && !o.Due.Equal(want) || o.Code == sitting && !o.Due.IsZero() {
					t.Errorf("%s must wait for %s until %v", id, o.Code, o.Due)
				}
			}
		}
		later(11 * day)
		h.must(ann, code, room.Command{Do: room.Move, Ply: 2, Move: "1"})
		h.Close()
	})
}

// Nothing is lost where the server ends before it is noted until when they must move now:
// that is found out at the latest when their days would have been over.
func TestAVacationOutlivesTheServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var off daysOff
		h := off.open(t, journaltest.NewMemory())
		code := h.daily("1d")
		later(time.Hour)
		h.Close()
		off.vacation(t, "ann", 7)
		want := time.Now().Add(7*day + 23*time.Hour)
		h = off.open(t, h.journal)
		later(2 * day)
		if mine := h.Mine("ann"); len(mine) != 1 || !mine[0].Due.Equal(want) {
			t.Errorf("Ann has %+v, and it is due at %v", mine, want)
		}
		later(time.Until(want) - time.Minute)
		if s := h.now(cat, code); s.Phase != room.Playing {
			t.Fatalf("the game is %s: %+v", s.Phase, s.Result)
		}
		later(3 * time.Minute)
		if s := h.now(cat, code); s.Phase != room.Over || s.Result.How != room.OutOfTime {
			t.Errorf("the game is %s: %+v", s.Phase, s.Result)
		}
		h.Close()
	})
}

// Days off can make a turn last longer than the lists remember games that nobody touches:
// they do not lose it, and its time is over when it is.
func TestALongVacationDoesNotLoseTheGame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var off daysOff
		h := off.open(t, journaltest.NewMemory())
		code := h.daily("14d")
		off.vacation(t, "ann", 20)
		h.OffChanged("ann")
		later(33 * day)
		h.Close()
		h = off.open(t, h.journal)
		later(time.Minute)
		if mine := h.Mine("ann"); len(mine) != 1 || mine[0].Code != code {
			t.Fatalf("after 33 days, Ann has %+v", mine)
		}
		later(2 * day)
		if s := h.now(bob, code); s.Phase != room.Over || s.Result.How != room.OutOfTime {
			t.Errorf("after 35 days the game is %s, %+v", s.Phase, s.Result)
		}
		h.Close()
	})
}
