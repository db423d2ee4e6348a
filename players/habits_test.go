package players_test

import (
	"errors"
	"slices"
	"testing"

	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms/room"
)

func set(name, value string) func(players.Habits) (players.Habits, error) {
	return func(h players.Habits) (players.Habits, error) { return h.With(name, value) }
}

// What somebody has set is theirs in every window, under every name, and after a restart.
func TestHabitsAreKept(t *testing.T) {
	j := journaltest.NewMemory()
	d := open(t, j)
	ann, leave := d.Enter(d.ByKey("SHA256:aaa", "Ann"), home)
	defer leave()
	var changed, renamed []room.PersonID
	d.Changes(func(id room.PersonID) { changed = append(changed, id) })
	if h := ann.Habits; !h.Confirms(true) || h.Confirms(false) || !h.Premoves() {
		t.Errorf("whoever has set nothing has %+v", h)
	}
	must(t)(d.Accustom(ctx, ann.ID, set("confirm", "ALWAYS")))
	d.Renames(func(id room.PersonID) { renamed = append(renamed, id) })
	must(t)(d.Accustom(ctx, ann.ID, set("premove", "off")))
	must(t)(d.Accustom(ctx, ann.ID, set("premove", "off"))) // nothing new
	if want := []room.PersonID{ann.ID, ann.ID}; !slices.Equal(changed, want) || renamed != nil {
		t.Errorf("of %v was told, and that %v were renamed", changed, renamed)
	}
	must(t)(d.Rename(ctx, ann.ID, "Anna"))
	for _, when := range []string{"now", "from a checkpoint", "read anew"} {
		switch when {
		case "from a checkpoint":
			d.Close()
			d = open(t, j)
		case "read anew":
			d = open(t, struct{ journal.Journal }{j})
		}
		p := d.ByKey("SHA256:aaa", "")
		if confirm, premove := p.Habits.Now(); confirm != "always" || premove != "off" || p.Name != "Anna" {
			t.Errorf("%s: %+v", when, p)
		}
	}
	for _, all := range [][2]string{{"confirm", "sometimes"}, {"confirm", "on"}, {"premove", "always"}, {"", ""}, {"colour", "on"}} {
		if _, err := d.Accustom(ctx, ann.ID, set(all[0], all[1])); !errors.Is(err, players.ErrBadHabit) {
			t.Errorf("%q is %q: %v", all[0], all[1], err)
		}
	}
}

// Nobody makes the journal grow by changing their mind.
func TestHabitsAreBounded(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	ann := keep(t, d, d.ByKey("SHA256:aaa", "Ann"))
	changed := 0
	d.Changes(func(room.PersonID) { changed++ })
	for i := range 100 {
		if _, err := d.Accustom(ctx, ann.ID, set("premove", players.Premoving[(i+1)%2])); err != nil && !errors.Is(err, room.ErrThrottled) {
			t.Fatal(err)
		}
	}
	if changed != 10 {
		t.Errorf("they were changed %d times at once", changed)
	}
}
