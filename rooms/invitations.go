package rooms

import (
	"context"
	"time"

	"crossplay/rooms/room"
)

// This file ends invitations: private rooms that wait, in nobody's memory, for who
// was sent their code.

// sweep closes those that have waited for too long.
func (reg *Registry) sweep() {
	for reg.pause(sweepEvery) {
		for _, code := range reg.codes((*card).stale) {
			_, _ = reg.find(reg.ctx, Person{}, code) // in memory it closes by itself, unless its maker comes
		}
	}
}

// stale reports whether the card is of an invitation that nobody has taken.
func (c *card) stale() bool {
	return c.Phase == room.Open && c.Created.Private && !c.here() &&
		time.Since(c.Touched) >= InviteFor && time.Since(c.seen) >= InviteFor
}

// giveUpOne leaves the oldest room where somebody waits and does not look, and
// reports whether there was one: invitations that were forgotten keep nobody from
// sending another.
func (reg *Registry) giveUpOne(ctx context.Context, by Person) bool {
	reg.mu.Lock()
	var oldest *card
	for _, c := range reg.mine[by.ID] {
		if c.Phase == room.Open && !c.looks(by.ID) && (oldest == nil || older(c, oldest) < 0) {
			oldest = c
		}
	}
	reg.mu.Unlock()
	return oldest != nil && reg.Do(ctx, by, oldest.Created.Code, room.Command{Do: room.Leave}) == nil
}
