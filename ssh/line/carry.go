package line

import (
	"crossplay/rooms/room"
	"crossplay/words"
)

// carry tells how the person goes on in another window, at a room or where all begin.
func (t *talk) carry(at room.Code) {
	c, err := t.Carry(t.ctx, at)
	if err != nil {
		t.sorry(err)
		return
	}
	t.say("carry.about")
	t.say("carry.way", words.Args{"link": c.Link, "command": c.Command})
}
