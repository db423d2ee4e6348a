package screen

import (
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

// The whole shelf is in sight when somebody comes, in a window of any usual size, and
// so is what one can begin.
func TestTheWholeShelfIsInSight(t *testing.T) {
	for _, size := range []term.Size{{W: 80, H: 24}, {W: 120, H: 40}, {W: 40, H: 15}} {
		among(t, all.Games(), func(t *testing.T, h *harness) {
			carol := sit(t, h.session(t, "Carol"), size, nil)
			carol.sees("p play now", "b a bot", "i invite a friend")
			for _, g := range h.Games() {
				carol.sees(g.Title)
			}
		})
	}
}

// Beside the board it is read which side everybody has, whatever they are called.
func TestWhatEverybodyPlaysIsRead(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := h.session(t, "Alice")
		code, err := h.Create(t.Context(), alice.Person(), "", rooms.New{Game: "tictactoe", Private: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Do(t.Context(), h.session(t, "Swift Robin 62").Person(), code, room.Command{Do: room.Sit}); err != nil {
			t.Fatal(err)
		}
		d := sit(t, alice, normal, nil)
		d.press("enter")
		pass(time.Second)
		d.sees("Alice you · X", "Swift Rob… guest · O")
		d.resize(term.Size{W: 60, H: 20})
		pass(time.Second)
		d.sees("Alice (you) · X", "Swift Robin 62 · O")
	})
}

// Unfinished games come first, those that wait for one's move before others, and each
// says so.
func TestGamesThatWaitComeFirst(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := h.session(t, "Alice"), h.session(t, "Bob")
		for _, g := range []string{"tictactoe", "connectfour"} {
			code, err := h.Create(t.Context(), alice.Person(), "", rooms.New{Game: g, Private: true})
			if err != nil {
				t.Fatal(err)
			}
			if err := h.Do(t.Context(), bob.Person(), code, room.Command{Do: room.Sit}); err != nil {
				t.Fatal(err)
			}
			if g == "connectfour" {
				if err := h.Do(t.Context(), alice.Person(), code, room.Command{Do: room.Move, Move: "4"}); err != nil {
					t.Fatal(err)
				}
			}
			pass(time.Second)
		}
		d := sit(t, alice, normal, nil)
		d.sees("Your games", "▸ Tic-tac-toe   ● your turn with Bob (guest)", "Connect Four  with Bob (guest)")
		if d.title != "(1) Crossplay" {
			t.Errorf("the title is %q", d.title)
		}
		d.press("enter")
		pass(time.Second)
		d.sees("Your turn", "Tic-tac-toe")
	})
}

// One is done with a dead game on the first screen, as its room lets one.
func TestADeadGameIsDiscarded(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := h.session(t, "Alice")
		code, err := h.Create(t.Context(), alice.Person(), "", rooms.New{Game: "tictactoe", Private: true})
		if err != nil {
			t.Fatal(err)
		}
		d := sit(t, alice, normal, nil)
		d.sees("waiting for an opponent")
		d.press("x")
		pass(time.Second)
		d.sees("Done with this game?", "Keep it", "Close the room and go")
		d.press("enter")
		if len(h.Mine(alice.Player.ID)) != 1 {
			t.Fatal("a game that was kept is gone")
		}
		pass(time.Second)
		d.press("x")
		pass(time.Second)
		d.press("down", "enter")
		pass(time.Second)
		if err := h.Do(t.Context(), alice.Person(), code, room.Command{Do: room.Sit}); err == nil || len(h.Mine(alice.Player.ID)) != 0 {
			t.Errorf("a game that was discarded is there: %v", err)
		}
		d.sees("Be the first")
	})
}

// A bot, or a friend to be invited, is one act and a game away.
func TestWhatOneCanBegin(t *testing.T) {
	for _, c := range []struct {
		keys  []string
		sight string
	}{
		{[]string{"p", "enter"}, "Waiting for an opponent"},
		{[]string{"b", "enter", "3"}, "Bot hard"},
		{[]string{"i", "2"}, "Connect Four"},
		{[]string{"right", "enter", "i"}, "Connect Four"},
		{[]string{"right", "enter", "?"}, "esc back"},
	} {
		among(t, []game.Rules{ttt, four}, func(t *testing.T, h *harness) {
			d := sit(t, h.session(t, "Carol"), normal, nil)
			for _, k := range c.keys {
				d.press(k)
				pass(time.Second)
			}
			d.sees(c.sight)
		})
	}
}
