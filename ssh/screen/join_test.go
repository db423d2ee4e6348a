package screen

import (
	"strings"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/chess"
)

// An invitation leads to its room however it is pasted, typed or copied with more
// than belongs to it.
func TestAnInvitationLeadsToItsRoom(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice", "play", "tictactoe"), normal, nil)
		pass(time.Second)
		code := string(alice.app.page.(*table).code)

		carol := sit(t, h.session(t, "Carol"), normal, nil)
		pass(time.Second)
		carol.press(paste("Come, (https://play.example.org/r/" + code + "/).\n"))
		carol.sees("Join by code", code)
		carol.press("enter")
		pass(time.Second)
		carol.sees("Alice's turn")

		dan := sit(t, h.session(t, "Dan"), normal, nil)
		pass(time.Second)
		dan.press("j")
		for _, c := range "ssh -t play.example.org join " + strings.ToLower(code) {
			dan.press(string(c))
		}
		dan.press("enter")
		pass(time.Second)
		dan.sees("You are watching.")
	})
}

func TestAMoveCanBePasted(t *testing.T) {
	among(t, []game.Rules{chess.Rules{}}, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "chess")
		alice.press(paste("1. e4\n"), "enter")
		bob.sees("e4", "Your turn")
	})
}

// paste is what a terminal sends for a text that is pasted.
func paste(text string) string { return "\x1b[200~" + text + "\x1b[201~" }
