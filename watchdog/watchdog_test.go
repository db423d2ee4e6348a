package watchdog

import (
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const limit = time.Second

// after lets time pass in a bubble.
func after(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func TestACallThatReturnsInTimeIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := New(limit, func() { t.Error("it was held to be lost") }, nil)
		did := 0
		for range 10 {
			w.Do(func() { <-time.After(limit / 3); did++ })
			w.Do(func() { <-time.After(limit - time.Millisecond); did++ })
		}
		after(time.Hour)
		if did != 20 || w.Lost() {
			t.Errorf("%d calls, lost: %v", did, w.Lost())
		}
	})
}

func TestACallThatDoesNotReturnIsLostOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lost, late, deferred, came atomic.Int32
		before := runtime.GOMAXPROCS(0)
		w := New(limit, func() { lost.Add(1) }, func() { late.Add(1) })
		release := make(chan struct{})
		go func() {
			defer deferred.Add(1)
			w.Do(func() {})
			w.Do(func() { <-release })
			came.Add(1)
		}()
		after(limit - time.Millisecond)
		if lost.Load() != 0 || w.Lost() {
			t.Error("it was lost too soon")
		}
		after(time.Hour)
		if lost.Load() != 1 || !w.Lost() || runtime.GOMAXPROCS(0) != before+1 {
			t.Errorf("lost %d times, %v, %d processors", lost.Load(), w.Lost(), runtime.GOMAXPROCS(0))
		}
		close(release)
		after(time.Hour)
		if came.Load() != 0 || deferred.Load() != 1 || lost.Load() != 1 || late.Load() != 1 {
			t.Error("a call that came back late was not sent away")
		}
		if n := runtime.GOMAXPROCS(0); n != before {
			t.Errorf("%d processors, not %d as before", n, before)
		}
	})
}

func TestAPanicIsTheCallersWhileTheCallIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := New(limit, func() {}, func() {})
		recovered := make(chan any, 2)
		try := func(f func()) {
			defer func() {
				if !w.Lost() {
					recovered <- recover()
				}
			}()
			w.Do(f)
		}
		try(func() { panic("broken") })
		if p := <-recovered; p != "broken" {
			t.Errorf("recovered %v", p)
		}
		go try(func() { <-time.After(time.Hour); panic("broken and late") })
		after(2 * time.Hour)
		if len(recovered) != 0 {
			t.Error("a panic that came too late reached the caller")
		}
	})
}

// A loop that calls nothing, as broken rules have it: nothing can stop it, and
// others go on.
func TestALoopIsFoundWhateverItDoes(t *testing.T) {
	var enough atomic.Bool
	lost, ended := make(chan struct{}), make(chan struct{})
	w := New(50*time.Millisecond, func() { close(lost) }, func() {})
	go func() {
		defer close(ended)
		w.Do(func() {
			for !enough.Load() {
			}
		})
	}()
	<-lost
	enough.Store(true)
	<-ended
}

func BenchmarkDo(b *testing.B) {
	w := New(limit, func() {}, func() {})
	for b.Loop() {
		w.Do(func() {})
	}
}
