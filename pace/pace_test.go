package pace

import (
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"
)

func TestEachHasALimitOfTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New[string](rate.Every(time.Second), 2, 10)
		for i, want := range []bool{true, true, false} {
			if got := l.Allow("a"); got != want {
				t.Errorf("time %d: %v", i+1, got)
			}
		}
		if !l.Spent("a") || l.Spent("b") {
			t.Error("one has spent the limit, the other has not")
		}
		if !l.AllowN("b", 2) || l.AllowN("b", 1) {
			t.Error("the other has a limit of two as well")
		}
		<-time.After(time.Second)
		if !l.Allow("a") || l.Allow("a") {
			t.Error("after a second it is once more")
		}
		if d := l.Delay("a", 1); d != time.Second {
			t.Errorf("the wait for the next is %v", d)
		}
		if d := l.Delay("c", 50); d != 0 {
			t.Errorf("more than the burst counts as the burst, and waits %v", d)
		}
	})
}

// Whoever floods must not be set free by the many whom a flood brings.
func TestACrowdDoesNotFreeWhoIsHeldBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New[int](rate.Every(time.Hour), 1, 10)
		l.Allow(0)
		for i := 1; i <= 1000; i++ {
			l.Allow(i)
			if l.Allow(0) {
				t.Fatalf("free again after %d others", i)
			}
		}
		if n := l.of.Len(); n != 10 {
			t.Errorf("%d are remembered", n)
		}
	})
}

// Nor by asking, instead of doing, whether it may.
func TestACrowdDoesNotFreeWhoAsksWhetherItIs(t *testing.T) {
	for name, held := range map[string]func(*Limits[int]) bool{
		"spent": func(l *Limits[int]) bool { return l.Spent(0) },
		"owes":  func(l *Limits[int]) bool { return l.Owes(0) > 0 },
	} {
		synctest.Test(t, func(t *testing.T) {
			l := New[int](rate.Every(time.Hour), 1, 10)
			l.Delay(0, 1)
			l.Delay(0, 1)
			for i := 1; i <= 1000; i++ {
				l.Allow(i)
				if !held(l) {
					t.Fatalf("%s: free again after %d others", name, i)
				}
			}
			if l.Spent(1001) || l.Owes(1001) != 0 {
				t.Error("whoever was never there is held back")
			}
		})
	}
}

func TestAHomeIsOneNetwork(t *testing.T) {
	for addr, want := range map[string]string{
		"192.0.2.7":            "192.0.2.7/32",
		"::ffff:192.0.2.7":     "192.0.2.7/32",
		"2001:db8:0:1:ffff::2": "2001:db8:0:1::/64",
		"fe80::1:2:3:4%eth0":   "fe80::/64",
	} {
		if got := Network(netip.MustParseAddr(addr)); got != netip.MustParsePrefix(want) {
			t.Errorf("%s is in %v, not %s", addr, got, want)
		}
	}
	if got := Network(netip.Addr{}); got != (netip.Prefix{}) {
		t.Errorf("no address is in %v", got)
	}
}

func TestGroupsOfNetworks(t *testing.T) {
	for from, want := range map[string]string{
		"192.0.2.1": "192.0.0.0/16", "2001:db8:1:2::3": "2001:db8:1::/48", "::ffff:192.0.2.1": "192.0.0.0/16",
	} {
		if got := Group(Network(netip.MustParseAddr(from))); got.String() != want {
			t.Errorf("%s is of %v, not %s", from, got, want)
		}
	}
	if got := Group(Network(netip.Addr{})); got != (netip.Prefix{}) {
		t.Errorf("the unknown are of %v", got)
	}
}

// Whoever goes on where they may not is held back until they have stopped.
func TestWhoeverInsistsIsHeldBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := New[string](rate.Every(time.Second), 2, 8)
		got := 0
		for range 100 {
			if l.Insist("flood") {
				got++
			}
			<-time.After(100 * time.Millisecond)
		}
		if got != 2 {
			t.Errorf("whoever went on had %d", got)
		}
		<-time.After(4 * time.Second)
		if !l.Insist("flood") || !l.Insist("another") {
			t.Error("whoever stopped, or never began, is held back")
		}
	})
}
