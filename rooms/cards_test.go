package rooms_test

import (
	"testing"

	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// A room leaves the lists when its game is over. The start of the next one stands
// alone: whoever follows the journal finds the room again, without having kept it.
func TestARematchIsListedAgain(t *testing.T) {
	j := journaltest.NewMemory()
	here, there := open(t, j), open(t, j) // two that follow one journal
	code := here.create(ann, rooms.New{Private: true})
	here.must(bob, code, room.Command{Do: room.Sit})
	here.must(ann, code, room.Command{Do: room.Resign})
	if mine := here.Mine(ann.ID); len(mine) != 0 {
		t.Fatalf("a game that is over is listed: %+v", mine)
	}
	here.must(ann, code, room.Command{Do: room.Rematch})
	here.must(bob, code, room.Command{Do: room.Rematch})
	check := func(name string, h *harness) {
		h.now(ann, code) // whoever looks has read everything
		mine := h.Mine(ann.ID)
		if len(mine) != 1 || mine[0].Code != code || mine[0].Round != 2 || !mine[0].Private || mine[0].Chairs[1].Name != "Ann" {
			t.Errorf("%s lists %+v", name, mine)
		}
	}
	check("whoever wrote it", here)
	check("whoever reads along", there)
	check("whoever starts from a checkpoint", here.restart())
}
