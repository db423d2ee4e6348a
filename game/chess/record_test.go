package chess_test

import (
	"strings"
	"testing"

	lib "github.com/corentings/chess/v2"

	"crossplay/game"
	"crossplay/game/chess"
	"crossplay/game/gametest"
)

// Another library reads every game that we write, and comes to the same end.
func TestPGNIsRead(t *testing.T) {
	t.Parallel()
	rules := chess.Rules{}
	for seed := range uint64(50) {
		w, _ := gametest.Record(t, rules, nil, seed, 300)
		for i := range w.Plies {
			w.Plies[i].Left = 300_000 - 1000*i
		}
		w.Clock = "5+3"
		written := gametest.Written(t, rules, "pgn", w)
		read, err := lib.PGN(strings.NewReader(written))
		if err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		if n := len(w.Plies); w.Plies[n-1].Move == "draw" { // a claim is no move
			w.Plies = w.Plies[:n-1]
		}
		g := lib.NewGame(read)
		if moves := g.Moves(); len(moves) != len(w.Plies) {
			t.Fatalf("%d moves of %d\n%s", len(moves), len(w.Plies), written)
		} else {
			for i, m := range moves {
				if game.Move(m.String()) != w.Plies[i].Move {
					t.Fatalf("move %d is read as %s\n%s", i, m, written)
				}
			}
		}
		if got := g.GetTagPair("Result"); got != w.Score(0) || g.GetTagPair("White") != "Ann 'A' [x]" {
			t.Errorf("the result is read as %q, and White as %q", got, g.GetTagPair("White"))
		}
	}
}

func TestPGNIsAsTheStandardWantsIt(t *testing.T) {
	w := game.Record{
		ID: "K7MPQX-2", Site: "https://play.example.org", Date: "2026-11-30", Players: []string{"Ann", "Bob"}, Clock: "5+3", Winners: []game.Seat{1}, Reason: "time",
		Plies: []game.Ply{{Seat: 0, Move: "e2e4", Left: 301_500}, {Seat: 1, Move: "e7e5", Left: 299_000}, {Seat: 0, Move: "g1f3", Left: -1}},
		Log:   []game.Step{{Seat: 0, Text: "e4"}, {Seat: 1, Text: "e5"}, {Seat: 0, Text: "Nf3"}},
	}
	want := `[Event "Crossplay K7MPQX-2"]
[Site "https://play.example.org"]
[Date "2026.11.30"]
[Round "-"]
[White "Ann"]
[Black "Bob"]
[Result "0-1"]
[TimeControl "300+3"]
[Termination "time forfeit"]

1. e4 {[%clk 0:05:01]} 1... e5 {[%clk 0:04:59]} 2. Nf3 0-1
`
	if got := gametest.Written(t, chess.Rules{}, "pgn", w); got != want {
		t.Errorf("written\n%s\nnot\n%s", got, want)
	}
}

func TestAClaimIsNoMoveOfPGN(t *testing.T) {
	w := game.Record{
		Players: []string{"Ann", "Bob"}, Plies: []game.Ply{{Move: "e2e4", Left: 1000}, {Seat: 1, Move: "draw", Left: 1000}}, Log: []game.Step{{Text: "e4"}, {Seat: 1, Text: "draw"}}, Reason: "the position came three times",
	}
	if got := gametest.Written(t, chess.Rules{}, "pgn", w); !strings.HasSuffix(got, "\n1. e4 {[%clk 0:00:01]} 1/2-1/2\n") {
		t.Errorf("written\n%s", got)
	}
}
