package players_test

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/pace"
	"crossplay/players"
	"crossplay/rooms/room"
)

// records counts what the journal keeps of people.
func records(t testing.TB, journal journal.Journal) int {
	t.Helper()
	n := 0
	for _, err := range journal.Read(ctx, "players", 0) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

func heap() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

func TestACrowdOfVisitorsLeavesNothing(t *testing.T) {
	journal := journaltest.NewMemory()
	d := open(t, journal)
	must(t)(keepFrom(d, d.NewGuest("Ann"), home))
	before, goroutines := heap(), runtime.NumGoroutine()
	come := func(i int) (players.Player, func()) {
		from := netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})
		switch i % 4 {
		case 0:
			return d.Enter(d.NewBrowser(), from)
		case 1:
			return d.Enter(d.NewGuest(fmt.Sprint("visitor ", i)), from)
		case 2:
			return d.Enter(d.ByKey(fmt.Sprint("SHA256:", i), fmt.Sprint("keyed ", i)), from)
		}
		p, leave := d.Enter(d.NewBrowser(), from)
		if _, err := d.Rename(ctx, p.ID, "Ann"); !errors.Is(err, players.ErrNameTaken) {
			t.Fatalf("a taken name: %v", err)
		}
		if back, err := d.FromToken(d.Token(p)); err != nil || back.ID != p.ID {
			t.Fatal(back, err)
		}
		return p, leave
	}
	const atOnce = 1000
	for i := 0; i < crowd; i += atOnce {
		leaves := make([]func(), atOnce)
		for j := range leaves {
			_, leaves[j] = come(i + j)
		}
		for _, leave := range leaves {
			leave()
			leave() // says the same
		}
	}
	if visitors, names := d.Remembers(); visitors != 0 || names != 1 {
		t.Errorf("%d visitors and %d names are in memory", visitors, names)
	}
	if n := records(t, journal); n != 1 {
		t.Errorf("%d records", n)
	}
	if n := runtime.NumGoroutine(); n > goroutines {
		t.Errorf("%d goroutines, %d before", n, goroutines)
	}
	after := heap()
	t.Logf("heap before %d KB, after %d KB", before>>10, after>>10)
	// A map keeps its buckets for the thousand who were there at once, and the paces of
	// those who tried a name last are remembered, so many of them.
	if after-before > 2<<20+players.Paced {
		t.Errorf("the heap grew by %d bytes", after-before)
	}
	runtime.KeepAlive(d)
}

func TestAVisitorComesBackAsTheSame(t *testing.T) {
	journal := journaltest.NewMemory()
	d := open(t, journal)
	browser, out := d.Enter(d.NewBrowser(), home)
	guest, off := d.Enter(d.NewGuest(""), home)
	token, code := d.Token(browser), d.ReturnCode(guest)
	for _, when := range []string{"with the window open", "after it was closed", "after a restart"} {
		for of, want := range map[string]players.Player{token: browser, code: guest} {
			p, err := d.FromToken(of)
			if of == code {
				p, err = d.Return(of, home)
			}
			if err != nil {
				t.Fatal(when, err)
			}
			p, leave := d.Enter(p, home)
			if p != want || !p.Provisional || !p.Guest() {
				t.Errorf("%s: %+v, want %+v", when, p, want)
			}
			leave()
		}
		out()
		off()
		if when == "after it was closed" {
			d = open(t, journal)
		}
	}
	if n := records(t, journal); n != 0 {
		t.Errorf("%d records", n)
	}
}

func TestAKeyThatComesTwiceAtOnceIsOneVisitor(t *testing.T) {
	journal := journaltest.NewMemory()
	d := open(t, journal)
	one, out := d.Enter(d.ByKey("SHA256:aaa", "alice"), home)
	two, off := d.Enter(d.ByKey("SHA256:aaa", "alice"), home)
	if one.ID != two.ID || one.Name != "alice" || two.Name != "alice" || one.Guest() || !one.Provisional {
		t.Errorf("%+v and %+v", one, two)
	}
	out()
	if p, ok := d.Player(two.ID); !ok || p.Name != "alice" {
		t.Error("the second window is still open")
	}
	var all sync.WaitGroup
	for range 8 { // both sit down, and click twice
		all.Go(func() {
			if p, err := d.Keep(ctx, one.ID); err != nil || p.ID != one.ID || p.Name != "alice" || p.Provisional {
				t.Errorf("%+v, %v", p, err)
			}
		})
	}
	all.Wait()
	off()
	if n := records(t, journal); n != 1 {
		t.Errorf("%d records", n)
	}
	if p := open(t, journal).ByKey("SHA256:aaa", "somebody"); p.ID != one.ID || p.Name != "alice" || p.Provisional {
		t.Errorf("after a restart: %+v", p)
	}
}

func TestANameIsAVisitorsWhileTheyAreHere(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	alice, out := d.Enter(d.NewGuest("alice"), home)
	second, off := d.Enter(d.NewGuest("ALICE"), home)
	if alice.Name != "alice" || second.Name != "ALICE-2" {
		t.Errorf("%q and %q", alice.Name, second.Name)
	}
	if _, err := d.Rename(ctx, second.ID, "a l i c e"); !errors.Is(err, players.ErrNameTaken) {
		t.Errorf("the name of somebody here: %v", err)
	}
	out()
	if p := must(t)(d.Rename(ctx, second.ID, "a l i c e")); p.Provisional || p.Name != "a l i c e" {
		t.Errorf("when she has gone: %+v", p)
	}
	off()
	if p, leave := d.Enter(d.ByKey("SHA256:aaa", "alice"), home); p.Name != "alice-2" {
		t.Errorf("when she comes back: %+v", p)
	} else {
		leave()
	}
}

func TestWhoHasLeftDoesNotStay(t *testing.T) {
	journal := journaltest.NewMemory()
	d := open(t, journal)
	p, leave := d.Enter(d.NewBrowser(), home)
	leave()
	if _, err := d.Keep(ctx, p.ID); !errors.Is(err, room.ErrNotSaved) {
		t.Errorf("Keep: %v", err)
	}
	if _, err := d.Rename(ctx, p.ID, "Ann"); err == nil {
		t.Error("a name was taken by nobody")
	}
	if n := records(t, journal); n != 0 {
		t.Errorf("%d records", n)
	}
}

// Another node may give the name away that a visitor has here.
func TestAVisitorWhoseNameIsTakenStaysUnderAnother(t *testing.T) {
	journal := journaltest.NewMemory()
	here, there := open(t, journal), open(t, journal)
	visitor, leave := here.Enter(here.NewGuest("alice"), home)
	defer leave()
	keep(t, there, there.NewGuest("alice"))
	by, err := here.Lasting(ctx, visitor.Person(home))
	if err != nil || by.ID != visitor.ID || by.Name != "alice-2" || by.Provisional {
		t.Errorf("%+v, %v", by, err)
	}
	if p, _ := here.Player(visitor.ID); p.Name != by.Name {
		t.Errorf("the windows are told %q", p.Name)
	}
}

func TestASchoolBehindOneAddressComesInAndPlays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t, journaltest.NewMemory())
		for range 10 * players.NewBurst { // looking is free
			_, leave := d.Enter(d.NewBrowser(), home)
			leave()
		}
		for range players.NewBurst {
			keep(t, d, d.NewBrowser())
		}
		if _, err := keepFrom(d, d.NewBrowser(), home); !errors.Is(err, players.ErrTooMany) {
			t.Errorf("one more: %v", err)
		}
	})
}

func TestThereIsAlwaysAName(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	p := d.NewBrowser()
	for attempt := range players.MaxFriendly {
		keep(t, d, d.NewGuest(players.Friendly(p.ID, attempt)))
	}
	p, leave := d.Enter(p, home)
	defer leave()
	if p.Name != players.Last(p.ID) || players.CleanName(p.Name) != p.Name {
		t.Errorf("%q, want %q", p.Name, players.Last(p.ID))
	}
	if kept := must(t)(d.Keep(ctx, p.ID)); kept.Name != p.Name {
		t.Errorf("%q became %q", p.Name, kept.Name)
	}
}

// To judge a name takes a while, which the network pays for that it comes from. Whoever
// owes has a friendly one, and takes none; what has been judged is judged no more.
func TestNamesAreJudgedAtTheExpenseOfWhoeverWantsThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		judged := 0
		work := pace.NewWork(func(do func()) time.Duration { judged++; do(); return time.Second })
		d, err := players.Open(ctx, players.Config{Journal: journaltest.NewMemory(), Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler), Work: work})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		school := netip.MustParseAddr("198.51.100.1")
		come := func(name string, from netip.Addr) players.Player {
			p, _ := d.Enter(d.NewGuest(name), from)
			return p
		}
		zoe, chloe := come("Zoë", home), come("Chloë", home)
		if zoe.Name != "Zoë" || chloe.Name != "Chloë" {
			t.Errorf("two of a network are %q and %q", zoe.Name, chloe.Name)
		}
		if p := come("Müller", home); p.Name == "Müller" || p.Name == "" {
			t.Errorf("one of a network that owes is %q", p.Name)
		}
		if p := come("Smith", home); p.Name != "Smith" {
			t.Errorf("one whose name takes nothing is %q", p.Name)
		}
		if p := come("Jürgen", school); p.Name != "Jürgen" {
			t.Errorf("one of elsewhere is %q", p.Name)
		}
		before := judged
		if p, _ := d.Enter(zoe, home); p.Name != "Zoë" || judged != before {
			t.Errorf("%q is judged again", p.Name)
		}
		p, _ := d.Enter(d.ByKey("SHA256:aaa", "Noël"), school)
		p = must(t)(d.Keep(ctx, p.ID))
		if offer := d.Offer(p, "Noëlle", home); offer != "" {
			t.Errorf("one of a network that owes is offered %q", offer)
		}
		if _, err := d.Rename(ctx, zoe.ID, "Zoé"); !errors.Is(err, room.ErrThrottled) {
			t.Errorf("who wants another name is answered with %v", err)
		}
		<-time.After(time.Minute)
		if p := must(t)(d.Rename(ctx, zoe.ID, "Zoé")); p.Name != "Zoé" {
			t.Errorf("a minute later she is %q", p.Name)
		}
		if offer := d.Offer(p, "Noëlle", school); offer != "Noëlle" {
			t.Errorf("a minute later he is offered %q", offer)
		}
	})
}
