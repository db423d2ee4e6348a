package screen

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/game/battleship"
	"crossplay/game/chess"
	"crossplay/game/dots"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
)

// among runs a test in a registry with these games.
func among(t *testing.T, games []game.Rules, f func(t *testing.T, h *harness)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { f(t, newHarness(t, games...)) })
}

func TestABotTakesTheSeatWhileOneWaits(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice", "play", "tictactoe"), normal, nil)
		alice.sees("b play a bot")
		alice.press("b", "2") // typed ahead, and meant for the board
		alice.press("b")
		pass(reactionTime)
		alice.press("2")
		alice.sees("Your turn", "Bot medium")
		alice.press("b") // begins a move now
		alice.sees("Move: b")

		bob := sit(t, h.session(t, "Bob"), normal, nil)
		pass(time.Second)
		bob.sees("Alice (guest) – Bot · medium")
		bob.press("enter") // a bot makes room until the first move
		pass(time.Second)
		alice.sees("Bob guest")
	})
}

func TestAGameAgainstABotBeginsAtOnce(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice", "bot", "connectfour", "hard"), normal, nil)
		alice.sees("Your turn", "Bot hard", "private")
		if n := len(h.Rooms().Open) + len(h.Rooms().Playing); n != 0 {
			t.Errorf("%d private games are listed", n)
		}
		bob := sit(t, h.session(t, "Bob", "bot", "connectfour", "perfect"), normal, nil)
		bob.sees("There is no bot of that level here. Try one of: easy, medium, hard.")
	})
}

func TestThoseWhoAreHereBegin(t *testing.T) {
	among(t, []game.Rules{dots.Rules{}}, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), normal, nil)
		alice.press("n", "down", "left", "enter") // for three
		alice.sees("1 of 3 are here", "a free seat", "b play a bot")
		alice.seesNot("begin with")
		bob := sit(t, h.session(t, "Bob"), normal, nil)
		bob.press("enter")
		pass(time.Second)
		alice.sees("2 of 3 are here", "Bob, a guest, sat down as Ring.", "g begin with 2")
		alice.press("right") // whatever key
		alice.sees("Press g to begin with 2. Or wait for more.")
		bob.press("g")
		bob.sees("Begin? Waiting for Alice.", "ready")
		alice.sees("Bob wants to begin.")
		alice.press("esc")
		alice.sees("Begin with 2", "Bob wants to begin.")
		bob.press("esc")
		bob.seesNot("Begin with 2")
		alice.press("esc")
		bob.press("esc")
		alice.press("b")
		pass(reactionTime)
		alice.press("enter")
		alice.sees("Bot easy", "Your turn") // all seats are taken

		bob.press("esc", "R")
		bob.sees("The others play on.")
		bob.press("esc")
		bob.resign()
		alice.sees("Bob guest · gave up", "Your turn")
		bob.sees("you · gave up")
		bob.press("esc", "R")
		bob.seesNot("Resign")
		alice.press("esc", "R")
		alice.sees("The game is lost then.")
		alice.press("esc")
		alice.resign()
		alice.sees("Easy bot won")
	})
}

func TestAMoveIsTypedByItsLabel(t *testing.T) {
	among(t, []game.Rules{chess.Rules{}}, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "chess")
		alice.press("N", "f3", "enter") // no key of its own
		alice.sees("Nf3", "Bob's turn")
		bob.press("h5", "enter") // where a file is called h, it moves no cursor
		alice.sees("h5", "Your turn")
		alice.press("r") // no rematch while a rook can move
		alice.sees("Move: r")
	})
}

func TestLettersMoveTheCursorWhereNoMoveBeginsWithThem(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		alice.press("l", "k", "enter")
		bob.sees("c3", "Your turn")
		bob.press("?")
		bob.press("pgdown")
		bob.sees("arrows, hjkl")
	})
}

func TestLettersLeadThroughALongList(t *testing.T) {
	among(t, many(), func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), term.Size{W: 40, H: 15}, nil)
		alice.press("p", "h")
		alice.sees("▸ Hex sample")
		alice.press("k")
		alice.sees("▸ Kalah sample")
		alice.press("up", "up", "up")
		alice.sees("▸ Large sample")
		alice.press("esc", "n", "b", "b")
		alice.sees("‹ Battleship sample ›")
		alice.press("b", "enter")
		alice.sees("Backgammon sample")
	})
}

func TestTheRulesComeFirst(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "connectfour")
		alice.press("?")
		alice.sees("Connect Four", h.Games()[1].Notation)
		alice.press("tab")
		alice.sees("Keys", "enter, space", "Menu", "offer a draw")
		alice.press("tab", "tab")
		alice.sees(h.Games()[1].Notation)
	})
}

func TestTheProofOfFairDiceIsShown(t *testing.T) {
	among(t, []game.Rules{dotted()}, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), normal, func(a *app) {
			a.begun = true
			seatAt(a, several(room.Over))
		})
		alice.press("esc")
		alice.sees("Fair dice")
		alice.press("f")
		alice.sees("0123456789abcdef", "fedcba9876543210", "ssh play.example.org -p 2222 proof K7MPQX > game.json", "crossplay verify game.json")
		alice.press("esc")
		alice.seesNot("crossplay verify")
	})
}

// A click picks on a board that is moved what it hits.
func TestAClickOnABoardThatDoesNotFit(t *testing.T) {
	all := samples()
	large := all[4]
	for i, c := range large.view.Choices { // so that a pick is not played at once
		large.view.Choices[i].Path = []game.Spot{c.Path[0], "a1"}
	}
	among(t, []game.Rules{large}, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), term.Size{W: 40, H: 15}, func(a *app) {
			a.begun = true
			seatAt(a, large.snapshot(0))
		})
		const spot = "j5"
		if clickOn(alice.app, spot) != "" {
			t.Fatal("all of the board is in sight")
		}
		for range 12 {
			alice.press("down", "right")
		}
		alice.press(clickOn(alice.app, spot))
		if tab := alice.app.page.(*table); !slices.Equal(tab.picked, []game.Spot{spot}) {
			t.Errorf("the click picked %q", tab.picked)
		}
	})
}

// Where both move at the same time, one's move takes nothing back that the other
// has picked.
func TestWhatIsPickedStaysWhenTheOtherMoves(t *testing.T) {
	among(t, []game.Rules{battleship.Rules{}}, func(t *testing.T, h *harness) {
		var desks []*desk
		for _, name := range []string{"Alice", "Bob"} {
			desks = append(desks, sit(t, h.session(t, name, "play", "battleship"), normal, nil))
		}
		pass(time.Second)
		alice, bob := desks[0], desks[1].app.page.(*table)
		alice.press("enter")
		tab := alice.app.page.(*table)
		picked := len(tab.picked)
		err := h.Do(t.Context(), bob.me(), bob.code, room.Command{Do: room.Move, Ply: bob.snap.Ply, Move: bob.snap.View.Choices[0].Move})
		pass(time.Second)
		if err != nil || picked != 1 || tab.snap.Ply != 1 || len(tab.picked) != 1 {
			t.Errorf("%v; Alice had picked %d, and at ply %d has %v", err, picked, tab.snap.Ply, tab.picked)
		}
	})
}
