package screen

import (
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// race is a game of backgammon between two windows, with whoever begins.
func race(t *testing.T, then func(t *testing.T, h *harness, mover, other *desk)) {
	among(t, []game.Rules{backgammon.Rules{}}, func(t *testing.T, h *harness) {
		alice, bob := sit(t, h.session(t, "Alice", "play", "backgammon"), normal, nil), sit(t, h.session(t, "Bob", "play", "backgammon"), normal, nil)
		alice.sees(" turn")
		if !alice.app.page.(*table).myTurn() {
			alice, bob = bob, alice
		}
		then(t, h, alice, bob)
	})
}

// typeStep types the first move that can be made, and returns it.
func typeStep(t *testing.T, d *desk) game.Move {
	t.Helper()
	tab := d.app.page.(*table)
	for _, c := range tab.choices() {
		if len(c.Path) > 0 {
			d.press(string(c.Move), "enter")
			return c.Move
		}
	}
	t.Fatalf("there is no move to make:\n%s", d.text())
	return ""
}

// boardOf is what the table shows of the board: pieces and their counts.
func boardOf(d *desk) (cells []game.Cell) {
	for _, c := range d.app.page.(*table).view().Boards[0].Cells {
		cells = append(cells, game.Cell{Spot: c.Spot, Piece: c.Piece, Count: c.Count})
	}
	return cells
}

func TestATurnIsSetUpBeforeItIsPlayed(t *testing.T) {
	race(t, func(t *testing.T, h *harness, mover, other *desk) {
		tab := mover.app.page.(*table)
		before, records, theirs := boardOf(mover), h.records(t), other.text()
		first := typeStep(t, mover)
		mover.sees("[ Undo ]", "esc take back")
		after := boardOf(mover)
		if slices.Equal(cellsText(before), cellsText(after)) {
			t.Errorf("%s is not to be seen:\n%s", first, mover.text())
		}
		for len(tab.turn.moves) > 0 && !tab.whole() {
			typeStep(t, mover)
		}
		mover.sees("Done", "Enter plays the turn", "Your turn")
		if got := h.records(t); got != records || other.text() != theirs {
			t.Errorf("%d records, and the other sees\n%s", got-records, other.text())
		}
		// All of it can be taken back.
		for range 4 {
			if len(tab.turn.moves) > 0 {
				mover.press("esc")
			}
		}
		next, _ := tab.options()
		if spot, _ := tab.boards.Cursor(next); spot == "" || !slices.Equal(cellsText(boardOf(mover)), cellsText(before)) || tab.front != nil {
			t.Errorf("the turn was not taken back:\n%s", mover.text())
		}
		// And played in the end, all at once.
		var moves []game.Move
		for moves = append(moves, typeStep(t, mover)); !tab.whole(); {
			moves = append(moves, typeStep(t, mover))
		}
		set := cellsText(boardOf(mover))
		mover.press("enter")
		if got := h.records(t); got <= records {
			t.Errorf("nothing was played:\n%s", mover.text())
		}
		if !slices.Equal(cellsText(boardOf(mover)), set) {
			t.Errorf("another turn was played than what was set up:\n%s", mover.text())
		}
		played := 0
		for _, step := range other.app.page.(*table).snap.View.Log {
			if step.Seat == tab.snap.You && slices.Contains(moves, game.Move(step.Text)) {
				played++
			}
		}
		if played != len(moves) {
			t.Errorf("the other knows of %d of the moves %v", played, moves)
		}
	})
}

// cellsText are cells as text, to be compared.
func cellsText(cells []game.Cell) (all []string) {
	for _, c := range cells {
		all = append(all, string(c.Spot)+" "+c.Piece+" "+strings.Repeat("|", c.Count))
	}
	return all
}

// Buttons do what the keys do, and a move that cannot be made is refused.
func TestATurnIsUndoneByItsButton(t *testing.T) {
	race(t, func(t *testing.T, h *harness, mover, _ *desk) {
		tab := mover.app.page.(*table)
		before := cellsText(boardOf(mover))
		typeStep(t, mover)
		mover.clickOnText("[ Undo ]")
		if len(tab.turn.moves) != 0 || !slices.Equal(cellsText(boardOf(mover)), before) {
			t.Errorf("the button takes nothing back:\n%s", mover.text())
		}
		typeStep(t, mover)
		mover.press("backspace")
		if len(tab.turn.moves) != 0 {
			t.Error("backspace takes nothing back")
		}
		mover.press("esc")
		mover.sees("Back to the board")
	})
}

// What is set up goes when the game moves on without it.
func TestAnotherWindowsTurnEndsTheRehearsal(t *testing.T) {
	race(t, func(t *testing.T, h *harness, mover, _ *desk) {
		tab := mover.app.page.(*table)
		move := tab.choices()[0].Move
		typeStep(t, mover)
		by := rooms.Person{ID: mover.app.me().ID, Name: mover.app.me().Name, Guest: true}
		if err := h.Do(t.Context(), by, tab.code, room.Command{ID: "elsewhere", Do: room.Move, Ply: tab.snap.Ply, Move: move}); err != nil {
			t.Fatal(err)
		}
		pass(1)
		mover.press("right")
		if len(tab.turn.moves) != 0 || tab.pending != "" {
			t.Errorf("still set up: %v", tab.turn.moves)
		}
		mover.seesNot("Undo")
	})
}

// A second move that is typed before the first was seen is set up as well.
func TestATurnCanBeTypedInOneGo(t *testing.T) {
	race(t, func(t *testing.T, h *harness, mover, _ *desk) {
		tab := mover.app.page.(*table)
		first := tab.choices()[0].Move
		look, err := h.Rehearse(t.Context(), mover.app.me(), tab.code, tab.snap.Ply, []game.Move{first})
		if err != nil || look.Whole {
			t.Fatalf("%v, %v: the first turn has two moves", look.Whole, err)
		}
		second := look.View.Choices[0].Move
		mover.press(string(first) + "\r" + string(second) + "\r")
		if !slices.Equal(tab.turn.moves, []game.Move{first, second}) {
			t.Errorf("%v was set up, of %v and %v:\n%s", tab.turn.moves, first, second, mover.text())
		}
		mover.press("done\r")
		mover.seesNot("Undo")
	})
}

// So is a whole turn that is typed as it is written; a part that cannot be played is
// named, and what was before it stays set up.
func TestAWholeTurnIsTypedAtOnce(t *testing.T) {
	race(t, func(t *testing.T, h *harness, mover, _ *desk) {
		tab := mover.app.page.(*table)
		first := tab.choices()[0].Move
		look, err := h.Rehearse(t.Context(), mover.app.me(), tab.code, tab.snap.Ply, []game.Move{first})
		if err != nil || look.Whole {
			t.Fatalf("%v, %v: the first turn has two moves", look.Whole, err)
		}
		second := look.View.Choices[0].Move
		mover.press("6-1 " + string(first) + " " + string(second) + "\r")
		if !slices.Equal(tab.turn.moves, []game.Move{first, second}) || !tab.whole() {
			t.Errorf("%v was set up, of %v and %v:\n%s", tab.turn.moves, first, second, mover.text())
		}
		mover.press("esc", "esc")
		mover.press(string(first) + " 1/2\r")
		mover.sees("You cannot play 1/2 now.")
		if !slices.Equal(tab.turn.moves, []game.Move{first}) {
			t.Errorf("%v is set up:\n%s", tab.turn.moves, mover.text())
		}
	})
}
