package line

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/game/battleship"
	"crossplay/game/connectfour"
	"crossplay/game/dots"
	"crossplay/game/tictactoe"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
)

func newRegistry(t *testing.T, more ...room.Rule) (*rooms.Registry, *journaltest.Memory) {
	return registryOf(t, []game.Rules{tictactoe.Rules{}, connectfour.Rules{}, dots.Rules{}, battleship.Rules{}, count{}}, more...)
}

func registryOf(t *testing.T, games []game.Rules, more ...room.Rule) (*rooms.Registry, *journaltest.Memory) {
	j := journaltest.NewMemory()
	r, err := rooms.OpenRegistry(t.Context(), rooms.Config{
		Journal: j, Games: games, Bots: []string{"easy", "hard"},
		Secret: []byte("a secret of at least 32 bytes ...."), Log: slog.New(slog.DiscardHandler), Verbs: more,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r, j
}

func newSession(r *rooms.Registry, name string, args ...string) *session.Session {
	return &session.Session{
		Registry: r, Player: players.Player{ID: room.PersonID("id of " + name), Name: name, Kind: players.Guest},
		ReturnCommand: "ssh -t play.example.org return k7mp-qx34",
		Invite:        session.Invite{SSHHost: "play.example.org", SSHPort: 22, BaseURL: "https://play.example.org"},
		Args:          args, Log: slog.New(slog.DiscardHandler), Version: "1.2.3",
	}
}

// desk is a person in line mode, within the bubble of a test.
type desk struct {
	t      *testing.T
	keys   *io.PipeWriter
	status int
	ended  chan struct{}

	mu   sync.Mutex
	out  strings.Builder
	at   int           // what was read already
	slow chan struct{} // what is printed waits for its end, if it is set
}

func sit(t *testing.T, ctx context.Context, sess *session.Session) *desk {
	in, keys := io.Pipe()
	d := &desk{t: t, keys: keys, ended: make(chan struct{})}
	go func() {
		defer close(d.ended)
		d.status = Run(ctx, sess, in, d)
	}()
	t.Cleanup(func() {
		_ = keys.Close()
		<-d.ended
	})
	synctest.Wait()
	return d
}

func (d *desk) Write(p []byte) (int, error) {
	d.mu.Lock()
	slow := d.slow
	d.mu.Unlock()
	if slow != nil {
		<-slow
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.out.Write(p)
}

// types types lines, and lets everything happen that follows.
func (d *desk) types(lines ...string) {
	for _, l := range lines {
		_, _ = io.WriteString(d.keys, l+"\n")
		synctest.Wait()
	}
}

// news is what was printed since it was last asked for.
func (d *desk) news() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	text := d.out.String()[d.at:]
	d.at += len(text)
	return text
}

// reads checks what was printed since the last time.
func (d *desk) reads(texts ...string) {
	d.t.Helper()
	text := d.news()
	for _, want := range texts {
		if !strings.Contains(text, want) {
			d.t.Errorf("%q was not printed, but\n%s", want, text)
		}
	}
}

func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func bubble(t *testing.T, f func(t *testing.T, r *rooms.Registry, j *journaltest.Memory)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r, j := newRegistry(t)
		f(t, r, j)
	})
}

func two(t *testing.T, r *rooms.Registry, game string) (alice, bob *desk) {
	t.Helper()
	alice = sit(t, t.Context(), newSession(r, "Alice", "play", game))
	bob = sit(t, t.Context(), newSession(r, "Bob", "play", game))
	pass(time.Second)
	return alice, bob
}

func TestAWholeEvening(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice := sit(t, t.Context(), newSession(r, "Alice"))
		alice.reads("You are Alice, a guest.", " 1. Quick match", " 2. Play a bot", " 3. New room")
		alice.types("1", "1")
		alice.reads("Which game?", "Waiting for an opponent.", "Type bot to play a bot", "in a terminal: ssh -t play.example.org join", "in a browser: https://play.example.org/r/")

		bob := sit(t, t.Context(), newSession(r, "Bob"))
		bob.reads(" 5. Play Tic-tac-toe with Alice (guest), who has waited less than a minute")
		bob.types("5")
		pass(time.Second)
		bob.reads("X is Alice, a guest.", "O is Bob, you.", "  3  .   .   .\n  2  .   .   .\n  1  .   .   .\n     a   b   c\n", "Alice's turn.")
		alice.reads("Bob, a guest, sat down as O.", "The game begins.", "Your turn.", "Type the square")

		alice.types("b2")
		alice.reads("You played b2.\n  3  .   .   .\n  2  .  [X]  .\n  1  .   .   .\n     a   b   c\nBob's turn.\n")
		bob.reads("X played b2.", "Your turn.")
		bob.types("b2")
		bob.reads("That is not a move, nor a command.")
		bob.types("moves")
		bob.reads("You can play 8 moves: a3, b3, c3, a2, c2, a1, b1, c1.")
		bob.types("where", "log")
		bob.reads("cross: b2 just now.", "X played b2.")
		alice.types("a1")
		alice.reads("It is not your turn")
		alice.types("say good luck")
		bob.reads("Alice says: good luck")

		bob.types("A1")
		alice.types("leave me alone", "resign now")
		alice.reads("That is", "That is")
		alice.types("resign", "no")
		alice.reads("Resign? The game is lost then. Type yes or no.", "All right. Play on.")
		alice.types("resign", "yes")
		alice.reads("Bob won: you resigned.", "The score: Alice 0 wins, Bob 1 win, 0 draws.", "Type rematch")
		bob.reads("You won: Alice resigned.")

		bob.types("rematch")
		alice.reads("Bob wants a rematch.")
		bob.news()
		alice.types("rematch")
		if text := alice.news(); !strings.HasPrefix(text, "Game 2 begins, with the sides swapped.\nX is Bob, a guest.\nO is Alice, you.\n") || !strings.Contains(text, "Bob's turn.") {
			t.Errorf("Alice reads\n%s", text)
		}
		if text := bob.news(); !strings.HasPrefix(text, "Game 2 begins, with the sides swapped.\nX is Bob, you.\n") || !strings.Contains(text, "Your turn.") {
			t.Errorf("Bob reads\n%s", text)
		}

		alice.types("back")
		alice.reads("Your seat is kept.", " 1. Back to your game of Tic-tac-toe with Bob")
		pass(10 * time.Second)
		bob.reads("Alice is away. The seat is kept.")
		alice.types("1")
		pass(time.Second)
		bob.reads("Alice is back.")
		alice.types("quit")
		<-alice.ended
		alice.reads("Goodbye, Alice.", "To come back: ssh -t play.example.org return k7mp-qx34")
		if alice.status != 0 {
			t.Errorf("exit status %d", alice.status)
		}
	})
}

func TestARoomIsMadeByAnsweringQuestions(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice := sit(t, t.Context(), newSession(r, "Alice"))
		alice.types("3", "2", "2", "2", "by lot", "7d3", "never")
		alice.reads("Which game?", "Board?", " 2. 8 × 7", "Who may find the room?", "Your side?", "Clock?", "Takebacks?", "Connect Four, 8 × 7, a little roomier · 7d3 · moves are final. Room ", "Sides are drawn by lot.")
		if n := len(r.Rooms().Open); n != 0 {
			t.Errorf("%d private rooms are listed", n)
		}
		bob := sit(t, t.Context(), newSession(r, "Bob"))
		bob.types("4", string(r.Mine("id of Alice")[0].Code))
		bob.reads("What is the code?", "turn.", "is Alice")
	})
}

func TestABotPlaysWhileNobodyComes(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice := sit(t, t.Context(), newSession(r, "Alice"))
		alice.types("2", "Tic-tac-toe", "hard", "O")
		alice.reads("How good shall it be?", "Your side?", "O is Alice, you.", "X is Hard bot.")

		bob := sit(t, t.Context(), newSession(r, "Bob", "bot", "connectfour", "easy", "first"))
		bob.reads("Ring (O) is Easy bot.")

		carol := sit(t, t.Context(), newSession(r, "Carol", "play", "connectfour"))
		carol.types("bot perfect", "3", "bot EASY")
		carol.reads("That is not one of them.", "Play a bot: which one?", " 2. hard\n", "Type a number from 1 to 2, or no.", "Easy bot sat down as Ring.", "Your turn.")

		pass(time.Second) // until the list shows it
		dave := sit(t, t.Context(), newSession(r, "Dave"))
		dave.reads("Play Connect Four with Carol (guest) – Bot · easy")
		dave.types("join " + string(r.Mine("id of Carol")[0].Code))
		carol.reads("Easy bot makes room.", "Dave, a guest, sat down as Ring.")
	})
}

func TestSeveralBeginWhenTheyAgree(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice := sit(t, t.Context(), newSession(r, "Alice", "new", "dots"))
		alice.news()
		alice.types("1", "3 players")
		alice.types("1", "1", "1", "1")
		alice.reads("For how many?", "Clock?", " 3. 3+2, 3 min each, and 2 s with each move", "Takebacks?", " 2. Never", "Waiting for players: 1 of 3 are here.", "Type bot to play a bot")
		code := string(r.Mine("id of Alice")[0].Code)
		bob := sit(t, t.Context(), newSession(r, "Bob", "join", code))
		alice.reads("Bob, a guest, sat down", "2 of 3 are here.", "Type begin to begin with 2.")
		bob.types("begin")
		alice.reads("Bob wants to begin.")
		alice.types("begin")
		alice.reads("The game begins.", "Your turn.")
		bob.types("resign", "yes")
		alice.reads("You won")
	})
}

// What is out of sight is not told again and again.
func TestAHiddenMoveIsNoNews(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice, bob := two(t, r, "battleship")
		alice.news()
		bob.types("a1-a5", "clear", "random")
		if heard := alice.news(); heard != "" {
			t.Errorf("Alice hears of Bob's fleet:\n%s", heard)
		}
		alice.types("random")
		alice.reads("Your fleet\n", "Their waters\n", "Press Ready")
		alice.types("ready")
		alice.reads("Blue is still placing ships.")
		bob.types("ready")
		alice.reads("Your turn.")
	})
}

// A column's number is a move, also when a question was asked before.
func TestNumbersAreMovesAtATable(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice, bob := two(t, r, "connectfour")
		alice.types("4")
		bob.reads("Disc played 4.", "    .   .   .  [X]  .   .   .\n    1   2   3   4   5   6   7\n")
		bob.types("1")
		alice.reads("Ring played 1.")
	})
}

func TestWhoStaysAwayIsClaimedFrom(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice, bob := two(t, r, "tictactoe")
		alice.types("claim")
		alice.reads("Nobody has been away or silent for long enough.")
		alice.types("b2")
		bob.types("a1")
		alice.types("claim", "c3") // nobody claims on their own turn
		alice.reads("Nobody has been away or silent for long enough.")
		bob.types("quit")
		pass(room.ClaimAfter + time.Minute)
		alice.reads("Bob is away", "Type claim to claim the win, call to call it a draw or adjourn to put the game off. You win, because the other is away for so long.")
		alice.types("claim")
		alice.reads("Claim the win? You win, because the other is away for so long. Type yes or no.")
		alice.types("YES")
		alice.reads("You won: Bob stayed away.")
	})
}

func TestWhatIsWrongIsSaidPlainly(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, j *journaltest.Memory) {
		d := sit(t, t.Context(), newSession(r, "Carol", "join", "K7MPQX"))
		d.reads("There is no room with that code.", " 1. Quick match")
		d.types("fly\x1b[2J away", "join 12", "play chess", strings.Repeat("x", 5000), "99")
		d.reads("Type a number from 1 to 6, or ? for help.", "There is no room with that code", `There is no game called "chess" here.`, "That line was too long")
		j.FailBefore(errors.New("disk full"))
		d.types("play Tic-tac-toe")
		d.reads("Not saved. Try again.")
	})
}

// Half a sentence is better not said.
func TestWhatIsTooLongToSayIsNotCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := newRegistry(t)
		alice := sit(t, t.Context(), newSession(r, "Alice", "play", "tictactoe"))
		bob := sit(t, t.Context(), newSession(r, "Bob", "play", "tictactoe"))
		bob.types("say " + strings.Repeat("é", room.MaxLine+1))
		bob.reads("That is 1 character too long")
		bob.types("say " + strings.Repeat("é", room.MaxLine))
		alice.reads(strings.Repeat("é", room.MaxLine))
	})
}

func TestAFullTableIsWatched(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice, _ := two(t, r, "tictactoe")
		carol := sit(t, t.Context(), newSession(r, "Carol"))
		carol.reads(" 5. Watch Tic-tac-toe: Alice (guest) – Bob (guest)")
		carol.types("join <https://play.example.org/r/" + strings.ToLower(string(r.Rooms().Playing[0].Code)) + "/?from=chat>")
		carol.reads("Every seat is taken. You are watching.", "Alice's turn.")
		alice.types("b2")
		carol.reads("X played b2.")
		carol.types("a1", "resign")
		carol.reads("That is no command here.", "You have no game here to give up.")
	})
}

func TestNothingButPlainTextIsPrinted(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice, bob := two(t, r, "connectfour")
		alice.types("4", "say hi", "?", "rules", "who", "log", "where", "invite", "board")
		for _, d := range []*desk{alice, bob} {
			for _, c := range d.news() {
				if c < ' ' && c != '\n' || c >= 0x2500 && c < 0x2600 {
					t.Errorf("%q was printed", c)
				}
			}
		}
	})
}

func TestTheEndOfTheInputIsNoFailure(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		var out bytes.Buffer
		if status := Run(t.Context(), newSession(r, "Alice"), strings.NewReader("rooms\n?"), &out); status != 0 {
			t.Errorf("exit status %d", status)
		}
		if !strings.Contains(out.String(), "Instead of a number") {
			t.Errorf("the last line, which does not end, was not heard:\n%s", &out)
		}
	})
}

func TestARestartEndsTheTableAndTheSession(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		ctx, cancel := context.WithCancel(t.Context())
		alice := sit(t, ctx, newSession(r, "Alice", "play", "tictactoe"))
		alice.news()
		r.Close()
		synctest.Wait()
		alice.reads("The server is restarting. Your game is saved")
		cancel()
		<-alice.ended
	})
}

func TestCommandsPrintAndEnd(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		two(t, r, "tictactoe")
		run := func(args ...string) (out, errs string, status int) {
			var o, e bytes.Buffer
			status = Print(t.Context(), newSession(r, "", args...), &o, &e)
			return o.String(), e.String(), status
		}
		for _, c := range []struct{ args, want string }{
			{"help", "ssh -t play.example.org join CODE"},
			{"version", "crossplay 1.2.3\n"},
			{"games", "tictactoe    Tic-tac-toe"},
			{"rooms", "Alice (guest) – Bob (guest)"},
			{"help", "ssh play.example.org proof CODE"},
		} {
			if out, errs, status := run(c.args); status != 0 || errs != "" || !strings.Contains(out, c.want) {
				t.Errorf("%s: %q, %q, exit status %d", c.args, out, errs, status)
			}
		}
		var games []game.Info
		out, _, _ := run("games", "--json")
		if err := json.Unmarshal([]byte(out), &games); err != nil || len(games) != 5 || games[0].Name != "tictactoe" {
			t.Errorf("games --json: %v\n%s", err, out)
		}
		var lobby rooms.Lobby
		out, _, _ = run("rooms", "--json")
		if err := json.Unmarshal([]byte(out), &lobby); err != nil || len(lobby.Playing) != 1 {
			t.Errorf("rooms --json: %v\n%s", err, out)
		}
		if out, errs, status := run("proof", string(r.Rooms().Playing[0].Code)); status != 1 || out != "" || !strings.Contains(errs, "still on") {
			t.Errorf("the proof of a game that is on: %q, %q, exit status %d", out, errs, status)
		}
		if out, errs, status := run("sftp"); status != 2 || out != "" || errs == "" {
			t.Errorf("an unknown command: %q, %q, exit status %d", out, errs, status)
		}
	})
}

func TestWhoComesWhileTheMakerIsAwayIsToldSo(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		ann := newSession(r, "Ann")
		code, err := r.Create(t.Context(), ann.Person(), "", rooms.New{Game: "tictactoe", Private: true})
		if err != nil {
			t.Fatal(err)
		}
		pass(time.Hour)
		bob := sit(t, t.Context(), newSession(r, "Bob", "join", string(code)))
		bob.reads("A seat is free.", "Ann is away. If you sit down the game begins, and waits for them.", "Type sit to sit down.")
		bob.types("sit")
		bob.reads("The game begins.", "X is Ann", "Ann's turn.")
	})
}

// A name is changed by a word, in the lobby and at a table, and one that was come under
// is offered once.
func TestANameIsChangedByAWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, j := newRegistry(t)
		d, err := players.Open(t.Context(), players.Config{Journal: j, Secret: make([]byte, 32), Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		sess := newSession(r, "Ann")
		sess.Players = d
		sess.Player, sess.Leave = d.Enter(d.ByKey("SHA256:ann", "Ann"), netip.Addr{})
		if _, err := d.Keep(t.Context(), sess.Player.ID); err != nil {
			t.Fatal(err)
		}
		sess.Offered = d.Offer(sess.Player, "Eve", sess.From)
		ann := sit(t, t.Context(), sess)
		ann.reads("You came as Eve. Type name Eve to be called so from now on.")
		if again := d.Offer(sess.Me(), "Eve", sess.From); again != "" {
			t.Errorf("she is offered %q again", again)
		}
		ann.types("name")
		ann.reads("You are Ann. Type name and another one to change it.")
		ann.types("name ::")
		ann.reads("A name needs a letter")
		ann.types("name Queen Ann")
		ann.reads("You are called Queen Ann now.")
		ann.types("new tictactoe", "2", "1", "1", "1")
		ann.types("NAME Ann")
		ann.reads("You are called Ann now.")
		ann.types("quit")
		<-ann.ended
	})
}
