package players_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms/room"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	ctx  = context.Background()
	home = netip.MustParseAddr("192.0.2.1")
)

func open(t *testing.T, journal journal.Journal) *players.Directory {
	t.Helper()
	d, err := players.Open(ctx, players.Config{Journal: journal, Secret: []byte(strings.Repeat("s", 32)), Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Voices: []string{"Black", "White", "Disc", "Ring", "X", "O", "Dice"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

func must(t *testing.T) func(players.Player, error) players.Player {
	return func(p players.Player, err error) players.Player {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
}

// keep lets somebody in who makes up their mind to stay.
func keep(t *testing.T, d *players.Directory, p players.Player) players.Player {
	t.Helper()
	p, _ = d.Enter(p, home)
	return must(t)(d.Keep(ctx, p.ID))
}

// try has a visitor, whom nobody else is limited by, want a name.
func try(d *players.Directory, name string) error {
	id := d.NewBrowser()
	p, leave := d.Enter(id, netip.AddrFrom16([16]byte([]byte(id.ID)[:16])))
	defer leave()
	_, err := d.Rename(ctx, p.ID, name)
	return err
}

// keepFrom is the same from elsewhere, and may fail.
func keepFrom(d *players.Directory, p players.Player, from netip.Addr) (players.Player, error) {
	p, leave := d.Enter(p, from)
	defer leave()
	return d.Keep(ctx, p.ID)
}

func TestAKeyIsALastingPlayer(t *testing.T) {
	journal := journaltest.NewMemory()
	d := open(t, journal)
	first := keep(t, d, d.ByKey("SHA256:aaa", "alice"))
	again := open(t, journal).ByKey("SHA256:aaa", "somebody")
	other := keep(t, d, d.ByKey("SHA256:bbb", "alice"))
	if first != again || first.Name != "alice" || first.Guest() {
		t.Errorf("first %+v, again %+v", first, again)
	}
	if other.ID == first.ID || other.Name != "alice-2" {
		t.Errorf("another key: %+v", other)
	}
}

func TestTheSameKeyTwiceAtOnceIsOnePlayer(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	var wg sync.WaitGroup
	ids := make([]room.PersonID, 16)
	for i := range ids {
		wg.Go(func() {
			p, err := keepFrom(d, d.ByKey("SHA256:aaa", "alice"), home)
			if err != nil {
				t.Error(err)
			}
			ids[i] = p.ID
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("players %v", ids)
		}
	}
}

func TestAReturnCodeBringsAGuestBackAlsoAfterARestart(t *testing.T) {
	journal := journaltest.NewMemory()
	d := open(t, journal)
	p := keep(t, d, d.NewGuest("bob"))
	code := d.ReturnCode(p)
	d = open(t, journal)
	for _, typed := range []string{code, strings.ToUpper(code), " " + strings.ReplaceAll(code, "-", " ")} {
		if got := must(t)(d.Return(typed, home)); got != p {
			t.Errorf("%q brings back %+v, want %+v", typed, got, p)
		}
	}
	flip := "a"
	if code[0] == 'a' {
		flip = "b"
	}
	for _, bad := range []string{"", "x", code[:len(code)-2], flip + code[1:], code + code, strings.Repeat("a", 10_000), d.Token(p)} {
		if _, err := d.Return(bad, home); !errors.Is(err, players.ErrBadCode) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestACookieIsGoodForAYearAndCannotBeForged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t, journaltest.NewMemory())
		p := keep(t, d, d.NewBrowser())
		token := d.Token(p)
		if got := must(t)(d.FromToken(token)); got != p {
			t.Errorf("got %+v, want %+v", got, p)
		}
		for i := range token {
			forged := []byte(token)
			forged[i] ^= 1
			if got, err := d.FromToken(string(forged)); err == nil && got.ID != p.ID {
				t.Fatalf("%q is %+v", forged, got)
			}
		}
		for _, bad := range []string{"", token[:10], token[:len(token)-1], token + "AAAA", d.ReturnCode(p), "\xff\x00"} {
			if _, err := d.FromToken(bad); !errors.Is(err, players.ErrBadToken) {
				t.Errorf("%q: %v", bad, err)
			}
		}
		<-time.After(players.TokenLife)
		if _, err := d.FromToken(token); !errors.Is(err, players.ErrBadToken) {
			t.Errorf("after a year: %v", err)
		}
	})
}

func TestNamesThatLookAlikeAreOneName(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	keep(t, d, d.NewGuest("Pablo"))
	for _, name := range []string{"pablo", "PABLO", "Ｐａｂｌｏ", "Pab1o", "P a b l o", "Pábló", "Pablо"[:5] + "0"} {
		if err := try(d, name); !errors.Is(err, players.ErrNameTaken) {
			t.Errorf("%q: %v", name, err)
		}
	}
	keep(t, d, d.NewGuest("асе")) // Cyrillic throughout
	if err := try(d, "ace"); !errors.Is(err, players.ErrNameTaken) {
		t.Errorf("ace: %v", err)
	}
	for _, name := range []string{"", "  ", "!!!", "Pаblo", "\x1b[31m", "\u202e"} {
		if err := try(d, name); !errors.Is(err, players.ErrBadName) {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"admin", "Serv3r"[:4] + "er", "Crossplay", "r00t", "Hard bot", "b0t 3", "Anna-Bots"} {
		if err := try(d, name); !errors.Is(err, players.ErrNameTaken) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestANewNameIsKeptAndTheOldOneIsFree(t *testing.T) {
	journal := journaltest.NewMemory()
	d := open(t, journal)
	p := keep(t, d, d.NewGuest("Zoë"))
	must(t)(d.Rename(ctx, p.ID, "Zora"))
	d = open(t, journal)
	if got, _ := d.Player(p.ID); got.Name != "Zora" {
		t.Errorf("after a restart: %+v", got)
	}
	if other := keep(t, d, d.NewGuest("Zoë")); other.Name != "Zoë" {
		t.Errorf("the old name: %+v", other)
	}
	if got := must(t)(d.Rename(ctx, p.ID, "ZORA")); got.Name != "ZORA" {
		t.Errorf("one's own name in another case: %+v", got)
	}
}

func TestWhoAsksForNoGoodNameGetsAFriendlyOne(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	for _, wanted := range []string{"", "root", "ubuntu", "\u202e", "admin", "\r\nlevel=ERROR", strings.Repeat("a\u0301\u0302\u0303\u0304", 5000)} {
		p := keep(t, d, d.NewGuest(wanted))
		if players.CleanName(p.Name) != p.Name || p.Name == "" || strings.ContainsAny(p.Name, "\r\n\x1b\u202e") {
			t.Errorf("%.20q became %q", wanted, p.Name)
		}
	}
	long := strings.Repeat("W", players.MaxName)
	keep(t, d, d.NewGuest(long))
	if p := keep(t, d, d.NewGuest(long+"WWW")); p.Name != long[:players.MaxName-2]+"-2" {
		t.Errorf("a long name that is taken became %q", p.Name)
	}
}

func TestOneNetworkCannotMakeManyPlayers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t, journaltest.NewMemory())
		refused := 0
		for i := range 400 {
			from := netip.MustParseAddr("2001:db8:0:1::").As16()
			from[14], from[15] = byte(i>>8), byte(i)
			if _, err := keepFrom(d, d.NewGuest(""), netip.AddrFrom16(from)); errors.Is(err, players.ErrTooMany) {
				refused++
			}
		}
		if refused != 144 {
			t.Errorf("%d of 400 were refused, want 144", refused)
		}
		keep(t, d, d.NewGuest(""))
		must(t)(keepFrom(d, d.NewGuest(""), netip.MustParseAddr("2001:db8:0:2::1")))
		<-time.After(time.Minute)
		must(t)(keepFrom(d, d.NewGuest(""), netip.MustParseAddr("2001:db8:0:1::1")))
	})
}

func TestNobodyTakesOneNameAfterAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t, journaltest.NewMemory())
		restless, other := keep(t, d, d.NewGuest("")), keep(t, d, d.NewGuest(""))
		taken := 0
		for i := range 200 {
			if _, err := d.Rename(ctx, restless.ID, fmt.Sprint("name", i)); err == nil {
				taken++
			} else if !errors.Is(err, room.ErrThrottled) {
				t.Fatal(err)
			}
		}
		if taken != 10 {
			t.Errorf("%d of 200 names were taken, want 10", taken)
		}
		must(t)(d.Rename(ctx, other.ID, "Ann"))
		<-time.After(time.Minute)
		must(t)(d.Rename(ctx, restless.ID, "Bob"))
	})
}

func TestAFullDiskIsSaidOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		journal := journaltest.NewMemory()
		var said strings.Builder
		d, err := players.Open(ctx, players.Config{Journal: journal, Secret: []byte(strings.Repeat("s", 32)), Log: slog.New(slog.NewTextHandler(&said, nil))})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		journal.FailBefore(errors.New("no space left on device"))
		for range 2 {
			for range 20 {
				if _, err := keepFrom(d, d.NewGuest(""), home); !errors.Is(err, room.ErrNotSaved) {
					t.Fatal(err)
				}
			}
			<-time.After(time.Second)
		}
		if n := strings.Count(said.String(), "no space left on device"); n != 2 {
			t.Errorf("it was said %d times in two seconds", n)
		}
	})
}

func TestAPlayerWhoCannotBeSavedIsNobody(t *testing.T) {
	journal := journaltest.NewMemory()
	d := open(t, journal)
	journal.FailBefore(errors.New("no space left on device"))
	if _, err := keepFrom(d, d.ByKey("SHA256:aaa", "alice"), home); !errors.Is(err, room.ErrNotSaved) {
		t.Fatalf("on a full disk: %v", err)
	}
	journal.FailBefore(nil)
	journal.FailAfter(errors.New("the answer was lost"))
	if _, err := keepFrom(d, d.ByKey("SHA256:bbb", "bob"), home); !errors.Is(err, room.ErrNotSaved) {
		t.Fatalf("on a lost answer: %v", err)
	}
	journal.FailAfter(nil)
	bob := keep(t, d, d.ByKey("SHA256:bbb", "bob"))
	if again := open(t, journal).ByKey("SHA256:bbb", "bob"); again != bob || bob.Name != "bob" {
		t.Errorf("bob is %+v, and %+v after a restart", bob, again)
	}
}

// stuck is a journal on a disk that does not answer.
type stuck struct {
	journal.Journal
	asked chan struct{}
}

func (s stuck) Append(ctx context.Context, _ journal.Stream, _ journal.Pos, _ journal.Record) (journal.Pos, error) {
	s.asked <- struct{}{}
	<-ctx.Done()
	return 0, ctx.Err()
}

func TestADiskThatDoesNotAnswerKeepsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stuck{journaltest.NewMemory(), make(chan struct{}, 1)}
		d := open(t, s)
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := keepFrom(d, d.NewGuest("alice"), home); !errors.Is(err, room.ErrNotSaved) {
				t.Errorf("the first: %v", err)
			}
		})
		<-s.asked
		gone, leave := context.WithCancel(ctx)
		second := make(chan error, 1)
		go func() {
			p, _ := d.Enter(d.NewGuest("bob"), home)
			_, err := d.Keep(gone, p.ID)
			second <- err
		}()
		synctest.Wait()
		leave()
		synctest.Wait() // no time passes here
		select {
		case err := <-second:
			if !errors.Is(err, room.ErrNotSaved) {
				t.Errorf("the second: %v", err)
			}
		default:
			t.Error("the second waits although nobody waits for it")
		}
		if _, ok := d.Player("nobody"); ok {
			t.Error("nobody is somebody")
		}
		wg.Wait()
	})
}

func TestANodeThatWasSlowerReadsOnAndDecidesAgain(t *testing.T) {
	journal := journaltest.NewMemory()
	here, there := open(t, journal), open(t, journal)
	alice := keep(t, here, here.ByKey("SHA256:aaa", "alice"))
	if got := keep(t, there, there.ByKey("SHA256:aaa", "alice")); got != alice {
		t.Errorf("there the same key is %+v", got)
	}
	if got := keep(t, here, here.NewGuest("bob")); got.Name != "bob" {
		t.Errorf("here: %+v", got)
	}
	if got := keep(t, there, there.NewGuest("bob")); got.Name != "bob-2" {
		t.Errorf("there: %+v", got)
	}
}

func TestADirectoryNeedsASecret(t *testing.T) {
	if _, err := players.Open(ctx, players.Config{Journal: journaltest.NewMemory(), Secret: []byte("short")}); err == nil {
		t.Error("a short secret is accepted")
	}
}

func TestWhoGuessesReturnCodesIsToldNothingMore(t *testing.T) {
	d := open(t, journaltest.NewMemory())
	p := keep(t, d, d.NewGuest("bob"))
	code := d.ReturnCode(p)
	thief := netip.MustParseAddr("198.51.100.7")
	refused := func() bool {
		_, err := d.Return(strings.Repeat("a", len(code)), thief)
		return errors.Is(err, room.ErrGuesses)
	}
	for n := 0; !refused(); n++ {
		if n == 50 {
			t.Fatal("an address may guess without end")
		}
	}
	if _, err := d.Return(code, thief); !errors.Is(err, room.ErrGuesses) {
		t.Errorf("the right code: %v", err)
	}
	if got := must(t)(d.Return(code, home)); got != p {
		t.Errorf("elsewhere the code brings back %+v", got)
	}
}
