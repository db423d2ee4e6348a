package screen

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/term"
	"crossplay/words"
)

var normal = term.Size{W: 80, H: 24}

// bubble runs a test in a bubble of its own time.
func bubble(t *testing.T, f func(t *testing.T, h *harness)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { f(t, newHarness(t)) })
}

// pass lets time go by.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// two sits Alice and Bob down at a table of the game.
func two(t *testing.T, h *harness, game string) (alice, bob *desk) {
	t.Helper()
	alice = sit(t, h.session(t, "Alice", "play", game), normal, nil)
	bob = sit(t, h.session(t, "Bob", "play", game), normal, nil)
	pass(time.Second)
	alice.sees("Your turn", "Bob")
	bob.sees("Alice's turn")
	return alice, bob
}

func TestTwoStrangersMeetPlayAndPlayAgain(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), normal, nil)
		alice.press("p", "enter")
		alice.sees("Waiting for an opponent", "play.example.org/r/", "ssh -t play.example.org -p 2222 join")

		bob := sit(t, h.session(t, "Bob"), normal, nil)
		pass(time.Second)
		bob.sees("Tic-tac-toe", "Alice")
		bob.press("enter")
		pass(time.Second)
		bob.sees("Alice's turn")
		alice.sees("Your turn")
		if strings.Contains(alice.wrote.String(), "away") {
			t.Error("Alice was told that Bob, who was just coming, is away")
		}
		if alice.bells != 1 || alice.title != "● your turn — Tic-tac-toe" {
			t.Errorf("Alice heard %d bells and reads %q", alice.bells, alice.title)
		}

		alice.press("enter") // the cursor begins in the middle
		alice.sees("Bob's turn", "✕ b2")
		bob.press("a1", "enter")
		alice.press("b3", "enter")
		bob.press("a3", "enter")
		alice.press("b1", "enter")
		alice.sees("You won: three in a row")
		bob.sees("Alice won: three in a row")

		bob.press("esc", "r")
		bob.sees("Waiting for Alice")
		alice.sees("Bob wants a rematch.")
		alice.press("esc", "r")
		bob.sees("● Your turn") // sides have changed
		alice.sees("Bob's turn")
	})
}

func TestADigitIsPlayedByEnter(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "connectfour")
		alice.press("4")
		alice.sees("Your turn", "Move: 4")
		alice.press("enter")
		bob.sees("Your turn", "● 4")
		alice.sees("Bob's turn")
	})
}

func TestWhatCannotBePlayedIsNeverPlayedAsSomethingElse(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "connectfour")
		alice.press("9", "enter") // not the column under the cursor
		alice.sees("You cannot play 9 now", "Your turn")
	})
}

func TestAMoveIsTypedInEitherCaseAndCanBeGivenUp(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "tictactoe")
		alice.press("c")
		alice.sees("Move: c")
		alice.press("esc")
		alice.seesNot("Move:")
		alice.press("B2", "enter")
		alice.sees("✕ b2")
	})
}

func TestAClickPicksWhatItHits(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "tictactoe")
		alice.press(clickOn(alice.app, "c3"))
		alice.sees("✕ c3")
	})
}

// clickOn is a click on a spot in sight, or "".
func clickOn(a *app, s game.Spot) string {
	boards := &a.page.(*table).boards
	in := boards.Area()
	for y := in.Y; y < in.Y+in.H; y++ {
		for x := in.X; x < in.X+in.W; x++ {
			if boards.SpotAt(x, y) == s {
				return click(x, y)
			}
		}
	}
	return ""
}

func click(x, y int) string {
	return "\x1b[<0;" + digits(x+1) + ";" + digits(y+1) + "M"
}

func digits(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return digits(n/10) + digits(n%10)
}

func TestWhoComesToAFullTableWatchesAndIsTold(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "tictactoe")
		code := string(alice.app.page.(*table).code)
		carol := sit(t, h.session(t, "Carol", "join", code), normal, nil)
		carol.sees("Every seat is taken. You are watching.", "Alice's turn")
		alice.press("b2", "enter")
		carol.sees("Bob's turn", "✕ b2")
		carol.press("a1", "enter")
		carol.seesNot("○ a1")
		pass(time.Second)
		alice.sees("1 watching")
	})
}

func TestAnOpponentWhoIsGoneIsCountedAndCanBeBeaten(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		alice.press("b2", "enter")
		bob.press("a1", "enter")
		alice.press("c3", "enter")
		bob.press("esc", "q") // goes home and keeps the seat
		bob.sees("Your games", "with Alice")
		pass(42 * time.Second)
		alice.sees("Bob is away 0:4", "the seat is kept")
		pass(room.ClaimAfter)
		alice.sees("esc w to claim the win")
		alice.press("esc", "w", "enter")
		alice.sees("Claim the win?") // nobody has read that yet
		pass(reactionTime)
		alice.press("down", "enter")
		alice.sees("You won: Bob stayed away")
	})
}

func TestAnIdleTableCostsNothing(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "tictactoe")
		pass(time.Minute)
		before := alice.wrote.Len()
		pass(time.Hour)
		if wrote := alice.wrote.Len() - before; wrote != 0 {
			t.Errorf("%d bytes were written while nothing happened", wrote)
		}
	})
}

func TestAMoveThatWasNotSavedCanBeMadeAgain(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "tictactoe")
		h.journal.FailBefore(errors.New("disk full"))
		alice.press("enter")
		alice.sees("Not saved. Try again.", "Your turn")
		h.journal.FailBefore(nil)
		alice.press("enter")
		alice.sees("✕ b2", "Bob's turn")
	})
}

func TestASmallWindowRecovers(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "tictactoe")
		for _, size := range []term.Size{{W: 39, H: 15}, {W: 40, H: 14}, {W: 1, H: 1}} {
			alice.resize(size)
			alice.press("enter") // plays nothing that is not seen
		}
		alice.resize(term.Size{W: 20, H: 5})
		alice.sees("Enlarge to 40×15")
		alice.resize(normal)
		alice.sees("Your turn")
		alice.seesNot("✕ b2")
	})
}

func (d *desk) resize(size term.Size) {
	d.mu.Lock()
	d.vt.Resize(size.W, size.H)
	d.mu.Unlock()
	d.sizes <- size
	pass(term.FrameTime)
}

func TestEscapeBacksOutAndNeverLeaves(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice", "play", "tictactoe"), normal, nil)
		alice.press("esc")
		alice.sees("Go on waiting", "Stop waiting")
		alice.press("esc")
		alice.seesNot("Go on waiting")
		alice.press("esc", "q")
		alice.sees("Stop waiting?")
		pass(reactionTime)
		alice.press("down", "enter") // go, and keep the seat
		alice.sees("Your games")
		alice.press("esc", "esc", "n", "esc", "?", "esc", "j", "esc", "esc")
		alice.sees("Your games")
	})
}

func TestLeavingSaysHowToComeBack(t *testing.T) {
	for _, keys := range [][]string{{"ctrl+c"}, {"esc", "q", "", "q"}} {
		bubble(t, func(t *testing.T, h *harness) {
			alice, bob := two(t, h, "tictactoe")
			for _, k := range keys {
				if k == "" {
					pass(reactionTime)
				}
				alice.press(k)
			}
			<-alice.ended
			for _, want := range []string{"Goodbye, Alice. Your seat is kept.", "To come back: ssh -t play.example.org return k7mp-"} {
				if !strings.Contains(alice.final, want) {
					t.Errorf("%q does not say %q", alice.final, want)
				}
			}
			bob.sees("Alice's turn")
		})
	}
}

func TestWhatASessionLooksAtEndsWithIt(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		_, bob := two(t, h, "tictactoe")
		sess := h.session(t, "Carol", "watch", string(bob.app.page.(*table).code))
		ctx, end := context.WithCancel(t.Context())
		sess.Context = ctx
		carol := sit(t, sess, normal, nil)
		pass(time.Second)
		bob.sees("1 watching")
		carol.press("ctrl+c")
		<-carol.ended
		end()
		pass(5 * time.Second)
		bob.seesNot("watching")
	})
}

func TestResigningAsksFirst(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		alice.press("esc", "R")
		alice.sees("Resign?", "The game is lost then.")
		pass(reactionTime)
		alice.press("enter") // the first answer is the harmless one
		alice.seesNot("Resign?")
		alice.sees("Your turn")
		alice.resign()
		alice.sees("Bob won: you resigned")
		bob.sees("You won: Alice resigned")
	})
}

// resign gives the game up.
func (d *desk) resign() {
	d.t.Helper()
	d.press("esc", "R")
	pass(reactionTime)
	d.press("down", "enter")
}

func TestAPrivateRoomIsFoundByItsCodeAlone(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice"), normal, nil)
		alice.press("n", "right", "down", "right", "down", "right", "enter")
		alice.sees("Connect Four · 8 × 7", "private")
		code := string(alice.app.page.(*table).code)

		bob := sit(t, h.session(t, "Bob"), normal, nil)
		bob.seesNot("Alice")
		bob.press("j", "\x1b[200~https://play.example.org/r/"+strings.ToLower(code)+"\x1b[201~", "enter")
		pass(time.Second)
		bob.sees("Alice's turn")
		alice.sees("Your turn")
	})
}

func TestWhatIsSaidIsHeardAndWhatIsRefusedComesBack(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "tictactoe")
		bob.resize(term.Size{W: 40, H: 15})
		alice.press("tab", "q is a letter", "enter")
		alice.sees("Alice: q is a letter")
		bob.sees("Alice: q is a letter") // for a moment, below the board
		for range 8 {
			alice.press("again", "enter")
		}
		alice.sees("> again", "That was too fast.")
	})
}

func TestARestartIsAnnounced(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "tictactoe")
		h.Close()
		synctest.Wait()
		alice.sees("The server is restarting. Your game is saved", "return k7mp-")
	})
}

func TestARoomThatIsNotThereIsExplained(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice", "join", "K7MPQX"), normal, nil)
		alice.sees("There is no room with that code.")
		alice.press("q")
		alice.sees("Crossplay", "play now")
	})
}

// Moves that are spelled by several picks, menus and buttons come from the
// choices alone.
func TestEveryKindOfChoiceCanBeMade(t *testing.T) {
	cases := []struct {
		keys []string
		want game.Move
	}{
		{[]string{"enter", "enter"}, "a2a3"},
		{[]string{"enter", "right", "enter", "enter"}, "a2b3q"},
		{[]string{"enter", "right", "enter", "right", "enter"}, "a2b3n"},
		{[]string{"down", "enter", "enter"}, "a1b2"},
		{[]string{"enter", "esc", "down", "enter", "enter"}, "a1b2"},
		{[]string{"down", "down", "enter"}, "pass"},
		{[]string{"p", "a", "s", "s", "enter"}, "pass"},
	}
	for _, c := range cases {
		synctest.Test(t, func(t *testing.T) {
			h := newHarness(t, moving{})
			alice, _ := two(t, h, "moving")
			alice.press(c.keys...)
			if made := h.newest(t); !strings.Contains(made, `"`+string(c.want)+`"`) {
				t.Errorf("%v plays no %q but %s\n%s", c.keys, c.want, made, alice.text())
			}
		})
	}
}

// newest is the newest record of the journal.
func (h *harness) newest(t *testing.T) (record string) {
	for e, err := range h.journal.All(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		record = string(e.Record)
	}
	return record
}

// Who comes to a waiting room from where everybody has gone is told so before they
// sit down.
func TestWhoComesWhileTheMakerIsAwayIsToldSo(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		ann := h.session(t, "Ann")
		code, err := h.Create(t.Context(), ann.Person(), "", rooms.New{Game: "tictactoe", Private: true})
		if err != nil {
			t.Fatal(err)
		}
		pass(time.Hour)
		bob := sit(t, h.session(t, "Bob", "join", string(code)), normal, nil)
		bob.sees("A seat is free", "Ann is away.", "sit down")
		bob.press("s")
		pass(5 * time.Second)
		bob.sees("Ann's turn", "Ann is away 0:05")
	})
}

// Whoever waits in one room and is in another hears that somebody has come, and is
// one act away.
func TestTheMakerIsToldWhereverTheyAre(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		ann := h.session(t, "Ann")
		code, err := h.Create(t.Context(), ann.Person(), "", rooms.New{Game: "connectfour", Private: true})
		if err != nil {
			t.Fatal(err)
		}
		alice := sit(t, h.session(t, "Ann", "bot", "tictactoe", "easy"), normal, nil)
		pass(time.Second)
		alice.sees("Your turn")
		bells := alice.bells
		if err := h.Do(t.Context(), h.session(t, "Bob").Person(), code, room.Command{Do: room.Sit}); err != nil {
			t.Fatal(err)
		}
		pass(time.Second)
		alice.sees("Connect Four begins: Bob (guest) has come.")
		if alice.bells != bells+1 || alice.title != "(2) ● your turn — Tic-tac-toe" {
			t.Errorf("%d bells more, and the title is %q", alice.bells-bells, alice.title)
		}
		alice.press("esc")
		alice.sees("Next board that waits (1)", "Connect Four with Bob (guest)")
		alice.press("o")
		pass(time.Second)
		alice.sees("Connect Four", "Your turn")
		if alice.title != "(2) ● your turn — Connect Four" {
			t.Errorf("the title is %q", alice.title)
		}
	})
}

// Commands that ask for a game open straight at its board.
func TestCommandsOpenStraightAtTheBoard(t *testing.T) {
	for _, c := range []struct {
		args  []string
		sight string
	}{
		{[]string{"bot", "tictactoe", "easy"}, "Your turn"},
		{[]string{"bot", "tictactoe", "second"}, "Medium"},
		{[]string{"play", "tictactoe"}, "Waiting for an opponent"},
		{[]string{"invite", "tictactoe", "lot"}, "Sides are drawn when somebody joins."},
	} {
		bubble(t, func(t *testing.T, h *harness) {
			alice := sit(t, h.session(t, "Alice", c.args...), normal, nil)
			pass(time.Second)
			alice.sees(c.sight)
			if strings.Contains(alice.wrote.String(), words.Say("key.newRoom")) {
				t.Errorf("%v shows the first screen in between", c.args)
			}
		})
	}
}
