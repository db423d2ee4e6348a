package connectfour_test

import (
	"slices"
	"testing"

	"crossplay/game"
	"crossplay/game/connectfour"
	"crossplay/game/gametest"
)

func TestRules(t *testing.T) { gametest.Run(t, connectfour.Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, connectfour.Rules{}) }

func TestPlaythroughs(t *testing.T) {
	for _, file := range []string{"testdata/win.txt", "testdata/draw.txt", "testdata/wide.txt"} {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, connectfour.Rules{}, file) })
	}
}

func start(t *testing.T, board string) game.State {
	t.Helper()
	setup := game.Setup{Seats: 2}
	if board != "" {
		setup.Options = map[string]string{"board": board}
	}
	s, err := connectfour.Rules{}.Start(setup)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// play plays the columns in turn.
func play(t *testing.T, s game.State, columns string) game.State {
	t.Helper()
	for i, c := range columns {
		var err error
		if s, err = s.Play(game.Seat(i%2), game.Move(c)); err != nil {
			t.Fatalf("move %d of %s: %v", i+1, columns, err)
		}
	}
	return s
}

func TestPerft(t *testing.T) {
	want := []uint64{1, 7, 49, 343, 2401, 16807, 117649, 823536, 5673234}
	if testing.Short() {
		want = want[:7]
	}
	s := start(t, "")
	for depth, n := range want {
		if got := gametest.Perft(s, depth); got != n {
			t.Errorf("perft(%d) = %d, want %d", depth, got, n)
		}
	}
}

func TestPositions(t *testing.T) {
	want := []int{1, 7, 49, 238, 1120, 4263, 16422, 54859}
	if testing.Short() {
		want = want[:6]
	}
	if got := gametest.Positions(start(t, ""), len(want)-1); !slices.Equal(got, want) {
		t.Errorf("%v by ply, want %v", got, want)
	}
}

func TestTheBoardIsAnOption(t *testing.T) {
	for _, c := range []struct {
		board      string
		cols, rows int
	}{{"", 7, 6}, {"7x6", 7, 6}, {"8x7", 8, 7}, {"9x7", 9, 7}} {
		v := start(t, c.board).View(0)
		if b := v.Boards[0]; b.Cols != c.cols || b.Rows != c.rows || len(v.Choices) != c.cols {
			t.Errorf("%q: %d × %d with %d choices", c.board, b.Cols, b.Rows, len(v.Choices))
		}
	}
}

// Windows pick a column as one: hovering over any of its cells shows the same.
func TestTheCellsOfAColumnShareTheSpot(t *testing.T) {
	b := start(t, "").View(0).Boards[0]
	for col := range b.Cols {
		for row := range b.Rows {
			if got := b.Cell(col, row).Spot; string(got) != b.ColLabels[col] {
				t.Errorf("column %d, row %d from the top: %q", col+1, row+1, got)
			}
		}
	}
}

func TestAFullColumnIsNoChoice(t *testing.T) {
	s := play(t, start(t, ""), "444444")
	for _, c := range s.View(0).Choices {
		if c.Move == "4" {
			t.Error("the full column 4 is offered")
		}
	}
	if n := len(s.View(0).Choices); n != 6 {
		t.Errorf("%d choices, want 6", n)
	}
}

func TestFourInARow(t *testing.T) {
	for _, c := range []struct {
		how     string
		columns string
		winner  game.Seat // Spectator: nobody
		marked  int       // cells that won
	}{
		{"up", "1212121", 0, 4},
		{"across", "1122334", 0, 4},
		{"across, to the right edge", "4455667", 0, 4},
		{"rising", "12233434474", 0, 4},
		{"falling", "76655454414", 0, 4},
		{"by the second player", "12324252", 1, 4},
		{"five, with the gap filled last", "112244553", 0, 5},
		{"three are not enough", "112233", game.Spectator, 0},
		{"a gap", "112244", game.Spectator, 0},
		{"round the edge", "1556677", game.Spectator, 0},
	} {
		t.Run(c.how, func(t *testing.T) {
			s := play(t, start(t, ""), c.columns)
			out, over := s.Outcome()
			if won := c.winner != game.Spectator; over != won {
				t.Fatalf("it is %v that the game is over, want %v", over, won)
			}
			if over && (!slices.Equal(out.Winners, []game.Seat{c.winner}) || out.Reason != "four in a row") {
				t.Errorf("%+v, want seat %d", out, c.winner)
			}
			marked := 0
			for _, cell := range s.View(game.Spectator).Boards[0].Cells {
				if cell.Has(game.Win) {
					marked++
				}
			}
			if marked != c.marked {
				t.Errorf("%d cells are marked, want %d", marked, c.marked)
			}
		})
	}
}
