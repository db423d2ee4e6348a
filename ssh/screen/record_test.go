package screen

import (
	"fmt"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

const (
	pageUp   = "\x1b[5~"
	pageDown = "\x1b[6~"
)

// wheel turns the wheel over a place, away from the person or towards them.
func wheel(x, y int, back bool) string {
	button := 65
	if back {
		button = 64
	}
	return fmt.Sprintf("\x1b[<%d;%d;%dM", button, x+1, y+1)
}

// played is a table at which n moves have been made and n lines said, from Alice's
// seat.
func played(t *testing.T, n int, size term.Size, then func(*desk)) {
	bubble(t, func(t *testing.T, h *harness) {
		then(sit(t, h.session(t, "Alice"), size, func(a *app) {
			a.begun = true
			s := snapshot(t, ttt, 0)
			for i := range n {
				s.View.Log = append(s.View.Log, game.Step{Seat: game.Seat(i % 2), Text: fmt.Sprintf("move%d", i+1)})
				s.Chat = append(s.Chat, room.Line{Seq: i + 1, Seat: 0, Name: "Alice", Text: fmt.Sprintf("line%d", i+1)})
			}
			seatAt(a, s)
		}))
	})
}

func TestTheMovesBesideABoardScroll(t *testing.T) {
	played(t, 60, normal, func(d *desk) {
		d.sees("move60", "line60", "↑")
		d.seesNot("move1 ", "move30 ")
		for range 10 {
			d.press(pageUp)
		}
		d.sees("move1 ", "↓")
		d.seesNot("move60")
		d.sees("line60") // the chat stays
		d.press(pageDown)
		d.seesNot("move1 ")
		for range 10 {
			d.press(pageDown)
		}
		d.sees("move60")
		at := strings.Split(d.text(), "\n")
		for y, line := range at {
			if strings.Contains(line, "move60") {
				d.press(wheel(60, y, true), wheel(60, y, true))
			}
		}
		d.seesNot("move60")
	})
}

func TestTheChatScrollsByKeysAndByTheWheel(t *testing.T) {
	for _, size := range sizes {
		played(t, 40, size, func(d *desk) {
			d.press("tab")
			d.sees("line40")
			for range 40 {
				d.press(pageUp)
			}
			d.sees("line1")
			d.seesNot("line40")
			d.press("down", "down")
			d.seesNot("line1\n")
			d.press("esc", "tab") // from the end again
			d.sees("line40")
			for y, line := range strings.Split(d.text(), "\n") {
				if before, _, ok := strings.Cut(line, "line39"); ok {
					d.press(wheel(term.Width(before), y, true))
				}
			}
			d.seesNot("line40")
		})
	}
}

// Without a panel the moves are behind a key that no notation uses, and in the menu.
func TestMovesAreListedInSmallWindowsToo(t *testing.T) {
	for _, keys := range [][]string{{pageUp}, {"esc", "l"}} {
		played(t, 60, term.Size{W: 40, H: 15}, func(d *desk) {
			d.press(keys...)
			d.sees("Moves", "move60", "↑")
			d.press("home")
			for range 10 {
				d.press(pageUp)
			}
			d.sees("move1 ", "↓")
			d.press("down")
			d.seesNot("move1 ")
			d.press("esc")
			d.sees("Your turn")
			d.press(pageDown) // there is nothing to turn on
			d.sees("Your turn")
		})
	}
}

// What is too long is counted before it is said, kept when it is tried, and never cut.
func TestTheChatSaysWhenItIsTooLong(t *testing.T) {
	for _, size := range sizes {
		bubble(t, func(t *testing.T, h *harness) {
			alice := sit(t, h.session(t, "Alice", "play", "tictactoe"), size, nil)
			bob := sit(t, h.session(t, "Bob", "play", "tictactoe"), size, nil)
			alice.press("tab", strings.Repeat("é", room.MaxLine-nearlyFull))
			alice.seesNot(" 30\n")
			alice.press("ab")
			alice.sees(fmt.Sprint(nearlyFull - 2))
			alice.press(strings.Repeat("c", nearlyFull))
			alice.sees("-2")
			alice.press("enter")
			alice.sees("2 characters too long")
			bob.seesNot("é")
			alice.press("backspace", "backspace", "enter")
			bob.press("tab")
			bob.sees("ccc")
			alice.press("x")
			alice.seesNot("too long")
		})
	}
}

func TestWhoAsksIsNotifiedOnTheirTurn(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		alice.press("b2", "enter")
		bob.press("a1", "enter")
		if alice.bells == 0 || strings.Contains(alice.wrote.String(), "\x1b]9;") {
			t.Errorf("%d bells, and a notification: %v", alice.bells, strings.Contains(alice.wrote.String(), "\x1b]9;"))
		}
		alice.press("esc", "p")
		alice.sees("You will be notified")
		alice.press("b1", "enter")
		bob.press("a2", "enter")
		if got := alice.wrote.String(); !strings.Contains(got, "\x1b]9;Crossplay notifies you like this.\x07") || !strings.Contains(got, "\x1b]9;● your turn — Tic-tac-toe\x07") {
			t.Error("there is no notification")
		}
		alice.press("esc", "p")
		alice.sees("not be notified")
		before := strings.Count(alice.wrote.String(), "\x1b]9;")
		alice.press("c1", "enter")
		bob.press("a3", "enter")
		if after := strings.Count(alice.wrote.String(), "\x1b]9;"); after != before {
			t.Errorf("%d notifications more", after-before)
		}
	})
}

// What is too long for one of the two lines below the board has both.
func TestTheEndIsToldInFull(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), term.Size{W: 40, H: 15}, func(a *app) {
			a.begun = true
			s := snapshot(t, ttt, 0, winO...)
			s.Result.Reason = "bore off all checkers, a backgammon"
			seatAt(a, s)
		})
		if told := strings.Join(strings.Fields(alice.text()), " "); !strings.Contains(told, "You won: bore off all checkers, a backgammon") {
			t.Errorf("the end is cut:\n%s", alice.text())
		}
	})
}
