package dots_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/dots"
	"crossplay/game/gametest"
)

func TestRules(t *testing.T) { gametest.Run(t, dots.Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, dots.Rules{}) }

func TestPlaythroughs(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, dots.Rules{}, file) })
	}
}

func start(t testing.TB, seats int, board string) game.State {
	t.Helper()
	s, err := dots.Rules{}.Start(game.Setup{Seats: seats, Options: map[string]string{"board": board}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// play plays the lines in turn: whose turn it is follows from the rules.
func play(t testing.TB, s game.State, lines string) game.State {
	t.Helper()
	for _, line := range strings.Fields(lines) {
		var err error
		if s, err = s.Play(s.Turn()[0], game.Move(line)); err != nil {
			t.Fatalf("%s of %s: %v", line, lines, err)
		}
	}
	return s
}

func resign(t testing.TB, s game.State, seat game.Seat) game.State {
	t.Helper()
	s, err := s.(game.Resigner).Resign(seat)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// No move forbids another, so the sequences are those of n things without repetition.
func TestPerft(t *testing.T) {
	for board, lines := range map[string]uint64{"3x3": 24, "4x4": 40, "5x5": 60} {
		s, want := start(t, 3, board), uint64(1)
		for depth := range uint64(4) {
			if got := gametest.Perft(s, int(depth)); got != want {
				t.Errorf("%s: perft(%d) = %d, want %d", board, depth, got, want)
			}
			want *= lines - depth
		}
	}
}

func TestWhoseTurnItIs(t *testing.T) {
	for _, c := range []struct {
		what  string
		seats int
		lines string
		turn  game.Seat
	}{
		{"the first of two", 2, "", 0},
		{"the second of two", 2, "b1", 1},
		{"back to the first of two", 2, "b1 d1", 0},
		{"the third of three", 3, "b1 d1", 2},
		{"back to the first of three", 3, "b1 d1 f1", 0},
		{"the fourth of four", 4, "b1 d1 f1", 3},
		{"whoever closes a box goes on", 2, "b1 a2 b3 c2", 1},
		{"and again", 2, "b1 a2 b3 d1 d3 e2 c2", 0},
		{"and then the next", 2, "b1 a2 b3 c2 f7", 0},
	} {
		s := play(t, start(t, c.seats, "3x3"), c.lines)
		if got := s.Turn(); !slices.Equal(got, []game.Seat{c.turn}) {
			t.Errorf("%s: %v to move, want %d", c.what, got, c.turn)
		}
	}
}

func TestALineCanCloseTwoBoxes(t *testing.T) {
	v := play(t, start(t, 2, "3x3"), "b1 a2 b3 d1 d3 e2 c2").View(0)
	if v.Note != "Cross 2, Ring 0." || v.Log[6].Text != "c2, 2 boxes" {
		t.Errorf("%q, %+v", v.Note, v.Log)
	}
	for col, want := range map[int]string{1: "cross", 2: "line", 3: "cross", 5: ""} {
		c := v.Boards[0].Cell(col, 5)
		if last := col < 5; c.Piece != want || c.Has(game.Last) != last {
			t.Errorf("%s: %q, marked: %v, want %q, %v", c.Label, c.Piece, c.Has(game.Last), want, last)
		}
	}
}

func TestOutcomes(t *testing.T) {
	for _, c := range []struct {
		seats   int
		board   string
		lines   string
		winners []game.Seat
		reason  string
	}{
		{2, "3x3", "c6 f1 e4 b7 g6 a4 e6 e2 g4 b3 c2 g2 f3 f5 f7 d5 d7 c4 b5 a6 d3 d1 a2 b1", []game.Seat{0}, "7 boxes to 2"},
		{2, "3x3", "g6 f7 c6 e4 a6 b1 a4 d1 g4 f1 a2 c4 d7 g2 f3 f5 e2 e6 d5 d3 c2 b3 b5 b7", []game.Seat{1}, "9 boxes to 0"},
		{2, "4x4", "c2 b9 f5 f7 d5 h5 d9 g4 e8 h1 h7 a2 e2 c4 b7 i8 f1 b5 i2 e6 g6 i6 d3 d1 e4 f3 g2 h3 i4 c8 d7 a8 c6 a6 b1 b3 a4 h9 g8 f9", nil, "8 boxes each"},
		{3, "3x3", "c6 f1 e4 b7 g6 a4 e6 e2 g4 b3 c2 g2 f3 f5 f7 d5 d7 c4 b5 a6 d3 d1 a2 b1", []game.Seat{0, 2}, "4, 4 and 1 box"},
		{3, "3x3", "c2 b5 d7 f1 e2 b3 a6 e4 e6 g6 g4 b7 c6 d5 f7 f5 f3 g2 a4 c4 d3 d1 a2 b1", nil, "3 boxes each"},
		{4, "3x3", "a6 b1 a4 e6 c2 e4 g6 g2 c4 e2 c6 g4 d7 d5 d3 d1 b3 b5 b7 a2 f5 f3 f1 f7", []game.Seat{1, 2, 3}, "3, 3, 3 and 0 boxes"},
	} {
		out, over := play(t, start(t, c.seats, c.board), c.lines).Outcome()
		if !over || !slices.Equal(out.Winners, c.winners) || out.Reason != c.reason {
			t.Errorf("%d players on %s: %+v, %v, want %v, %s", c.seats, c.board, out, over, c.winners, c.reason)
		}
	}
}

func TestWhoeverGaveUpIsPlayedPast(t *testing.T) {
	s := resign(t, play(t, start(t, 4, "3x3"), "b1"), 2)
	var turns []game.Seat
	for _, line := range []string{"d1", "f1", "b7", "d7"} {
		turns = append(turns, s.Turn()[0])
		s = play(t, s, line)
	}
	if want := []game.Seat{1, 3, 0, 1}; !slices.Equal(turns, want) {
		t.Errorf("%v to move, want %v", turns, want)
	}
	if note := s.View(0).Note; note != "Cross 0, Ring 0, Disc 0 (gave up), Square 0." {
		t.Errorf("%q", note)
	}
	if _, err := s.Play(2, "f7"); !errors.Is(err, game.ErrTurn) {
		t.Errorf("Disc plays on: %v", err)
	}
	if n := len(game.Moves(s, 2)) + len(s.View(2).Choices); n > 0 {
		t.Errorf("Disc has %d moves", n)
	}
}

func TestGivingUpOnOnesTurnPassesIt(t *testing.T) {
	s := resign(t, play(t, start(t, 3, "3x3"), "b1 d1"), 2)
	if got := s.Turn(); !slices.Equal(got, []game.Seat{0}) {
		t.Errorf("%v to move, want Cross", got)
	}
	// In the middle of a turn, with a box just closed.
	s = resign(t, play(t, start(t, 3, "3x3"), "b1 a2 b3 c2"), 0)
	if got := s.Turn(); !slices.Equal(got, []game.Seat{1}) {
		t.Errorf("%v to move, want Ring", got)
	}
	if c := s.View(1).Boards[0].Cell(1, 5); c.Piece != "cross" {
		t.Errorf("%s holds %q, want the box to stay", c.Label, c.Piece)
	}
}

func TestWhoeverIsLeftAloneHasWon(t *testing.T) {
	s := play(t, start(t, 4, "3x3"), "b1 a2 b3 c2")
	for i, seat := range []game.Seat{3, 0, 2} {
		if _, over := s.Outcome(); over {
			t.Fatalf("over after %d of 4 gave up", i)
		}
		s = resign(t, s, seat)
	}
	out, over := s.Outcome()
	if !over || !slices.Equal(out.Winners, []game.Seat{1}) || len(s.Turn()) > 0 {
		t.Errorf("%+v, %v, %v to move", out, over, s.Turn())
	}
	if _, err := s.Play(1, "f7"); !errors.Is(err, game.ErrTurn) {
		t.Errorf("a line after the end: %v", err)
	}
}

// Ring has 7 of 9 boxes and gives up. The last line makes it one each for the
// two who are left, and all of those who are left is a draw.
func TestWhoeverGaveUpCannotWin(t *testing.T) {
	s := play(t, start(t, 3, "3x3"), "b5 e6 b1 f5 d1 g4 a2 c6 d3 g2 a4 f1 e4 f3 e2 c2 b3 c4 d5 d7 f7 g6 a6")
	if note := s.View(0).Note; note != "Cross 0, Ring 7, Disc 1." {
		t.Fatal(note)
	}
	out, over := play(t, resign(t, s, 1), "b7").Outcome()
	if !over || len(out.Winners) > 0 || out.Reason != "1 box each" {
		t.Errorf("%+v, %v, want a draw", out, over)
	}
	out, over = play(t, resign(t, s, 2), "b7").Outcome()
	if !over || !slices.Equal(out.Winners, []game.Seat{1}) || out.Reason != "7 boxes to 1" {
		t.Errorf("%+v, %v, want Ring", out, over)
	}
}

func TestGivingUpIsRefused(t *testing.T) {
	s := resign(t, start(t, 3, "3x3"), 1)
	end := play(t, start(t, 3, "3x3"), "c6 f1 e4 b7 g6 a4 e6 e2 g4 b3 c2 g2 f3 f5 f7 d5 d7 c4 b5 a6 d3 d1 a2 b1")
	for _, c := range []struct {
		what string
		s    game.State
		seat game.Seat
	}{
		{"twice", s, 1}, {"for a chair that is not there", s, 3}, {"for a spectator", s, game.Spectator},
		{"for chance", s, game.Chance}, {"after the end", end, 0}, {"after everybody else", resign(t, s, 0), 2},
	} {
		next, err := c.s.(game.Resigner).Resign(c.seat)
		if !errors.Is(err, game.ErrTurn) || next != nil {
			t.Errorf("%s: %v, %v", c.what, next, err)
		}
	}
}

func TestGivingUpLeavesThePositionAlone(t *testing.T) {
	s := play(t, start(t, 3, "3x3"), "b1 d1")
	before := fmt.Sprint(s.Turn(), s.View(0))
	resign(t, s, 2)
	if after := fmt.Sprint(s.Turn(), s.View(0)); after != before {
		t.Errorf("%s became %s", before, after)
	}
}

func TestRefusalsHelp(t *testing.T) {
	s := play(t, start(t, 2, "3x3"), "b1")
	for move, says := range map[game.Move]string{
		"b1": "the line b1 is drawn", "a1": "no such line", "b2": "no such line", "a8": "no such line", "b1 ": "no such line",
	} {
		if _, err := s.Play(1, move); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", move, err, says)
		}
	}
}

func BenchmarkPlay(b *testing.B) {
	s := start(b, 4, "5x5")
	for b.Loop() {
		if _, err := s.Play(0, "b1"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMoves(b *testing.B) {
	s := start(b, 4, "5x5")
	for b.Loop() {
		game.Moves(s, 0)
	}
}
