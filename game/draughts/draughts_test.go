package draughts

import (
	"math/bits"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
)

func TestRules(t *testing.T) { gametest.Run(t, Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, Rules{}) }

func TestPlaythroughs(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there are none", err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, Rules{}, file) })
	}
}

// set is a position as PDN writes it: "B:B1,K5:W9" has Black to move.
func set(t *testing.T, text string) *position {
	t.Helper()
	var b board
	parts := strings.Split(text, ":")
	if parts[0] == "W" {
		b.turn = white
	}
	for _, part := range parts[1:] {
		seat := black
		if part[0] == 'W' {
			seat = white
		}
		for _, s := range strings.Split(part[1:], ",") {
			name, isKing := strings.CutPrefix(s, "K")
			n, err := strconv.Atoi(name)
			if err != nil {
				t.Fatal(err)
			}
			b.pieces[seat] |= 1 << (n - 1)
			if isKing {
				b.kings |= 1 << (n - 1)
			}
		}
	}
	return newPosition(b, nil)
}

// play plays moves that are separated by spaces.
func play(t *testing.T, p *position, moves string) *position {
	t.Helper()
	for _, m := range strings.Fields(moves) {
		next, err := p.Play(p.mover(), game.Move(m))
		if err != nil {
			t.Fatalf("%s of %s: %v", m, moves, err)
		}
		p = next.(*position)
	}
	return p
}

// Different ways to jump from one square to another are different moves.
func TestPerft(t *testing.T) {
	want := []uint64{7, 49, 302, 1469, 7361, 36768, 179740, 845931, 3963680}
	if testing.Short() {
		want = want[:7]
	}
	for i, n := range want {
		if got := gametest.Perft(opening, i+1); got != n {
			t.Errorf("perft(%d) = %d, want %d", i+1, got, n)
		}
	}
}

func TestMoves(t *testing.T) {
	for _, c := range []struct {
		what, position string
		want           []string
	}{
		{"men go forward", "B:B14:W32", []string{"14-17", "14-18"}},
		{"and White's the other way", "W:B1:W18", []string{"18-14", "18-15"}},
		{"at the left edge", "B:B5:W32", []string{"5-9"}},
		{"at the right edge", "B:B12:W32", []string{"12-16"}},
		{"kings go both ways", "B:BK14:W32", []string{"14-9", "14-10", "14-17", "14-18"}},
		{"by one square", "W:B32:WK1", []string{"1-5", "1-6"}},
		{"captures come first", "B:B1,14:W18", []string{"14x23"}},
		{"men do not capture backwards", "B:B18:W14,15,32", []string{"18-22", "18-23"}},
		{"kings do", "B:BK18:W14,32", []string{"18x9"}},
		{"no jump over one's own", "B:B14,18:W32", []string{"14-17", "18-22", "18-23"}},
		{"nor over two", "B:B14,5:W18,23,32", []string{"5-9", "14-17"}},
		{"nor over the edge", "B:B14:W17,21,32,18,23", []string{}},
		{"any capture will do", "B:B6,14:W9,10,17,18,26", []string{"6x13x22x31", "6x15x22x31", "14x21", "14x23x30"}},
	} {
		var got []string
		for _, m := range set(t, c.position).Moves(set(t, c.position).mover()) {
			got = append(got, string(m))
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s, %s: %v, want %v", c.what, c.position, got, c.want)
		}
	}
}

// A king can jump round and come back to where it began, the one way or the
// other.
func TestAKingCanJumpInACircle(t *testing.T) {
	p := set(t, "B:BK6:W9,10,17,18,32")
	got := p.Moves(black)
	slices.Sort(got)
	if want := []game.Move{"6x13x22x15x6", "6x15x22x13x6"}; !slices.Equal(got, want) {
		t.Fatalf("%v, want %v", got, want)
	}
	for _, m := range got {
		after := play(t, p, string(m))
		if after.pieces != [2]squares{black: 1 << 5, white: 1 << 31} || after.kings != 1<<5 {
			t.Errorf("%s leaves %v, kings %v", m, after.pieces, after.kings)
		}
	}
	for _, c := range p.View(black).Choices {
		if c.Label != "" {
			t.Errorf("%s is labelled %s, which the other could be too", c.Move, c.Label)
		}
	}
}

func TestCapturesCanBeTypedShort(t *testing.T) {
	for typed, want := range map[string]string{"19x3": "19x12x3", "19X12x3": "19x12x3", "19x12": ""} {
		if c, _ := game.Match(set(t, "W:W19:B16,8").View(white).Choices, typed); string(c.Move) != want {
			t.Errorf("%s is taken for %q, want %q", typed, c.Move, want)
		}
	}
}

func TestCrowning(t *testing.T) {
	p := set(t, "B:B22,1:W26,27,32")
	if got := p.Moves(black); !slices.Equal(got, []game.Move{"22x31"}) {
		t.Fatalf("%v: a man that becomes a king goes no further", got)
	}
	p = play(t, p, "22x31 32-28 31x24")
	if !p.kings.has(23) || p.kings.count() != 1 {
		t.Errorf("the kings are %032b", p.kings)
	}
	if p = play(t, set(t, "B:B28,4:W5"), "28-32 5-1"); p.kings != 1<<31|1<<0 {
		t.Errorf("on both last rows the kings are %032b", p.kings)
	}
}

func TestRefusalsSayWhy(t *testing.T) {
	const position = "B:B9,15,K20:W13,18,26"
	for _, c := range []struct{ move, why string }{
		{"e4", "a move is written like 11-15 or 15x22"},
		{"15x", "a move is written like 11-15 or 15x22"},
		{"15-22-31", "a move is written like 11-15 or 15x22"},
		{"015x22x31", "a move is written like 11-15 or 15x22"},
		{"33-29", "a move is written like 11-15 or 15x22"},
		{"9-14", "whoever can capture must capture"},
		{"15x22", "the capture must go on, like 15x22x31"},
		{"15-22", "whoever can capture must capture"},
		{"20x27", "that piece cannot go there"},
		{"13-9", "none of your pieces stands on 13"},
	} {
		_, err := set(t, position).Play(black, game.Move(c.move))
		if err == nil || err.Error() != "illegal move: "+c.why {
			t.Errorf("%s is refused with %q, want %q", c.move, err, c.why)
		}
	}
}

func TestEndings(t *testing.T) {
	const shuffle = " 1-5 32-28 5-1 28-32"
	kings := set(t, "B:BK1:WK32")
	for _, c := range []struct {
		what    string
		p       *position
		winners []game.Seat
		reason  string // "" if it is not over
	}{
		{"the last piece is taken", play(t, set(t, "B:B15:W18"), "15x22"), []game.Seat{black}, reasons[taken]},
		{"Black cannot step, but can jump", play(t, set(t, "W:B12:W16,24"), "24-20"), nil, ""},
		{"blocked by the last move", play(t, set(t, "W:B12:W16,20,24"), "24-19"), []game.Seat{white}, reasons[blocked]},
		{"twice the same", play(t, kings, shuffle), nil, ""},
		{"the third time", play(t, kings, shuffle+shuffle), nil, reasons[repeated]},
	} {
		out, over := c.p.Outcome()
		if over != (c.reason != "") || out.Reason != c.reason || !slices.Equal(out.Winners, c.winners) {
			t.Errorf("%s: %v, %+v", c.what, over, out)
		}
	}
}

// wander lets kings go about in their own three rows, with as few repetitions
// as possible, until the clock shows so many plies.
func wander(t *testing.T, p *position, plies int8) *position {
	t.Helper()
	for p.clock < plies {
		var best *position
		for _, m := range p.Moves(p.mover()) {
			next := play(t, p, string(m))
			atHome := next.pieces[black]&^opening.pieces[black] == 0 && next.pieces[white]&^opening.pieces[white] == 0
			if atHome && (best == nil || next.times < best.times) {
				best = next
			}
		}
		if best == nil || best.end == repeated {
			t.Fatalf("nowhere to go after %d plies", p.clock)
		}
		p = best
	}
	return p
}

func TestFortyMovesAreADraw(t *testing.T) {
	p := wander(t, set(t, "B:BK1,K2:WK31,K32"), drawnPlies-1)
	if p.end != 0 {
		t.Fatalf("it is over a ply before: %s", reasons[p.end])
	}
	p = wander(t, p, drawnPlies)
	if out, over := p.Outcome(); !over || len(out.Winners) != 0 || out.Reason != reasons[quiet] {
		t.Errorf("%v, %+v", over, out)
	}
	if p := play(t, set(t, "B:BK1,12:WK32"), "1-5 32-28 12-16"); p.clock != 0 {
		t.Errorf("a man has moved, and the clock shows %d", p.clock)
	}
}

func TestTheBoardIsTurnedForBlack(t *testing.T) {
	for seat, want := range map[game.Seat][]string{
		game.Spectator: {"32", "28", "24", "20", "16", "12", "8", "4"},
		black:          {"32", "28", "24", "20", "16", "12", "8", "4"},
		white:          {"1", "5", "9", "13", "17", "21", "25", "29"},
	} {
		b := opening.View(seat).Boards[0]
		if !slices.Equal(b.RowLabels, want) || string(b.Cell(1, 0).Spot) != want[0] || string(b.Cell(0, 7).Spot) != want[7] {
			t.Errorf("seat %d has the rows %v, want %v", seat, b.RowLabels, want)
		}
	}
}

// mirror is the position with the board turned and the colours changed.
func mirror(p *position) *position {
	rotated := func(s squares) squares { return squares(bits.Reverse32(uint32(s))) }
	return newPosition(board{
		pieces: [2]squares{rotated(p.pieces[white]), rotated(p.pieces[black])}, kings: rotated(p.kings), turn: 1 - p.turn,
	}, nil)
}

func TestEvaluation(t *testing.T) {
	for _, c := range []struct{ what, fen, worse string }{
		{"a man more", "B:B1,2:W32", "B:B1:W32"},
		{"a king instead of a man", "B:BK14:W32", "B:B14:W32"},
		{"a man ahead", "B:B21:W32", "B:B13:W32"},
		{"a king in the middle", "B:BK14:W32", "B:BK4:W32"},
		{"the first row held", "B:B1,3,14:W32", "B:B5,6,14:W32"},
		{"two against one", "B:B1,2:W32", "B:B1,2,5,6,9,10,13:W20,24,27,28,31,32"},
	} {
		if a, b := set(t, c.fen).Evaluate(black), set(t, c.worse).Evaluate(black); a <= b {
			t.Errorf("%s: %d against %d", c.what, a, b)
		}
	}
	for _, text := range []string{"B:B1,2:W32", "W:B14,K3:W32,K8,27", "B:B21,5:WK4"} {
		p := set(t, text)
		if p.Evaluate(black) != -p.Evaluate(white) || p.Evaluate(black) != mirror(p).Evaluate(white) {
			t.Errorf("%s: %d and %d; turned, %d", text, p.Evaluate(black), p.Evaluate(white), mirror(p).Evaluate(white))
		}
	}
}

func TestHash(t *testing.T) {
	if play(t, opening, "11-15 23-19 9-14").Hash() != play(t, opening, "9-14 23-19 11-15").Hash() {
		t.Error("two orders of moves lead to different positions")
	}
	seen := make(map[uint64]string)
	for _, text := range []string{"B:B1:W32", "W:B1:W32", "B:BK1:W32", "B:B1:WK32", "B:B2:W32", "B:B32:W1", "B:B1,32:W2"} {
		h := set(t, text).Hash()
		if other, ok := seen[h]; ok {
			t.Errorf("%s and %s have the same hash", text, other)
		}
		seen[h] = text
	}
	kings := set(t, "B:BK1:WK32")
	if kings.Hash() == play(t, kings, "1-5 32-28 5-1 28-32").Hash() {
		t.Error("a repetition does not matter")
	}
}

func BenchmarkPlay(b *testing.B) {
	p := opening
	b.Run("Play", func(b *testing.B) {
		for b.Loop() {
			if _, err := p.Play(black, "11-15"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Moves", func(b *testing.B) {
		for b.Loop() {
			p.Moves(black)
		}
	})
	b.Run("View", func(b *testing.B) {
		for b.Loop() {
			p.View(black)
		}
	})
	b.Run("Evaluate", func(b *testing.B) {
		for b.Loop() {
			p.Evaluate(black)
		}
	})
	b.Run("Hash", func(b *testing.B) {
		for b.Loop() {
			p.Hash()
		}
	})
}
