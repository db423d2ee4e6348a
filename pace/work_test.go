package pace

import (
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// passed is a meter that counts whatever passes.
func passed(do func()) time.Duration {
	began := time.Now()
	do()
	return time.Since(began)
}

func TestANetworkHasAQuarterOfAProcessor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWork(passed)
		const span = time.Minute
		var had time.Duration
		for began := time.Now(); time.Since(began) < span; {
			<-time.After(w.Owes(network(1)))
			<-time.After(w.Do(network(1), func() { <-time.After(15 * time.Millisecond) }))
			had += 15 * time.Millisecond
		}
		if most := span/4 + workBurst + 15*time.Millisecond; had > most || had < span/5 {
			t.Errorf("in %v a network had %v of a processor", span, had)
		}
		if wait := w.Owes(network(2)); wait != 0 {
			t.Errorf("another waits %v", wait)
		}
	})
}

// Many windows of many networks of one group want something shown that takes a while.
func TestWhateverCrowdLooksAnotherIsShownAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWork(passed)
		var mu sync.Mutex // guards these
		now, most, busy := make(map[netip.Prefix]int), 0, 0
		for i := range 100 {
			from := network(1 + i%20)
			change := func(by int) {
				mu.Lock()
				defer mu.Unlock()
				busy += by
				now[from] += by
				most = max(most, busy)
				if now[from] > 1 {
					t.Errorf("%d at once for one network", now[from])
				}
			}
			go w.Show(from, func() {
				change(1)
				<-time.After(time.Second)
				change(-1)
			}, nil)
		}
		synctest.Wait()
		began := time.Now()
		w.Show(elsewhere, func() {}, nil)
		if waited := time.Since(began); waited != 0 {
			t.Errorf("another waited %v", waited)
		}
		mu.Lock()
		defer mu.Unlock()
		if most == 0 || most > w.showing.Group {
			t.Errorf("%d at once for one group", most)
		}
		mu.Unlock()
		<-time.After(time.Minute) // all are shown in the end
		mu.Lock()
		if busy != 0 {
			t.Errorf("%d are not done", busy)
		}
	})
}

func TestATurnToShowIsGivenBackByWhatBreaks(t *testing.T) {
	w := NewWork(nil)
	for range 10 {
		func() {
			defer func() { _ = recover() }()
			w.Show(elsewhere, func() { panic("it broke") }, nil)
		}()
	}
	done := false
	w.Show(elsewhere, func() { done = true }, nil)
	if !done {
		t.Error("nothing more is shown")
	}
}

// What does not return keeps no turn, neither its network's nor that of all.
func TestATurnToShowIsGivenBackByWhatNeverReturns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWork(passed)
		enough := make(chan struct{})
		var hang atomic.Int32
		for i := range 2 * w.showing.AtOnce { // each with a network and a group of its own
			from := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(i), 0, 1}), 32)
			go w.Show(from, func() { <-enough }, func() { hang.Add(1) })
		}
		synctest.Wait()
		began := time.Now()
		w.Show(elsewhere, func() {}, nil)
		const late = 20 * showTime // on a machine that is busy, the watchdog has patience
		if waited := time.Since(began); waited < showTime || waited > late {
			t.Errorf("another waited %v", waited)
		}
		<-time.After(2 * late)
		if n := int(hang.Load()); n != 2*w.showing.AtOnce {
			t.Errorf("%d were let go", n)
		}
		close(enough)
		synctest.Wait()
		w.Show(elsewhere, func() {}, nil)
		if w.showing.all != 0 || len(w.showing.under) != 0 {
			t.Errorf("%d turns are under way: %v", w.showing.all, w.showing.under)
		}
	})
}

func TestWhatIsDoneForNobodyIsNotCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := NewWork(passed)
		for range 100 {
			if wait := w.Do(netip.Prefix{}, func() { <-time.After(time.Second) }); wait != 0 || w.Owes(netip.Prefix{}) != 0 {
				t.Fatalf("nobody waits %v", wait)
			}
		}
	})
}

func BenchmarkWork(b *testing.B) {
	w := NewWork(nil)
	b.Run("done", func(b *testing.B) {
		for b.Loop() {
			w.Do(elsewhere, func() {})
		}
	})
	b.Run("shown", func(b *testing.B) {
		for b.Loop() {
			w.Show(elsewhere, func() {}, nil)
		}
	})
}
