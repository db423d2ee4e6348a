package rooms

import (
	"errors"
	"net/netip"
	"time"

	"crossplay/journal"
	"crossplay/rooms/room"
)

// This file has daily games keep to the days off of their players. A room in which it is
// the turn of somebody who goes on vacation is read back at once, to note until when they
// must move now; one that could not be notes it when it is read back the next time, at the
// latest when their days would have been over.

// OffChanged tells the rooms that somebody has other days off now: see [Config.Off]. It
// returns at once.
func (reg *Registry) OffChanged(id room.PersonID) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	if reg.closing {
		return
	}
	var codes []room.Code
	for _, c := range reg.of(id) {
		if c.Phase == room.Playing && c.Daily() || c.challenge() {
			codes = append(codes, c.Created.Code)
		}
	}
	reg.owners.Go(func() {
		for _, code := range codes {
			l, err := reg.find(reg.ctx, Person{}, code)
			if err != nil {
				continue // it was logged, or the memory is full: later
			}
			_ = l.ask(reg.ctx, netip.Prefix{}, func() error {
				l.redate()
				l.publish() // they are shown
				return nil
			})
		}
	})
}

// redate notes until when those must move whose days off are others now. What cannot be
// saved is tried again when the room is read back.
func (l *live) redate() {
	events := l.room.Redate(l.now())
	if len(events) == 0 {
		return
	}
	if _, err := l.append(&room.Record{At: time.Now().UTC(), Events: events}, nil); errors.Is(err, journal.ErrConflict) {
		_ = l.catchUp() // another node was faster
	}
}

// dayOff says of a chair when its player need not move.
func (l *live) dayOff(c room.Chair) (vacation *room.Span, weekends bool) {
	daily := l.room.Daily() && (l.room.Phase == room.Open || l.room.Phase == room.Playing)
	if l.reg.off == nil || !daily || c.Free() || c.IsBot() || c.Out {
		return nil, false
	}
	off := l.reg.off(c.ID)
	if s, ok := off.Vacation(time.Now()); ok {
		vacation = &s
	}
	return vacation, off.Weekends
}
