package rooms_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Moves of a turn are looked at before they are played, and lead to what was seen then.
func TestATurnIsRehearsedWithoutTheRoom(t *testing.T) {
	h := openGames(t, backgammon.Rules{})
	code, err := h.Create(t.Context(), ann, "", rooms.New{Game: "backgammon"})
	if err != nil {
		t.Fatal(err)
	}
	h.must(bob, code, room.Command{Do: room.Sit})
	mover, other := ann, bob
	if s := h.now(ann, code); !slices.Contains(s.Turn, s.You) {
		mover, other = bob, ann
	}
	s, records := h.now(mover, code), h.now(other, code).Version
	if !s.Rehearses || h.now(other, code).Rehearses || h.now(cat, code).Rehearses {
		t.Fatal("it is not the mover alone who may set up a turn")
	}
	var moves []game.Move
	look := rooms.Rehearsal{View: s.View}
	for !look.Whole {
		moves = append(moves, look.View.Choices[0].Move)
		if look, err = h.Rehearse(t.Context(), mover, code, s.Ply, moves); err != nil {
			t.Fatalf("%v: %v", moves, err)
		}
	}
	if now := h.now(other, code); now.Version != records || now.Ply != s.Ply {
		t.Errorf("the room knows of it: %d, %d", now.Version, now.Ply)
	}
	for _, c := range []struct {
		by    rooms.Person
		ply   int
		moves []game.Move
		want  error
	}{
		{other, s.Ply, moves, room.ErrTurn},
		{cat, s.Ply, moves, room.ErrNotSeated},
		{mover, s.Ply + 1, moves, room.ErrStale},
		{mover, s.Ply, []game.Move{"1/24"}, room.ErrIllegal},
		{mover, s.Ply, append(slices.Clone(moves), "24/18"), room.ErrTurn},
		{mover, s.Ply, make([]game.Move, room.MaxRehearsed+1), room.ErrIllegal},
	} {
		if _, err := h.Rehearse(t.Context(), c.by, code, c.ply, c.moves); !errors.Is(err, c.want) {
			t.Errorf("%s rehearses %v at %d: %v, not %v", c.by.Name, c.moves, c.ply, err, c.want)
		}
	}
	for i, m := range moves {
		h.move(mover, code, s.Ply+i, m)
	}
	if diff := cmp.Diff(look.View.Boards[0].Cells, h.now(mover, code).View.Boards[0].Cells, cmp.FilterPath(func(p cmp.Path) bool { return p.String() == "Marks" }, cmp.Ignore())); diff != "" {
		t.Errorf("what was played is not what was set up: %s", diff)
	}
}

// Where a move is a turn, nothing is set up.
func TestOtherGamesAreNotRehearsed(t *testing.T) {
	h := newHarness(t)
	code := h.game()
	if _, err := h.Rehearse(t.Context(), ann, code, 0, []game.Move{"1"}); h.now(ann, code).Rehearses || !errors.Is(err, room.ErrTurn) {
		t.Errorf("a game of nim is rehearsed: %v", err)
	}
}
