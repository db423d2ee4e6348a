package words

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

var info = game.Info{
	Name: "ttt", Title: "TTT", MinSeats: 2, MaxSeats: 2, Seats: []string{"X", "O"}, Notation: "Type the square.",
	Pieces:  []game.Piece{{Name: "X", Seat: 0, Glyph: "✕", ASCII: "X"}, {Name: "O", Seat: 1, Glyph: "○", ASCII: "O"}},
	Options: []game.Option{{Name: "board", Title: "Board", Values: []game.Value{{Name: "3", Title: "3 × 3"}, {Name: "5", Title: "5 × 5"}}}},
}

// table is a snapshot of Alice's, changed by change.
func table(change func(*rooms.Snapshot)) *rooms.Snapshot {
	s := &rooms.Snapshot{
		Code: "K7MPQX", Phase: room.Playing, Round: 1, Ply: 4, Turn: []game.Seat{0},
		Chairs: []rooms.Chair{{Name: "Alice", Present: true}, {Name: "Bob", Present: true}},
	}
	change(s)
	return s
}

func over(winner game.Seat, reason string) func(*rooms.Snapshot) {
	return func(s *rooms.Snapshot) {
		s.Phase, s.Turn, s.Result = room.Over, nil, &room.Result{Reason: reason}
		if winner >= 0 {
			s.Result.Winners = []game.Seat{winner}
		}
	}
}

// many makes it a room for four with three people in it.
func many(change func(*rooms.Snapshot)) func(*rooms.Snapshot) {
	return func(s *rooms.Snapshot) {
		s.Chairs = append(s.Chairs, rooms.Chair{Name: "Carol", Present: true}, rooms.Chair{})
		change(s)
	}
}

func TestWhoIsThereAndWhoIsWaitedFor(t *testing.T) {
	two := table(func(*rooms.Snapshot) {})
	waits := table(many(func(s *rooms.Snapshot) { s.Phase = room.Open }))
	alone := table(func(s *rooms.Snapshot) {
		s.Phase, s.Chairs = room.Open, make([]rooms.Chair, 4)
		s.Chairs[0].Name = "Alice"
	})
	for _, c := range [][2]string{
		{Starts(two, info), "The game starts when somebody joins."}, {Starts(waits, info), "It starts when all 4 are here."},
		{Starts(alone, info), "It starts when all 4 are here. Sooner if 2 agree."},
		{Level("easy"), "Easy"}, {Level(""), ""},
		{Seats(rooms.Card{Phase: room.Open, Chairs: make([]rooms.CardChair, 2)}), ""}, {Seats(rooms.Card{Phase: room.Playing, Chairs: make([]rooms.CardChair, 3)}), ""},
		{Seats(rooms.Card{Phase: room.Open, Chairs: []rooms.CardChair{{Name: "Ann"}, {}, {Name: "Bob"}}}), ", 2 of 3"},
		{Players(rooms.Card{Chairs: []rooms.CardChair{{Name: "Ann"}, {Name: "Easy bot", Bot: "easy"}, {}}}), "Ann – Bot · easy"},
		{Opponents(rooms.Own{Card: rooms.Card{Chairs: []rooms.CardChair{{Name: "Old name"}, {Name: "Easy bot 2", Bot: "easy"}}}}), "Bot 2 · easy"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, not %q", c[0], c[1])
		}
	}
}

func TestEveryStatusOfATable(t *testing.T) {
	now := time.Now()
	for _, c := range []struct {
		name   string
		change func(*rooms.Snapshot)
		want   Status
	}{
		{"waiting", func(s *rooms.Snapshot) { s.Phase = room.Open }, Status{Waiting, "Waiting for an opponent", "Share K7MPQX.", false}},
		{"free", func(s *rooms.Snapshot) { s.Phase, s.You = room.Open, game.Spectator }, Status{Free, "A seat is free", "You are watching.", false}},
		{"yours", func(*rooms.Snapshot) {}, Status{Yours, "Your turn", "", false}},
		{"your first", func(s *rooms.Snapshot) { s.Ply = 0 }, Status{Yours, "Your turn", "Type the square.", false}},
		{"noted", func(s *rooms.Snapshot) { s.View.Note = "Check." }, Status{Yours, "Your turn", "Check.", false}},
		{"theirs", func(s *rooms.Snapshot) { s.Turn = []game.Seat{1} }, Status{Theirs, "Bob's turn", "", false}},
		{"away", func(s *rooms.Snapshot) { s.Chairs[1].Present, s.Chairs[1].Away = false, now.Add(-42*time.Second) }, Status{Yours, "Your turn", "Bob is away 0:42", true}},
		{"gone for a moment", func(s *rooms.Snapshot) { s.Chairs[1].Present, s.Chairs[1].Away = false, now }, Status{Yours, "Your turn", "", false}},
		{"watching", func(s *rooms.Snapshot) { s.You = game.Spectator }, Status{Watching, "Alice's turn", "You are watching.", false}},
		{"won", over(0, "three in a row"), Status{Won, "You won: three in a row", "", false}},
		{"lost", over(1, "three in a row"), Status{Lost, "Bob won: three in a row", "", false}},
		{"resigned", func(s *rooms.Snapshot) { over(1, "")(s); s.Result.How, s.Result.By = room.Resigned, []game.Seat{0} }, Status{Lost, "Bob won: you resigned", "", false}},
		{"drawn", over(-1, "the board is full"), Status{Drawn, "A draw: the board is full", "", false}},
		{"watched to the end", func(s *rooms.Snapshot) { over(1, "three in a row")(s); s.You = game.Spectator }, Status{Ended, "Bob won: three in a row", "", false}},
		{"asked", func(s *rooms.Snapshot) {
			over(0, "")(s)
			s.Chairs[1].Offers = []room.Verb{room.Rematch}
			s.Actions = []room.Action{{Do: room.Rematch, State: room.Theirs}}
		}, Status{Won, "You won", "Bob wants a rematch.", false}},
		{"asking", func(s *rooms.Snapshot) {
			over(0, "")(s)
			s.Actions = []room.Action{{Do: room.Rematch, State: room.Mine, Seats: []game.Seat{1}}}
		}, Status{Won, "You won", "Rematch? Waiting for Bob.", false}},
		{"the loser left", func(s *rooms.Snapshot) { over(0, "")(s); s.Chairs[1] = rooms.Chair{Left: "Bob"} }, Status{Won, "You won", "Bob has left.", false}},
		{"the winner left", func(s *rooms.Snapshot) { over(1, "three in a row")(s); s.Chairs[1] = rooms.Chair{Left: "Alice 2"} }, Status{Lost, "Alice 2 won: three in a row", "Alice 2 has left.", false}},
		{"two left", many(func(s *rooms.Snapshot) {
			over(1, "")(s)
			s.Chairs[1], s.Chairs[2] = rooms.Chair{Left: "Bob"}, rooms.Chair{Left: "Carol"}
		}), Status{Lost, "Bob won", "Bob and Carol have left.", false}},
		{"offered by a verb without a row", func(s *rooms.Snapshot) {
			s.Chairs[1].Offers = []room.Verb{"wave"}
			s.Actions = []room.Action{{Do: "wave", State: room.Theirs}}
		}, Status{Yours, "Your turn", "Bob: Wave.", false}},
		{"several waiting", many(func(s *rooms.Snapshot) { s.Phase = room.Open }), Status{Waiting, "Waiting for players: 3 of 4 are here", "Share K7MPQX.", false}},
		{"one is ready", many(func(s *rooms.Snapshot) {
			s.Phase, s.Chairs[1].Offers = room.Open, []room.Verb{room.Begin}
			s.Actions = []room.Action{{Do: room.Begin, State: room.Theirs}}
		}), Status{Waiting, "Waiting for players: 3 of 4 are here", "Bob wants to begin.", false}},
		{"ready yourself", many(func(s *rooms.Snapshot) {
			s.Phase = room.Open
			s.Actions = []room.Action{{Do: room.Begin, State: room.Mine, Seats: []game.Seat{1, 2}}}
		}), Status{Waiting, "Waiting for players: 3 of 4 are here", "Begin? Waiting for Bob and Carol.", false}},
		{"gave up", many(func(s *rooms.Snapshot) { s.Turn, s.Chairs[0].Out = []game.Seat{1}, true }), Status{Theirs, "Bob's turn", "You gave up. The others play on.", false}},
		{"out and away", many(func(s *rooms.Snapshot) {
			s.Chairs[1].Out, s.Chairs[1].Present, s.Chairs[1].Away = true, false, now.Add(-time.Hour)
		}), Status{Yours, "Your turn", "", false}},
		{"won together", many(func(s *rooms.Snapshot) { over(0, "")(s); s.Result.Winners = []game.Seat{0, 1} }), Status{Won, "You and Bob won", "", false}},
		{"lost to two", many(func(s *rooms.Snapshot) { over(1, "")(s); s.Result.Winners = []game.Seat{1, 2} }), Status{Lost, "Bob and Carol won", "", false}},
	} {
		if got := Of(table(c.change), info, now); got != c.want {
			t.Errorf("%s: %+v, not %+v", c.name, got, c.want)
		}
	}
}

func TestErrorsAreToldInWords(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("move: %w", room.ErrStale), Refused(room.ErrStale)},
		{context.DeadlineExceeded, "That took too long. Try again."},
		{errors.New("nil map in room.go:12"), Refused(room.ErrInternal)},
	} {
		if got := Sorry(c.err); got != c.want {
			t.Errorf("%v is told as %q", c.err, got)
		}
	}
}

func TestTimesNumbersAndNames(t *testing.T) {
	for _, c := range [][2]string{
		{Clock(42 * time.Second), "0:42"}, {Clock(190 * time.Second), "3:10"}, {Clock(3723 * time.Second), "1:02:03"}, {Clock(-time.Second), "0:00"},
		{For(20 * time.Second), "just now"}, {For(5 * time.Minute), "5 min"}, {For(26 * time.Hour), "26 h"}, {For(72 * time.Hour), "3 days"},
		{Join([]string{"Alice", "Bob", "Carol"}), "Alice, Bob and Carol"}, {Join(nil), ""},
		{Seat(info, 1), "O"}, {Seat(info, 2), "Seat 3"},
		{Options(info, map[string]string{"board": "3"}), ""}, {Options(info, map[string]string{"board": "5"}), "5 × 5"},
		{Title([]game.Info{info}, "ttt"), "TTT"}, {Title(nil, "gone"), "gone"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, not %q", c[0], c[1])
		}
	}
}
