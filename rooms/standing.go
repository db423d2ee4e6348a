package rooms

import (
	"slices"
	"time"

	"crossplay/game"
	"crossplay/rooms/room"
)

// This file tells a part of the program that speaks to people who do not look what there
// is to be told.

// Standing is a room of somebody's, with what tells one turn of it from another.
type Standing struct {
	Own
	// Since is the ply since which they are to move. It grows with each turn of a game,
	// over restarts and moves taken back; negative: they are not, or nobody knows.
	Since int
	Low   time.Time       // when little of the time of their daily move is left; zero: there is none
	Moved bool            // somebody has moved in this game
	With  []room.PersonID // who sits there besides, bots apart
	Offer room.Offer      // what awaits their answer; the zero value: nothing
}

// Looks reports whether a window of theirs shows the room.
func (s *Standing) Looks() bool { return s.Chairs[s.You].Present }

// Standings are the rooms that [Registry.Mine] lists.
func (reg *Registry) Standings(id room.PersonID) []Standing {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	mine := reg.inOrder(id)
	all := make([]Standing, len(mine))
	for i, c := range mine {
		all[i] = c.standing(reg.own(c, id), id)
	}
	return all
}

func (c *card) standing(o Own, id room.PersonID) Standing {
	s := Standing{Own: o, Since: -1, Moved: c.Moved}
	if slices.Contains(c.turn, o.You) {
		s.Since = c.since[o.You]
		s.Low = c.low(o.You)
	}
	if c.Awaits(o.You) {
		s.Offer = c.Offer
	}
	for _, ch := range c.Chairs {
		if !ch.Free() && !ch.IsBot() && ch.ID != id {
			s.With = append(s.With, ch.ID)
		}
	}
	return s
}

// low is when a clock of a daily game is low that runs for a seat.
func (c *card) low(seat game.Seat) time.Time {
	all, err := room.ParseControls(c.Clock, len(c.Chairs))
	if err != nil || !c.Daily() {
		return time.Time{}
	}
	d, ok := c.Deadline(seat)
	if !ok {
		return time.Time{}
	}
	return d.At.Add(-all[seat].Step / dailyLow)
}

// Stirs has hear called with whoever sits in a room when it is another one now in their
// lists. It must return at once, may be called from any goroutine, and must not call the
// registry.
func (reg *Registry) Stirs(hear func(room.PersonID)) {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	reg.hear = hear
}
