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
			code := made(t)(d.Carry(ctx, ann.ID, "K7MPQX", time.Time{}))
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
		first := made(t)(d.Carry(ctx, ann.ID, "", time.Time{}))
		made(t)(d.Carry(ctx, ann.ID, "", time.Time{}))
		if err := carried(first); !errors.Is(err, players.ErrBadCode) {
			t.Errorf("the code before the newest: %v", err)
		}
		late := made(t)(d.Carry(ctx, ann.ID, "", time.Time{}))
		<-time.After(players.CarryLife)
		if err := carried(late); !errors.Is(err, players.ErrBadCode) {
			t.Errorf("a code of two minutes ago: %v", err)
		}
	})
}

// A window that goes on from one that has an end has no more of it.
func TestACodeOfACodeLastsNoLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t, journaltest.NewMemory())
		ann := keep(t, d, d.NewBrowser())
		first, err := d.Carried(made(t)(d.Carry(ctx, ann.ID, "", time.Time{})), home, anybody)
		if err != nil || time.Until(first.Player.Until) != players.CarriedLife {
			t.Fatalf("the first window ends at %v, %v", first.Player.Until, err)
		}
		<-time.After(time.Hour)
		second, err := d.Carried(made(t)(d.Carry(ctx, ann.ID, "", first.Player.Until)), home, anybody)
		if err != nil || !second.Player.Until.Equal(first.Player.Until) {
			t.Fatalf("the second window ends at %v, %v", second.Player.Until, err)
		}
		token := d.CarriedToken(second.Player)
		if _, err := d.FromToken(token); !errors.Is(err, players.ErrBadToken) {
			t.Errorf("as a cookie: %v", err)
		}
		if p, err := d.FromTab(token); err != nil || p.ID != ann.ID || !p.Until.Equal(first.Player.Until) {
			t.Errorf("as a tab: %+v, %v", p, err)
		}
		<-time.After(players.CarriedLife - time.Hour)
		if _, err := d.FromTab(token); !errors.Is(err, players.ErrBadToken) {
			t.Errorf("a day later: %v", err)
		}
	})
}

func TestOneOfManyUsesACode(t *testing.T) {
	t.Parallel()
	d := open(t, journaltest.NewMemory())
	ann := keep(t, d, d.NewBrowser())
	code := made(t)(d.Carry(ctx, ann.ID, "", time.Time{}))
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
	code := made(t)(d.Carry(ctx, ann.ID, "", time.Time{}))
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
	code := made(t)(d.Carry(ctx, ann.ID, "", time.Time{}))
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
