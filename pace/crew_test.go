package pace

import (
	"testing"
	"testing/synctest"
)

func TestACrewDoesEverythingAndGoesHome(t *testing.T) {
	for name, c := range map[string]*Crew{"a crew": new(Crew), "none": nil} {
		synctest.Test(t, func(t *testing.T) { // which fails where somebody stays
			c.Join()
			c.Join()
			jobs := 0
			for range 3 {
				done := make(chan bool)
				for range 2 * maxResting {
					c.Do(func() { done <- true })
				}
				for range 2 * maxResting {
					<-done
					jobs++
				}
				synctest.Wait()
				if c != nil && len(c.resting) != maxResting {
					t.Errorf("%d rest", len(c.resting))
				}
			}
			c.Leave()
			c.Do(func() { jobs++ })
			synctest.Wait()
			if want := 6*maxResting + 1; jobs != want {
				t.Errorf("%s: %d jobs of %d were done", name, jobs, want)
			}
			c.Leave()
			if c != nil && c.resting != nil {
				t.Error("somebody rests though nobody is served")
			}
		})
	}
}
