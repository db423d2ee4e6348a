package line

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"crossplay/game"
	"crossplay/game/chess"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

// offered is a verb that is offered to everybody who plays, and only told of.
func offered(do room.Verb, a room.Action) room.Rule {
	return room.Rule{
		Do: do, Seated: true,
		Offer: func(r *room.Room, _ game.Seat, _ room.Circumstances) (room.Action, bool) {
			return a, r.Phase == room.Playing
		},
		Decide: func(r *room.Room, a room.Ask) ([]room.Event, error) {
			if r.Phase != room.Playing {
				return nil, room.ErrNotPlaying
			}
			if a.Text != "" { // so that a test sees it
				return []room.Event{{Offered: &room.Offered{Seat: a.Seat, Do: do}}, {Said: &room.Said{Seat: a.Seat, Name: a.By.Name, Text: a.Bot + ":" + a.Text}}}, nil
			}
			return []room.Event{{Offered: &room.Offered{Seat: a.Seat, Do: do}}}, nil
		},
	}
}

// worded adds rows to the table of verbs while a test runs.
func worded(t *testing.T, rows ...words.Verb) {
	all := words.Verbs
	words.Verbs = append(slices.Clip(all), rows...)
	t.Cleanup(func() { words.Verbs = all })
}

func TestAVerbWithoutWordsIsACommandByItsName(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := newRegistry(t, offered("wave", room.Action{}))
		alice, bob := two(t, r, "tictactoe")
		alice.reads("Type wave.")
		alice.types("help", "Wave")
		alice.reads("Now you can type abort to call the game off, say TEXT to say something, resign or wave.", "Wave: done.")
		bob.reads("Alice: Wave.")
	})
}

func TestAVerbIsACommandByItsWords(t *testing.T) {
	worded(t, words.Verb{Do: "wave", Label: "Wave at everybody", Commands: []string{"flap", "wave"}, Told: "{name} waves."})
	synctest.Test(t, func(t *testing.T) {
		r, _ := newRegistry(t, offered("wave", room.Action{}))
		alice := sit(t, t.Context(), newSession(r, "Alice", "play", "tictactoe"))
		alice.types("wave")
		alice.reads("No game is being played here right now.")
		bob := sit(t, t.Context(), newSession(r, "Bob", "play", "tictactoe"))
		alice.reads("Type flap to wave at everybody.")
		alice.types("help", "wave")
		alice.reads("resign or flap to wave at everybody.", "Wave at everybody: done.")
		bob.reads("Alice waves.")
	})
}

// What a verb needs is typed behind it or asked for; what cannot be taken back
// asks first.
func TestACommandAsksForWhatIsMissing(t *testing.T) {
	worded(t, words.Verb{Do: "bet", Label: "Bet", Commands: []string{"bet"}, Ask: "Bet?", More: "It is gone then.", Yes: "Bet", No: "Keep it"})
	synctest.Test(t, func(t *testing.T) {
		r, _ := newRegistry(t, offered("bet", room.Action{Confirm: true, Args: []room.Arg{{Name: "bot", Values: []string{"one", "one more"}}, {Name: "text"}}}))
		alice := sit(t, t.Context(), newSession(r, "Alice", "play", "connectfour"))
		alice.types("bet one for luck")
		alice.reads("That cannot be done now.")
		bob := sit(t, t.Context(), newSession(r, "Bob", "play", "connectfour"))
		for _, c := range []struct{ typed, says, done string }{
			{"bet one for luck", "Bet? It is gone then. Type yes or no.", ""},
			{"yes", "Bet: done.", "Alice says: one:for luck"},
			{"bet ONE MORE for luck", "Type yes or no.", ""},
			{"no", "All right. Keep it.", ""},
			{"bet", "Bet: which one?\n 1. one\n 2. one more\nType a number from 1 to 2, or no.", ""},
			{"3", "Type a number from 1 to 2, or no.", ""},
			{"one more time", "Type yes or no.", ""},
			{"yes", "Bet: done.", "Alice says: one more:time"},
			{"bet", "which one?", ""},
			{"no", "All right.", ""},
			{"bet two", "That is not one of them.\nBet: which one?", ""},
			{"say so", "", "Alice says: so"},
			{"2", "You played 2.", "Disc played 2."}, // which is no answer any more
		} {
			bob.news()
			alice.types(c.typed)
			alice.reads(c.says)
			pass(room.ClaimAfter / 100)
			if text := bob.news(); c.done == "" && text != "" || !strings.Contains(text, c.done) {
				t.Errorf("%q: Bob reads %q", c.typed, text)
			}
		}
	})
}

// Who said yes to one thing has not said it to another.
func TestAYesIsForWhatWasAsked(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice := sit(t, t.Context(), newSession(r, "Alice", "new", "dots"))
		alice.types("1", "3 players", "1", "1", "1", "1")
		code := string(r.Mine("id of Alice")[0].Code)
		bob, carol := sit(t, t.Context(), newSession(r, "Bob", "join", code)), sit(t, t.Context(), newSession(r, "Carol", "join", code))
		bob.types("resign")
		bob.reads("Resign? The others play on. Type yes or no.")
		carol.types("resign", "yes")
		bob.types("yes")
		bob.reads("Carol gave up. The others play on.", "Resign? The game is lost then. Type yes or no.")
		alice.news()
		bob.types("yes")
		alice.reads("You won")
		bob.types("resign")
		bob.reads("You have no game here to give up.")
	})
}

func TestNoCommandHidesAVerb(t *testing.T) {
	for _, v := range words.Verbs {
		for _, c := range v.Commands {
			if own[c] != nil || slices.Contains([]string{"back", "lobby", "quit", "exit", "q"}, c) {
				t.Errorf("%s cannot be done by %q", v.Do, c)
			}
		}
	}
}

func TestAByteOrderMarkIsNoWord(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		d := sit(t, t.Context(), newSession(r, "Alice"))
		d.news()
		d.types("\ufeffBOT Tic-Tac-Toe HARD", "B2")
		d.reads("O is Hard bot.", "You played b2.")
	})
}

// A script types on without waiting for what is printed.
func TestAScriptIsHeardInOrder(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		d := sit(t, t.Context(), newSession(r, "Alice"))
		d.types("play tictactoe\nbot easy\nb2\nresign\nyes\nscore")
		d.reads("You played b2.", "Easy bot won: you resigned.\nThe score: Alice 0 wins, Easy bot 1 win, 0 draws.\n")
	})
}

// What says too little is asked about, in a game whose moves need more said.
func TestATypedMoveThatMayBeSeveralIsAskedAbout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := registryOf(t, []game.Rules{chess.Rules{}})
		alice, bob := two(t, r, "chess")
		for _, m := range []string{"h4", "g5", "HXG5", "h6", "g5xh6", "ng8-f6", "h7", "0-0", "Ng8"} {
			alice.types(m)
			bob.types(m)
		}
		alice.news()
		alice.types("h7-g8")
		alice.reads("Which one?\n 1. hxg8=Q\n 2. hxg8=R\n 3. hxg8=B\n 4. hxg8=N\nType a number from 1 to 4, or no.")
		alice.types("no", "4")
		alice.reads("All right.", "That is not a move")
		alice.types("hg8", "knight")
		alice.reads("You played hxg8=N.")
	})
}
