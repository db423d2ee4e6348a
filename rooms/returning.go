package rooms

import (
	"crossplay/rooms/room"
	"slices"
	"time"
)

// dearAfter is after how long a game is one that nobody began just to be held
// for somebody who returns.
const dearAfter = 5 * time.Minute

// Missed reports whether the person has a game for which a full server keeps them
// a place: somebody else plays in it, or it has gone on for a while. A game
// against bots that was begun a moment ago is easily had.
func (reg *Registry) Missed(id room.PersonID) bool {
	return slices.ContainsFunc(reg.Mine(id), func(c Own) bool {
		people, bots := 0, 0
		for _, ch := range c.Chairs {
			switch {
			case ch.Bot != "":
				bots++
			case ch.Name != "":
				people++
			}
		}
		return people > 1 && c.Phase == room.Playing || people+bots > 1 && time.Since(c.Since) > dearAfter
	})
}
