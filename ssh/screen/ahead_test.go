package screen

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/game/chess"
	"crossplay/game/tictactoe"
	"crossplay/players"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/words"
)

// chessboard is a game of chess between two windows, Alice to move, who have set their habits.
func chessboard(t *testing.T, command string, habits players.Habits, then func(t *testing.T, alice, bob *desk)) {
	t.Helper()
	among(t, []game.Rules{chess.Rules{}, tictactoe.Rules{}}, func(t *testing.T, h *harness) {
		come := func(name string) *desk {
			s := h.session(t, name, "play", command)
			s.Player.Habits = habits
			return sit(t, s, normal, nil)
		}
		alice, bob := come("Alice"), come("Bob")
		pass(time.Second)
		then(t, alice, bob)
	})
}

func (d *desk) table() *table { return d.app.page.(*table) }

// One types, or picks with the cursor or clicks, what is played as soon as the other has moved.
func TestAMoveIsSetUpWhileTheOtherThinks(t *testing.T) {
	chessboard(t, "chess", players.Habits{}, func(t *testing.T, alice, bob *desk) {
		bob.press("e", "5")
		bob.sees("enter set it up ahead")
		bob.press("enter")
		bob.sees("In advance: e5", "esc take back")
		alice.press("e", "4", "enter")
		pass(time.Second)
		alice.sees("♔ e5", "Your turn")
		if s := bob.table().snap; s.Ply != 2 || s.Premove != nil {
			t.Fatalf("ply %d", s.Ply)
		}
		bob.press("left")                 // the cursor moves over what could be played
		bob.press("enter")                // picks a man
		if len(bob.table().picked) != 1 { // and then where it goes
			t.Fatalf("picked %v\n%s", bob.table().picked, bob.text())
		}
		pass(time.Second)
		bob.press("enter")
		pass(time.Second)
		bob.sees("In advance: ")
		bob.press("esc")
		pass(100 * time.Millisecond)
		if strings.Contains(bob.text(), "In advance") || bob.table().snap.Premove != nil {
			t.Errorf("it is not withdrawn:\n%s", bob.text())
		}
		if bob.app.front != nil {
			t.Error("esc has opened the menu as well")
		}
		bob.press("d", "5", "enter")
		alice.press("d", "4", "enter")
		pass(100 * time.Millisecond)
		if s := bob.table().snap; s.Ply != 4 || s.View.Log[3].Text != "d5" {
			t.Errorf("ply %d: %v", s.Ply, s.View.Log)
		}
		bob.press("d", "x", "e", "4", "enter")
		bob.sees("In advance: dxe4")
		alice.press("e", "x", "d", "5", "enter")
		pass(100 * time.Millisecond)
		bob.sees("Your turn", "dxe4 cannot be played now.")
	})
}

// Whatever was pressed before it could be seen that the other is to move is no premove, nor an
// Enter out of impatience.
func TestNobodySetsUpWhatTheyDidNotMean(t *testing.T) {
	chessboard(t, "tictactoe", players.Habits{}, func(t *testing.T, alice, bob *desk) {
		none := func(when string) {
			t.Helper()
			pass(100 * time.Millisecond)
			if p := alice.table().snap.Premove; p != nil {
				t.Errorf("%s %s was set up", when, p.Text)
			}
		}
		alice.press("enter")
		pass(50 * time.Millisecond)
		for range 20 {
			alice.press("enter")
			pass(30 * time.Millisecond)
		}
		none("by a key that is held")
		pass(2 * time.Second)
		alice.press("enter")
		none("by impatience")
		bob.press("a", "1", "enter")
		pass(time.Second)
		alice.press("c", "3", "enter")
		alice.press("a", "3", "enter") // at once: it was typed for the turn that there was
		none("by what was typed too early")
	})
}

func TestWhoWantsNoPremoveSetsNoneUp(t *testing.T) {
	chessboard(t, "tictactoe", players.Habits{Premove: players.Off}, func(t *testing.T, alice, bob *desk) {
		bob.press("b", "2", "enter", "esc", "left", "enter")
		pass(time.Second)
		if p := bob.table().snap.Premove; p != nil {
			t.Errorf("%s was set up", p.Text)
		}
	})
}

// Where somebody wants it, and in daily games, a move is shown first and awaits a yes.
func TestAMoveAwaitsAYes(t *testing.T) {
	for command, habits := range map[string]players.Habits{"chess": {Confirm: players.Always}, "chess 3d": {}} {
		chessboard(t, command, habits, func(t *testing.T, alice, bob *desk) {
			played := func(want int) {
				t.Helper()
				pass(100 * time.Millisecond)
				if got := bob.table().snap.Ply; got != want {
					t.Fatalf("%s: ply %d, not %d:\n%s", command, got, want, alice.text())
				}
			}
			alice.press("e", "4", "enter")
			played(0)
			alice.sees("e4? Enter plays it, esc takes it back.", "▸ Play e4 ◂  [ Undo ]")
			alice.press("enter") // at once, as of a double Enter
			played(0)
			pass(time.Second)
			alice.press("esc")
			played(0)
			if alice.app.front != nil || strings.Contains(alice.text(), "e4?") {
				t.Errorf("it is not taken back:\n%s", alice.text())
			}
			alice.press("d", "4", "enter")
			alice.press("c", "4", "enter") // something else is meant
			pass(time.Second)
			alice.sees("c4? Enter")
			alice.press("enter")
			played(1)
			if log := bob.table().snap.View.Log; log[0].Text != "c4" {
				t.Errorf("%v was played", log)
			}
		})
	}
}

// Whoever has no time left for it is not asked.
func TestNoMoveAwaitsAYesInTheLastMoment(t *testing.T) {
	chessboard(t, "chess 0.25+0", players.Habits{Confirm: players.Always}, func(t *testing.T, alice, bob *desk) {
		move := func(d *desk, keys ...string) {
			d.press(append(keys, "enter")...)
			pass(100 * time.Millisecond)
		}
		move(alice, "e", "4")
		alice.sees("e4? Enter")
		pass(time.Second)
		move(alice)
		move(bob, "e", "5")
		pass(time.Second)
		move(bob)
		pass(14400 * time.Millisecond)
		move(alice, "d", "4")
		if s := bob.table().snap; s.Ply != 3 || s.Phase != room.Playing {
			t.Errorf("ply %d, %s", s.Ply, s.Phase)
		}
	})
}

func TestHabitsAreSetAtTheTable(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		alice := sit(t, lasting(t, h, "Alice", "play", "tictactoe"), normal, nil)
		sit(t, h.session(t, "Bob", "play", "tictactoe"), normal, nil)
		pass(time.Second)
		alice.press("esc", "k")
		alice.sees("Your moves", "Confirm moves: in daily games", "Set moves up in advance: on")
		alice.press("c")
		pass(time.Second)
		alice.sees("Confirm moves: never")
		alice.press("a")
		pass(time.Second)
		alice.sees("Set moves up in advance: off")
		if h := alice.app.session.Me().Habits; h.Confirm != players.Never || h.Premoves() {
			t.Errorf("they are %+v", h)
		}
	})
}

// What a table has asked is answered to nobody who has gone to another one meanwhile, where
// nothing is known yet, or the same was asked.
func TestALateAnswerIsForTheTableThatAsked(t *testing.T) {
	chessboard(t, "chess", players.Habits{}, func(t *testing.T, alice, bob *desk) {
		h := alice.app.session.Registry
		code := bob.table().code
		a := New(&session.Session{Context: t.Context(), Registry: h, Player: bob.app.session.Player, Log: bob.app.session.Log}, func() {}).(*app)
		late := func() tea.Msg {
			t.Helper()
			c := a.Update(tea.KeyPressMsg{Code: tea.KeyLeft})
			if c == nil {
				t.Fatal("nothing was asked")
			}
			return c()
		}
		a.Update(tea.WindowSizeMsg{Width: normal.W, Height: normal.H})
		come := func() tea.Cmd { return a.goTo(string(code), true) }
		a.Update(come()())
		pass(time.Second)
		first := late()
		opens := come()
		a.Update(first) // and there is no board yet
		a.Update(opens())
		pass(time.Second)
		second := late()
		a.Update(first)
		if all := a.page.(*table).foreseeable(); all != nil {
			t.Errorf("another table's answer was taken: %d moves", len(all))
		}
		a.Update(second)
		if all := a.page.(*table).foreseeable(); len(all) == 0 {
			t.Error("its own was not")
		}
		gone := a.page.(*table)
		a.home()
		a.Update(reply{gone, done{verb: room.Leave, err: room.ErrNotSaved}})
		if !a.bad || a.notice != words.Sorry(room.ErrNotSaved) {
			t.Errorf("at home nobody is told what was refused: %q", a.notice)
		}
	})
}
