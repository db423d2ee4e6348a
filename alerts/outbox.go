package alerts

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"crossplay/rooms/room"
)

// This file brings what is on its way to those who are told.

// receiver is one of those whom somebody has told.
type receiver struct {
	who room.PersonID
	to  string // see Settings.targets
}

// outbox is what is known of receivers beside what is journaled.
type outbox struct {
	woken chan struct{}

	mu    sync.Mutex
	state map[receiver]*patience
	busy  int // receivers that are spoken to
}

// patience is how a receiver does.
type patience struct {
	sending bool
	wait    time.Duration // before the next try; zero: it did well
	next    time.Time
}

func newOutbox() *outbox {
	return &outbox{woken: make(chan struct{}, 1), state: make(map[receiver]*patience)}
}

// wake has it looked for what can go.
func (o *outbox) wake() {
	select {
	case o.woken <- struct{}{}:
	default:
	}
}

// deliver sends what can go, for as long as alerts are open.
func (a *Alerts) deliver() {
	for {
		now := time.Now()
		next := now.Add(time.Hour)
		for _, r := range a.waiting() {
			if at, ok := a.outbox.take(r, now); ok {
				a.running.Go(func() { a.serve(r) })
			} else if at.Before(next) {
				next = at
			}
		}
		timer := time.NewTimer(max(passEvery, next.Sub(now)))
		select {
		case <-a.outbox.woken:
		case <-timer.C:
		case <-a.ctx.Done():
			timer.Stop()
			return
		}
		timer.Stop()
	}
}

// waiting are the receivers for whom there is something, those first who wait longest.
func (a *Alerts) waiting() (all []receiver) {
	a.mu.Lock()
	defer a.mu.Unlock()
	first := make(map[receiver]uint64)
	for id, who := range a.people {
		for to, messages := range who.pending {
			r := receiver{id, to}
			first[r] = messages[0].N
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(x, y receiver) int {
		if first[x] < first[y] {
			return -1
		}
		return 1
	})
	a.outbox.forget(first)
	return all
}

// forget forgets how those do for whom there is nothing.
func (o *outbox) forget(except map[receiver]uint64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := time.Now()
	for r, p := range o.state {
		if _, ok := except[r]; !ok && !p.sending && now.After(p.next) {
			delete(o.state, r)
		}
	}
}

// take reports whether a receiver can be spoken to now, or else when to ask again.
func (o *outbox) take(r receiver, now time.Time) (at time.Time, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	p := o.state[r]
	if p == nil {
		p = new(patience)
		o.state[r] = p
	}
	switch {
	case p.sending || o.busy >= maxSending: // whoever is done wakes
		return now.Add(time.Hour), false
	case p.next.After(now):
		return p.next, false
	}
	p.sending = true
	o.busy++
	return now, true
}

// done notes how it went with a receiver.
func (o *outbox) done(r receiver, err error) {
	o.mu.Lock()
	p := o.state[r]
	p.sending = false
	o.busy--
	if err == nil {
		p.wait, p.next = 0, time.Time{}
	} else {
		p.wait = min(max(retryFirst, 3*p.wait), retryMost)
		var f *failure
		if errors.As(err, &f) {
			p.wait = min(max(p.wait, f.after), retryMost)
		}
		p.next = time.Now().Add(p.wait)
	}
	o.mu.Unlock()
	o.wake()
}

// serve tells a receiver everything that waits for it, in one message.
func (a *Alerts) serve(r receiver) {
	err := a.tell(r)
	a.outbox.done(r, err)
}

func (a *Alerts) tell(r receiver) error {
	a.mu.Lock()
	who := a.people[r.who]
	var settings Settings
	var all []message
	if who != nil {
		settings, all = who.settings, who.pending[r.to]
	}
	a.mu.Unlock()
	if len(all) == 0 {
		return nil
	}
	now := time.Now()
	last := all[len(all)-1]
	var items []Item
	for _, m := range all {
		if now.Sub(m.At) < keepFor {
			items = append(items, m.Items...)
		}
	}
	a.Registry.Learn(a.ctx, r.who) // after a start: what is still to be told depends on it
	letter, ok := a.letter(r.who, last.N, last.At, items)
	if !ok {
		return a.settle(r, last.N)
	}
	ctx, cancel := context.WithTimeout(a.ctx, sendTime)
	defer cancel()
	err := a.send(ctx, settings, r.to, letter)
	var f *failure
	switch {
	case err == nil:
		return a.settle(r, last.N)
	case errors.As(err, &f) && f.gone:
		a.Log.Info("nobody is there any more where somebody wanted alerts", "player", r.who)
		return a.drop(r)
	}
	a.Log.Debug("an alert was not delivered", "player", r.who, "error", err)
	return err
}

// settle notes that messages have arrived, or need not any more.
func (a *Alerts) settle(r receiver, n uint64) error {
	return a.write(context.WithoutCancel(a.ctx), func() (record, error) {
		return record{Sent: []sent{{r.who, r.to, n}}}, nil
	})
}

// drop forgets a receiver that is no more.
func (a *Alerts) drop(r receiver) error {
	return a.write(context.WithoutCancel(a.ctx), func() (record, error) {
		before := a.Settings(r.who)
		if !slices.Contains(before.targets(), r.to) {
			return record{}, nil
		}
		return record{Set: &set{r.who, before.without(r.to)}}, nil
	})
}

// Test tells somebody at once, wherever they are told, that they are. Its error is a
// refusal that says what went wrong.
func (a *Alerts) Test(ctx context.Context, id room.PersonID) error {
	settings := a.Settings(id)
	if !settings.On() {
		return ErrNone
	}
	if !a.trials.Allow(id) {
		return room.ErrThrottled
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	targets := settings.targets()
	wrong := make([]error, len(targets))
	var sending sync.WaitGroup
	for i, to := range targets {
		sending.Go(func() {
			wrong[i] = a.send(ctx, settings, to, a.trial())
			var f *failure
			if errors.As(wrong[i], &f) && f.gone {
				_ = a.drop(receiver{id, to})
			}
		})
	}
	sending.Wait()
	for _, err := range wrong {
		if err != nil {
			return refusal(err)
		}
	}
	return nil
}
