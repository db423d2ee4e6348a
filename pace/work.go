package pace

import (
	"context"
	"errors"
	"net/netip"
	"runtime"
	"time"

	"golang.org/x/time/rate"

	"crossplay/watchdog"
)

const (
	// A network has workRate of a processor, and workBurst at once: whatever it is that
	// takes long, others have the rest. A move takes a fifth of a millisecond, the picture
	// of a terminal 0.1 to 0.5; one of the largest lists, full of emoji that strangers
	// wrote for the purpose, 6, and to read in advance what a game may bring, 15.
	workRate  = time.Second / 4
	workBurst = time.Second
	// maxWorkers is for how many networks that is remembered, at about 200 bytes.
	maxWorkers = 10_000
	// For each processor shownAtOnce pieces of work for windows are under way at once, and
	// four at least; a network has a quarter of a processor, so one of them is enough for it.
	// Without that, a hundred and fifty terminals of five networks that were busy had each
	// step of anybody's move wait behind all of them, and a move took 330 ms instead of 45.
	shownAtOnce = 2
	minShown    = 4
	// showTime is how long one may take. A picture takes less than a millisecond, and what a
	// key does waits for a room at most, which may wait for the disk for half as long.
	showTime = 10 * time.Second
	// maxMetered is for how many pieces of work the time of their thread is taken at once. Each
	// has a thread for itself meanwhile, also where it waits for something, and Go never gives
	// one back and ends a program that has ten thousand. What is more at once is measured
	// by the clock, up to unmetered: what is measured takes 15 ms at most.
	maxMetered = 64
	unmetered  = 15 * time.Millisecond
)

// Work counts for how long a processor works for each network, in a budget for all
// that it asks for. It is known only afterwards: whoever has spent more than their due
// waits before they ask for anything else. The nil Work counts nothing. It is safe for
// concurrent use.
type Work struct {
	meter   func(do func()) time.Duration
	spent   *Limits[netip.Prefix] // in microseconds
	showing Turns
}

// NewWork makes budgets that count what the meter says of what it does; nil: how long
// a processor works for it.
func NewWork(meter func(do func()) time.Duration) *Work {
	if meter == nil {
		meter = measure
	}
	shown := max(minShown, shownAtOnce*runtime.GOMAXPROCS(0))
	return &Work{
		meter:   meter,
		spent:   New[netip.Prefix](rate.Limit(workRate.Microseconds()), int(workBurst.Microseconds()), maxWorkers),
		showing: Turns{AtOnce: shown, Group: shown / 2, Each: 1},
	}
}

// Do does something for a network, and returns for how long nothing more is to be done
// for it. What is done for nobody, the zero Prefix, is not counted.
func (w *Work) Do(from netip.Prefix, do func()) (wait time.Duration) {
	if w == nil || !from.IsValid() {
		do()
		return 0
	}
	return w.Spend(from, w.meter(do))
}

// Show is Do for what windows do, in turns: whatever crowd looks, whoever moves waits for
// few. What is done must wait for nothing else that is shown. Where it does not return, its
// turn is others' after a while, and hangs is called in another goroutine, to let whoever
// waits for it go: Show then never returns, as [watchdog.Watchdog.Do].
func (w *Work) Show(from netip.Prefix, do, hangs func()) (wait time.Duration) {
	if w == nil {
		do()
		return 0
	}
	_ = w.showing.Wait(context.Background(), from)
	dog := watchdog.New(showTime, func() {
		w.showing.Done(from)
		hangs()
	}, func() {})
	defer func() {
		if !dog.Lost() {
			w.showing.Done(from)
		}
	}()
	return w.Do(from, func() { dog.Do(do) })
}

// Spend counts what was done for a network, and returns what [Work.Do] does.
func (w *Work) Spend(from netip.Prefix, took time.Duration) (wait time.Duration) {
	return w.spent.Delay(from, int(took.Microseconds()))
}

// Owes is for how long nothing more is to be done for a network.
func (w *Work) Owes(from netip.Prefix) time.Duration {
	if w == nil || !from.IsValid() {
		return 0
	}
	return w.spent.Owes(from)
}

// ErrOwes is told to a network that owes too much.
var ErrOwes = errors.New("the network owes too much")

// Due returns once a network has paid for what was done for it: with ErrOwes at once where
// it owes more than most, or with the error of ctx.
func (w *Work) Due(ctx context.Context, from netip.Prefix, most time.Duration) error {
	wait := w.Owes(from)
	switch {
	case wait == 0:
		return nil
	case wait > most:
		return ErrOwes
	}
	select {
	case <-time.After(wait):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// metered has one for each piece of work whose thread's time is taken.
var metered = make(chan struct{}, maxMetered)

// measure is for how long a processor works on what is done. Under a load, others do
// meanwhile; and where the clock stands still, as in tests, nothing takes any time.
func measure(do func()) (took time.Duration) {
	began := time.Now()
	select {
	case metered <- struct{}{}:
		defer func() { <-metered }() // never, where the work does not return: then its thread is lost as well
	default:
		defer func() { took = min(unmetered, time.Since(began)) }()
		do()
		return took
	}
	defer func() { took = min(took, time.Since(began)) }()
	return ofThread(do)
}
