package rooms

import (
	"context"
	"encoding/json"
	"strings"

	"crossplay/journal"
	"crossplay/rooms/room"
)

// This file finds what the lists show, when the program starts.

// cardsCheckpoint ends in a number that changes when cards do.
const cardsCheckpoint = "cards/4"

// readCards finds every open or playing room: those of the last checkpoint, and
// those that the journal touched since.
func (reg *Registry) readCards(ctx context.Context) error {
	reg.cards, reg.mine = make(map[room.Code]*card), make(map[room.PersonID]map[room.Code]*card)
	f := follower{rooms: make(map[room.Code]*room.Sitting), lost: make(map[room.Code]bool)}
	var after journal.Pos
	kept, ok := reg.journal.(journal.Checkpoints)
	if ok {
		known := make(map[room.Code]*room.Sitting)
		pos, data, err := kept.LoadCheckpoint(ctx, cardsCheckpoint)
		if err == nil && json.Unmarshal(data, &known) == nil {
			after, f.rooms = pos, known
		}
	}
	for e, err := range reg.journal.All(ctx, after) {
		if err != nil {
			return err
		}
		if code, ok := strings.CutPrefix(string(e.Stream), "room/"); ok {
			f.follow(room.Code(code), e.Record)
		}
		after = e.Pos
	}
	for code := range f.lost {
		s, _, err := reg.glance(ctx, code)
		if err != nil {
			continue // it was logged, and is told to whoever asks for the room
		}
		f.rooms[code] = &s
	}
	for _, s := range f.rooms {
		reg.keep(&card{Sitting: *s})
	}
	reg.lobby.tail = after
	if ok {
		reg.saveCards()
	}
	return nil
}

// follower sees the records of all rooms go by. A room that it did not see from
// the beginning is lost to it, as is one that it does not understand: those must
// be read by themselves.
type follower struct {
	rooms map[room.Code]*room.Sitting
	lost  map[room.Code]bool
}

func (f follower) follow(code room.Code, data journal.Record) {
	if f.lost[code] || f.rooms[code] != nil && room.Eventless(data) {
		return
	}
	defer func() {
		if recover() != nil {
			f.lose(code)
		}
	}()
	rec, err := room.Decode(data)
	if err != nil {
		f.lose(code)
		return
	}
	s := f.rooms[code]
	if s == nil && len(rec.Events) > 0 && rec.Events[0].Created != nil {
		s = new(room.Sitting)
		f.rooms[code] = s
	}
	if s == nil {
		f.lose(code)
		return
	}
	if s.Apply(rec); s.Phase == room.Closed {
		delete(f.rooms, code)
	}
}

func (f follower) lose(code room.Code) {
	delete(f.rooms, code)
	f.lost[code] = true
}

// saveCards writes a checkpoint. No owner may be running.
func (reg *Registry) saveCards() {
	kept, ok := reg.journal.(journal.Checkpoints)
	if !ok {
		return
	}
	sittings := make(map[room.Code]*room.Sitting, len(reg.cards))
	for code, c := range reg.cards {
		sittings[code] = &c.Sitting
	}
	data, err := json.Marshal(sittings)
	if err == nil {
		ctx, cancel := context.WithTimeout(context.Background(), saveTimeout)
		defer cancel()
		err = kept.SaveCheckpoint(ctx, cardsCheckpoint, reg.lobby.tail, data)
	}
	if err != nil {
		reg.log.Warn("the list of rooms was not saved; it will be read anew", "error", err)
	}
}
