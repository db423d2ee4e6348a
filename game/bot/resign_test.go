package bot

import (
	"strconv"
	"testing"

	"crossplay/game"
	"crossplay/game/chess"
	"crossplay/game/connectfour"
	"crossplay/game/hex"
)

// judged thinks about a position and returns what it was said to be worth, or -1.
func judged(t *testing.T, m *Mind, s game.State) (worth float64, drawn bool) {
	t.Helper()
	p := problem(s, Hard, 1)
	worth = -1
	p.Judge = func(w float64, d bool) { worth, drawn = w, d }
	think(t, m, p)
	return worth, drawn
}

// What alpha and beta find is told as far as the board shows it as well: a queen and a
// rook behind is lost, and a mate that only a search sees is not, for people to find.
func TestAlphaBetaSaysWhatLooksLost(t *testing.T) {
	queenAndRook := []game.Move{
		"e2e4", "d7d5", "e4d5", "d8d5", "b1c3", "a7a6", "c3d5", "b7b6", "d5c7", "e8d8", "c7a8", "b6b5",
		"g1f3", "g7g6", "f3e5", "a6a5", "e5f7", "d8e8", "f7h8", "h7h6", "a2a3",
	}
	mateInOne := []game.Move{"f2f3", "e7e5", "a2a3", "a7a6", "g2g4"} // Black mates; nothing is missing
	for name, c := range map[string]struct {
		moves []game.Move
		lost  bool
	}{"level": {nil, false}, "a queen, two rooks and more behind": {queenAndRook, true}, "about to mate": {mateInOne, false}} {
		if worth, _ := judged(t, mind(3000), reached(t, chess.Rules{}, c.moves...)); worth < 0 || worth <= Lost != c.lost {
			t.Errorf("%s: it is worth %v", name, worth)
		}
	}
	mated := reached(t, chess.Rules{}, "f2f3", "e7e5", "g2g4", "a7a6", "a2a3", "a6a5", "h2h3") // Black can mate; White has nothing to say
	if worth, _ := judged(t, mind(3000), mated); worth <= Lost {
		t.Errorf("whoever mates is worth %v", worth)
	}
}

// Sampling tells how many games were won.
func TestSamplingSaysWhatLooksLost(t *testing.T) {
	level := start(t, hex.Rules{}, 2)
	if worth, _ := judged(t, mind(6000), level); worth < 0.3 {
		t.Errorf("the empty board is worth %v", worth)
	}
	var line []game.Move
	for row := range 10 { // the other walks along the edge
		line = append(line, cell("f", row+1), cell("a", row+1))
	}
	lost := reached(t, hex.Rules{}, line[:17]...)
	if worth, _ := judged(t, mind(6000), lost); worth < 0 || worth > Lost {
		t.Errorf("a chain that lacks three stones is worth %v", worth)
	}
}

func cell(col string, row int) game.Move { return game.Move(col + strconv.Itoa(row)) }

// Whoever can win with the next move is let do so.
func TestWhatIsAboutToEndIsFinished(t *testing.T) {
	s := reached(t, connectfour.Rules{}, "4", "7", "3", "7", "5") // the first threatens both ends
	for m, want := range map[game.Move]bool{"2": true, "7": true} {
		if got := Finishes(s, 1, m); got != want {
			t.Errorf("after %s: %v", m, got)
		}
	}
	if Finishes(start(t, connectfour.Rules{}, 2), 0, "4") {
		t.Error("an empty board is about to end")
	}
}
