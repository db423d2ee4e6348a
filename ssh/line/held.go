package line

import (
	"strings"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

// This file has the person confirm a move before it is played, where their habits say so.

// turn is what is played of one's turn: a move, or several.
type turn struct {
	round, ply int
	moves      []game.Move
	typed      string // as it is written
}

// play plays a turn, or asks before.
func (t *table) play(s *rooms.Snapshot, what turn) {
	if t.Confirms(s, t.came) {
		t.held = &what
		t.say("ask.move", words.Args{"move": what.typed})
		return
	}
	t.commit(what)
}

// commit plays it: all of it, up to what the room refuses.
func (t *table) commit(what turn) {
	for i, m := range what.moves {
		if !t.do(room.Command{Do: room.Move, Ply: what.ply + i, Move: m}) {
			return
		}
	}
}

// confirmed reports whether a line was the answer to whether a move shall be played. Who
// types something else does not play it.
func (t *table) confirmed(s *rooms.Snapshot, line string) bool {
	if t.held == nil {
		return false
	}
	what := *t.held
	t.held = nil
	switch {
	case !strings.EqualFold(line, "yes"):
		t.say("ask.unmoved", words.Args{"move": what.typed})
		return strings.EqualFold(line, "no")
	case s.Round != what.round || s.Phase != room.Playing:
		t.tell(words.Sorry(room.ErrStale))
	default:
		t.commit(what)
	}
	return true
}
