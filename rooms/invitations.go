package rooms

import (
	"context"
	"errors"
	"slices"
	"time"

	"crossplay/rooms/room"
)

// This file ends what waits in nobody's memory: invitations, which are private rooms,
// for who was sent their code; challenges to a daily game for anybody; and daily games
// for their next move.

// mayChallenge says why a network may not have one more room that waits for days, open
// to everybody, or nothing: after a restart nobody knows any more whose they are, and
// they must not hide each other.
func (reg *Registry) mayChallenge(by Person, made *room.Created) error {
	if made.Private || !room.IsDaily(made.Clock) || !by.From.IsValid() {
		return nil
	}
	reg.mu.Lock()
	defer reg.mu.Unlock()
	n := 0
	for _, c := range reg.lobby.listed {
		if c.maker == by.From && c.challenge() {
			n++
		}
	}
	if n >= maxChallenges {
		return room.ErrTooMany
	}
	return nil
}

// sweep looks after the rooms that are not in memory: it ends the daily games in which the
// days for a move are over, closes invitations and challenges that have waited for too long,
// and forgets what nobody has touched for long. In memory all that happens by itself, so it
// reads back those in which something is due. One that cannot be read is left to whoever
// opens it: the log would say so for ever.
func (reg *Registry) sweep() {
	unreadable := make(map[room.Code]bool)
	var due []room.Code
	for reg.pause(sweepEvery) {
		reg.mu.Lock()
		due = reg.overdue(due)
		reg.mu.Unlock()
		due = slices.DeleteFunc(due, func(code room.Code) bool {
			if unreadable[code] {
				return true
			}
			_, err := reg.find(reg.ctx, Person{}, code)
			if errors.Is(err, room.ErrInternal) {
				unreadable[code] = true
			}
			return err == nil
		})
	}
}

// late reports whether the days for a move are over in the card's game.
func (c *card) late() bool { return !c.due.IsZero() && !time.Now().Before(c.due) }

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
	for _, c := range reg.of(by.ID) {
		if c.Phase == room.Open && !c.looks(by.ID) && (oldest == nil || older(c, oldest) < 0) {
			oldest = c
		}
	}
	reg.mu.Unlock()
	return oldest != nil && reg.Do(ctx, by, oldest.Created.Code, room.Command{Do: room.Leave}) == nil
}
