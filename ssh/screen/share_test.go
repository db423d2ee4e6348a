package screen

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/game/weiqi"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

// Those who watch share a picture, and it is the one that each would draw; whoever
// does something has their own.
func TestWhoWatchesSharesThePicture(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		watch := func(name string) *desk {
			d := sit(t, h.session(t, name, "watch", string(alice.app.page.(*table).code)), normal, nil)
			pass(time.Second)
			d.sees("You are watching.")
			return d
		}
		carol, dave := watch("Carol"), watch("Dave")
		shared := func(d *desk) *term.Shared { return d.app.Share(normal.W, normal.H, d.app.session.Look) }
		for _, d := range []*desk{alice, bob} {
			if shared(d) != nil {
				t.Error("a player's picture is shared")
			}
		}
		if shared(carol) == nil || shared(carol) != shared(dave) {
			t.Fatal("those who watch do not share their picture")
		}
		alice.press("b", "2", "enter")
		pass(time.Second)
		carol.sees("Bob's turn")
		dave.sees("Bob's turn")
		if shared(carol) != shared(dave) {
			t.Error("after a move they do not share it any more")
		}
		c := dave.app.session.Look.Canvas(normal.W, normal.H)
		dave.app.Draw(c)
		if own := strings.TrimSpace(c.String()); strings.TrimSpace(carol.text()) != own {
			t.Errorf("Carol sees\n%s\nand not\n%s", carol.text(), own)
		}
		dave.press("esc")
		if shared(dave) != nil {
			t.Error("somebody with a menu in front shares the picture")
		}
		dave.press("esc")
		if shared(dave) == nil {
			t.Error("back from the menu, the picture is not shared again")
		}
		carol.app.Update(tea.MouseClickMsg{X: 3, Y: normal.H - 1, Button: tea.MouseLeft}) // on the help of a picture that Dave drew
		if carol.app.front == nil {
			t.Error("a click on a shared picture does nothing")
		}
	})
}

// What somebody did stands below the board for a while. Then the next move takes it
// away, and who watches shares the picture again, without a key.
func TestANoticeGoesByItself(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		carol := sit(t, h.session(t, "Carol", "watch", string(alice.app.page.(*table).code)), narrow, nil)
		pass(time.Second)
		bob.press("tab", "hello", "enter", "esc")
		pass(time.Second)
		carol.sees("Bob: hello")
		alice.press("enter")
		pass(time.Second)
		carol.sees("Bob: hello", "Bob's turn") // not yet
		pass(noticeTime)
		bob.press("enter")
		pass(time.Second)
		carol.seesNot("Bob: hello")
		if carol.app.notice != "" {
			t.Errorf("%q is still to be said", carol.app.notice)
		}
	})
}

// A board that does not fit is scrolled by each who watches from where they were.
func TestABoardThatDoesNotFitIsNotShared(t *testing.T) {
	among(t, []game.Rules{weiqi.Rules{}}, func(t *testing.T, h *harness) {
		code, err := h.Create(t.Context(), h.session(t, "Alice").Person(), "", rooms.New{Game: "go", Options: map[string]string{"board": "19x19"}})
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Do(t.Context(), h.session(t, "Bob").Person(), code, room.Command{Do: room.Sit}); err != nil {
			t.Fatal(err)
		}
		carol := sit(t, h.session(t, "Carol", "watch", string(code)), narrow, nil)
		pass(5 * time.Second)
		for range 3 {
			if carol.app.Share(narrow.W, narrow.H, term.Look{}) != nil {
				t.Fatal("a picture is shared that each sees otherwise")
			}
		}
	})
}
