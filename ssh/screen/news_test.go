package screen

import (
	"testing"
	"time"

	"crossplay/game"
	"crossplay/game/dots"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

var narrow = term.Size{W: 40, H: 15}

// The loser reads who won, and the score, though the winner is gone: and nobody is
// taken for somebody whose name begins alike, or who was called so before.
func TestWhoWonIsReadAfterTheyHaveLeft(t *testing.T) {
	for _, size := range []term.Size{normal, narrow} {
		bubble(t, func(t *testing.T, h *harness) {
			winner := h.session(t, "X", "play", "tictactoe")
			x := sit(t, winner, normal, nil)
			loser := sit(t, h.session(t, "X 2", "play", "tictactoe"), size, nil)
			pass(time.Second)
			winner.Player.Name = "X 2 B"
			x.press("enter")
			loser.sees("X is called X 2 B now.", "Your turn")
			loser.resign()
			loser.sees("X 2 B won: you resigned")
			x.press("esc", "q")
			loser.sees("X 2 B won: you resigned", "X 2 B has left.")
			if size == narrow {
				loser.sees("(X 2 B)", "1 – 0", "X 2 (you)")
			} else {
				loser.sees("X 2 B left", "X 2 you")
			}
			loser.seesNot("nobody", "rematch")
		})
	}
}

// Each news are said once, until a key is pressed, and not again when something else
// changes.
func TestNewsAreSaidOnce(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		carol := sit(t, h.session(t, "Carol", "watch", string(alice.app.page.(*table).code)), narrow, nil)
		carol.seesNot("sat down", "begins") // that was before
		alice.resign()
		bob.press("esc", "r")
		carol.sees("Bob wants a rematch.")
		carol.press("right")
		sit(t, h.session(t, "Dave", "watch", string(alice.app.page.(*table).code)), normal, nil)
		pass(time.Second)
		bob.sees("2 watching")
		carol.seesNot("wants")
		bob.press("tab", "hello", "enter")
		carol.sees("Bob: hello")
		carol.seesNot("wants")
		alice.press("esc", "r")
		for _, d := range []*desk{alice, bob, carol} {
			d.sees("Game 2 begins, with the sides swapped.")
			d.seesNot("wants")
		}
	})
}

// Who looks is told in a line what the board does not show; the lines of state say
// the rest, and no older notice stands in their place.
func TestWhoIsAwayIsCountedAndWhoIsBackIsTold(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		alice.resize(narrow)
		bob.press("tab", "back soon", "enter", "esc")
		alice.sees("Bob: back soon")
		bob.press("esc", "q")
		pass(42 * time.Second)
		alice.sees("Bob is away 0:4", "the seat is kept")
		pass(reactionTime)
		bob.press("enter")
		pass(time.Second)
		alice.sees("Bob is back.")
	})
}

func TestARoomThatFillsTellsWhoComesAndGoes(t *testing.T) {
	among(t, []game.Rules{dots.Rules{}}, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), narrow, nil)
		alice.press("n", "down", "left", "enter")
		bob := sit(t, h.session(t, "Bob"), normal, nil)
		bob.press("enter")
		pass(time.Second)
		alice.sees("Bob, a guest, sat down as Ring.")
		bob.press("g", "q")
		alice.sees("Bob wants to begin.")
		pass(reactionTime)
		bob.press("down", "down", "enter")
		alice.sees("Bob left.")
	})
}

// A question may be open longer than what it is about, and the hint of the board
// is not for whoever has one in front of it.
func TestWhileAQuestionIsOpenTheLastLinesAreAboutIt(t *testing.T) {
	for _, keys := range [][]string{{"esc"}, {"esc", "R"}, {"?"}, {"esc", "i"}} {
		bubble(t, func(t *testing.T, h *harness) {
			alice := sit(t, h.session(t, "Alice"), narrow, func(a *app) {
				a.begun = true
				s := snapshot(t, ttt, 0)
				s.View.Note = ""
				seatAt(a, s).info.Notation = "A notation that is far too long for a line of a window as narrow."
			})
			alice.sees("Arrows and enter, or type the move.", "enter play")
			alice.press(keys...)
			alice.sees("esc back")
			alice.seesNot("Arrows and enter", "A notation that", "enter play")
		})
	}
}

// A rematch without whoever has gone needs nobody's consent, and says so.
func TestARematchWithoutWhoeverIsAway(t *testing.T) {
	among(t, []game.Rules{dotted()}, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), normal, func(a *app) {
			a.begun = true
			s := several(room.Over)
			s.Chairs[1].Present, s.Chairs[1].Away = true, time.Time{}
			s.Chairs[1].Offers = []room.Verb{room.Rematch}
			s.Chairs[2].Present, s.Chairs[2].Away = false, ago(2*room.ClaimAfter)
			seatAt(a, s)
		})
		alice.sees("esc r rematch without Carol")
		alice.press("esc")
		alice.sees("Rematch without Carol")
	})
}

// A verb that the person has offered is not offered again, but its standing is said.
func TestWhatIsOfferedIsNotOfferedAgain(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		alice.resign()
		bob.clickHelp("esc r rematch")
		bob.sees("Rematch? Waiting for Alice.")
		bob.seesNot("Press esc r", "esc r rematch")
		bob.press("esc")
		bob.seesNot("Rematch   ")
		alice.sees("Bob wants a rematch. Press esc r to rematch.")
		alice.press("esc")
		alice.sees("Bob wants a rematch.", "Rematch   ")
		alice.clickOnText("Rematch   ")
		bob.sees("Game 2 begins")
	})
}
