package rooms_test

import (
	"context"
	"errors"
	"iter"
	"testing"

	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// diary notes what is read of a journal.
type diary struct {
	journal.Journal
	read []journal.Stream
}

func (d *diary) Read(ctx context.Context, id journal.Stream, after journal.Pos) iter.Seq2[journal.Entry, error] {
	d.read = append(d.read, id)
	return d.Journal.Read(ctx, id, after)
}

func TestAPrivateRoomIsNoneToStrangersHoweverLongItsRecord(t *testing.T) {
	j := &diary{Journal: journaltest.NewMemory()}
	h := open(t, j)
	code := h.create(ann, rooms.New{Private: true})
	h.must(bob, code, room.Command{Do: room.Sit})
	h.move(ann, code, 0, "1")

	j.read = nil
	if _, err := h.Transcript(t.Context(), cat, code); !errors.Is(err, room.ErrNoRoom) {
		t.Errorf("a stranger is told %v", err)
	}
	if _, err := h.Transcript(t.Context(), cat, "AAAAAAAAAA"); !errors.Is(err, room.ErrNoRoom) {
		t.Errorf("of no room: %v", err)
	}
	if len(j.read) != 2 || j.read[0] == journal.Stream("room/"+code) {
		t.Errorf("read %q: how long that takes tells that there is a room", j.read)
	}
	if _, err := h.Transcript(t.Context(), bob, code); !errors.Is(err, room.ErrNotOver) {
		t.Errorf("a player is told %v", err)
	}
}
