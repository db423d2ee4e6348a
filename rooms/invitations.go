package rooms

import (
	"context"
	"time"

	"crossplay/rooms/room"
)

// This file ends what waits in nobody's memory: invitations, which are private rooms,
// for who was sent their code; challenges to a daily game for anybody; and daily games
// for their next move.

// judge ends the daily games in which the days for a move are over.
func (reg *Registry) judge() {
	for reg.pause(dueEvery) {
		for _, code := range reg.codes((*card).late) {
			_, _ = reg.find(reg.ctx, Person{}, code) // in memory its flag falls
		}
	}
}

// late reports whether the days for a move are over in the card's game.
func (c *card) late() bool { return !c.due.IsZero() && !time.Now().Before(c.due) }

// sweep closes the invitations and challenges that have waited for too long.
func (reg *Registry) sweep() {
	for reg.pause(sweepEvery) {
		for _, code := range reg.codes((*card).stale) {
			_, _ = reg.find(reg.ctx, Person{}, code) // in memory it closes by itself, unless its maker comes
		}
	}
}

// stale reports whether the card is of an invitation or a challenge that nobody has taken.
func (c *card) stale() bool {
	long := waitsFor(c.Created)
	return c.Phase == room.Open && long != reapAfter && !c.here() && time.Since(c.Touched) >= long && time.Since(c.seen) >= long
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
