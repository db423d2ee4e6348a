package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"crossplay/journal"
	"crossplay/rooms/room"
)

// bookends reports whether a game begins in a record, and whether one ends. JSON escapes
// the quotes of all texts, so they cannot hold this.
func bookends(record []byte) (begins, ends bool) {
	return bytes.Contains(record, []byte(`"started":{`)), bytes.Contains(record, []byte(`"ended":{`))
}

// past reports whether a record is of the first version, whose starts and ends do not
// stand alone: such a room is read from its beginning.
func past(record []byte) bool { return bytes.HasPrefix(record, []byte(`{"v":1,`)) }

// maxUnderway is how many moves of games under way are remembered, at about 100 bytes.
const maxUnderway = 50_000

// underway are games that have begun lately, as far as they went: when they end, they need
// not be read back. Whatever makes no sense is forgotten, and read back then.
type underway struct {
	games map[room.Code]*room.Course
	moves int // in all of them, and in those that are over
}

// goOn takes in the next record of a room. A game may begin with it.
func (u *underway) goOn(code room.Code, record []byte, begins bool) {
	c := u.games[code]
	if c == nil && !begins || room.Eventless(record) {
		return
	}
	defer func() {
		if recover() != nil {
			delete(u.games, code)
		}
	}()
	if u.games == nil || u.moves == maxUnderway {
		u.games, u.moves = make(map[room.Code]*room.Course), 0
	}
	u.moves++
	if begins {
		c = new(room.Course)
		u.games[code] = c
	}
	rec, err := room.Decode(record)
	if err != nil || past(record) {
		delete(u.games, code)
		return
	}
	c.Apply(code, rec)
}

// over is the game of a room that has ended just now, if it is remembered whole.
func (u *underway) over(code room.Code) *room.Course {
	c := u.games[code]
	delete(u.games, code)
	if c == nil || !c.Over() {
		return nil
	}
	return c
}

// errUnread says that the journal cannot be read just now.
var errUnread = errors.New("the journal cannot be read")

// maxRecords is how many records a game may have that is read back, its talk among them:
// more than any that people played, and read in a second.
const maxRecords = 100_000

// course reads the game of a room whose end is at a position, and whose beginning is
// behind start. It fails with errUnread where the journal does, and otherwise where its
// records make no sense.
func course(ctx context.Context, j journal.Journal, code room.Code, start, end journal.Pos) (c *room.Course, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("panic: %v\n%s", broken, debug.Stack())
		}
	}()
	c = new(room.Course)
	var s room.Sitting // only where the room is read from its beginning
	n := 0
	for e, err := range j.Read(ctx, journal.Stream("room/"+string(code)), start) {
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUnread, err)
		}
		if e.Pos > end {
			break
		}
		if n++; n > maxRecords {
			return nil, errors.New("it has too many records")
		}
		if room.Eventless(e.Record) {
			continue
		}
		rec, err := room.Decode(e.Record)
		if err != nil {
			return nil, err
		}
		if start == 0 {
			s.Apply(rec)
		}
		c.Apply(code, rec)
	}
	if !c.Over() {
		return nil, errors.New("it has no end")
	}
	return c, nil
}
