package line

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// count is a game in which two count in turns for as long as they like, after a
// die.
type count struct{}

type counted struct {
	n    int
	over bool
	log  []game.Step
}

func (count) Info() game.Info {
	return game.Info{Name: "count", Title: "Count", Version: 1, MinSeats: 2, MaxSeats: 2, Seats: []string{"Odd", "Even"}, Chance: true}
}

func (count) Start(game.Setup) (game.State, error) { return counted{}, nil }

func (c counted) Turn() []game.Seat {
	switch {
	case c.over:
		return nil
	case c.n == 0:
		return []game.Seat{game.Chance}
	}
	return []game.Seat{game.Seat((c.n + 1) % 2)}
}

func (c counted) Play(s game.Seat, m game.Move) (game.State, error) {
	if !slices.Contains(c.Turn(), s) {
		return nil, game.ErrTurn
	}
	text := "a die"
	if s >= 0 {
		text = strconv.Itoa(c.n)
	}
	return counted{c.n + 1, m == "end", append(slices.Clip(c.log), game.Step{Seat: s, Text: text})}, nil
}

func (counted) Draw(*rand.Rand) game.Move { return "die" }

func (c counted) Outcome() (game.Outcome, bool) { return game.Outcome{Reason: "enough"}, c.over }

func (c counted) View(s game.Seat) game.View {
	v := game.View{Log: c.log}
	if slices.Contains(c.Turn(), s) {
		v.Choices = []game.Choice{{Move: "on", Label: "on"}, {Move: "end", Label: "end"}}
	}
	return v
}

var played = regexp.MustCompile(`(?m)^\w+ played (\d+)\.$`)

// follows checks that moves were told, each once and in their order.
func (d *desk) follows(from, to int) {
	d.t.Helper()
	told := played.FindAllStringSubmatch(d.news(), -1)
	for i, n := 0, from; n <= to; i, n = i+1, n+1 {
		if i == len(told) || told[i][1] != strconv.Itoa(n) {
			d.t.Fatalf("move %d is not told behind %v", n, told[:i])
		}
	}
	if len(told) > to-from+1 {
		d.t.Fatalf("after move %d: %v", to, told[to-from+1:])
	}
}

func TestEveryMoveIsToldOnceHoweverManyThereAre(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice, bob := two(t, r, "count")
		carol := sit(t, t.Context(), newSession(r, "Carol", "watch", string(r.Mine("id of Alice")[0].Code)))
		n := 0
		count := func(to int) {
			for n < to {
				n++
				[]*desk{bob, alice}[n%2].types("on")
				pass(30 * time.Millisecond) // nobody may play faster for long
			}
		}
		count(rooms.MaxLog + 10)
		for _, d := range []*desk{alice, bob, carol} {
			d.follows(1, n)
		}

		// More is played than there are news of, before Carol reads on.
		carol.mu.Lock()
		carol.slow = make(chan struct{})
		carol.mu.Unlock()
		count(n + 3*room.MaxNews)
		if told := carol.news(); told != "" {
			t.Fatalf("Carol was not to read\n%s", told)
		}
		close(carol.slow)
		synctest.Wait()
		carol.follows(rooms.MaxLog+11, n)
		carol.types("log")
		if text := carol.news(); strings.Count(text, "\n") != rooms.MaxLog {
			t.Errorf("%d lines of the log", strings.Count(text, "\n"))
		}
	})
}

// Who missed the end of a game and sees the next is told no moves of the one as
// those of the other.
func TestTheMovesOfAnEarlierGameAreNotThoseOfThisOne(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		alice, bob := two(t, r, "count")
		carol := sit(t, t.Context(), newSession(r, "Carol", "watch", string(r.Mine("id of Alice")[0].Code)))
		alice.types("on")
		carol.follows(1, 1)
		carol.mu.Lock()
		carol.slow = make(chan struct{})
		carol.mu.Unlock()
		bob.types("on") // which Carol is in the midst of reading
		alice.types("on")
		bob.types("end")
		alice.types("rematch")
		bob.types("rematch", "on") // the sides are swapped
		alice.types("on")
		bob.types("on", "say hi")
		close(carol.slow)
		synctest.Wait()
		text := carol.news()
		at := 0
		for _, want := range []string{"Even played 2.", "The score: ", "Game 2 begins", "Odd is Bob", "a die.", "Odd played 1.", "Even played 2.", "Odd played 3.", "Alice's turn.", "Bob says: hi"} {
			i := strings.Index(text[at:], want)
			if i < 0 {
				t.Fatalf("%q was not printed there:\n%s", want, text)
			}
			at += i + len(want)
		}
		if n := len(played.FindAllString(text, -1)); n != 4 {
			t.Errorf("%d moves are told:\n%s", n, text)
		}
	})
}

func TestWhoSitsDownHearsTheGameBegin(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		sit(t, t.Context(), newSession(r, "Alice", "play", "count"))
		bob := sit(t, t.Context(), newSession(r, "Bob", "watch", string(r.Mine("id of Alice")[0].Code)))
		bob.reads("A seat is free.", "Type sit to sit down.")
		bob.types("sit")
		if text := bob.news(); !strings.HasPrefix(text, "The game begins.\nOdd is Alice, a guest.\nEven is Bob, you.\n") || strings.Count(text, "a die.") != 1 {
			t.Errorf("Bob reads\n%s", text)
		}
	})
}

// Players whose names begin alike are told apart, also when one of them changes
// theirs, and when the winner has left.
func TestEverybodyHearsWhoDidWhat(t *testing.T) {
	bubble(t, func(t *testing.T, r *rooms.Registry, _ *journaltest.Memory) {
		x := sit(t, t.Context(), newSession(r, "X", "play", "connectfour"))
		x2 := sit(t, t.Context(), newSession(r, "X 2", "play", "connectfour"))
		code := r.Mine("id of X")[0].Code
		zoe := sit(t, t.Context(), newSession(r, "Zoe", "watch", string(code)))
		x.reads("X 2, a guest, sat down as Ring.", "Disc (X) is X, you.", "Ring (O) is X 2, a guest.")
		zoe.reads("Disc (X) is X, a guest.", "Ring (O) is X 2, a guest.", "X's turn.")

		x.types("1")
		x.reads("You played 1.", "X 2's turn.")
		x2.reads("Disc played 1.", "Your turn.")
		// X 2 takes another name, and then the one that was X's.
		for _, name := range []string{"X 3", "X"} {
			if name == "X" {
				rename(t, r, code, "id of X", "Y")
			}
			rename(t, r, code, "id of X 2", name)
		}
		x.reads("X 2 is called X 3 now.", "X 3 is called X now.", "X says: I am X")
		x2.reads("X is called Y now.")
		zoe.reads("X 2 is called X 3 now.", "X is called Y now.", "X 3 is called X now.")
		if text := x.news(); text != "" {
			t.Errorf("and then\n%s", text)
		}

		for range 3 {
			if err := r.Do(t.Context(), rooms.Person{ID: "id of X 2", Name: "X", Guest: true}, code, room.Command{Do: room.Move, Ply: ply(t, r, code), Move: "2"}); err != nil {
				t.Fatal(err)
			}
			if err := r.Do(t.Context(), rooms.Person{ID: "id of X", Name: "Y", Guest: true}, code, room.Command{Do: room.Move, Ply: ply(t, r, code), Move: "1"}); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		x.reads("You played 1.", "Ring played 2.", "You won: four in a row.\nThe score: Y 1 win, X 0 wins, 0 draws.\nType rematch.")
		x2.reads("Disc played 1.", "You played 2.", "Y won: four in a row.\nThe score: Y 1 win, X 0 wins, 0 draws.\n")
		zoe.reads("Disc played 1.", "Ring played 2.", "Y won: four in a row.\nThe score: Y 1 win, X 0 wins, 0 draws.\n")

		x.types("leave")
		for _, d := range []*desk{x2, zoe} {
			d.reads("Y left.")
			d.types("WHO")
			d.reads("Disc (X) was Y, who has left.", "Ring (O) is X, ", "Y won: four in a row.", "The score: Y 1 win, X 0 wins, 0 draws.")
			d.types("score")
			if text := d.news(); text != "Y won: four in a row.\nThe score: Y 1 win, X 0 wins, 0 draws.\n" {
				t.Errorf("the score is\n%s", text)
			}
		}
		late := sit(t, t.Context(), newSession(r, "Late", "watch", string(code)))
		late.reads("Disc (X) was Y, who has left.", "Y won: four in a row.", "The score: Y 1 win")
	})
}

// rename has somebody say something under another name.
func rename(t *testing.T, r *rooms.Registry, code room.Code, id room.PersonID, name string) {
	t.Helper()
	if err := r.Do(t.Context(), rooms.Person{ID: id, Name: name, Guest: true}, code, room.Command{Do: room.Chat, Text: "I am " + name}); err != nil {
		t.Fatal(err)
	}
	pass(time.Second)
}

func ply(t *testing.T, r *rooms.Registry, code room.Code) int {
	t.Helper()
	w, err := r.Watch(t.Context(), rooms.Person{ID: "a bot", Bot: "easy"}, code, func() {})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	s, err := w.Take()
	if err != nil {
		t.Fatal(err)
	}
	return s.Ply
}
