package room

import (
	"time"

	"crossplay/game"
)

// What a room keeps of talk in a day, in bytes: some 9,000 lines of its players,
// and 2,000 of all who watch. It is more than anyone reads, and a room that is
// full of talk every day fills a CD in a year.
const (
	talkOfPlayers  = 2 << 20
	talkOfWatchers = 512 << 10
	// lineBytes is what a line's record has besides the line.
	lineBytes = 190
)

// talk is how much was said in a room in a day. It follows from the records, so
// that no restart, and no reading back, gives anybody more.
type talk struct {
	Day      int64 `json:"day"` // since 1970, in UTC
	Players  int   `json:"players"`
	Watchers int   `json:"watchers"`
}

// on is the talk of the day of that moment.
func (t talk) on(at time.Time) talk {
	const seconds = 24 * 60 * 60
	if day := at.Unix() / seconds; day != t.Day {
		return talk{Day: day}
	}
	return t
}

// add counts a line.
func (t *talk) add(s *Said, at time.Time) {
	*t = t.on(at)
	size := lineBytes + len(s.Name) + len(s.Text)
	if s.Seat == game.Spectator {
		t.Watchers += size
	} else {
		t.Players += size
	}
}

// full reports whether nothing more is kept today of whoever sits there.
func (t talk) full(seat game.Seat, at time.Time) bool {
	t = t.on(at)
	if seat == game.Spectator {
		return t.Watchers >= talkOfWatchers
	}
	return t.Players >= talkOfPlayers
}
