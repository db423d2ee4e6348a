package players

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"crossplay/rooms/room"
)

// This file is about guests who do not come back. Nothing but their name is lost
// with them: what brings them back is signed, not stored, and makes them the same
// person again, as it does with everybody provisional.

const (
	// idleBrowser is after how long a guest who was not seen is forgotten: who comes
	// once a week finds their name. Without a key, and with nothing but a return code
	// that few write down, few come back at all: those have idleTerminal, which is a
	// day, and the one that passes until it is noted that they were seen.
	idleBrowser  = 8 * 24 * time.Hour
	idleTerminal = 2 * 24 * time.Hour
	// seenEvery is how often it is journaled that a guest was seen, at most.
	seenEvery = 24 * time.Hour
	// sweepEvery is how often the directory looks for both. Who comes and goes within
	// the last of them before a restart is not noted that day.
	sweepEvery = 10 * time.Minute
	// sweepMost is how many people one record names, in some 30 KB.
	sweepMost = 1000
)

// idle is after how long somebody who was not seen is forgotten, if ever.
func (k Kind) idle() (after time.Duration, ever bool) {
	switch k {
	case Guest:
		return idleTerminal, true
	case Browser:
		return idleBrowser, true
	}
	return 0, false
}

// Expire begins to forget guests who have not been seen for some days and hold
// nothing, such as a seat in a game. It goes on until the directory is closed. Being
// seen is having a window open.
func (d *Directory) Expire(holds func(room.PersonID) bool) {
	d.sweeping.Go(func() {
		tick := time.NewTicker(sweepEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				d.forgetCarries()
				d.sweep(d.seen)
				d.sweep(func() record { return record{Gone: d.idle(holds)} })
			case <-d.closing:
				return
			}
		}
	})
}

// errSwept ends a sweep.
var errSwept = errors.New("nobody is left")

// sweep writes records until there is nobody for another.
func (d *Directory) sweep(next func() record) {
	for {
		err := d.write(context.Background(), netip.Prefix{}, func() (record, error) {
			r := next()
			if len(r.Seen)+len(r.Gone) == 0 {
				return r, errSwept
			}
			return r, nil
		})
		if err != nil {
			return // write has logged it, and what was not saved is tried again
		}
	}
}

// seen are guests who are here, or were since the last sweep, unless that is
// noted for today.
func (d *Directory) seen() (r record) {
	now := time.Now()
	d.mu.RLock()
	defer d.mu.RUnlock()
	for id := range d.here {
		if len(r.Seen) < sweepMost && d.unseen(id, now) {
			r.Seen = append(r.Seen, id)
		}
	}
	for id := range d.left {
		if len(r.Seen) < sweepMost && d.here[id] == nil {
			r.Seen = append(r.Seen, id)
		}
	}
	return r
}

// unseen reports whether it should be noted that a guest was seen.
func (d *Directory) unseen(id room.PersonID, now time.Time) bool {
	p, ok := d.all[id]
	return ok && p.Guest() && now.Sub(time.Unix(p.seen, 0)) >= seenEvery
}

// idle are guests to be forgotten. Those of whom an earlier version did not note
// that they were seen have as long from when this one began to.
func (d *Directory) idle(holds func(room.PersonID) bool) []room.PersonID {
	var some []room.PersonID
	for _, id := range d.unseenFor(time.Now()) {
		if len(some) < sweepMost && !holds(id) {
			some = append(some, id)
		}
	}
	return some
}

func (d *Directory) unseenFor(now time.Time) []room.PersonID {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.since == 0 {
		return nil
	}
	var some []room.PersonID
	for id, p := range d.all {
		after, ever := p.Kind.idle()
		if ever && max(p.seen, d.since) <= now.Add(-after).Unix() && d.here[id] == nil && !d.left[id] {
			some = append(some, id)
		}
	}
	return some
}
