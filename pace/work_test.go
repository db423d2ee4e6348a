package pace

import (
	"net/netip"
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
	for b.Loop() {
		w.Do(elsewhere, func() {})
	}
}
