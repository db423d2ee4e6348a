package alerts

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"crossplay/rooms"
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
	busy  map[room.PersonID]bool // of whom a receiver is spoken to: one at a time
	slow  int                    // of them, slow ones
	mails int                    // of them, those by e-mail
}

// patience is how a receiver does.
type patience struct {
	sending bool
	wait    time.Duration // before the next try; zero: it did well
	next    time.Time
	slow    time.Time // until then it counts as slow; zero: it was quick
	asSlow  bool      // what is sending counts as slow
	asMail  bool      // and as a mail
}

func newOutbox() *outbox {
	return &outbox{woken: make(chan struct{}, 1), state: make(map[receiver]*patience), busy: make(map[room.PersonID]bool)}
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
		for _, w := range a.waiting(now) {
			if at, ok := a.outbox.take(w, now); ok {
				a.running.Go(func() { a.serve(w.receiver) })
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

// parcel is that there is something for a receiver.
type parcel struct {
	receiver
	mail bool
	not  time.Time // before
}

// waiting are the receivers for whom there is something: those first whose owner has fewest
// of them, so that many do not go before one, and of these the ones that wait longest.
func (a *Alerts) waiting(now time.Time) (all []parcel) {
	a.mu.Lock()
	defer a.mu.Unlock()
	first := make(map[receiver]uint64)
	for id, who := range a.people {
		hush := who.settings.Quiet.until(now)
		for to, messages := range who.pending {
			p := parcel{receiver: receiver{id, to}, not: hush}
			first[p.receiver] = messages[0].N
			if e := who.settings.Email; e != nil && e.ID == to {
				p.mail = true
				if after := messages[0].At.Add(mailWait); after.After(p.not) {
					p.not = after
				}
			}
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(x, y parcel) int {
		return cmp.Or(
			cmp.Compare(len(a.people[x.who].pending), len(a.people[y.who].pending)),
			cmp.Compare(first[x.receiver], first[y.receiver]))
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
		if _, ok := except[r]; !ok && !p.sending && now.After(p.next) && now.After(p.slow) {
			delete(o.state, r)
		}
	}
}

// take reports whether a receiver can be spoken to now, or else when to ask again.
func (o *outbox) take(r parcel, now time.Time) (at time.Time, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if r.not.After(now) {
		return r.not, false
	}
	p := o.state[r.receiver]
	if p == nil {
		p = new(patience)
		o.state[r.receiver] = p
	}
	slow := p.slow.After(now)
	switch {
	case o.busy[r.who], len(o.busy) >= maxSending, slow && o.slow >= maxSlow, r.mail && o.mails >= maxMailing: // whoever is done wakes
		return now.Add(time.Hour), false
	case p.next.After(now):
		return p.next, false
	}
	p.sending, p.asSlow, p.asMail = true, slow, r.mail
	if o.busy[r.who] = true; slow {
		o.slow++
	}
	if r.mail {
		o.mails++
	}
	return now, true
}

// done notes how it went with a receiver, and how long it took.
func (o *outbox) done(r receiver, took time.Duration, err error) {
	o.mu.Lock()
	p := o.state[r]
	if delete(o.busy, r.who); p.asSlow {
		o.slow--
	}
	mailed := p.asMail
	if mailed {
		o.mails--
	}
	p.sending, p.asMail, p.asSlow, p.slow = false, false, false, time.Time{}
	if took > slowAfter {
		p.slow = time.Now().Add(slowFor)
	}
	if err == nil {
		p.wait, p.next = 0, time.Time{}
		if mailed && took > 0 {
			p.next = time.Now().Add(mailEvery)
		}
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
	took, err := a.tell(r)
	a.outbox.done(r, took, err)
}

// tell reports also how long the receiver took.
func (a *Alerts) tell(r receiver) (took time.Duration, err error) {
	a.mu.Lock()
	who := a.people[r.who]
	var settings Settings
	var all []message
	if who != nil {
		settings, all = who.settings, who.pending[r.to]
	}
	a.mu.Unlock()
	if len(all) == 0 {
		return 0, nil
	}
	now := time.Now()
	last := all[len(all)-1]
	var items []Item
	for _, m := range all {
		if now.Sub(m.At) < keepFor {
			items = append(items, m.Items...)
		}
	}
	a.Registry.Learn(a.ctx, rooms.Person{ID: r.who}) // after a start: what is still to be told depends on it
	letter, ok := a.letter(r.who, last.N, last.At, items)
	if !ok {
		return 0, a.settle(r, last.N)
	}
	ctx, cancel := context.WithTimeout(a.ctx, settings.patience(r.to))
	defer cancel()
	began := time.Now()
	err = a.send(ctx, r.who, settings, r.to, letter)
	took = max(1, time.Since(began))
	var f *failure
	switch {
	case err == nil:
		return took, a.settle(r, last.N)
	case errors.As(err, &f) && f.gone:
		a.Log.Info("nobody is there any more where somebody wanted alerts", "player", r.who)
		return took, a.drop(r)
	}
	a.Log.Debug("an alert was not delivered", "player", r.who, "error", err)
	return took, err
}

// patience is how long something that is told may take to answer.
func (s Settings) patience(to string) time.Duration {
	if s.Email != nil && s.Email.ID == to {
		return mailTime
	}
	return sendTime
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
		before := a.settings(r.who)
		if !slices.Contains(before.targets(), r.to) {
			return record{}, nil
		}
		return record{Set: &set{r.who, before.without(r.to)}}, nil
	})
}

// Test tells somebody at once, wherever they are told, that they are. Its error is a
// refusal that says what went wrong.
func (a *Alerts) Test(ctx context.Context, by rooms.Person) error {
	settings := a.Settings(by.ID)
	if !settings.On() {
		return ErrNone
	}
	if !a.trials.Allow(by.ID) || !a.networkTrials.Allow(by.From) {
		return room.ErrThrottled
	}
	if settings.Email != nil && !a.mailTrials.Allow(by.ID) {
		return room.ErrThrottled.Because("mails")
	}
	targets := settings.targets()
	wrong := make([]error, len(targets))
	var sending sync.WaitGroup
	for i, to := range targets {
		sending.Go(func() {
			ctx, cancel := context.WithTimeout(ctx, settings.patience(to))
			defer cancel()
			wrong[i] = a.send(ctx, by.ID, settings, to, a.trial())
			var f *failure
			if errors.As(wrong[i], &f) && f.gone {
				_ = a.drop(receiver{by.ID, to})
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
