package players_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms/room"
)

const offDay = 24 * time.Hour

// Days off are remembered over restarts, with a checkpoint and without one, and whoever
// asks is told of every change.
func TestDaysOffAreRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		d := open(t, j)
		ann := keep(t, d, d.ByKey("SHA256:aaa", "Ann"))
		var heard []room.PersonID
		d.DaysOff(func(id room.PersonID) { heard = append(heard, id) })
		given(t)(d.Weekends(ctx, ann.ID, true))
		if off := given(t)(d.Vacation(ctx, ann.ID, time.Time{}, 10)); !off.Weekends || off.Left(time.Now()) != room.VacationDays-10 {
			t.Errorf("her days off are %+v", off)
		}
		if _, err := d.Vacation(ctx, ann.ID, time.Time{}, 1); !errors.Is(err, room.ErrVacation) {
			t.Errorf("a second vacation is answered with %v", err)
		}
		<-time.After(36 * time.Hour)
		want := given(t)(d.Back(ctx, ann.ID))
		if want.Left(time.Now()) != room.VacationDays-2 {
			t.Errorf("after a day and a half there are %d days left", want.Left(time.Now()))
		}
		if !slices.Equal(heard, []room.PersonID{ann.ID, ann.ID, ann.ID}) {
			t.Errorf("of %v was told", heard)
		}
		d.Close()
		again := open(t, j) // from its checkpoint
		if got := again.Off(ann.ID); !slices.Equal(got.Vacations, want.Vacations) || got.Weekends != want.Weekends {
			t.Errorf("from a checkpoint they are %+v, not %+v", got, want)
		}
		again.Close()
		if p, ok := again.Player(ann.ID); !ok || p.Name != "Ann" {
			t.Errorf("she is %+v", p)
		}
	})
}

// A visitor who goes on vacation stays; one who asks for what there is not does not.
func TestAVisitorWhoTakesDaysOffStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		d := open(t, j)
		defer d.Close()
		bob, leave := d.Enter(d.NewBrowser(), home)
		defer leave()
		if _, err := d.Vacation(ctx, bob.ID, time.Time{}, 100); !errors.Is(err, room.ErrVacation) {
			t.Errorf("a hundred days are answered with %v", err)
		}
		if p, _ := d.Player(bob.ID); !p.Provisional {
			t.Error("for nothing he stays")
		}
		given(t)(d.Vacation(ctx, bob.ID, time.Now().Add(offDay), 5))
		if p, _ := d.Player(bob.ID); p.Provisional || p.Kind != players.Browser {
			t.Errorf("he is %+v", p)
		}
	})
}

func given(t *testing.T) func(room.Off, error) room.Off {
	return func(off room.Off, err error) room.Off {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return off
	}
}
