package pace

import (
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
