package guard

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
)

// guest is a connection with a place.
type guest struct {
	*Place
	evicted int
}

// come enters from the address.
func come(q *Quota, from string) *guest {
	g := new(guest)
	var a netip.Addr
	if from != "" {
		a = addr(from)
	}
	g.Place = q.Enter(a, func() { g.evicted++ })
	return g
}

func TestAnAddressCannotBeActiveEverywhere(t *testing.T) {
	q := NewQuota(Limits{PerAddress: 2, Total: 3})
	first := come(q, "192.0.2.1")
	if err := errors.Join(first.Activate(nil), first.Activate(nil)); err != nil { // counts once
		t.Fatal(err)
	}
	for _, g := range []struct {
		from string
		want error
	}{{"::ffff:192.0.2.1", nil}, {"192.0.2.1", ErrAddress}, {"192.0.2.2", nil}, {"192.0.2.3", ErrTotal}} {
		if err := come(q, g.from).Activate(nil); !errors.Is(err, g.want) {
			t.Errorf("%s becomes active: %v, want %v", g.from, err, g.want)
		}
	}
	first.Leave()
	first.Leave() // counts once
	if err := come(q, "192.0.2.3").Activate(nil); err != nil {
		t.Errorf("after one left: %v", err)
	}
	if err := come(q, "192.0.2.4").Activate(nil); !errors.Is(err, ErrTotal) {
		t.Errorf("leaving twice made room for two: %v", err)
	}
	if err := first.Activate(nil); !errors.Is(err, ErrGone) {
		t.Errorf("who has left becomes active: %v", err)
	}
}

func TestAPlaceIsKeptForWhoReturnsToAGame(t *testing.T) {
	q := NewQuota(Limits{PerAddress: 8, Total: 16})
	activate := func(from, who string) error { return come(q, from).Activate(func() string { return who }) }
	for i := range 8 {
		who := []string{"", "ann"}[i%2]
		if err := errors.Join(activate("192.0.2.1", who), activate("192.0.2.2", who)); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range []struct {
		from, who string
		want      error
	}{
		{"192.0.2.1", "", ErrAddress}, {"192.0.2.3", "", ErrTotal},
		{"192.0.2.1", "ann", nil}, {"192.0.2.1", "bob", ErrAddress},
		{"192.0.2.3", "bob", nil}, {"192.0.2.4", "cat", ErrTotal},
	} {
		if err := activate(s.from, s.who); !errors.Is(err, s.want) {
			t.Errorf("%+v: %v", s, err)
		}
	}
}

// A few addresses, each with one game and many windows, used to take all places
// that are kept.
func TestKeptPlacesAreForManyPersonsAndAddresses(t *testing.T) {
	q := NewQuota(Limits{PerAddress: 64, Total: 256})
	for i := range 256 {
		if err := come(q, fmt.Sprint("192.0.2.", i%4)).Activate(nil); err != nil {
			t.Fatal(err)
		}
	}
	returns := func(from, who string) (in []*guest) {
		for range 100 {
			if g := come(q, from); g.Activate(func() string { return who }) == nil {
				in = append(in, g)
			}
		}
		return in
	}
	var hold []*guest
	for i := range 8 {
		hold = append(hold, returns(fmt.Sprint("198.51.100.", i), "one")...)
	}
	if len(hold) != keptEach {
		t.Errorf("one person has %d of the kept places", len(hold))
	}
	for i := range 8 {
		hold = append(hold, returns("203.0.113.1", fmt.Sprint("person ", i))...)
	}
	if max := keptEach + 256/keptShare/keptNetworkShare; len(hold) != max {
		t.Errorf("one address has brought them to %d, not %d", len(hold), max)
	}
	victim := returns("203.0.113.2", "victim")
	if len(victim) == 0 {
		t.Error("there is none for anybody else")
	}
	for _, g := range append(hold, victim...) {
		g.Leave()
	}
	if k := q.kept; k.all+len(k.group)+len(k.network)+len(k.person) != 0 {
		t.Errorf("all have left, and %+v are counted", k)
	}
}

// Sixty-six addresses side by side used to take all places, those that are kept for
// who returns among them.
func TestAddressesSideBySideShutNobodyOut(t *testing.T) {
	for _, near := range []string{"192.0.%d.1", "2001:db8:0:%d::1"} {
		q := NewQuota(Limits{PerAddress: 64, Total: 4096})
		for i := range 100 {
			for n := range 100 {
				_ = come(q, fmt.Sprintf(near, i)).Activate(func() string { return fmt.Sprint(i, " ", n) })
			}
		}
		for i := range 1000 {
			if err := come(q, fmt.Sprintf("198.51.%d.%d", i/200, i%200)).Activate(nil); err != nil {
				t.Fatalf("newcomer %d: %v", i, err)
			}
		}
		for i := range 24 { // those of another group, who have filled what was left
			_ = come(q, fmt.Sprintf("198.51.100.%d", i)).Activate(nil)
		}
		for i := range 50 {
			if err := come(q, fmt.Sprintf("203.0.113.%d", i)).Activate(func() string { return fmt.Sprint("player ", i) }); err != nil {
				t.Fatalf("who returns, %d: %v", i, err)
			}
		}
	}
}

// Sixty-four addresses, each with as many silent connections as it may have,
// used to shut everyone else out.
func TestSilentCrowdsShutNobodyOut(t *testing.T) {
	q := NewQuota(Limits{PerAddress: 64, Total: 4096})
	bystander := come(q, "198.51.100.1")
	evicted := func(all []*guest) (n int) {
		for _, g := range all {
			n += g.evicted
		}
		return n
	}
	var crowd []*guest
	for i := range 64 * 64 {
		crowd = append(crowd, come(q, fmt.Sprint("192.0.2.", i%64)))
	}
	late := come(q, "198.51.100.2")
	if bystander.evicted+late.evicted > 0 || evicted(crowd) != 64*64+2-4096/idleShare || q.idling != 4096/idleShare {
		t.Errorf("%d and %d bystanders and %d of the crowd were evicted, %d are idle", bystander.evicted, late.evicted, evicted(crowd), q.idling)
	}
	if evicted(crowd[:64]) != 64 || crowd[len(crowd)-1].evicted > 0 {
		t.Error("not the stalest were evicted")
	}
	if err := errors.Join(bystander.Activate(nil), late.Activate(nil)); err != nil {
		t.Error(err)
	}
	if err := crowd[0].Activate(nil); err == nil {
		t.Error("who was evicted becomes active")
	}
}

func TestOfOneAddressTheStalestIsEvicted(t *testing.T) {
	q := NewQuota(Limits{PerAddress: 2})
	all := []*guest{come(q, "192.0.2.1"), come(q, "192.0.2.1"), come(q, "192.0.2.1")}
	if all[0].evicted != 1 || all[1].evicted+all[2].evicted > 0 {
		t.Errorf("evicted %d, %d, %d", all[0].evicted, all[1].evicted, all[2].evicted)
	}
}

func TestAmongNetworksOfOneSizeTheStalestIsEvicted(t *testing.T) {
	q := NewQuota(Limits{PerAddress: 2, Total: 2 * idleShare})
	first, second := come(q, "192.0.2.1"), come(q, "192.0.2.2")
	come(q, "192.0.2.3")
	if first.evicted != 1 || second.evicted > 0 {
		t.Errorf("evicted %d, %d", first.evicted, second.evicted)
	}
}

func TestOfGroupsOfNetworksTheLargestLosesOne(t *testing.T) {
	q := NewQuota(Limits{PerAddress: 4, Total: 8 * idleShare})
	alone, pair := come(q, "2001:db8:1::1"), []*guest{come(q, "198.51.100.1"), come(q, "198.51.100.1")}
	var crowd []*guest
	for i := range 20 { // each from a network of its own
		crowd = append(crowd, come(q, fmt.Sprintf("2001:db8:0:%x::1", i)))
	}
	if n := alone.evicted + pair[0].evicted + pair[1].evicted; n > 0 || crowd[0].evicted != 1 || crowd[19].evicted > 0 {
		t.Errorf("%d others were evicted, and of the crowd its first %d times", n, crowd[0].evicted)
	}
}

func TestWhoWaitsForUsIsNotEvicted(t *testing.T) {
	q := NewQuota(Limits{PerAddress: 2, Total: 2 * idleShare})
	waits := come(q, "192.0.2.1")
	waits.Hold()
	for range 10 {
		come(q, "192.0.2.1")
		come(q, "192.0.2.2")
	}
	if waits.evicted > 0 || q.idling != 2 {
		t.Errorf("evicted %d times, %d are idle", waits.evicted, q.idling)
	}
	waits.Idle()
	if q.idling != 2 {
		t.Errorf("%d are idle", q.idling)
	}
	if waits.Hold(); waits.Activate(nil) != nil || q.inside != 1 || q.idling != 1 {
		t.Errorf("%d inside, %d idle", q.inside, q.idling)
	}
	if come(q, "192.0.2.1"); waits.evicted > 0 {
		t.Error("an active one was evicted")
	}
}

func TestWhoIsIdleAgainCanBeEvicted(t *testing.T) {
	q := NewQuota(Limits{PerAddress: 1, Total: 100})
	first := come(q, "192.0.2.1")
	if err := first.Activate(nil); err != nil {
		t.Fatal(err)
	}
	if come(q, "192.0.2.1"); first.evicted > 0 {
		t.Fatal("an active connection was evicted")
	}
	second := come(q, "192.0.2.1")
	if err := second.Activate(nil); !errors.Is(err, ErrAddress) {
		t.Fatal(err)
	}
	first.Idle()
	first.Idle() // counts once
	if second.evicted != 1 {
		t.Error("there are two idle places for one address")
	}
	if third := come(q, "192.0.2.1"); first.evicted != 1 || third.Activate(nil) != nil {
		t.Error("an idle place is taken for ever")
	}
	first.Idle()
	if q.idling != 0 || q.inside != 1 {
		t.Errorf("%d idle, %d active", q.idling, q.inside)
	}
}

func TestWithoutLimitsEveryoneStays(t *testing.T) {
	q := NewQuota(Limits{})
	for range 1000 {
		if g := come(q, "192.0.2.1"); g.Activate(nil) != nil {
			t.Fatal("not let in")
		}
		come(q, "192.0.2.1")
	}
	if q.idling != 1000 || q.inside != 1000 {
		t.Errorf("%d idle, %d active", q.idling, q.inside)
	}
}

func TestAHomeIsOneAddress(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true},
		{"2001:db8:0:1::1", "2001:db8:0:2::1", false},
		{"fe80::1%eth0", "fe80::2%eth1", true},
		{"192.0.2.1", "192.0.2.2", false},
		{"", "", true},
	} {
		q := NewQuota(Limits{PerAddress: 1})
		if err := come(q, c.a).Activate(nil); err != nil {
			t.Fatal(err)
		}
		if err := come(q, c.b).Activate(nil); errors.Is(err, ErrAddress) != c.same {
			t.Errorf("%v, then %v: %v", c.a, c.b, err)
		}
	}
}

func TestManyComeAndGoAtOnce(t *testing.T) {
	const limit = 10
	q := NewQuota(Limits{PerAddress: limit, Total: 3 * limit})
	var inside, most atomic.Int64
	var wg sync.WaitGroup
	for i := range 50 {
		from := addr(fmt.Sprint("192.0.2.", i%5))
		wg.Go(func() {
			for range 200 {
				var p *Place
				ready := make(chan struct{})
				p = q.Enter(from, func() {
					<-ready
					p.Leave() // as a connection that is closed does
				})
				close(ready)
				if p.Activate(nil) == nil {
					n := inside.Add(1)
					for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
					}
					inside.Add(-1)
					p.Idle()
				}
				p.Leave()
			}
		})
	}
	wg.Wait()
	if most.Load() > 3*limit {
		t.Errorf("%d were inside at once", most.Load())
	}
	if len(q.idle)+q.idling+len(q.groups)+len(q.active)+q.inside != 0 {
		t.Errorf("everyone left, and %v, %d, %v, %d are remembered", q.idle, q.idling, q.active, q.inside)
	}
}

func TestAddrIsThatOfATCPPeer(t *testing.T) {
	if got := Addr(&net.TCPAddr{IP: net.ParseIP("::ffff:192.0.2.1"), Port: 1}); got != addr("192.0.2.1") {
		t.Errorf("a mapped address is %v", got)
	}
	for _, a := range []net.Addr{nil, &net.UnixAddr{Name: "x"}, &net.TCPAddr{}} {
		if got := Addr(a); got.IsValid() {
			t.Errorf("%v is %v", a, got)
		}
	}
}
