package game

import (
	"fmt"
	"slices"
	"sync"
	"testing"
)

// noted is a position of which only the log is of interest.
type noted struct {
	before *noted
	line   Step
	log    Log
	asked  *int // how often a line was given
}

func (n *noted) then(text string) *noted {
	return &noted{before: n, line: Step{Text: text}, asked: n.asked}
}

func (n *noted) lines() []Step {
	return Logged(func(yield func(*Log, Step) bool) {
		for ; n.before != nil; n = n.before {
			*n.asked++
			if !yield(&n.log, n.line) {
				return
			}
		}
	})
}

func texts(log []Step) (all []string) {
	for _, s := range log {
		all = append(all, s.Text)
	}
	return all
}

// The log of the next position is that of the one before and a line, which alone is
// written.
func TestALogGrowsByALine(t *testing.T) {
	n := &noted{asked: new(int)}
	if log := n.lines(); log != nil {
		t.Errorf("at the start: %v", log)
	}
	var want []string
	for i := range 1000 {
		n = n.then(fmt.Sprint(i))
		want = append(want, fmt.Sprint(i))
		*n.asked = 0
		for range 3 { // two players, and who watches
			if got := texts(n.lines()); !slices.Equal(got, want) {
				t.Fatalf("%v, want %v", got, want)
			}
		}
		if *n.asked > 4 {
			t.Fatalf("%d lines are looked at for one more", *n.asked)
		}
	}
}

// Where two positions follow the same one, each has its own log, and who has read one
// before keeps it.
func TestLogsThatPartAreTwo(t *testing.T) {
	root := (&noted{asked: new(int)}).then("a").then("b")
	kept := root.lines()
	one, other := root.then("c"), root.then("d")
	first := one.lines()
	if got := texts(other.lines()); !slices.Equal(got, []string{"a", "b", "d"}) {
		t.Errorf("the other is %v", got)
	}
	if got := texts(other.then("e").then("f").lines()); !slices.Equal(got, []string{"a", "b", "d", "e", "f"}) {
		t.Errorf("further on it is %v", got)
	}
	if got := texts(one.then("g").lines()); !slices.Equal(got, []string{"a", "b", "c", "g"}) {
		t.Errorf("the first goes on as %v", got)
	}
	if a, b := texts(kept), texts(first); !slices.Equal(a, []string{"a", "b"}) || !slices.Equal(b, []string{"a", "b", "c"}) {
		t.Errorf("what was read has become %v and %v", a, b)
	}
	if grown := append(kept, Step{Text: "x"}); texts(one.lines())[2] != "c" || len(grown) != 3 {
		t.Error("who adds to a log writes into that of others")
	}
}

func TestALogCanBeReadByMany(t *testing.T) {
	n := (&noted{asked: new(int)}).then("a")
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			m := &noted{before: n, line: Step{Text: fmt.Sprint(i)}, asked: new(int)}
			for range 50 {
				m = &noted{before: m, line: Step{Text: fmt.Sprint(i)}, asked: new(int)}
				_ = m.log.kept.Load()
				got := Logged(func(yield func(*Log, Step) bool) {
					for at := m; at.before != nil && yield(&at.log, at.line); at = at.before {
					}
				})
				if got[0].Text != "a" || got[len(got)-1].Text != fmt.Sprint(i) {
					t.Errorf("%v", got)
				}
			}
		})
	}
	all.Wait()
}
