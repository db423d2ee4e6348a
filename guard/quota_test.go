package guard

import (
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
)

func TestAnAddressCannotTakeEverything(t *testing.T) {
	q := NewQuota(Limits{PerAddress: 2, Total: 3})
	first, err := q.Enter(addr("192.0.2.1"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := q.Enter(addr("::ffff:192.0.2.1")); err != nil {
		t.Fatal(err)
	}
	if _, err := q.Enter(addr("192.0.2.1")); !errors.Is(err, ErrAddress) {
		t.Errorf("the third of one address: %v", err)
	}
	if _, err := q.Enter(addr("192.0.2.2")); err != nil {
		t.Errorf("a bystander: %v", err)
	}
	if _, err := q.Enter(addr("192.0.2.3")); !errors.Is(err, ErrTotal) {
		t.Errorf("one too many in all: %v", err)
	}
	first()
	first() // counts once
	if _, err := q.Enter(addr("192.0.2.1")); err != nil {
		t.Errorf("after one left: %v", err)
	}
	if _, err := q.Enter(addr("192.0.2.3")); !errors.Is(err, ErrTotal) {
		t.Errorf("leaving twice made room for two: %v", err)
	}
}

func TestAHomeIsOneAddress(t *testing.T) {
	for _, c := range []struct {
		a, b netip.Addr
		same bool
	}{
		{addr("2001:db8:0:1::1"), addr("2001:db8:0:1:ffff::2"), true},
		{addr("2001:db8:0:1::1"), addr("2001:db8:0:2::1"), false},
		{addr("fe80::1%eth0"), addr("fe80::2%eth1"), true},
		{addr("192.0.2.1"), addr("192.0.2.2"), false},
		{netip.Addr{}, netip.Addr{}, true},
	} {
		q := NewQuota(Limits{PerAddress: 1})
		if _, err := q.Enter(c.a); err != nil {
			t.Fatal(err)
		}
		if _, err := q.Enter(c.b); errors.Is(err, ErrAddress) != c.same {
			t.Errorf("%v, then %v: %v", c.a, c.b, err)
		}
	}
}

func TestManyComeAndGoAtOnce(t *testing.T) {
	const limit = 10
	q := NewQuota(Limits{PerAddress: limit})
	var inside, most atomic.Int64
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			for range 200 {
				leave, err := q.Enter(addr("192.0.2.1"))
				if err != nil {
					continue
				}
				n := inside.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				inside.Add(-1)
				leave()
			}
		})
	}
	wg.Wait()
	if most.Load() > limit {
		t.Errorf("%d were inside at once", most.Load())
	}
	if len(q.open) != 0 || q.inside != 0 {
		t.Errorf("everyone left, and %v, %d are remembered", q.open, q.inside)
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
