package chess

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	lib "github.com/corentings/chess/v2"

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

// parsing guards the library's reader of positions, which has one buffer for all.
var parsing sync.Mutex

// set is a position in Forsyth-Edwards notation. The library keeps it to itself
// whether there is a check: here there is one if the king could be taken, were
// it the other side's turn.
func set(t *testing.T, fen string) *position {
	t.Helper()
	known := new(lib.Position)
	parsing.Lock()
	err := known.UnmarshalText([]byte(fen))
	parsing.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	other := known.Update(nil)
	check := slices.ContainsFunc(other.ValidMoves(), func(m lib.Move) bool {
		return other.Board().Piece(m.S2()).Type() == lib.King
	})
	return newPosition(known, check, nil)
}

// play plays moves that are separated by spaces.
func play(t *testing.T, s game.State, moves string) *position {
	t.Helper()
	for _, m := range strings.Fields(moves) {
		next, err := s.Play(s.(*position).mover(), game.Move(m))
		if err != nil {
			t.Fatalf("%s of %s: %v", m, moves, err)
		}
		s = next
	}
	return s.(*position)
}

// last is the last move as the list of moves has it.
func last(p *position) string { return p.View(0).Log[len(p.View(0).Log)-1].Text }

func offers(p *position, m game.Move) bool { return slices.Contains(p.Moves(p.mover()), m) }

// Chess is counted as everybody counts it: claims of draws, which are moves
// here, do not come up so soon, nor do games end because too few pieces are
// left, at the depths that are counted. The figures are those of chessprogramming.org
// (perft results), and of Martin Sedláček's positions for rare moves.
func TestPerft(t *testing.T) {
	for _, c := range []struct {
		name, fen string
		want      []uint64 // from depth 1
		quick     int      // how many of them are counted with -short
	}{
		{"start", "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1", []uint64{20, 400, 8902, 197281, 4865609}, 4},
		{"Kiwipete", "r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1", []uint64{48, 2039, 97862}, 3},
		{"position 3", "8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1", []uint64{14, 191, 2812, 43238, 674624}, 4},
		{"position 4", "r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0 1", []uint64{6, 264, 9467, 422333}, 3},
		{"position 4, mirrored", "r2q1rk1/pP1p2pp/Q4n2/bbp1p3/Np6/1B3NBn/pPPP1PPP/R3K2R b KQ - 0 1", []uint64{6, 264, 9467}, 3},
		{"position 5", "rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ - 1 8", []uint64{44, 1486, 62379}, 3},
		{"position 6", "r4rk1/1pp1qppp/p1np1n2/2b1p1B1/2B1P1b1/P1NP1N2/1PP1QPPP/R4RK1 w - - 0 10", []uint64{46, 2079, 89890}, 3},
		{"castling gives check", "5k2/8/8/8/8/8/8/4K2R w K - 0 1", []uint64{15, 66, 1198, 6399}, 4},
		{"castling is prevented", "r3k2r/8/3Q4/8/8/5q2/8/R3K2R b KQkq - 0 1", []uint64{44, 1494, 50509}, 3},
		{"promotions", "n1n5/PPPk4/8/8/8/8/4Kppp/5N1N b - - 0 1", []uint64{24, 496, 9483, 182838}, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if testing.Short() {
				c.want = c.want[:c.quick]
			}
			p := set(t, c.fen)
			for i, want := range c.want {
				if got := gametest.Perft(p, i+1); got != want {
					t.Errorf("perft(%d) = %d, want %d", i+1, got, want)
				}
			}
		})
	}
}

// The library says of every promotion that it gives check if that to a queen
// does; then the king could not castle, and a stalemate would be a mate.
func TestAPromotionGivesCheckOnlyIfItsPieceDoes(t *testing.T) {
	const fen = "r3k2r/1P6/8/8/8/8/8/4K3 w kq - 0 1"
	for m, want := range map[string]string{"b7b8q": "b8=Q+", "b7b8r": "b8=R+", "b7b8b": "b8=B", "b7b8n": "b8=N", "b7a8n": "bxa8=N"} {
		p := play(t, set(t, fen), m)
		if last(p) != want {
			t.Errorf("%s is written %s, want %s", m, last(p), want)
		}
		if check := strings.HasSuffix(want, "+"); p.check != check || offers(p, "e8g8") == check {
			t.Errorf("after %s it is %v that there is check, and %v that Black may castle", m, p.check, offers(p, "e8g8"))
		}
	}
	if p := play(t, set(t, "k7/2P5/K7/8/8/8/8/8 w - - 0 1"), "c7c8b"); p.end != dead {
		t.Errorf("a bishop and the kings: %v", reasons[p.end])
	}
	if p := play(t, set(t, "7k/5P1P/5K2/8/8/8/8/8 w - - 0 1"), "f7f8n"); p.end != stalemate {
		t.Errorf("Black cannot move and is not in check: %v", reasons[p.end])
	}
}

func TestNotation(t *testing.T) {
	for _, c := range []struct{ fen, move, want string }{
		{"4k3/8/8/8/8/8/8/R3K2R w KQ - 0 1", "e1g1", "O-O"},
		{"4k3/8/8/8/8/8/8/R3K2R w KQ - 0 1", "e1c1", "O-O-O"},
		{"5k2/8/8/8/8/8/8/R3K2R w KQ - 0 1", "e1g1", "O-O+"},
		{"4k3/8/8/8/8/8/8/R3K2R w KQ - 0 1", "e1d1", "Kd1"},
		{"4k3/8/8/8/8/N7/8/N3K3 w - - 0 1", "a1c2", "N1c2"},
		{"4k3/8/8/8/8/8/8/N1N1K3 w - - 0 1", "a1b3", "Nab3"},
		{"4k3/8/8/8/8/8/2N5/4K1N1 w - - 0 1", "c2e3", "Ne3"},
		{"8/5k2/8/8/Q2Q4/8/7K/Q7 w - - 0 1", "a1d1", "Q1d1"},
		{"8/5k2/8/8/Q2Q4/8/7K/Q7 w - - 0 1", "a4a3", "Q4a3"},
		{"8/5k2/8/8/Q2Q4/8/7K/Q7 w - - 0 1", "a4b4", "Qab4"},
		{"8/8/6k1/8/Q1Q5/8/7K/Q7 w - - 0 1", "a4b3", "Qab3"},
		{"8/7k/8/8/4Q2Q/8/8/K6Q w - - 0 1", "h4e1", "Qh4e1+"},
		{"4k3/8/8/3pP3/8/8/8/4K3 w - d6 0 1", "e5d6", "exd6"},
		{"3rk3/4P3/8/8/8/8/8/4K3 w - - 0 1", "e7d8q", "exd8=Q+"},
		{"6k1/5ppp/8/8/8/8/8/R3K3 w - - 0 1", "a1a8", "Ra8#"},
		// A rook that is pinned is no rival.
		{"4k3/4r3/8/8/8/8/4R3/R3K3 w - - 0 1", "a1a2", "Ra2"},
	} {
		if got := last(play(t, set(t, c.fen), c.move)); got != c.want {
			t.Errorf("%s: %s is written %s, want %s", c.fen, c.move, got, c.want)
		}
	}
}

func TestMovesCanBeTypedAsBooksWriteThem(t *testing.T) {
	for _, c := range []struct{ fen, typed, want string }{
		{"rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1", "Nf3", "g1f3"},
		{"rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1", "e4", "e2e4"},
		{"4k3/8/8/8/8/8/8/R3K2R w KQ - 0 1", "o-o-o", "e1c1"},
		{"4k3/P7/8/8/8/8/8/4K3 w - - 0 1", "queen", "a7a8q"},
		// Two pawns may promote: which is meant must be said.
		{"4k3/P6P/8/8/8/8/8/4K3 w - - 0 1", "queen", ""},
		{"4k3/P6P/8/8/8/8/8/4K3 w - - 0 1", "h7h8n", "h7h8n"},
		// The bishop and the pawn of the b-file may take: only the case tells them apart.
		{"4k3/8/8/2n5/1P1B4/8/8/4K3 w - - 0 1", "bxc5", "b4c5"},
		{"4k3/8/8/2n5/1P1B4/8/8/4K3 w - - 0 1", "Bxc5+", "d4c5"},
		{"4k3/8/8/2n5/1P1B4/8/8/4K3 w - - 0 1", "BXC5", ""},
		{"4k3/8/8/2n5/1P1B4/8/8/4K3 w - - 0 1", "b4c5", "b4c5"},
		{"4k3/8/8/2n5/1P6/8/8/4K3 w - - 0 1", "bxc5", "b4c5"},
	} {
		if got, _ := game.Match(set(t, c.fen).View(0).Choices, c.typed); string(got.Move) != c.want {
			t.Errorf("%s: %s is taken for %q, want %q", c.fen, c.typed, got.Move, c.want)
		}
	}
}

func TestRefusalsSayWhy(t *testing.T) {
	const promotes = "4k3/P7/8/8/8/8/8/4K3 w - - 0 1"
	for _, c := range []struct{ fen, move, why string }{
		{promotes, "hello", "a move names two squares, like e2e4"},
		{promotes, "a7a8", "say what the pawn becomes, like a7a8q"},
		{promotes, "a7a8k", "a move names two squares, like e2e4"},
		{promotes, "e1e2q", "the king on e1 cannot go to e2"},
		{promotes, "e8e7", "none of your pieces stands on e8"},
		{promotes, "c3c4", "none of your pieces stands on c3"},
		{promotes, "draw", "no draw can be claimed here"},
		{"4k3/8/8/8/8/8/4r3/K7 w - - 0 1", "a1a2", "the king on a1 cannot go to a2"},
		{"4k3/8/8/8/8/8/7R/K3r3 w - - 0 1", "h2h3", "that does not save your king from check"},
	} {
		_, err := set(t, c.fen).Play(0, game.Move(c.move))
		if err == nil || err.Error() != "illegal move: "+c.why {
			t.Errorf("%s: %s is refused with %q, want %q", c.fen, c.move, err, c.why)
		}
	}
}

func TestTheBoardIsTurnedForBlack(t *testing.T) {
	for seat, corner := range map[game.Seat]string{game.Spectator: "a8", 0: "a8", 1: "h1"} {
		b := opening.View(seat).Boards[0]
		if c := b.Cell(0, 0); string(c.Spot) != corner || b.ColLabels[0]+b.RowLabels[0] != corner {
			t.Errorf("seat %d has %s at the top left, labelled %s%s, want %s", seat, c.Spot, b.ColLabels[0], b.RowLabels[0], corner)
		}
	}
}
