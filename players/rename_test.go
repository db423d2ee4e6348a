package players_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

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
	come := func(as string) string { return d.Offer(d.ByKey("SHA256:aaa", as), as) }
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
	if d.Offer(ann, "Eve 1") == "" || d.Offer(ann, "Eve 9") != "" {
		t.Error("not the newest names are remembered")
	}
}
