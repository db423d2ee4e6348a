package players_test

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms/room"
)

const day = 24 * time.Hour

func nothing(room.PersonID) bool { return false }

// forgetful opens a directory that forgets guests, but no one who is among the holders.
func forgetful(t *testing.T, j journal.Journal, holders ...room.PersonID) *players.Directory {
	d := open(t, j)
	d.Expire(func(id room.PersonID) bool { return slices.Contains(holders, id) })
	return d
}

func pass(d time.Duration) {
	<-time.After(d) // in a bubble, where it takes no time
	synctest.Wait()
}

func TestAGuestWhoDoesNotComeBackIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		d := open(t, j)
		come := func(p players.Player) players.Player { return must(t)(keepFrom(d, p, home)) }
		ann, holder, keyed := come(d.NewGuest("Ann")), come(d.NewGuest("Holder")), come(d.ByKey("SHA256:aaa", "Keyed"))
		tab := come(d.NewBrowser())
		here := keep(t, d, d.NewGuest("Here"))
		code := d.ReturnCode(ann)
		d.Expire(func(id room.PersonID) bool { return id == holder.ID })

		pass(47 * time.Hour)
		if _, ok := d.Player(ann.ID); !ok {
			t.Error("she is forgotten before two days")
		}
		pass(2 * time.Hour)
		if _, ok := d.Player(ann.ID); ok {
			t.Error("she is not forgotten")
		}
		pass(5 * day)
		if _, ok := d.Player(tab.ID); !ok {
			t.Error("a browser is forgotten within a week")
		}
		pass(2 * day)
		if _, ok := d.Player(tab.ID); ok {
			t.Error("a browser is not forgotten")
		}
		for _, when := range []string{"now", "after a restart", "read anew"} {
			switch when {
			case "after a restart":
				d.Close()
				d = open(t, j)
			case "read anew":
				d = open(t, struct{ journal.Journal }{j})
			}
			if p, ok := d.Player(ann.ID); ok {
				t.Errorf("%s: she is still %+v", when, p)
			}
			for _, p := range []players.Player{holder, keyed, here} {
				if got, ok := d.Player(p.ID); !ok || got != p {
					t.Errorf("%s: %s is %+v", when, p.Name, got)
				}
			}
			back := must(t)(d.Return(code, home))
			if back.ID != ann.ID || !back.Provisional {
				t.Errorf("%s: her code brings back %+v", when, back)
			}
			other, leave := d.Enter(d.NewGuest("Ann"), home)
			if other.Name != "Ann" {
				t.Errorf("%s: her name is not free, but %q is", when, other.Name)
			}
			leave()
		}
	})
}

func TestWhoComesEveryDayStaysAndIsNotedOnceADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		d := forgetful(t, j)
		ann := must(t)(keepFrom(d, d.NewGuest("Ann"), home))
		const days = 60
		for range days * 24 {
			for range 3 {
				_, leave := d.Enter(ann, home)
				leave()
			}
			pass(time.Hour)
		}
		if p, _ := d.Player(ann.ID); p != ann {
			t.Errorf("she is %+v", p)
		}
		if n := records(t, j); n > 1+days {
			t.Errorf("%d records in %d days", n, days)
		}
	})
}

// Nobody noted that the guests of an earlier version were seen.
func TestGuestsOfAnEarlierVersionHaveAsLongToComeBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		old := open(t, j).NewGuest("").ID
		record := fmt.Sprintf(`{"v":1,"at":"1999-01-02T03:04:05Z","id":%q,"name":"Ann","kind":"browser"}`, old)
		if _, err := j.Append(ctx, "players", 0, []byte(record)); err != nil {
			t.Fatal(err)
		}
		d := forgetful(t, j)
		pass(40 * day) // nobody was here
		must(t)(keepFrom(d, d.NewGuest("Bob"), home))
		pass(7 * day)
		if p, _ := d.Player(old); p.Name != "Ann" {
			t.Errorf("she is %+v too soon", p)
		}
		pass(2 * day)
		if p, ok := d.Player(old); ok {
			t.Errorf("she is still %+v", p)
		}
	})
}

// Another node does not know whose window is open here, until it is noted.
func TestWhoIsForgottenWhileHereKeepsTheName(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		here := open(t, j)
		ann, leave := here.Enter(here.NewGuest("Ann"), home)
		defer leave()
		must(t)(here.Keep(ctx, ann.ID))
		forgetful(t, j)
		pass(31 * day)
		if p, _ := here.Player(ann.ID); p != ann {
			t.Errorf("she is %+v, want %+v", p, ann)
		}
		other, out := here.Enter(here.NewGuest("ann"), home)
		defer out()
		if other.Name != "ann-2" {
			t.Errorf("somebody else is %q", other.Name)
		}
		if p := must(t)(here.Keep(ctx, ann.ID)); p.Name != "Ann" || p.Provisional {
			t.Errorf("she stays as %+v", p)
		}
	})
}

func TestAFullDiskForgetsNobodyAndIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		d := forgetful(t, j)
		ann := must(t)(keepFrom(d, d.NewGuest("Ann"), home))
		j.FailBefore(errors.New("no space left on device"))
		pass(31 * day)
		if _, ok := d.Player(ann.ID); !ok {
			t.Error("she was forgotten without a record")
		}
		j.FailBefore(nil)
		pass(time.Hour)
		if _, ok := d.Player(ann.ID); ok {
			t.Error("she is not forgotten")
		}
	})
}

func TestACheckpointThatIsCutShortIsNotUsed(t *testing.T) {
	j := journaltest.NewMemory()
	d := open(t, j)
	ann, bob := keep(t, d, d.ByKey("SHA256:aaa", "Ann")), keep(t, d, d.NewGuest("Bob"))
	d.Close()
	pos, data, err := j.LoadCheckpoint(ctx, "players")
	if err != nil || pos == 0 {
		t.Fatal(pos, err)
	}
	for n := range len(data) + 1 { // the last is whole
		if err := j.SaveCheckpoint(ctx, "players", pos, data[:n]); err != nil {
			t.Fatal(err)
		}
		d := open(t, j)
		if p := d.ByKey("SHA256:aaa", ""); p != ann {
			t.Fatalf("of %d bytes: %+v, want %+v", n, p, ann)
		}
		if p, _ := d.Player(bob.ID); p != bob {
			t.Fatalf("of %d bytes: %+v, want %+v", n, p, bob)
		}
	}
}

// A crowd sits down once each, from as many addresses, and never comes back.
func TestACrowdThatHasPlayedIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := journaltest.NewMemory()
		d := open(t, j)
		ann := keep(t, d, d.NewGuest("Ann"))
		before := heap()
		for i := range crowd {
			must(t)(keepFrom(d, d.NewGuest(fmt.Sprint("visitor ", i)), netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})))
		}
		d.Expire(nothing)
		pass(31 * day)
		if here, names := d.Remembers(); here != 1 || names != 1 {
			t.Errorf("%d are here, and %d names are in memory", here, names)
		}
		after := heap()
		d.Close()
		d = open(t, j)
		if p, _ := d.Player(ann.ID); p != ann {
			t.Errorf("after a restart she is %+v", p)
		}
		if n := records(t, j); n > crowd+crowd/500+100 {
			t.Errorf("%d records", n)
		}
		// The journal is in it, and the addresses whose pace is remembered.
		if grown := after - before; grown > crowd*450+3<<20 {
			t.Errorf("the heap grew by %d bytes", grown)
		}
		t.Logf("heap before %d KB, after %d KB, of which the journal has about %d KB", before>>10, after>>10, crowd*300>>10)
	})
}

func TestThereIsANameEvenWhenEveryVariantIsTaken(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	riddle := strings.Repeat("Ⓥ", 4) + strings.Repeat("W", 12) // looks like as many names as one can
	keep(t, d, d.NewGuest(riddle))
	p := d.NewGuest(riddle)
	for n := 2; n <= players.MaxVariants; n++ {
		keep(t, d, d.NewGuest(fmt.Sprint(riddle, "-", n)))
	}
	for attempt := range players.MaxFriendly {
		keep(t, d, d.NewGuest(players.Friendly(p.ID, attempt)))
	}
	p, leave := d.Enter(p, home)
	defer leave()
	if p.Name != players.Last(p.ID) {
		t.Errorf("%q, want %q", p.Name, players.Last(p.ID))
	}
}
