package pace

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

const (
	atOnce = 2
	rest   = 10 * time.Millisecond
	most   = 1000
	burst  = 60
	each   = 10 // in a second
)

// resting are turns like those to exchange keys.
func resting() *Turns {
	return &Turns{AtOnce: atOnce, Rest: rest, Most: most, Limit: New[netip.Prefix](each, burst, 1000)}
}

func network(i int) netip.Prefix { return netip.MustParsePrefix(fmt.Sprintf("192.0.2.%d/32", i)) }

var elsewhere = netip.MustParsePrefix("198.51.100.1/32")

// run has a turn that takes no time, and reports how long it waited for it.
func (t *Turns) run(ctx context.Context, from netip.Prefix) (waited time.Duration, err error) {
	began := time.Now()
	if err = t.Wait(ctx, from); err == nil {
		waited = time.Since(began)
		t.Done(from)
	}
	return waited, err
}

// A turn takes no time in a bubble, so what passes is rest and waiting.
func TestTurnsAreBoundedAtOnceAndInASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := resting()
		var began []time.Duration
		start := time.Now()
		for range burst + 2*each {
			if _, err := turns.run(t.Context(), network(1)); err != nil {
				t.Fatal(err)
			}
			began = append(began, time.Since(start))
		}
		if began[atOnce-1] != 0 || began[atOnce] < rest {
			t.Errorf("%d at once began after %v", atOnce+1, began[:atOnce+1])
		}
		if last := began[len(began)-1]; last < time.Second || last > 3*time.Second {
			t.Errorf("the last one began after %v", last)
		}
	})
}

func TestNetworksTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := resting()
		for i := range 10 * burst {
			go turns.run(t.Context(), network(i%5))
		}
		synctest.Wait()
		if took, _ := turns.run(t.Context(), network(9)); took > 3*rest { // six networks, two at once
			t.Errorf("a bystander waited %v for five crowds", took)
		}
		<-time.After(time.Hour)
	})
}

// Whoever has many networks side by side has the turn of one.
func TestGroupsOfNetworksTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := resting()
		for i := range 100 {
			go turns.run(t.Context(), network(i%256))
			go turns.run(t.Context(), netip.MustParsePrefix(fmt.Sprintf("2001:db8:0:%x::/64", i)))
		}
		synctest.Wait()
		for _, bystander := range []string{"198.51.100.1/32", "2001:db8:1::/64"} {
			if took, err := turns.run(t.Context(), netip.MustParsePrefix(bystander)); took > 2*rest || err != nil {
				t.Errorf("%s waited %v for two groups: %v", bystander, took, err)
			}
		}
		<-time.After(time.Hour)
	})
}

// Whoever comes seldom goes before any number of groups that come again and again.
func TestWhoeverComesSeldomGoesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := resting()
		turns.Seldom = New[netip.Prefix](0.1, 4, 1000)
		ctx, cancel := context.WithCancel(t.Context())
		defer func() { <-time.After(time.Minute) }()
		defer cancel()
		had := make([]int, 200)
		for i := range 3 * len(had) {
			from := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(i % len(had)), 0, byte(i)}), 32)
			go func() {
				for ctx.Err() == nil {
					if _, err := turns.run(ctx, from); err == nil {
						turns.mu.Lock()
						had[i%len(had)]++
						turns.mu.Unlock()
					}
					<-time.After(rest)
				}
			}()
		}
		<-time.After(20 * time.Second)
		for range 4 {
			if took, err := turns.run(t.Context(), elsewhere); took > 10*rest || err != nil {
				t.Errorf("who comes seldom waited %v: %v", took, err)
			}
		}
		for range 40 {
			_, _ = turns.run(t.Context(), elsewhere)
		}
		if took, err := turns.run(t.Context(), elsewhere); took < 10*rest || err != nil {
			t.Errorf("who comes again and again waited %v: %v", took, err)
		}
		turns.mu.Lock()
		defer turns.mu.Unlock()
		if least, most := slices.Min(had), slices.Max(had); least < most/2 {
			t.Errorf("one group had %d turns, and another %d", least, most)
		}
	})
}

// Of those who come again and again, whoever has few under way goes first.
func TestWhoeverHasFewUnderWayGoesBeforeWhoeverHasMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := &Turns{AtOnce: 16}
		ctx, cancel := context.WithCancel(t.Context())
		defer func() { <-time.After(time.Hour) }()
		defer cancel()
		hold := func(from netip.Prefix) { // long, and again at once
			for ctx.Err() == nil {
				if turns.Wait(ctx, from) == nil {
					<-time.After(time.Second)
					turns.Done(from)
				}
			}
		}
		for range 100 {
			go hold(network(1))
		}
		synctest.Wait()
		<-time.After(time.Second / 2)
		const n = 8
		had := make(chan struct{}, n)
		for range n {
			go func() {
				if turns.Wait(ctx, elsewhere) == nil {
					had <- struct{}{}
					<-time.After(time.Second)
					turns.Done(elsewhere)
				}
			}()
		}
		<-time.After(time.Second * 3 / 4)
		synctest.Wait()
		if len(had) != n {
			t.Errorf("%d of %d have their turn beside a crowd that had all", len(had), n)
		}
	})
}

func TestNobodyHasAllTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := &Turns{AtOnce: 16, Group: 8, Each: 4}
		held := make(map[netip.Prefix]int)
		for i := range 100 {
			from := network(i % 5)
			go func() {
				if turns.Wait(t.Context(), from) == nil {
					turns.mu.Lock()
					defer turns.mu.Unlock()
					held[from]++
				}
			}()
			synctest.Wait()
		}
		all := 0
		for from, n := range held {
			if all += n; n > 4 {
				t.Errorf("%v has %d turns", from, n)
			}
		}
		if all != 8 {
			t.Errorf("a group has %d turns", all)
		}
		if took, err := turns.run(t.Context(), elsewhere); took != 0 || err != nil {
			t.Errorf("a bystander waited %v: %v", took, err)
		}
	})
}

// What several want done is done as soon as for the one who waits least.
func TestFewest(t *testing.T) {
	turns := &Turns{AtOnce: 4}
	for range 2 {
		_ = turns.Wait(t.Context(), network(1))
	}
	_ = turns.Wait(t.Context(), elsewhere)
	for _, c := range []struct {
		among []netip.Prefix
		want  netip.Prefix
	}{
		{[]netip.Prefix{network(1)}, network(1)},
		{[]netip.Prefix{network(1), network(2)}, network(2)},
		{[]netip.Prefix{network(2), elsewhere}, elsewhere}, // its group has fewer
	} {
		if got := turns.Fewest(c.among); got != c.want {
			t.Errorf("of %v it is %v", c.among, got)
		}
	}
}

func TestTheLargestCrowdLosesItsNewest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := resting()
		turns.AtOnce = 0 // nobody's turn comes
		dropped := make(map[netip.Prefix]int)
		come := func(from netip.Prefix, wait func(context.Context, netip.Prefix) error) {
			go func() {
				if err := wait(t.Context(), from); err == ErrCrowd {
					turns.mu.Lock()
					defer turns.mu.Unlock()
					dropped[from]++
				}
			}()
			synctest.Wait()
		}
		come(elsewhere, turns.WaitAsStranger)
		for range 2 {
			come(netip.MustParsePrefix("198.51.100.2/32"), turns.Wait)
		}
		for i := range most + 10 {
			come(network(i%3/2), turns.WaitAsStranger) // the first has twice as many
		}
		come(netip.MustParsePrefix("203.0.113.1/32"), turns.WaitAsStranger)
		come(network(9), turns.WaitAsStranger) // of the large group, alone in its network
		turns.mu.Lock()
		defer turns.mu.Unlock()
		if len(dropped) != 1 || dropped[network(0)] != 13 || turns.strangers != most {
			t.Errorf("%v were dropped, %d wait", dropped, turns.strangers)
		}
	})
}

func TestWhoeverGivesUpWaitingLeavesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := resting()
		for i := range 2 {
			ctx, cancel := context.WithCancel(t.Context())
			for range 10 * burst {
				go turns.run(ctx, network(i))
			}
			synctest.Wait()
			cancel()
		}
		<-time.After(time.Minute)
		synctest.Wait()
		if turns.all != 0 || len(turns.under)+len(turns.groups)+len(turns.crowds)+len(turns.round)+turns.strangers > 0 || turns.looking {
			t.Errorf("%d have a turn, %v, %v and %v wait", turns.all, turns.under, turns.crowds, turns.round)
		}
	})
}

// The cost of a turn while nobody waits, and of one of two thousand that wait.
func BenchmarkTurns(b *testing.B) {
	turns := &Turns{AtOnce: 16, Group: 8, Each: 4}
	from := elsewhere
	b.Run("free", func(b *testing.B) {
		for b.Loop() {
			_ = turns.Wait(b.Context(), from)
			turns.Done(from)
		}
	})
	b.Run("crowd", func(b *testing.B) {
		b.SetParallelism(1000)
		b.RunParallel(func(pb *testing.PB) {
			for i := 0; pb.Next(); i++ {
				from := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(i), 0, 1}), 32)
				_ = turns.Wait(b.Context(), from)
				turns.Done(from)
			}
		})
	})
}
