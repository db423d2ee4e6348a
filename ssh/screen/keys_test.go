package screen

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/game/chess"
	"crossplay/game/weiqi"
	"crossplay/rooms"
)

// records is how much the room has written down: what was done there.
func (h *harness) records(t *testing.T) (n int) {
	for _, err := range h.journal.All(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

const printable = "!\"#$%&'()*+,-./0123456789:;<=>@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~ëЖ世"

// Whatever is typed in front of a board ends no game, leaves no table and asks
// nothing, in every state that the table can be in.
func TestInFrontOfABoardLettersOnlyWriteMoves(t *testing.T) {
	for name, state := range map[string]func(alice, bob *desk) *desk{
		"my turn":    func(alice, _ *desk) *desk { return alice },
		"their turn": func(_, bob *desk) *desk { return bob },
		"over":       func(alice, bob *desk) *desk { alice.resign(); return bob },
		"can be claimed": func(alice, bob *desk) *desk {
			_ = bob.keys.Close()
			pass(2 * rooms.ClaimAfter)
			return alice
		},
	} {
		t.Run(name, func(t *testing.T) {
			among(t, []game.Rules{chess.Rules{}}, func(t *testing.T, h *harness) {
				who := state(two(t, h, "chess"))
				page, before := who.app.page, h.records(t)
				for _, key := range printable {
					who.press(string(key), "e", "2")
					if who.app.page != page || who.app.front != nil {
						t.Fatalf("%c does something", key)
					}
					if who.app.page.(*table).entry != nil {
						who.press("esc")
					}
				}
				if after := h.records(t); after != before {
					t.Errorf("%d commands were given", after-before)
				}
			})
		})
	}
}

func TestWhoWatchesOnlyTypesToo(t *testing.T) {
	among(t, []game.Rules{chess.Rules{}}, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "chess")
		carol := sit(t, h.session(t, "Carol", "join", string(alice.app.page.(*table).code)), normal, nil)
		carol.press("q", "h", "5", "enter", "R", "h", "3", "enter")
		carol.sees("Alice's turn")
		carol.seesNot("Move:")
	})
}

// The moves that were read as keys once.
func TestAMoveThatBeginsLikeAKeyIsAMove(t *testing.T) {
	among(t, []game.Rules{chess.Rules{}, weiqi.Rules{}}, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "chess")
		for _, move := range []string{"Rh3", "rh3", "qh5", "Qh5", "wa3", "m4", "y4", "i6"} {
			alice.press(move, "enter")
			alice.sees("You cannot play "+move+" now", "Your turn")
		}
		sess := h.session(t, "Carol")
		code, err := h.Create(t.Context(), sess.Person(), "an id", rooms.New{Game: "go", Options: map[string]string{"board": "19x19"}})
		if err != nil {
			t.Fatal(err)
		}
		sess.Args = []string{"join", string(code)}
		carol, dave := sit(t, sess, normal, nil), sit(t, h.session(t, "Dave", "join", string(code)), normal, nil)
		pass(time.Second)
		carol.press("R16", "enter")
		dave.sees("R16", "Your turn")
		dave.press("q16", "enter")
		carol.sees("Q16", "Your turn")
	})
}

// A move of the other one in the middle of typing does not make another move of
// what is typed.
func TestWhatIsBeingTypedSurvivesTheMoveOfTheOther(t *testing.T) {
	among(t, []game.Rules{chess.Rules{}}, func(t *testing.T, h *harness) {
		alice, bob := two(t, h, "chess")
		bob.press("R")
		bob.sees("Move: R", "set it up in advance")
		bob.press("h", "enter") // not yet
		bob.sees("Move: Rh", "You cannot play Rh now.")
		alice.press("e4", "enter")
		bob.sees("Your turn", "Move: Rh")
		bob.press("6", "enter") // a pawn goes to h6, a rook does not
		bob.sees("You cannot play Rh6 now", "Your turn")
	})
}

// questions are the dialogs that cannot be taken back.
var questions = map[string]struct {
	room func(t *testing.T) *rooms.Snapshot
	keys []string
}{
	"Resign?":        {func(t *testing.T) *rooms.Snapshot { return snapshot(t, ttt, 0, "b2") }, []string{"esc", "R"}},
	"Stop waiting?":  {func(t *testing.T) *rooms.Snapshot { return waiting(t, 0) }, []string{"q"}},
	"Claim the win?": {claimable, []string{"esc", "w"}},
}

func claimable(t *testing.T) *rooms.Snapshot {
	s := snapshot(t, ttt, 0, "b2", "a1", "c3")
	s.Chairs[1].Present, s.Chairs[1].Away = false, ago(190*time.Second)
	return s
}

func TestAQuestionThatCannotBeTakenBackIsAnsweredByNothingButItsAnswers(t *testing.T) {
	for name, q := range questions {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, h *harness) {
				alice := sit(t, h.session(t, "Alice"), normal, func(a *app) {
					a.begun = true
					seatAt(a, q.room(t))
				})
				ask := func() *dialog {
					alice.press(q.keys...)
					d, _ := alice.app.front.(*dialog)
					if d == nil || d.name != name {
						t.Fatalf("the question is not asked:\n%s", alice.text())
					}
					return d
				}
				d := ask()
				harm := len(d.answers) - 1
				d.answers[harm].act = nil // counted by the dialog being gone
				page := alice.app.page
				alice.press("down", "down", "down", "enter", " ", "y") // all too soon
				if alice.app.front != overlay(d) || d.at != 0 {
					t.Fatalf("a question that nobody has read yet was answered")
				}
				pass(reactionTime)
				for _, key := range printable + "?" {
					alice.press(string(key))
				}
				alice.press("up", "left", "\x1b[Z", "\x1b[200~y\r\x1b[201~")
				if alice.app.front != overlay(d) || d.at != 0 {
					t.Fatalf("the question took a key that is not its own:\n%s", alice.text())
				}
				alice.press("down", "down", "down", "down")
				if d.at != harm {
					t.Errorf("the choice went round to %d", d.at)
				}
				alice.press("esc")
				if alice.app.front != nil || alice.app.page != page {
					t.Error("esc does not back out")
				}
				ask()
				pass(reactionTime)
				alice.press("enter")
				if alice.app.front != nil || alice.app.page != page {
					t.Error("enter alone does not pick the harmless answer")
				}
			})
		})
	}
}

// All that was typed in one go, before anything could be seen, gives nothing up.
func TestTypingAheadGivesNothingUp(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "tictactoe")
		alice.press("\x1b[27uR\x1b[B\r\r")
		alice.sees("Resign?")
		alice.press("esc")
		alice.sees("Bob", "Your turn")
	})
}

// A click that was meant for what was there before answers nothing either.
func TestASecondClickAtTheSamePlaceAnswersNoQuestion(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "tictactoe")
		alice.press("esc", "R")
		d := alice.app.front.(*dialog)
		for _, z := range alice.app.zones[:len(d.answers)] {
			alice.press(click(z.X+1, z.Y))
		}
		if alice.app.front != overlay(d) {
			t.Errorf("it was answered:\n%s", alice.text())
		}
	})
}

// An enter for what was there before plays nothing on a board that has just come.
func TestABoardThatHasJustComeTakesNoEnterYet(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice", "play", "tictactoe"), normal, nil)
		alice.press("i") // and is about to close the invitation
		sit(t, h.session(t, "Bob"), normal, nil).press("enter")
		alice.sees("Your turn")
		alice.press("enter", " ")
		alice.press(clickOn(alice.app, "c3"))
		alice.sees("Your turn")
		pass(reactionTime)
		alice.press("enter")
		alice.sees("✕ b2", "Bob's turn")
	})
}

// What is typed before there is a screen joins no game and plays no move.
func TestTypingBeforeTheScreenDoesNothing(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, h.session(t, "Alice", "play", "tictactoe"), normal, nil)
		code := string(alice.app.page.(*table).code)
		before := h.records(t)
		for _, typed := range []string{"ls -la\r", "p\r", "n\r", "npm run test\r\r"} {
			bob := hurry(t, h.session(t, "Bob"), normal, nil, typed)
			bob.sees("Waiting for an opponent", "Alice") // still on the first screen
			if h.records(t) != before {
				t.Errorf("%q did something", typed)
			}
		}
		carol := hurry(t, h.session(t, "Carol", "join", code), normal, nil, "\r\r q\r")
		carol.sees("Alice's turn")
		dave := hurry(t, h.session(t, "Alice", "join", code), normal, nil, "\r \r") // in another window
		dave.sees("Your turn")
	})
}

// The terminal's own answer, late and cut, in the middle of a game.
func TestALateAnswerOfTheTerminalDoesNothingAtATable(t *testing.T) {
	answer := "\x1b]11;rgb:4444/1e1e/1e1e\x1b\\"
	for _, name := range []string{"chess", "connectfour"} {
		for cut := 1; cut < len(answer); cut++ {
			synctest.Test(t, func(t *testing.T) {
				h := newHarness(t, chess.Rules{}, four)
				alice, _ := two(t, h, name)
				before := h.records(t)
				alice.press(answer[:cut])
				pass(150 * time.Millisecond)
				alice.press(answer[cut:])
				alice.seesNot("Resign?", "Move:")
				if tab, ok := alice.app.page.(*table); !ok || !tab.myTurn() || h.records(t) != before {
					t.Errorf("%s: cut at %d something was done", name, cut)
				}
			})
		}
	}
}

func TestOneEnterAsTwoBytesPlaysOneMove(t *testing.T) {
	for _, enter := range []string{"\r\n", "\r\x00"} {
		for _, pause := range []time.Duration{0, time.Second} {
			bubble(t, func(t *testing.T, h *harness) {
				alice, bob := two(t, h, "connectfour")
				alice.press("4", enter[:1])
				bob.press("3", "enter") // it is Alice's turn again
				pass(pause)
				alice.press(enter[1:])
				alice.sees("Your turn")
				bob.sees("Alice's turn")
			})
		}
	}
}

func TestAPasteIsNoKeyAnywhere(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		const paste = "\x1b[200~q\rn\rR\rb2\r\x1b[201~"
		alice := sit(t, h.session(t, "Alice"), normal, nil)
		alice.press(paste)
		alice.sees("play now")
		alice.press("p", paste) // in a list
		alice.sees("Play now")
		alice.press("esc")
		alice, bob := two(t, h, "tictactoe")
		alice.press(paste) // which is no move
		alice.sees("Your turn")
		alice.seesNot("Move:")
		alice.press("esc", paste) // in the menu
		alice.sees("Back to the board")
		alice.press("esc", "b", paste) // in a move
		alice.sees("Move: b")
		bob.sees("Alice's turn")
	})
}

func TestAMoveThatWaitsForAnAnswerIsNotSentAgain(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice, _ := two(t, h, "tictactoe")
		h.journal.FailBefore(errors.New("disk full"))
		alice.press("b2", "enter")
		alice.sees("Not saved. Try again.", "Your turn")
		h.journal.FailBefore(nil)
		alice.press("b2", "enter")
		alice.sees("✕ b2")
	})
}

func TestTheHelpNamesTheMenuAtEverySize(t *testing.T) {
	for _, size := range sizes {
		bubble(t, func(t *testing.T, h *harness) {
			alice := sit(t, h.session(t, "Alice"), size, func(a *app) {
				a.begun = true
				seatAt(a, snapshot(t, ttt, 0))
			})
			lines := strings.Split(strings.TrimSpace(alice.text()), "\n")
			if help := lines[len(lines)-1]; !strings.Contains(help, "esc menu") || !strings.Contains(help, "? help") {
				t.Errorf("%d×%d: %q", size.W, size.H, help)
			}
		})
	}
}
