package players_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms/room"
)

// A name that somebody gives up is free for others at once, and theirs to take back.
func TestARenameFreesTheOldName(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	ann, bob := keep(t, d, d.ByKey("SHA256:aaa", "Ann")), keep(t, d, d.ByKey("SHA256:bbb", "Bob"))
	var heard []room.PersonID
	d.Renames(func(id room.PersonID) { heard = append(heard, id) })
	if _, err := d.Rename(ctx, bob.ID, "ann"); !errors.Is(err, players.ErrNameTaken) {
		t.Errorf("a name that is in use: %v", err)
	}
	if p := must(t)(d.Rename(ctx, ann.ID, "Anna")); p.Name != "Anna" || d.Called(ann.ID) != "Anna" {
		t.Errorf("she is %+v", p)
	}
	if p := must(t)(d.Rename(ctx, bob.ID, "Ann")); p.Name != "Ann" {
		t.Errorf("he is %+v", p)
	}
	if want := []room.PersonID{ann.ID, bob.ID}; !slices.Equal(heard, want) {
		t.Errorf("of %v was told, not of %v", heard, want)
	}
}

// Who comes by "ssh NAME@host" is offered a name that would be new for them, and once.
func TestANewNameIsOffered(t *testing.T) {
	j := journaltest.NewMemory()
	d := open(t, j)
	come := func(as string) string { return d.Offer(d.ByKey("SHA256:aaa", as), as, home) }
	if got := come("ann"); got != "" {
		t.Errorf("somebody new is offered %q", got)
	}
	ann := keep(t, d, d.ByKey("SHA256:aaa", "ann"))
	keep(t, d, d.ByKey("SHA256:bbb", "Bob"))
	must(t)(d.Rename(ctx, ann.ID, "Queen"))
	for as, want := range map[string]string{
		"queen": "", "QUEEN": "", // hers
		"ann": "", "a.n.n": "", // before, and the name of her account for ever
		"bob": "", "root": "", "admin": "", "crossplay": "", "": "", "::": "", // not to be had
		"Eve": "Eve", " eve ": "eve",
	} {
		if got := come(as); got != want {
			t.Errorf("as %q she is offered %q, not %q", as, got, want)
		}
	}
	if err := d.Pass(ctx, ann.ID, "Eve"); err != nil {
		t.Fatal(err)
	}
	for _, when := range []string{"now", "from a checkpoint", "read anew"} {
		switch when {
		case "from a checkpoint":
			d.Close()
			d = open(t, j)
		case "read anew":
			d = open(t, struct{ journal.Journal }{j})
		}
		if p := d.ByKey("SHA256:aaa", "eve"); p.Name != "Queen" || p.ID != ann.ID {
			t.Errorf("%s: she is %+v", when, p)
		}
		if a, b, c := come("eve"), come("ann"), come("Zoe"); a != "" || b != "" || c != "Zoe" {
			t.Errorf("%s: she is offered %q, %q and %q", when, a, b, c)
		}
	}
}

// What nobody wants to be called is not kept without a limit.
func TestWhatIsPassedUpIsBounded(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	ann := keep(t, d, d.ByKey("SHA256:aaa", "ann"))
	var err error
	for i := range 100 {
		if err = d.Pass(ctx, ann.ID, fmt.Sprint("Eve ", i)); err != nil {
			break
		}
	}
	if !errors.Is(err, room.ErrThrottled) {
		t.Errorf("she passes up one name after another: %v", err)
	}
	if d.Offer(ann, "Eve 1", home) == "" || d.Offer(ann, "Eve 9", home) != "" {
		t.Error("not the newest names are remembered")
	}
}

// Whoever tries one name after another, taken or not, has to wait, and so does a network
// with all who come from it. Others do not.
func TestTheNamesThatAreTriedAreBounded(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	keep(t, d, d.NewGuest("Ann"))
	tried := 0
	p, leave := d.Enter(d.NewBrowser(), netip.MustParseAddr("192.0.2.2"))
	defer leave()
	for ; tried < 1000; tried++ {
		if _, err := d.Rename(ctx, p.ID, "Ann"); errors.Is(err, room.ErrThrottled) {
			break
		}
	}
	if tried < 10 || tried > 100 {
		t.Errorf("somebody tries %d names at once", tried)
	}
	for tried = 0; tried < 10_000; tried++ {
		p, leave := d.Enter(d.NewBrowser(), netip.MustParseAddr("192.0.2.3"))
		_, err := d.Rename(ctx, p.ID, "Ann")
		leave()
		if errors.Is(err, room.ErrThrottled) {
			break
		}
	}
	if tried < 400 || tried > 1000 {
		t.Errorf("a network tries %d names at once", tried)
	}
	if err := try(d, "Ann"); !errors.Is(err, players.ErrNameTaken) {
		t.Errorf("somebody else: %v", err)
	}
}

// A name that cannot be had is refused while the journal is busy with another: it is
// judged where nobody waits for it.
func TestANameIsJudgedBesideTheWriter(t *testing.T) {
	j := &slow{Journal: journaltest.NewMemory()}
	d := open(t, j)
	keep(t, d, d.NewGuest("Ann"))
	bob, leave := d.Enter(d.NewGuest("Bob"), home)
	defer leave()
	j.reached, j.proceed = make(chan struct{}), make(chan struct{})
	done := make(chan error)
	go func() {
		_, err := d.Keep(ctx, bob.ID)
		done <- err
	}()
	<-j.reached
	for _, name := range []string{"Ann", "1ⒶaBc🅑dEfⒸgHiadmin1"} {
		soon, cancel := context.WithTimeout(ctx, time.Second)
		p, leave := d.Enter(d.NewBrowser(), home)
		if _, err := d.Rename(soon, p.ID, name); !errors.Is(err, players.ErrNameTaken) {
			t.Errorf("%q: %v", name, err)
		}
		leave()
		cancel()
	}
	close(j.proceed)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// slow is a journal whose disk takes its time once it is told to.
type slow struct {
	journal.Journal
	reached, proceed chan struct{}
}

func (s *slow) Append(ctx context.Context, to journal.Stream, after journal.Pos, r journal.Record) (journal.Pos, error) {
	if s.reached != nil {
		close(s.reached)
		<-s.proceed
	}
	return s.Journal.Append(ctx, to, after, r)
}

// However a name is made up, what it can be taken for is soon found out.
func TestNoNameIsHardToJudge(t *testing.T) {
	for _, name := range []string{"1ⒶaBc🅑dEfⒸgHi🇩jKlö1", "1Ⓐ1🅑1Ⓒ1🇩1ö1ä1ü1é1è1", strings.Repeat("ﷺ", players.MaxName), "ⒶⒷⒸⒹö ⒶⒷⒸⒹö ⒶⒷⒸⒹö"} {
		if n := testing.AllocsPerRun(1, func() { players.Pretends(name) }); n > 5000 {
			t.Errorf("%q: %v allocations", name, n)
		}
	}
}
