package rooms_test

import (
	"context"
	"errors"
	"iter"
	"testing"

	"crossplay/rooms"
	"crossplay/rooms/journaltest"
)

// diary notes what is read of a journal.
type diary struct {
	rooms.Journal
	read []rooms.ID
}

func (d *diary) Read(ctx context.Context, id rooms.ID, after rooms.Pos) iter.Seq2[rooms.Entry, error] {
	d.read = append(d.read, id)
	return d.Journal.Read(ctx, id, after)
}

func TestAPrivateRoomIsNoneToStrangersHoweverLongItsRecord(t *testing.T) {
	journal := &diary{Journal: journaltest.NewMemory()}
	h := open(t, journal)
	code := h.create(ann, rooms.New{Private: true})
	h.must(bob, code, rooms.Command{Do: rooms.Sit})
	h.move(ann, code, 0, "1")

	journal.read = nil
	if _, err := h.Transcript(t.Context(), cat, code); !errors.Is(err, rooms.ErrNoRoom) {
		t.Errorf("a stranger is told %v", err)
	}
	if _, err := h.Transcript(t.Context(), cat, "AAAAAAAAAA"); !errors.Is(err, rooms.ErrNoRoom) {
		t.Errorf("of no room: %v", err)
	}
	if len(journal.read) != 2 || journal.read[0] == rooms.ID("room/"+code) {
		t.Errorf("read %q: how long that takes tells that there is a room", journal.read)
	}
	if _, err := h.Transcript(t.Context(), bob, code); !errors.Is(err, rooms.ErrNotOver) {
		t.Errorf("a player is told %v", err)
	}
}
