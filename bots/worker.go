package bots

import (
	"errors"
	"fmt"
	"runtime"
	"time"

	"crossplay/game"
	"crossplay/watchdog"
)

const (
	// thoughtTime is how long a thought may take. The longest ends by itself after
	// two seconds and a fraction, and a server that stops waits for no more than this.
	thoughtTime = 5 * time.Second
	// maxStuck is how many thoughts about one game may be stuck before its bots
	// think no more: each keeps a thread, and memory, for good.
	maxStuck = 3
)

// errStuck is why a bot does not begin to think.
var errStuck = errors.New("too many thoughts about this game are stuck")

// worker thinks for one bot after the other. One whose thought does not end is
// replaced.
type worker struct {
	runner    *Runner
	watchdog  *watchdog.Watchdog
	timeslice timeslice
	job       *job
}

// hire starts a worker, who has been added to the runner's all.
func (r *Runner) hire() {
	w := &worker{runner: r}
	w.watchdog = watchdog.New(thoughtTime, w.stuck, func() { r.stuck(w.job.snap.Game, -1) })
	go w.work()
}

// work thinks until the runner closes.
func (w *worker) work() {
	r := w.runner
	defer func() {
		if !w.watchdog.Lost() {
			r.all.Done()
		}
	}()
	runtime.LockOSThread() // never unlocked: the thread ends with its low priority
	yieldToPeople()
	for {
		var ok bool
		if w.timeslice, ok = r.queue.take(); !ok {
			return
		}
		began := time.Now()
		if w.job = w.timeslice.player.take(); w.job != nil {
			w.think()
		}
		r.queue.done(w.timeslice, time.Since(began))
	}
}

// think finds a move and plays it, not too soon. A bot whose game breaks gives
// up: whoever plays against it must not wait for ever.
func (w *worker) think() {
	r, j := w.runner, w.job
	defer func() {
		if broken := recover(); broken != nil {
			j.giveUp("a bot broke", broken)
		}
	}()
	if r.stuck(j.snap.Game, 0) >= maxStuck {
		j.giveUp("a bot does not think", errStuck)
		return
	}
	var (
		m       game.Move
		err     error
		resigns bool
	)
	w.watchdog.Do(func() {
		m, err = r.Mind.Think(j.ctx, j.problem(w.timeslice.budget))
		resigns = err == nil && j.player.resigns(j.snap, m)
	})
	switch {
	case j.ctx.Err() != nil:
	case err != nil:
		j.giveUp("a bot found no move", err)
	case resigns:
		j.resign()
	default:
		j.play(m)
	}
}

// stuck gives up the game whose thought does not end, and hires another worker.
func (w *worker) stuck() {
	r := w.runner
	defer r.all.Done()
	r.stuck(w.job.snap.Game, 1)
	w.job.giveUp("a bot's thought hangs", fmt.Sprintf("it took more than %v", thoughtTime))
	r.queue.done(w.timeslice, thoughtTime)
	r.all.Add(1)
	r.hire()
}
