package bot

import (
	"testing"

	"crossplay/game"
	"crossplay/game/chess"
	"crossplay/game/connectfour"
	"crossplay/game/gomoku"
)

// rounds is how often a test tries something that is left to chance.
func rounds(long int) int {
	if testing.Short() {
		return long / 4
	}
	return long
}

// often counts how often the easy level plays one of the moves.
func often(t *testing.T, s game.State, n int, moves ...game.Move) int {
	t.Helper()
	count := 0
	for seed := range uint64(n) {
		m := think(t, mind(20_000), problem(s, Easy, seed))
		for _, w := range moves {
			if m == w {
				count++
			}
		}
	}
	return count
}

func TestBeginnersTakeWins(t *testing.T) {
	s := play(t, start(t, connectfour.Rules{}, 2), "4", "1", "4", "1", "4", "7")
	if n := often(t, s, 100, "4"); n < 90 {
		t.Errorf("a beginner wins %d of 100 times", n)
	}
}

func TestBeginnersOverlookWhatIsFarAway(t *testing.T) {
	near := play(t, start(t, gomoku.Rules{}, 2), "h8", "g8", "i8", "a3", "j8", "a5", "k8")
	far := play(t, start(t, gomoku.Rules{}, 2), "h8", "g8", "i8", "a3", "j8", "a5", "k8", "a7", "a15")
	const all = 60 // with fewer it may well overlook nothing
	n, f := often(t, near, all, "l8"), often(t, far, all, "l8")
	if n < all*2/3 || n == all {
		t.Errorf("a beginner stops a row that has just been made %d of %d times", n, all)
	}
	if f < all/6 || f >= n {
		t.Errorf("a beginner stops a row that was there before %d of %d times, and %d when it is new", f, all, n)
	}
}

// after is what the position is worth to White after the easy level's move and the
// reply that is best for Black.
func after(t *testing.T, s game.State, seed uint64) int {
	t.Helper()
	next := play(t, s, think(t, mind(20_000), problem(s, Easy, seed)))
	worst := game.WinScore
	for _, m := range game.Moves(next, 1) {
		if reply := play(t, next, m); result(reply) == 0 {
			worst = min(worst, reply.(game.Evaluator).Evaluate(0))
		}
	}
	return worst
}

const queen = 700 // or nearly

func TestBeginnersTakeQueensAndLoseSome(t *testing.T) {
	hangs := play(t, start(t, chess.Rules{}, 2), "e2e4", "d7d5", "d1g4")
	all := rounds(40)
	if n := often(t, hangs, all, "c8g4"); n < all*3/4 {
		t.Errorf("a beginner takes a queen %d of %d times", n, all)
	}
	attacked := play(t, start(t, chess.Rules{}, 2), "e2e4", "e7e5", "d1g4", "d7d5")
	lost := 0
	for seed := range uint64(all) {
		if after(t, attacked, seed) < -queen {
			lost++
		}
	}
	if lost == 0 || lost > all/2 {
		t.Errorf("a beginner loses a queen that has just been attacked %d of %d times", lost, all)
	}
}

// With a game as good as won a beginner does not throw it away.
func TestBeginnersTakeCareOfWonGames(t *testing.T) {
	s := play(t, start(t, chess.Rules{}, 2), "e2e4", "e7e5", "d1h5", "d8g5", "h5g5", "f7f6")
	for seed := range uint64(rounds(40)) {
		if v := after(t, s, seed); v < queen {
			t.Errorf("a queen ahead, a beginner may come to %d", v)
		}
	}
}
