package players_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms/room"
)

func anybody(players.Carry) error { return nil }

func TestACodeCarriesSomebodyOverOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t, journaltest.NewMemory())
		ann := keep(t, d, d.ByKey("SHA256:ann", "Ann"))
		carried := func(pasted string) error {
			t.Helper()
			c, err := d.Carried(pasted, home, anybody)
			if err == nil && (c.Player.ID != ann.ID || c.Player.Guest() || c.Room != "K7MPQX") {
				t.Fatalf("the code leads to %+v", c)
			}
			return err
		}
		for _, as := range []func(string) string{
			func(code string) string { return code },
			strings.ToUpper,
			func(code string) string { return " " + strings.ReplaceAll(code, "-", "") + ".\n" },
			func(code string) string { return "https://play.example.org/carry#" + code },
			func(code string) string { return "ssh -t play.example.org carry " + code },
		} {
			code := made(t)(d.Carry(ctx, ann.ID, "K7MPQX"))
			if c, err := d.Carrying(as(code), home); err != nil || c.Player.ID != ann.ID {
				t.Fatalf("looking at %q: %+v, %v", as(code), c, err)
			}
			if err := carried(as(code)); err != nil {
				t.Fatalf("%q: %v", as(code), err)
			}
			if err := carried(as(code)); !errors.Is(err, players.ErrBadCode) {
				t.Fatalf("%q the second time: %v", as(code), err)
			}
		}
		first := made(t)(d.Carry(ctx, ann.ID, ""))
		made(t)(d.Carry(ctx, ann.ID, ""))
		if err := carried(first); !errors.Is(err, players.ErrBadCode) {
			t.Errorf("the code before the newest: %v", err)
		}
		late := made(t)(d.Carry(ctx, ann.ID, ""))
		time.Sleep(players.CarryLife)
		if err := carried(late); !errors.Is(err, players.ErrBadCode) {
			t.Errorf("a code of two minutes ago: %v", err)
		}
	})
}

func TestOneOfManyUsesACode(t *testing.T) {
	t.Parallel()
	d := open(t, journaltest.NewMemory())
	ann := keep(t, d, d.NewBrowser())
	code := made(t)(d.Carry(ctx, ann.ID, ""))
	var used atomic.Int32
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if _, err := d.Carried(code, home, anybody); err == nil {
				used.Add(1)
			}
		})
	}
	all.Wait()
	if used.Load() != 1 {
		t.Errorf("the code was used %d times", used.Load())
	}
}

func TestCodesOfOthersCannotBeGuessed(t *testing.T) {
	t.Parallel()
	d := open(t, journaltest.NewMemory())
	ann := keep(t, d, d.NewBrowser())
	code := made(t)(d.Carry(ctx, ann.ID, ""))
	var err error
	for n := 0; n < 100 && !errors.Is(err, room.ErrGuesses); n++ {
		_, err = d.Carried("aaaa-aaaa", home, anybody)
	}
	if !errors.Is(err, room.ErrGuesses) {
		t.Fatalf("a hundred guesses: %v", err)
	}
	if _, err := d.Carried(code, home, anybody); !errors.Is(err, room.ErrGuesses) {
		t.Errorf("then the right one: %v", err)
	}
}

func TestACodeThatMayNotBeUsedStays(t *testing.T) {
	t.Parallel()
	d := open(t, journaltest.NewMemory())
	ann := keep(t, d, d.NewBrowser())
	code := made(t)(d.Carry(ctx, ann.ID, ""))
	no := errors.New("no")
	if _, err := d.Carried(code, home, func(players.Carry) error { return no }); !errors.Is(err, no) {
		t.Fatal(err)
	}
	if _, err := d.Carried(code, home, anybody); err != nil {
		t.Error(err)
	}
}

// made is must for a code that was made.
func made(t *testing.T) func(string, error) string {
	return func(code string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
}
