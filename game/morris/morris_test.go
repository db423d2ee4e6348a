package morris_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
	"crossplay/game/morris"
)

func TestRules(t *testing.T) { gametest.Run(t, morris.Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, morris.Rules{}) }

func TestPlaythroughs(t *testing.T) {
	for _, file := range []string{
		"testdata/mill.txt", "testdata/fly.txt", "testdata/walk.txt", "testdata/blocked.txt", "testdata/repeat.txt",
	} {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, morris.Rules{}, file) })
	}
}

func start(t testing.TB, flying string) game.State {
	t.Helper()
	s, err := morris.Rules{}.Start(game.Setup{Seats: 2, Options: map[string]string{"flying": flying}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// play plays the moves in turn, with spaces between them.
func play(t testing.TB, s game.State, moves string) game.State {
	t.Helper()
	for i, m := range strings.Fields(moves) {
		turn := s.Turn()
		if len(turn) == 0 {
			t.Fatalf("the game is over before move %d, %s", i+1, m)
		}
		next, err := s.Play(turn[0], game.Move(m))
		if err != nil {
			t.Fatalf("move %d, %s: %v", i+1, m, err)
		}
		s = next
	}
	return s
}

// The fifth ply is the first that can close a mill: 16 of them, in 6 orders,
// with 21 × 20 ways to place the black stones, of which one is taken.
func TestPerft(t *testing.T) {
	want := []uint64{1, 24, 552, 12144, 255024, 24*23*22*21*20 + 16*6*21*20}
	if testing.Short() {
		want = want[:5]
	}
	s := start(t, "on")
	for depth, n := range want {
		if got := gametest.Perft(s, depth); got != n {
			t.Errorf("perft(%d) = %d, want %d", depth, got, n)
		}
	}
}

// The lines of the board are where its cells say.
func TestBoard(t *testing.T) {
	b := start(t, "on").View(game.Spectator).Boards[0]
	want := []string{
		"es ew ew esw ew ew sw",
		"ns es ew nesw ew sw ns",
		"ns ns es new sw ns ns",
		"nes nesw nsw - nes nesw nsw",
		"ns ns ne esw nw ns ns",
		"ns ne ew nesw ew nw ns",
		"ne ew ew new ew ew nw",
	}
	points := 0
	for row, arms := range want {
		for col, a := range strings.Fields(arms) {
			c := b.Cell(col, row)
			if c.Arms != strings.Trim(a, "-") {
				t.Errorf("the lines of %s are %q, want %s", c.Label, c.Arms, a)
			}
			if c.Kind == "" {
				points++
			}
		}
	}
	if points != 24 {
		t.Errorf("%d points, want 24", points)
	}
}

// takes lists the moves that the point begins with and that take a stone.
func takes(s game.State, to string) string {
	var all []string
	for _, m := range game.Moves(s, s.Turn()[0]) {
		if _, prey, ok := strings.Cut(string(m), "x"); ok && strings.HasPrefix(string(m), to) {
			all = append(all, prey)
		}
	}
	return strings.Join(all, " ")
}

func TestMills(t *testing.T) {
	for _, c := range []struct {
		how, moves, to, takes string
	}{
		{"no mill", "a1 a7 d2 g7", "g1", ""},
		{"a mill", "a1 a7 d1 g7", "g1", "a7 g7"},
		{"two mills at once take one stone", "a1 g1 a7 d6 b4 f6 c4 e5", "a4", "d6 f6 e5 g1"},
		{"not across the middle", "c4 a7 e4 g7 a4 c3", "g4", ""},
		{"none out of a mill, if there is another", "b2 a7 d2 d7 a1 g7xa1 c3 e5", "f2", "e5"},
		{"out of a mill, if all are in one", "b2 a7 d2 d7 a1 g7xa1", "f2", "a7 d7 g7"},
	} {
		if got := takes(play(t, start(t, "on"), c.moves), c.to); got != c.takes {
			t.Errorf("%s: %s takes one of %q, want %q", c.how, c.to, got, c.takes)
		}
	}
}

func TestRefusals(t *testing.T) {
	placed := "b4 d2 g1 g7 b6 d1 b2xg7 d3xg1 d7 g7 a7 a4 c3 d6 f2 f4 a1 g4"
	for _, c := range []struct{ moves, m, why string }{
		{"", "a1-a4", "none moves"},
		{"", "d4", "no such point"},
		{"", "-a1", "no such point"},
		{"", "a1-", "no such point"},
		{"", "a1x", "no such point"},
		{"", "xa1", "no such point"},
		{"", "a1-a4-a7", "no such point"},
		{"", "a1xa4xa7", "no such point"},
		{"", "a1xa7", "closes no mill"},
		{"a1", "a1", "stone already"},
		{"a1 a7 d1 g7", "g1", "say which stone"},
		{"a1 a7 d1 g7", "g1xd1", "nothing to take"},
		{"a1 a7 d1 g7", "g1xf4", "nothing to take"},
		{"b2 a7 d2 d7 a1 g7xa1 c3 e5", "f2xa7", "in a mill"},
		{placed, "g1", "has to move"},
		{placed, "d1-g1", "no stone there"},
		{placed, "g1-d1", "no stone there"},
		{placed, "f2-g1", "not the next point"},
		{placed, "a1-a4", "stone already"},
		{placed, "a1-a1", "stone already"},
	} {
		s := play(t, start(t, "on"), c.moves)
		if _, err := s.Play(s.Turn()[0], game.Move(c.m)); !errors.Is(err, game.ErrIllegal) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s after %q is answered with %v; want: %s", c.m, c.moves, err, c.why)
		}
	}
}

// A mill that is opened can be closed again, and takes again.
func TestAMillOpensAndCloses(t *testing.T) {
	s := play(t, start(t, "on"), "c5 e5 d5 b2 f2 d2 g7 b6 d1 d3 b4 g4 e4 f6 d6 d7 a4 a1")
	if got := takes(s, "c5-c4"); got != "d7 b6 f6 e5 g4 d3 b2 d2 a1" {
		t.Errorf("closing it takes one of %q", got)
	}
	s = play(t, s, "c5-c4xf6 d3-e3")
	if got := takes(s, "c4-c5"); got != "" {
		t.Errorf("opening it takes one of %q", got)
	}
	s = play(t, s, "c4-c5 d2-d3")
	if got := takes(s, "c5-c4"); got != "d7 b6 e5 g4 d3 e3 b2 a1" {
		t.Errorf("closing it again takes one of %q", got)
	}
}

// Both are down to three stones.
const threeEach = "c5 b6 e5 b2 e3 b4xc5 e4xb6 b6xe4 e4xb6 b6xe5 e5xb6 b6xe5 e5xb6 b6xe4 e4xb6 b6xe5 e5xb6 d7"

func TestFlying(t *testing.T) {
	s := play(t, start(t, "on"), threeEach)
	v := s.View(0)
	if v.Note != "White has three stones, which may fly." {
		t.Errorf("the note is %q", v.Note)
	}
	// Three stones to eighteen free points; what takes a stone would count more.
	if n := len(v.Choices); n != 3*18 {
		t.Errorf("%d choices, want %d", n, 3*18)
	}
	v = play(t, start(t, "off"), threeEach).View(0)
	for _, c := range v.Choices {
		if c.Move == "e5-a7" {
			t.Error("stones fly although it is switched off")
		}
	}
	if v.Note != "" {
		t.Errorf("the note is %q", v.Note)
	}
}

func TestEnds(t *testing.T) {
	for _, c := range []struct {
		how     string
		moves   string
		winners []game.Seat
		reason  string
		marked  string
	}{
		{"too few", threeEach + " e5-a7 d7-b6xa7", []game.Seat{1}, "only two stones are left", "b6 b4 b2"},
		{"too few when all are placed", "d2 e5 b6 d5 f2 c5xb6 b2xc5 c5xb2 b2xc5 c5xb2 b2xc5 c5xb2 b2xc5 c5xb2 b2xc5 c5xb2 b2xc5 c5xb2", []game.Seat{1}, "only two stones are left", "c5 d5 e5"},
		{"White is stuck", "b4 d2 g1 g7 b6 d1 b2xg7 d3xg1 d7 g7 a7 a4 c3 d6 f2 f4 a1 c4", []game.Seat{1}, "no stone can move", ""},
		{"Black is stuck", "f4 e3 b6 c3 d6 d3xb6 d1 d7 g4 f2 a4 e5 e4xd7 g1 c4 b2 b4xe5 d2xd6 a4-a1", []game.Seat{0}, "no stone can move", ""},
		{"repeated", "d7 d1 d3 e5 a1 c4 b4 b2 a4 e4 a7xe5 c5 g1 c3xd7 f4 g7 f2 g4 d3-e3 d1-d2 e3-d3 d2-d1 d3-d2 e4-e5 d2-d3 e5-e4", nil, "the same position for the third time", ""},
		{"uneventful", uneventful, nil, "fifty moves by each without a mill", ""},
	} {
		t.Run(c.how, func(t *testing.T) {
			s := play(t, start(t, "on"), c.moves)
			out, over := s.Outcome()
			if !over || !slices.Equal(out.Winners, c.winners) || out.Reason != c.reason {
				t.Errorf("%+v, %v; want %v, %s", out, over, c.winners, c.reason)
			}
			marked := make(map[string]bool)
			for _, cell := range s.View(game.Spectator).Boards[0].Cells {
				if cell.Has(game.Win) {
					marked[cell.Label] = true
				}
			}
			want := strings.Fields(c.marked)
			for _, name := range want {
				if !marked[name] {
					t.Errorf("%s is not marked", name)
				}
			}
			if len(marked) != len(want) {
				t.Errorf("%v are marked, want %v", marked, want)
			}
		})
	}
}

// The last mill of this game is a hundred moves before its end.
const uneventful = `b2 d6 f2 e3 d2xd6 f4 d1 e4 c5 e5xc5 b6 g4xb6 d3xe5 e5xd3 d3xe5 e5xd3 d3xe5 e5xd3 d2-d3 e5-d5 d3-d2xd5
	e3-d3 b2-b4 f4-f6 f2-f4 e4-e5 d1-a1 e5-e4 d2-d1 g4-g1 a1-a4 f6-d6 d1-a1 d6-b6 b4-b2 e4-e5 f4-g4 d3-d2 g4-g7 e5-d5
	a4-b4 d5-d6 a1-a4 d6-d5 g7-g4 d2-d1 g4-g7 d1-a1 b2-d2 g1-g4 d2-b2 d5-c5 a4-a7 a1-d1 a7-d7 c5-c4 b2-d2 d1-a1 d2-f2
	g4-g1 f2-d2 c4-c5 d2-b2 c5-c4 b2-d2 c4-c5 d7-a7 a1-d1 d2-b2 g1-g4 b4-a4 b6-d6 a4-b4 d1-g1 b4-c4 d6-d5 b2-d2 g4-f4
	d2-d3 g1-d1 d3-d2 d1-a1 d2-d1 d5-d6 d1-g1 a1-d1 g1-g4 f4-f6 g4-f4 d6-b6 f4-e4 d1-g1 a7-a4 g1-g4 e4-f4 g4-g1 f4-g4
	b6-b4 g4-f4 b4-b6 a4-a7 g1-g4 c4-b4 g4-g1 f4-g4 f6-f4 b4-a4 g1-d1 a4-a1 d1-g1 a1-a4 g1-d1 a4-a1 f4-f2 a7-a4 d1-d2
	g4-f4 d2-d3 f4-g4 d3-c3 a1-d1`

func TestFiftyMovesAreCounted(t *testing.T) {
	moves := strings.Fields(uneventful)
	for i, m := range moves[len(moves)-100:] {
		if strings.Contains(m, "x") {
			t.Errorf("move %d of the last hundred is %s", i+1, m)
		}
	}
	if m := moves[len(moves)-101]; !strings.Contains(m, "x") {
		t.Errorf("the move before the last hundred is %s, which is no mill", m)
	}
}

func TestNote(t *testing.T) {
	s := start(t, "on")
	for _, c := range []struct{ moves, note string }{
		{"", "White has 9 to place, Black 9."},
		{"a1", "White has 8 to place, Black 9."},
		{"a7", "White has 8 to place, Black 8."},
		{"d1 g7", "White has 7 to place, Black 7."},
		{"g1xa7", "White has 6 to place, Black 7."},
	} {
		s = play(t, s, c.moves)
		if got := s.View(game.Spectator).Note; got != c.note {
			t.Errorf("after %s the note is %q, want %q", c.moves, got, c.note)
		}
	}
}

func TestLastMove(t *testing.T) {
	s := play(t, start(t, "on"), threeEach+" e5-a7 d7-b6xa7")
	for _, c := range s.View(0).Boards[0].Cells {
		want := c.Label == "d7" || c.Label == "b6" || c.Label == "a7"
		if c.Has(game.Last) != want {
			t.Errorf("%+v was touched last: %v", c, want)
		}
	}
}

// Whoever has a stone more is ahead, and a mill is better than none.
func TestEvaluation(t *testing.T) {
	worth := func(moves string) int {
		return play(t, start(t, "on"), moves).(game.Evaluator).Evaluate(0)
	}
	if n := worth(""); n != 0 {
		t.Errorf("the empty board is worth %d", n)
	}
	if n := worth("a1 a7 d1 g7 g1xa7"); n <= 100 {
		t.Errorf("a stone ahead and a mill are worth %d", n)
	}
	if crossing, corner := worth("d2"), worth("a1"); crossing <= corner {
		t.Errorf("a stone on a crossing is worth %d, one in the corner %d", crossing, corner)
	}
}

func TestHash(t *testing.T) {
	hash := func(moves string) uint64 {
		return play(t, start(t, "on"), moves).(game.Evaluator).Hash()
	}
	if hash("a1 d1 a7 d7") != hash("a7 d7 a1 d1") {
		t.Error("the order of the moves matters")
	}
	seen := make(map[uint64]string)
	for _, moves := range []string{"", "a1", "a1 d1", "d1 a1", "a1 d1 a7", threeEach, threeEach + " e5-d5 d7-g7", threeEach + " e5-d5 d7-g7 d5-d6 g7-d7 d6-d5 d7-g7"} {
		h := hash(moves)
		if other, ok := seen[h]; ok {
			t.Errorf("%q and %q have the same hash", moves, other)
		}
		seen[h] = moves
	}
}

func BenchmarkMoves(b *testing.B) {
	s := play(b, start(b, "on"), uneventful[:len(uneventful)-6]).(game.MoveLister)
	for b.Loop() {
		s.Moves(s.Turn()[0])
	}
}

func BenchmarkPlay(b *testing.B) {
	s := play(b, start(b, "on"), uneventful[:len(uneventful)-6])
	seat := s.Turn()[0]
	m := game.Moves(s, seat)[0]
	for b.Loop() {
		if _, err := s.Play(seat, m); err != nil {
			b.Fatal(err)
		}
	}
}
