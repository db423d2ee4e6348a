package fours

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"crossplay/game"
	"crossplay/game/bot"
	"crossplay/game/connectfour"
)

func problem(t *testing.T, board, columns string, level bot.Level) (bot.Problem, game.State) {
	t.Helper()
	s, err := connectfour.Rules{}.Start(game.Setup{Seats: 2, Options: map[string]string{"board": board}})
	for i := range len(columns) {
		if err == nil {
			s, err = s.Play(game.Seat(i%2), game.Move(columns[i:i+1]))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	seat := game.Seat(len(columns) % 2)
	return bot.Problem{
		Game: "connectfour", Seat: seat, View: s.View(seat), Level: level, Rand: rand.New(rand.NewPCG(1, 1)),
		Imagine: func(*rand.Rand) game.State { return s },
	}, s
}

func think(t *testing.T, p bot.Problem) game.Move {
	t.Helper()
	m, err := Engine{nodes: 200_000}.Think(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestThink(t *testing.T) {
	tests := []struct {
		name, board, columns string
		want                 []game.Move
	}{
		{"wins upwards", "7x6", "414147", []game.Move{"4"}},
		{"wins before it stops a loss", "7x6", "414141", []game.Move{"4"}},
		{"stops four upwards", "7x6", "41414", []game.Move{"4"}},
		{"stops a row of two", "7x6", "443", []game.Move{"2", "5"}},
		{"wins in a row", "9x7", "556677", []game.Move{"4", "8"}},
		{"wins slantwise", "8x7", "1223433474", []game.Move{"4"}},
	}
	for _, test := range tests {
		for _, level := range []bot.Level{bot.Medium, bot.Hard} {
			p, _ := problem(t, test.board, test.columns, level)
			if m := think(t, p); !slices.Contains(test.want, m) {
				t.Errorf("%s %s: it plays %s, want one of %s", level, test.name, m, test.want)
			}
		}
	}
	p, _ := problem(t, "7x6", "", bot.Hard)
	if m := think(t, p); m != "4" {
		t.Errorf("it begins with %s", m)
	}
}

func TestEveryMoveIsLegal(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for _, board := range []string{"7x6", "8x7", "9x7"} {
		_, s := problem(t, board, "", bot.Hard)
		for range 3 {
			for now := s; len(now.Turn()) > 0; {
				seat := now.Turn()[0]
				p := bot.Problem{Game: "connectfour", Seat: seat, View: now.View(seat), Level: bot.Levels()[1+r.IntN(2)], Rand: r}
				m, err := Engine{nodes: 3000}.Think(t.Context(), p)
				if err != nil {
					t.Fatal(err)
				}
				if r.IntN(2) == 0 {
					moves := game.Moves(now, seat)
					m = moves[r.IntN(len(moves))]
				}
				if now, err = now.Play(seat, m); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestEndedContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p, _ := problem(t, "9x7", "5", bot.Hard)
	if m, err := (Engine{}).Think(ctx, p); !errors.Is(err, context.Canceled) {
		t.Errorf("it plays %q, %v", m, err)
	}
}

func TestOtherBoardsAreLeftToTheGeneralEngine(t *testing.T) {
	p, _ := problem(t, "7x6", "41414", bot.Medium)
	p.View.Boards[0].Cells[0].Piece = "stone"
	if m := think(t, p); m != "4" {
		t.Errorf("it plays %s", m)
	}
}

// The book is closed: who follows it comes to every position by its answers.
func TestBookLeadsToItsPositions(t *testing.T) {
	b := opening()
	n := 0
	for line := range bytes.Lines(bookText) {
		columns, answer, ok := bytes.Cut(bytes.TrimSpace(line), []byte(":"))
		if !ok || len(answer) != 1 {
			t.Fatalf("a strange line: %q", line)
		}
		n++
		p := classic.follow(string(columns))
		col, ok := b.find(p)
		if !ok || classic.landings(p)&classic.column[col] == 0 {
			t.Fatalf("after %s it plays %d", columns, col+1)
		}
		if mirrored, ok := b.find(classic.mirror(p)); !ok || mirrored != classic.cols-1-col && p != classic.mirror(p) {
			t.Errorf("after %s it plays %d, and %d in the mirror", columns, col+1, mirrored+1)
		}
		if len(columns) >= 2 {
			before := classic.follow(string(columns[:len(columns)-2]))
			if col, ok := b.find(before); !ok || classic.column[col]&classic.follow(string(columns[:len(columns)-1])).both == classic.column[col]&before.both {
				t.Errorf("the book does not lead to %s", columns)
			}
		}
	}
	if n < 50 {
		t.Errorf("the book has %d positions", n)
	}
}

// The answers win: what is left can be proven without the book.
func TestBookWins(t *testing.T) {
	if testing.Short() {
		t.Skip("solves positions from the opening")
	}
	lines := slices.Collect(bytes.Lines(bookText))
	for _, line := range lines[max(0, len(lines)-3):] {
		columns, answer, _ := bytes.Cut(line, []byte(":"))
		p := classic.follow(string(columns) + string(answer[:1]))
		s := newSolver(classic, tableMost, func() bool { return false })
		s.look(classic.cells)
		if v := s.score(p, -1, 0); v >= 0 {
			t.Errorf("%s does not win", line)
		}
	}
}

func TestWriteKeepsWhatIsKnown(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out bytes.Buffer
	if err := Write(ctx, &out); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), bookText) {
		t.Errorf("without any time to work, another book is written:\n%s", out.Bytes())
	}
}

// The solver knows that a game is lost long before people do, so it does not say so.
func TestTheSolverLetsPeopleFindTheirWin(t *testing.T) {
	p, _ := problem(t, "7x6", "434", bot.Hard)
	p.Judge = func(worth float64, _ bool) { t.Errorf("it says that the position is worth %v", worth) }
	think(t, p)
}
