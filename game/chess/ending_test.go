package chess

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	lib "github.com/corentings/chess/v2"

	"crossplay/game"
)

func TestDeadPositions(t *testing.T) {
	for _, c := range []struct {
		fen  string
		dead bool
	}{
		{"4k3/8/8/8/8/8/8/4K3", true},
		{"4k3/8/8/8/8/8/8/4KN2", true},
		{"4kb2/8/8/8/8/8/8/4K3", true},
		{"4kb2/8/8/8/8/8/8/2B1K3", true},   // f8 and c1 are both dark
		{"4kb2/8/8/8/8/8/8/2B1K1B1", true}, // three dark ones
		{"4kb2/8/8/8/8/8/8/4KB2", false},   // f8 is dark, f1 is light
		{"4k3/8/8/8/8/8/8/2B1KB2", false},
		{"4k3/8/8/8/8/8/8/4KNN1", false}, // mate is possible, if not by force
		{"4kn2/8/8/8/8/8/8/4KN2", false},
		{"4kb2/8/8/8/8/8/8/4KN2", false},
		{"4k3/p7/8/8/8/8/8/4K3", false},
		{"4k3/8/8/8/8/8/8/4KR2", false},
		{"4k3/8/8/8/8/8/8/4KQ2", false},
	} {
		p := set(t, c.fen+" w - - 0 1")
		if (p.end == dead) != c.dead {
			t.Errorf("%s: it is %v that nobody can mate, want %v", c.fen, p.end == dead, c.dead)
		}
	}
}

// Who has left can lose only to somebody who could have given mate.
func TestWhoCanStillGiveMate(t *testing.T) {
	for _, c := range []struct {
		fen          string
		white, black bool
	}{
		{"4k3/8/8/8/8/8/8/4KR2", true, false}, // a bare king
		{"4k3/8/8/8/8/8/8/4KQ2", true, false},
		{"4k3/p7/8/8/8/8/8/4K3", false, true},
		{"4k3/p7/8/8/8/8/8/4KN2", true, true},  // behind its own pawn a king can be mated
		{"4k3/q7/8/8/8/8/8/4KN2", false, true}, // a queen next to its king takes the knight
		{"4k3/qq6/8/8/8/8/8/4KN2", false, true},
		{"4k3/r7/8/8/8/8/8/4KN2", true, true},
		{"4k3/8/8/8/8/8/8/4KNN1", true, false},
		{"4k3/q7/8/8/8/8/8/4KNN1", true, true},
		{"4k3/8/8/8/8/8/8/4KBN1", true, false},
		{"4k3/r7/8/8/8/8/8/4KB2", false, true},
		{"4k3/q7/8/8/8/8/8/4KB2", false, true},
		{"4k3/p7/8/8/8/8/8/4KB2", true, true},
		{"4k3/n7/8/8/8/8/8/4KB2", true, true},
		{"2b1k3/8/8/8/8/8/8/4KB1R", true, false}, // c8 and f1 are both light
		{"4kb2/8/8/8/8/8/8/4KB2", true, true},    // f8 is dark, f1 is light
		{"2r1k3/8/8/8/8/8/8/2B1K1B1", false, true},
		{"2r1k3/8/8/8/8/8/8/4KBB1", true, true},
	} {
		p := set(t, c.fen+" w - - 0 1")
		if white, black := p.CanWin(0), p.CanWin(1); white != c.white || black != c.black {
			t.Errorf("%s: White can win %v, Black %v; want %v, %v", c.fen, white, black, c.white, c.black)
		}
	}
}

// A knight mates a king beside its own rook, and beside its own queen it does not.
func TestMateBesideTheOwnPieces(t *testing.T) {
	for fen, mate := range map[string]bool{
		"k1K5/r7/8/8/N7/8/8/8 w - - 0 1": true,
		"k1K5/q7/8/8/N7/8/8/8 w - - 0 1": false,
	} {
		next, err := set(t, fen).Play(0, "a4b6")
		if err != nil {
			t.Fatal(err)
		}
		if _, over := next.Outcome(); over != mate {
			t.Errorf("%s: it is %v that this is mate", fen, over)
		}
	}
}

// walls are positions in which no pawn can move. They are dead if no king ever
// comes to take one.
var walls = []struct {
	fen  string
	dead bool
}{
	{"8/8/4k3/1p1p1p1p/1P1P1P1P/4K3/8/8 w", true},
	{"8/8/4k3/1p1p1p1p/1P1P1P1P/4K3/8/8 b", true},
	{"8/8/4k3/p1p1p1p1/P1P1P1P1/4K3/8/8 w", true},
	{"8/6k1/8/p2p1p1p/P2P1P1P/8/1K6/8 w", true},      // the pawns guard the gaps
	{"8/6k1/8/p3p2p/P3P2P/8/1K6/8 w", false},         // a king comes through on the c file
	{"8/5k2/8/1p1p1p2/1P1P1P2/8/5K2/8 w", false},     // round the end
	{"8/8/4k3/1p1p1p1p/1P1P1P1P/4K3/6P1/8 w", false}, // a pawn can still move
	{"8/8/8/1p1pkp1p/1P1P1P1P/4K3/8/8 b", false},     // the king can take a pawn at once
	{"8/8/4k3/1p1p1p1p/1P1P1P1P/4K3/8/6B1 w", false}, // not looked at
	{"8/8/4k3/p1p1p1p1/PpP1P1P1/1P2K3/8/8 w", true},
	{"4k3/8/8/3p1p1p/p1pP1P1P/P1P5/8/4K3 w", true},
	{"8/8/8/p1p1p1p1/P1P1P1P1/8/8/1k2K3 w", false}, // one that is behind the enemy's pawns already
	{"8/8/8/8/8/p7/P7/K1k5 w", false},
	{"8/8/8/2k5/8/pK6/P7/8 b", false}, // the king takes the pawn in front of its own
}

func TestBlockedPositions(t *testing.T) {
	for _, c := range walls {
		fen := c.fen + " - - 0 1"
		if p := set(t, fen); (p.end == blocked) != c.dead {
			t.Errorf("%s: it ends with %q", c.fen, reasons[p.end])
		}
		if !strings.Contains(c.fen, "B") && set(t, mirror(strings.Replace(fen, " b ", " w ", 1))).end != set(t, strings.Replace(fen, " b ", " w ", 1)).end {
			t.Errorf("%s: with colours changed it ends otherwise", c.fen)
		}
	}
	out, over := set(t, walls[0].fen+" - - 0 1").Outcome()
	if !over || len(out.Winners) != 0 {
		t.Errorf("%v, %+v", over, out)
	}
}

func TestTheFirstVersionGoesOnWhenPawnsBlockEachOther(t *testing.T) {
	before := set(t, "8/8/4k3/1p1p1p1p/1P1P1P2/4K3/7P/8 w - - 0 1")
	if p := play(t, before, "h2h4"); p.end != blocked || len(p.Turn()) > 0 {
		t.Errorf("it ends with %q", reasons[p.end])
	}
	before.first = true
	if p := play(t, before, "h2h4 e6d6 e3d3 d6e6"); p.end != 0 {
		t.Errorf("by the first version it ends with %q", reasons[p.end])
	}
	for _, r := range []Rules{{}, First()} {
		s, err := r.Start(game.Setup{Seats: 2})
		if err != nil {
			t.Fatal(err)
		}
		if first := play(t, s, "e2e4 e7e5").first; first != r.first {
			t.Errorf("it is %v that version %d is played as the first", first, r.Info().Version)
		}
	}
}

// lives reports whether a pawn can ever move or be taken, or mate be given, when
// only kings move: by playing all of it.
func lives(t *testing.T, p *position) bool {
	t.Helper()
	type node struct {
		board [64]lib.Piece
		turn  lib.Color
	}
	p.first, p.end = true, 0
	seen := map[node]bool{{p.board, p.turn}: true}
	for todo := []*position{p}; len(todo) > 0; todo = todo[1:] {
		p := todo[0]
		if p.end == checkmate {
			return true
		}
		for _, m := range p.legal {
			if p.board[m.from].Type() == lib.Pawn || p.board[m.to] != lib.NoPiece {
				return true
			}
			next, err := p.Play(p.mover(), m.spell())
			if err != nil {
				t.Fatal(err)
			}
			q := next.(*position)
			if n := (node{q.board, q.turn}); !seen[n] {
				seen[n] = true
				todo = append(todo, q)
			}
		}
	}
	return false
}

// No position that is called dead is alive: every way to play it is tried.
func TestBlockedPositionsAreDead(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	dead, alive, missed := 0, 0, 0
	rounds := 40
	if testing.Short() {
		rounds = 10
	}
	for tries := 0; dead < rounds && tries < 200_000; tries++ {
		p := randomWall(t, r)
		if p == nil {
			continue
		}
		if p.end == blocked {
			dead++
			if lives(t, p) {
				t.Errorf("%s is called dead", p.known)
			}
		} else if p.end == 0 && alive < rounds {
			alive++
			if !lives(t, p) {
				missed++
			}
		}
	}
	t.Logf("%d dead and %d other walls; %d of the others are dead, too", dead, alive, missed)
	if dead < rounds || alive < rounds {
		t.Errorf("only %d dead and %d other walls were tried", dead, alive)
	}
}

// randomWall has pairs of pawns that block each other on most files, and the kings
// anywhere; nil if that is no position.
func randomWall(t *testing.T, r *rand.Rand) *position {
	var board [64]byte
	rank := 2 + r.IntN(3)
	for file := range 8 {
		switch r.IntN(4) {
		case 0: // none, or the wall has a gap
			continue
		case 1:
			rank = min(5, max(1, rank+r.IntN(3)-1))
		}
		board[8*rank+file], board[8*rank+8+file] = 'P', 'p'
	}
	for _, king := range []byte{'K', 'k'} {
		at := r.IntN(64)
		if board[at] != 0 {
			return nil
		}
		board[at] = king
	}
	var fen strings.Builder
	for rank := 7; rank >= 0; rank-- {
		for file := range 8 {
			if piece := board[8*rank+file]; piece != 0 {
				fen.WriteByte(piece)
			} else {
				fen.WriteByte('1')
			}
		}
		if rank > 0 {
			fen.WriteByte('/')
		}
	}
	k, other := strings.IndexByte(string(board[:]), 'K'), strings.IndexByte(string(board[:]), 'k')
	if (squares(1)<<k).around()>>other&1 == 1 {
		return nil
	}
	white := set(t, fen.String()+" w - - 0 1")
	black := set(t, fen.String()+" b - - 0 1")
	if white.check || black.check {
		return nil
	}
	return white
}

// there and back, four plies that change nothing.
const shuffle = " g1f3 g8f6 f3g1 f6g8"

func TestThreefoldRepetitionMustBeClaimed(t *testing.T) {
	p := play(t, opening, shuffle)
	if offers(p, claim) {
		t.Error("a draw may be claimed at the second time")
	}
	p = play(t, p, shuffle)
	c := p.View(0).Choices[len(p.legal)]
	if c.Move != claim || c.Label != "Claim a draw: threefold repetition" || len(c.Path) != 0 {
		t.Fatalf("at the third time the last choice is %+v", c)
	}
	drawn := play(t, p, "draw")
	if out, over := drawn.Outcome(); !over || len(out.Winners) != 0 || out.Reason != "threefold repetition" {
		t.Errorf("%+v", out)
	}
	if log := drawn.View(1).Log; log[len(log)-1] != (game.Step{Seat: 0, Text: "draw claimed"}) {
		t.Errorf("the list of moves ends with %v", log[len(log)-1])
	}
	// Whoever plays on has let the claim go.
	if p = play(t, p, "e2e4"); offers(p, claim) {
		t.Error("a draw may be claimed after a pawn's move")
	}
}

func TestFivefoldRepetitionIsADraw(t *testing.T) {
	p := play(t, opening, strings.Repeat(shuffle, 4)+" ")
	if out, over := p.Outcome(); !over || out.Reason != reasons[fivefold] {
		t.Errorf("after the start position came for the fifth time: %v, %+v", over, out)
	}
	if before := p.before; before.end != 0 || before.times != 4 {
		t.Errorf("one ply before, a position was there %d times, and the end is %q", before.times, reasons[before.end])
	}
}

func TestWhatIsTheSamePosition(t *testing.T) {
	const kings = " e1e2 e8e7 e2e1 e7e8"
	for _, c := range []struct {
		what, fen, moves string
		times            int
	}{
		{"twice", "r3k2r/8/8/8/8/8/8/R3K2R w - - 0 1", kings, 2},
		{"castling was possible the first time", "r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1", kings, 1},
		{"and is not counted among the later ones", "r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1", kings + kings, 2},
		// After e2e4 Black might take at e3 the first time only.
		{"en passant was possible the first time", "4k3/8/8/8/3p4/8/4P3/4K3 w - - 0 1", "e2e4 e8e7 e1e2 e7e8 e2e1", 1},
		{"a pawn went two squares, and nobody could take it", "4k3/8/8/8/2p5/8/4P3/4K3 w - - 0 1", "e2e4 e8e7 e1e2 e7e8 e2e1", 2},
		// The pawn on d4 is pinned to its king on a4 by the rook on h4, which sees
		// both pawns leave the rank.
		{"taking en passant would expose the king", "8/8/8/8/k2p3R/8/4P3/4K3 w - - 0 1", "e2e4 a4a5 e1e2 a5a4 e2e1", 2},
		{"another side to move", "4k3/8/8/8/8/8/8/R3K2R w - - 0 1", "e1e2 e8e7 e2d1 e7e8 d1e1", 1},
	} {
		if p := play(t, set(t, c.fen), c.moves); p.times != c.times {
			t.Errorf("%s: the position was there %d times, want %d", c.what, p.times, c.times)
		}
	}
}

// wander plays at random, without captures, pawn moves or more repetitions than
// two, until the clock shows so many plies.
func wander(t *testing.T, p *position, plies int) *position {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	for p.clock() < plies {
		var next *position
		for next == nil || next.clock() == 0 || next.times > 2 || next.check {
			m := p.legal[r.IntN(len(p.legal))]
			next = play(t, p, string(m.spell()))
		}
		p = next
	}
	return p
}

func TestFiftyMovesMustBeClaimed(t *testing.T) {
	p := wander(t, opening, 99)
	if offers(p, claim) {
		t.Error("a draw may be claimed before fifty moves are full")
	}
	p = wander(t, p, 100)
	c := p.View(p.mover()).Choices[len(p.legal)]
	if c.Move != claim || c.Label != "Claim a draw: fifty moves" {
		t.Fatalf("after fifty moves the last choice is %+v", c)
	}
	if out, over := play(t, p, "draw").Outcome(); !over || len(out.Winners) != 0 || out.Reason != reasons[fifty] {
		t.Errorf("%+v", out)
	}
	if p = wander(t, p, 101); !offers(p, claim) {
		t.Error("the other side may not claim it a ply later")
	}
}

func TestSeventyFiveMovesAreADraw(t *testing.T) {
	p := wander(t, opening, 149)
	if p.end != 0 {
		t.Fatalf("it is over before: %s", reasons[p.end])
	}
	p = wander(t, p, 150)
	if out, over := p.Outcome(); !over || len(out.Winners) != 0 || out.Reason != reasons[seventyFive] {
		t.Errorf("%v, %+v", over, out)
	}
}

func TestMateComesBeforeSeventyFiveMoves(t *testing.T) {
	p := play(t, set(t, "6k1/5ppp/8/8/8/8/8/R3K3 w - - 149 100"), "a1a8")
	out, over := p.Outcome()
	if !over || !slices.Equal(out.Winners, []game.Seat{0}) || out.Reason != "checkmate" {
		t.Errorf("%v, %+v", over, out)
	}
	for _, c := range p.View(0).Boards[0].Cells {
		if c.Has(game.Check) != (c.Spot == "g8") {
			t.Errorf("%s: %v", c.Label, c.Marks)
		}
	}
}

func TestEvaluation(t *testing.T) {
	better := []struct{ what, than, fen, worse string }{
		{"a rook more", "none", "4k3/8/8/8/8/8/8/R3K3 w - - 0 1", "4k3/8/8/8/8/8/8/4K3 w - - 0 1"},
		{"a centre pawn ahead", "at home", "4k3/pppppppp/8/8/4P3/8/PPPP1PPP/4K3 w - - 0 1", "4k3/pppppppp/8/8/8/8/PPPPPPPP/4K3 w - - 0 1"},
		{"a passed pawn", "one that is stopped", "4k3/8/p7/4P3/8/8/8/4K3 w - - 0 1", "4k3/8/3p4/4P3/8/8/8/4K3 w - - 0 1"},
		{"two pawns side by side", "doubled", "4k3/pp6/8/8/8/8/PP6/4K3 w - - 0 1", "4k3/pp6/8/8/8/P7/P7/4K3 w - - 0 1"},
		{"kings near each other", "far", "7k/8/5K2/8/8/8/8/R7 w - - 0 1", "7k/8/8/8/8/8/8/R4K2 w - - 0 1"},
		{"the turn", "the other's", "4k3/p7/8/8/8/8/P7/4K3 w - - 0 1", "4k3/p7/8/8/8/8/P7/4K3 b - - 0 1"},
	}
	for _, c := range better {
		if a, b := set(t, c.fen).Evaluate(0), set(t, c.worse).Evaluate(0); a <= b {
			t.Errorf("%s is worth %d, %s %d", c.what, a, c.than, b)
		}
	}
}

// White's view of a position is Black's view of the same with colours changed.
func TestEvaluationIsFair(t *testing.T) {
	for _, fen := range []string{
		"rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1",
		"r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1",
		"r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0 1",
		"8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1",
		"7k/8/8/8/8/8/8/R4K2 w - - 0 1",
	} {
		p, m := set(t, fen), set(t, mirror(fen))
		if p.Evaluate(0) != -p.Evaluate(1) || p.Evaluate(0) != m.Evaluate(1) {
			t.Errorf("%s: %d for White, %d for Black; %d for Black with colours changed", fen, p.Evaluate(0), p.Evaluate(1), m.Evaluate(1))
		}
	}
}

// mirror changes the colours in a FEN with White to move.
func mirror(fen string) string {
	parts := strings.Fields(fen)
	ranks := strings.Split(parts[0], "/")
	slices.Reverse(ranks)
	swap := func(s string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case r >= 'a' && r <= 'z':
				return r - 'a' + 'A'
			case r >= 'A' && r <= 'Z':
				return r - 'A' + 'a'
			}
			return r
		}, s)
	}
	return fmt.Sprintf("%s b %s - 0 1", swap(strings.Join(ranks, "/")), swap(parts[2]))
}

func TestHash(t *testing.T) {
	same := func(a, b *position) bool { return a.Hash() == b.Hash() }
	if !same(play(t, opening, "e2e4 e7e5 g1f3 b8c6"), play(t, opening, "g1f3 b8c6 e2e4 e7e5")) {
		t.Error("two orders of moves lead to different positions")
	}
	const fen = "r3k2r/8/8/3pP3/8/8/8/R3K2R "
	seen := make(map[uint64]string)
	for _, rest := range []string{
		"w KQkq d6 0 1", "w KQkq - 0 1", "b KQkq - 0 1", "w KQk - 0 1", "w Qkq - 0 1", "w Kkq - 0 1", "w KQq - 0 1", "w - - 0 1", "w - - 95 90", "w - - 96 90",
	} {
		h := set(t, fen+rest).Hash()
		if other, ok := seen[h]; ok {
			t.Errorf("%q and %q have the same hash", rest, other)
		}
		seen[h] = rest
	}
	if !same(set(t, fen+"w - - 0 1"), set(t, fen+"w - - 40 90")) {
		t.Error("the clock matters long before fifty moves")
	}
	if same(opening, play(t, opening, shuffle)) {
		t.Error("a repetition does not matter")
	}
}

func BenchmarkPlay(b *testing.B) {
	p := opening
	for _, m := range strings.Fields("e2e4 e7e5 g1f3 b8c6 f1b5 a7a6 b5a4 g8f6") {
		next, err := p.Play(p.mover(), game.Move(m))
		if err != nil {
			b.Fatal(err)
		}
		p = next.(*position)
	}
	b.Run("Play", func(b *testing.B) {
		for b.Loop() {
			if _, err := p.Play(0, "e1g1"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Refuse", func(b *testing.B) {
		for b.Loop() {
			if _, err := p.Play(0, "e1g3"); err == nil {
				b.Fatal("e1g3 is legal")
			}
		}
	})
	b.Run("Moves", func(b *testing.B) {
		for b.Loop() {
			p.Moves(0)
		}
	})
	b.Run("View", func(b *testing.B) {
		for b.Loop() {
			p.View(0)
		}
	})
	b.Run("Evaluate", func(b *testing.B) {
		for b.Loop() {
			p.Evaluate(0)
		}
	})
	b.Run("Hash", func(b *testing.B) {
		for b.Loop() {
			p.Hash()
		}
	})
}
