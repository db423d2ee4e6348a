package bot

import (
	"context"
	"time"
)

// limits are set by tests, which must not depend on the speed of a machine.
type limits struct {
	steps int    // positions to look at, 0 for the level's own number
	hook  func() // called at every position
}

// glance is how many positions go by between two looks at the clock. A position
// takes some microseconds, so a thought ends within a fraction of a millisecond.
const glance = 8

// watch says when to stop thinking.
type watch struct {
	ctx      context.Context
	deadline time.Time
	steps    int // positions looked at
	limit    int // and how many there may be, 0 for any number
	hook     func()
	over     bool
}

func newWatch(ctx context.Context, p Problem, l limits) *watch {
	budget := p.Budget
	if budget <= 0 {
		budget = p.Level.Budget()
	}
	w := &watch{ctx: ctx, deadline: time.Now().Add(budget), limit: p.Level.steps(), hook: l.hook}
	if l.steps > 0 {
		w.limit = l.steps
		w.deadline = time.Time{}
	}
	return w
}

// step counts a position and reports whether it is time to stop.
func (w *watch) step() bool {
	w.steps++
	if w.hook != nil {
		w.hook()
	}
	if w.over {
		return true
	}
	if w.limit > 0 && w.steps >= w.limit {
		w.over = true
	} else if w.steps%glance == 0 {
		w.over = w.ctx.Err() != nil || !w.deadline.IsZero() && !time.Now().Before(w.deadline)
	}
	return w.over
}
