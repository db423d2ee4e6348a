package screen

import (
	"strings"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/all"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

// A game that anybody may watch goes on beside the first screen of a large terminal, and
// nobody there sees who looks.
func TestAGameGoesOnBesideTheFirstScreen(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		large := term.Size{W: 120, H: 40}
		alice := sit(t, h.session(t, "Alice", "play", "tictactoe"), normal, nil)
		bob := sit(t, h.session(t, "Bob", "play", "tictactoe"), normal, nil)
		carol, dave := sit(t, h.session(t, "Carol"), large, nil), sit(t, h.session(t, "Dave"), large, nil)
		erin := sit(t, h.session(t, "Erin"), normal, nil)
		pass(2 * time.Second)
		carol.sees("● Tic-tac-toe", "Alice (guest) – Bob (guest)", "c clock")
		erin.seesNot("●  Tic-tac-toe")
		if home := erin.app.page.(*home); home.live.watch != nil {
			t.Error("a small terminal looks at the game")
		}
		before := carol.text()
		alice.press("b2", "enter")
		pass(1500 * time.Millisecond)
		after := carol.text()
		if before == after || after != strings.Replace(dave.text(), " Dave", "Carol", 1) {
			t.Errorf("the move is not to be seen:\n%s\nand\n%s", after, dave.text())
		}
		c := carol.app.session.Look.Canvas(large.W, large.H) // the board alone was drawn, and nothing is lost by it
		carol.app.Draw(c)
		if own := strings.TrimSpace(c.String()); strings.TrimSpace(after) != own {
			t.Errorf("one sees\n%s\nand not\n%s", after, own)
		}
		if a, b := carol.app.page.(*home).miniature(), dave.app.page.(*home).miniature(); a.Canvas != b.Canvas {
			t.Error("the board is drawn for each")
		}
		alice.seesNot("watch")
		carol.resize(normal)
		pass(time.Second)
		if home := carol.app.page.(*home); home.live.watch != nil || strings.Contains(carol.text(), "● Tic") {
			t.Errorf("in a small terminal one still sees\n%s", carol.text())
		}
		carol.resize(large)
		pass(2 * time.Second)
		carol.clickOnText("● Tic-tac-toe")
		carol.sees("You are watching")
		_ = bob
	})
}

// Every game has room there.
func TestEveryGameIsShownBesideTheFirstScreen(t *testing.T) {
	for _, rules := range all.Games() {
		info := rules.Info()
		among(t, []game.Rules{rules}, func(t *testing.T, h *harness) {
			options := make(map[string]string)
			for _, o := range info.Options {
				options[o.Name] = o.Values[len(o.Values)-1].Name // where it is about size, the largest
			}
			alice, bob := h.session(t, "Alice"), h.session(t, "Bob")
			code, err := h.Create(t.Context(), alice.Person(), "", rooms.New{Game: info.Name, Options: options, Seats: 2})
			if err != nil {
				t.Fatal(err)
			}
			if err := h.Do(t.Context(), bob.Person(), code, room.Command{Do: room.Sit}); err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{"Alice", "Bob"} { // what is shown is played by who is there
				sit(t, h.session(t, name, "join", string(code)), normal, nil)
			}
			carol := sit(t, h.session(t, "Carol"), term.Size{W: 120, H: 40}, nil)
			pass(2 * time.Second)
			carol.sees("● "+info.Title, "j join by code")
		})
	}
}

// Its moves come once a second, in the same moment for all; where nothing happens nothing
// is written.
func TestTheGameOnTheFirstScreenCostsLittle(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice", "play", "tictactoe"), normal, nil)
		bob := sit(t, h.session(t, "Bob", "play", "tictactoe"), normal, nil)
		carol := sit(t, h.session(t, "Carol"), term.Size{W: 120, H: 40}, nil)
		pass(3 * time.Second)
		quiet := carol.written()
		pass(40 * time.Second)
		if n := carol.written() - quiet; n > 0 {
			t.Errorf("%d bytes for nothing", n)
		}
		pass(60 * time.Second) // the minutes of the list
		quiet = carol.written()
		alice.press("b2", "enter")
		bob.press("a1", "enter")
		pass(2 * time.Second)
		if n := carol.written() - quiet; n == 0 || n > 600 {
			t.Errorf("%d bytes for two moves", n)
		}
	})
}
