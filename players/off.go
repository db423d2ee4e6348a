package players

import (
	"context"
	"time"

	"crossplay/rooms/room"
)

// This file keeps the days on which people need not move in daily games. What they mean
// for a game, package room says.

// Off are the days off of somebody.
func (d *Directory) Off(id room.PersonID) room.Off {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.off[id]
}

// Vacation lets somebody be on vacation for so many days from a moment on; zero for now.
// A visitor who goes on vacation stays.
func (d *Directory) Vacation(ctx context.Context, id room.PersonID, from time.Time, days int) (room.Off, error) {
	return d.setOff(ctx, id, func(o room.Off, now time.Time) (room.Off, error) { return o.Take(now, from, days) })
}

// Back ends the vacation of somebody, or the plan of one.
func (d *Directory) Back(ctx context.Context, id room.PersonID) (room.Off, error) {
	return d.setOff(ctx, id, room.Off.End)
}

// Weekends says whether those of somebody are free.
func (d *Directory) Weekends(ctx context.Context, id room.PersonID, free bool) (room.Off, error) {
	return d.setOff(ctx, id, func(o room.Off, _ time.Time) (room.Off, error) {
		o.Weekends = free
		return o, nil
	})
}

func (d *Directory) setOff(ctx context.Context, id room.PersonID, change func(room.Off, time.Time) (room.Off, error)) (room.Off, error) {
	if _, err := change(d.Off(id), time.Now()); err != nil { // before anybody is kept for it
		return d.Off(id), err
	}
	if !d.habits.people.Allow(id) || !d.habits.networks.Allow(d.from(id)) { // it is kept as habits are
		return d.Off(id), room.ErrThrottled
	}
	if _, err := d.Keep(ctx, id); err != nil {
		return d.Off(id), err
	}
	err := d.write(ctx, d.from(id), func() (record, error) {
		off, err := change(d.Off(id), time.Now())
		return record{ID: id, Off: &off}, err
	})
	return d.Off(id), err
}

// DaysOff has hear called whenever somebody has other days off than before. It must return
// at once, and may be called from any goroutine.
func (d *Directory) DaysOff(hear func(room.PersonID)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.offHeard = append(d.offHeard, hear)
}
