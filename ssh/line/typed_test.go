package line

import (
	"strings"
	"testing"
	"testing/synctest"

	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/game/chess"
	"crossplay/game/draughts"
	"crossplay/game/othello"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
)

func TestGamesAreKnownByWhateverPeopleCallThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := registryOf(t, []game.Rules{chess.Rules{}, draughts.Rules{}, othello.Rules{}})
		d := sit(t, t.Context(), newSession(r, "Alice"))
		for typed, room := range map[string]string{
			"PLAY Checkers": "Draughts. Room ", "bot reversi Hard": "Othello. Room ", "Reversi": "Othello. Room ", "bot CHESS": "Black is Hard bot.", "bot chess black": "White is Hard bot.",
			"New checkers": "Who may find the room?", "quick match": "Type a number", "games": "Othello: type othello.",
		} {
			d.news()
			d.types(typed)
			d.reads(room)
			d.types("back")
		}
		d.types("new", "３.")
		d.reads("3. Othello", "Who may find the room?")
	})
}

// What is wrong is answered with one line, which has the nearest right word where there
// is one.
func TestAWrongWordIsAnsweredWithTheNearestRightOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := registryOf(t, []game.Rules{chess.Rules{}, othello.Rules{}})
		alice, bob := sit(t, t.Context(), newSession(r, "Alice")), sit(t, t.Context(), newSession(r, "Bob"))
		answered := func(d *desk, typed, want string) {
			t.Helper()
			d.news()
			d.types(typed)
			if got := d.news(); got != want+"\n" {
				t.Errorf("%q is answered with\n%s", typed, got)
			}
		}
		answered(alice, "Plya chess", `There is no "plya" here. Did you mean play?`)
		answered(alice, "play chss", `There is no game called "chss" here. Did you mean chess?`)
		answered(alice, "bot othelo hard", `There is no game called "othelo" here. Did you mean othello?`)
		answered(alice, "play bridge", `There is no game called "bridge" here. The command games lists them.`)
		answered(alice, "join me", "There is no room with that code. Check it, or start a new room.")
		answered(alice, "xyzzy", "Type a number from 1 to 6, or ? for help.")
		alice.types("play chess")
		bob.types("play chess")
		pass(room.ClaimAfter / 100)
		answered(alice, "resgin", `There is no "resgin" here. Did you mean resign?`)
		answered(alice, "Bord", `There is no "bord" here. Did you mean board?`)
		answered(bob, "wohse turn is it", "It is not your turn, and that is no command. Type ? for help.")
	})
}

func TestAnInvitationIsFollowedByItself(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice := sit(t, t.Context(), newSession(r, "Alice", "play", "tictactoe"))
		_, code, _ := strings.Cut(alice.news(), "Room ")
		bob := sit(t, t.Context(), newSession(r, "Bob"))
		bob.types("$ ssh -t play.example.org join " + strings.ToLower(code[:6]))
		bob.reads("O is Bob, you.", "Alice's turn.")
	})
}

// All of a turn that was typed at once is played, or nothing.
func TestAWholeTurnIsTypedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := registryOf(t, []game.Rules{backgammon.Rules{}})
		players := map[string]*session.Session{"Alice": newSession(r, "Alice", "play", "backgammon"), "Bob": newSession(r, "Bob", "play", "backgammon")}
		mover, other := sit(t, t.Context(), players["Alice"]), sit(t, t.Context(), players["Bob"])
		pass(room.ClaimAfter / 100)
		by := players["Alice"].Person()
		if !strings.Contains(mover.news(), "Your turn") {
			mover, other, by = other, mover, players["Bob"].Person()
		}
		w, err := r.Watch(t.Context(), by, r.Mine(by.ID)[0].Code, func() {})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		s, _ := w.Take()
		first := s.View.Choices[0].Move
		look, err := r.Rehearse(t.Context(), by, s.Code, s.Ply, []game.Move{first})
		if err != nil || look.Whole {
			t.Fatalf("%v, %v: the first turn has two moves", look.Whole, err)
		}
		second := look.View.Choices[0].Move
		mover.types(string(first) + " 1/2")
		mover.reads("You cannot play 1/2 now.")
		if s, _ := w.Take(); s != nil {
			t.Errorf("%s was played alone", first)
		}
		other.news()
		mover.types(string(first) + " " + string(second))
		other.reads(string(first), string(second))
	})
}
