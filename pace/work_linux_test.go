package pace

import (
	"runtime/pprof"
	"sync"
	"testing"
	"time"
)

// What waits, whatever for, takes no processor; what computes does.
func TestTheMeterCountsWhatAProcessorDoes(t *testing.T) {
	waiting := measure(func() {
		c := make(chan int)
		go func() {
			<-time.After(50 * time.Millisecond)
			close(c)
		}()
		<-c
	})
	if waiting > 25*time.Millisecond {
		t.Errorf("to wait for 50 ms took a processor %v", waiting)
	}
	computing := measure(func() {
		for began := threadTime(); threadTime()-began < 5*time.Millisecond; {
		}
	})
	if computing < 5*time.Millisecond {
		t.Errorf("to compute for 5 ms took a processor %v", computing)
	}
}

// Work that waits, whatever for, takes no thread for each that asks for it: Go ends a
// program that has too many.
func TestWorkThatWaitsTakesFewThreads(t *testing.T) {
	w := NewWork(nil)
	before := threads()
	begun, end := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	for i := range 1000 {
		all.Go(func() {
			w.Do(network(i%250), func() {
				begun <- struct{}{}
				<-end
			})
		})
	}
	for range 1000 {
		<-begun
	}
	more := threads() - before
	close(end)
	all.Wait()
	if more > maxMetered+50 {
		t.Errorf("%d threads more", more)
	}
}

func threads() int { return pprof.Lookup("threadcreate").Count() }
