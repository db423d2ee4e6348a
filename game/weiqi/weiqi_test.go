package weiqi_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/gametest"
	"crossplay/game/weiqi"
)

func TestRules(t *testing.T) { gametest.Run(t, weiqi.Rules{}) }

func FuzzPlay(f *testing.F) { gametest.Fuzz(f, weiqi.Rules{}) }

func TestPlaythroughs(t *testing.T) {
	for _, file := range []string{"testdata/ko.txt", "testdata/agree.txt", "testdata/play-on.txt"} {
		t.Run(file, func(t *testing.T) { gametest.Playthrough(t, weiqi.Rules{}, file) })
	}
}

func start(t *testing.T, board string) game.State {
	t.Helper()
	s, err := weiqi.Rules{}.Start(game.Setup{Seats: 2, Options: map[string]string{"board": board}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// play plays the moves in turn, with spaces between them.
func play(t *testing.T, s game.State, moves string) game.State {
	t.Helper()
	for _, m := range strings.Fields(moves) {
		s = by(t, s, s.Turn()[0], game.Move(m))
	}
	return s
}

func by(t *testing.T, s game.State, seat game.Seat, m game.Move) game.State {
	t.Helper()
	next, err := s.Play(seat, m)
	if err != nil {
		t.Fatalf("seat %d, %s: %v", seat, m, err)
	}
	return next
}

// set puts stones on the board of 9 × 9 in turn; whoever has fewer passes. It
// is Black's move then.
func set(t *testing.T, blacks, whites string) game.State {
	t.Helper()
	b, w := strings.Fields(blacks), strings.Fields(whites)
	s := start(t, "9x9")
	for i := range max(len(b), len(w)) {
		for _, stones := range [][]string{b, w} {
			m := "pass"
			if i < len(stones) {
				m = stones[i]
			}
			s = play(t, s, m)
		}
	}
	return s
}

// refuse checks that the next move is refused and not offered.
func refuse(t *testing.T, s game.State, m game.Move, why string) {
	t.Helper()
	seat := s.Turn()[0]
	if _, err := s.Play(seat, m); !errors.Is(err, game.ErrIllegal) || !strings.Contains(err.Error(), why) {
		t.Errorf("%s by seat %d is answered with %v; want: %s", m, seat, err, why)
	}
	if slices.Contains(game.Moves(s, seat), m) {
		t.Errorf("%s is offered", m)
	}
}

func cell(t *testing.T, s game.State, name string) game.Cell {
	t.Helper()
	for _, c := range s.View(game.Spectator).Boards[0].Cells {
		if c.Label == name {
			return c
		}
	}
	t.Fatalf("there is no point %s", name)
	return game.Cell{}
}

// holds checks what lies on the points: "D4 black, E5" means a black stone on
// D4 and nothing on E5.
func holds(t *testing.T, s game.State, points string) {
	t.Helper()
	for p := range strings.SplitSeq(points, ", ") {
		name, want, _ := strings.Cut(p, " ")
		if got := cell(t, s, name).Piece; got != want {
			t.Errorf("on %s lies %q, want %q", name, got, want)
		}
	}
}

func column(letter string, from, to int) string {
	var all []string
	for row := from; row <= to; row++ {
		all = append(all, letter+string(rune('0'+row)))
	}
	return strings.Join(all, " ") + " "
}

func TestCapture(t *testing.T) {
	// Three stones that are not connected have their last liberty in common.
	s := set(t, "A2 B3 C2 D1 D3", "A1 B2 C1 D2 J9")
	s = play(t, s, "B1")
	holds(t, s, "A1, B2, C1, B1 black, D2 white")
	if note := s.View(0).Note; note != "Black has captured 3, White 0." {
		t.Errorf("the note is %q", note)
	}
	if got := cell(t, s, "B1"); !got.Has(game.Last) {
		t.Errorf("%+v was played last and is not marked", got)
	}
}

func TestSuicide(t *testing.T) {
	// One stone, and two of which one lies there.
	s := set(t, "A9", "A2 B1 H9 G9 J7 H8")
	refuse(t, s, "A1", "no liberty")
	s = play(t, s, "J9")
	s = play(t, s, "pass")
	refuse(t, s, "J8", "no liberty")
	refuse(t, s, "J9", "stone already")
	// A stone without a liberty of its own may capture to get one.
	s = set(t, "B2 C1 J9", "A2 B1 A3")
	s = play(t, s, "A1")
	holds(t, s, "A1 black, B1")
}

const (
	koBlack = "C5 D6 D4 A9 "
	koWhite = "F5 E6 E4 D5 "
)

func TestKo(t *testing.T) {
	s := play(t, set(t, koBlack, koWhite), "E5")
	holds(t, s, "D5, E5 black")
	refuse(t, s, "D5", "as it was before (ko)")
	s = play(t, s, "J9 J1 D5")
	holds(t, s, "D5 white, E5")
	refuse(t, s, "E5", "as it was before (ko)")
}

// White sends two stones and takes back one. Not the last board comes again,
// but the one before White's first stone.
func TestSendingTwoAndReturningOne(t *testing.T) {
	s := set(t, "A2 B2 A9", "C2 D1 B1")
	s = play(t, s, "pass A1 C1")
	holds(t, s, "A1, B1, C1 black")
	refuse(t, s, "B1", "as it was before (ko)")
	// Another stone on the board makes it another board.
	s = play(t, s, "J9 J8 B1")
	holds(t, s, "B1 white, C1")
}

func TestTripleKo(t *testing.T) {
	s := set(t, "C2 D1 D3 D4 C5 D6 D7 C8 D9 E5", "F2 E1 E3 E4 F5 E6 E7 F8 E9 D2 D8")
	s = play(t, s, "E2 D5 E8 D2 E5")
	holds(t, s, "D2 white, E2, D5, E5 black, D8, E8 black")
	refuse(t, s, "D8", "as it was before (ko)")
}

// The board without a stone came before every other, so no capture may bring it
// back. Passing changes nothing and is always allowed.
func TestPassingRepeatsTheBoard(t *testing.T) {
	s := play(t, start(t, "9x9"), "pass E5 pass D4 pass")
	if turn := s.Turn(); !slices.Equal(turn, []game.Seat{1}) {
		t.Errorf("%v are to move, want White", turn)
	}
	if note := s.View(1).Note; note != "Black passed: if White passes too, the game is counted." {
		t.Errorf("the note is %q", note)
	}
}

// counted agrees on the score and checks it.
func counted(t *testing.T, s game.State, note, reason string, winner game.Seat) {
	t.Helper()
	s = by(t, s, 0, "agree")
	s = by(t, s, 1, "agree")
	ended(t, s, note, reason, winner)
}

func ended(t *testing.T, s game.State, note, reason string, winner game.Seat) {
	t.Helper()
	out, over := s.Outcome()
	if !over || !slices.Equal(out.Winners, []game.Seat{winner}) || out.Reason != reason {
		t.Errorf("%+v, %v; want seat %d, %s", out, over, winner, reason)
	}
	if got := s.View(game.Spectator).Note; got != note {
		t.Errorf("the note is %q, want %q", got, note)
	}
}

func TestKomi(t *testing.T) {
	for board, komi := range map[string]string{"9x9": "6.5", "13x13": "7.5", "19x19": "7.5"} {
		s := play(t, start(t, board), "pass pass")
		counted(t, s, "Black 0, White "+komi+".", komi+" points ahead", 1)
	}
	s := play(t, start(t, "9x9"), "E5 pass pass")
	counted(t, s, "Black 81, White 6.5.", "74.5 points ahead", 0)
}

// Neither the white chain on C nor the black one on D and E can take the two
// liberties that they share. They are nobody's, and everything lives.
func TestSeki(t *testing.T) {
	s := set(t, column("B", 1, 9)+column("D", 3, 9)+column("E", 1, 9), column("C", 1, 9)+column("F", 1, 9))
	s = play(t, s, "pass") // White had none left to set, and has passed
	holds(t, s, "D1, D2, A5 black-area, J5 white-area, C5 white, D5 black")
	counted(t, s, "Black 34, White 51.5.", "17.5 points ahead", 1)
}

// wall is a board that Black on E and White on F share, with a white chain of
// two and a white stone that could not live in Black's half, and a black stone
// in White's.
func wall(t *testing.T) game.State {
	t.Helper()
	return play(t, set(t, column("E", 1, 9)+"H5", column("F", 1, 9)+"B2 B3 B5"), "pass pass")
}

func TestDeadStones(t *testing.T) {
	s := wall(t)
	// As it stands, no free point is anybody's alone.
	if note := s.View(0).Note; note != "Mark dead stones, then agree. Black 10, White 18.5." {
		t.Errorf("the note is %q", note)
	}
	s = by(t, s, 1, "dead B3")
	s = by(t, s, 0, "dead B5")
	s = by(t, s, 1, "dead H5")
	for _, name := range []string{"B2", "B3", "B5", "H5"} {
		if c := cell(t, s, name); !c.Has(game.Out) {
			t.Errorf("%+v is not marked", c)
		}
	}
	holds(t, s, "B2 white, B3 white, H5 black, A1 black-area, D9 black-area, G1 white-area")
	refuse(t, s, "dead B2", "marked so already")
	refuse(t, s, "alive E1", "marked so already")
	refuse(t, s, "dead A1", "no stone")
	refuse(t, s, "dead  B2", "no stone")
	refuse(t, s, "A1", "being counted")
	refuse(t, s, "pass", "being counted")
	for _, c := range s.View(0).Choices {
		if c.Move == "agree" && c.Label != "Agree: Black by 2.5" {
			t.Errorf("the button says %q", c.Label)
		}
		if c.Move == "alive B2" && !slices.Equal(c.Path, []game.Spot{"B2"}) {
			t.Errorf("alive B2 is picked by %v", c.Path)
		}
	}
	counted(t, s, "Black 45, White 42.5.", "2.5 points ahead", 0)
	// Picked by another of its stones, the chain lives again.
	s = by(t, s, 0, "alive B2")
	if c := cell(t, s, "B3"); c.Has(game.Out) {
		t.Errorf("%+v is still marked", c)
	}
}

func TestAgreement(t *testing.T) {
	s := wall(t)
	if turn := s.Turn(); !slices.Equal(turn, []game.Seat{0, 1}) {
		t.Fatalf("%v are to move, want both", turn)
	}
	s = by(t, s, 1, "agree")
	if turn := s.Turn(); !slices.Equal(turn, []game.Seat{0}) {
		t.Errorf("%v are to move, want Black", turn)
	}
	if _, err := s.Play(1, "resume"); !errors.Is(err, game.ErrTurn) {
		t.Errorf("White, who has agreed, is answered with %v", err)
	}
	if note := s.View(0).Note; !strings.Contains(note, "White agrees.") {
		t.Errorf("the note is %q", note)
	}
	// Another score needs another agreement.
	s = by(t, s, 0, "dead B5")
	if turn := s.Turn(); !slices.Equal(turn, []game.Seat{0, 1}) {
		t.Errorf("%v are to move, want both", turn)
	}
}

func TestPlayingOn(t *testing.T) {
	for seat := range game.Seat(2) {
		s := by(t, wall(t), seat, "dead B5")
		s = by(t, s, seat, "resume")
		if turn := s.Turn(); !slices.Equal(turn, []game.Seat{1 - seat}) {
			t.Errorf("seat %d asks and %v are to move", seat, turn)
		}
		// Nothing is dead when it is counted anew, and one pass is not enough for it.
		s = play(t, s, "pass")
		if len(s.Turn()) != 1 {
			t.Error("it is counted after one pass")
		}
		s = play(t, s, "pass")
		if c := cell(t, s, "B5"); c.Has(game.Out) {
			t.Errorf("%+v is still marked", c)
		}
	}
}

func TestKoOutlastsCounting(t *testing.T) {
	s := play(t, set(t, koBlack, koWhite), "E5 pass pass")
	s = by(t, s, 0, "resume")
	refuse(t, s, "D5", "as it was before (ko)")
}

func TestThirdCountingIsTheLast(t *testing.T) {
	s := wall(t)
	for range 2 {
		s = by(t, s, 0, "dead B5")
		s = by(t, s, 1, "resume")
		s = play(t, s, "pass")
		if len(s.Turn()) == 0 {
			t.Fatal("it is over")
		}
		if note := s.View(0).Note; !strings.Contains(note, "White passes too, the game is counted") {
			t.Errorf("the note is %q", note)
		}
		s = play(t, s, "pass")
	}
	ended(t, s, "Black 10, White 18.5.", "8.5 points ahead", 1)
}

func TestMarkingComesToAnEnd(t *testing.T) {
	s := wall(t)
	for range 50 {
		s = by(t, s, 0, "dead B5")
		s = by(t, s, 0, "alive B5")
	}
	if moves := game.Moves(s, 0); !slices.Equal(moves, []game.Move{"agree", "resume"}) {
		t.Errorf("after a hundred marks there are %v", moves)
	}
	refuse(t, s, "dead B5", "agree or play on")
	if note := s.View(0).Note; !strings.HasPrefix(note, "Mark dead stones, then agree.") || !strings.Contains(note, "Black can mark no more: agree or play on.") {
		t.Errorf("the note is %q", note)
	}
	// The other has a hundred too.
	for range 50 {
		s = by(t, s, 1, "dead B5")
		s = by(t, s, 1, "alive B5")
	}
	if moves := game.Moves(s, 1); !slices.Equal(moves, []game.Move{"agree", "resume"}) {
		t.Errorf("after a hundred marks there are %v", moves)
	}
	if note := s.View(0).Note; strings.Contains(note, "Pick") || !strings.Contains(note, "White can mark no more") {
		t.Errorf("the note is %q", note)
	}
	counted(t, s, "Black 10, White 18.5.", "8.5 points ahead", 1)
}

// When the limit was for both together, so was a game played to it, and it goes on
// from there.
func TestARecordWithAllMarksOfBothIsPlayedOn(t *testing.T) {
	s := wall(t)
	for range 50 {
		s = by(t, s, 0, "dead B5")
		s = by(t, s, 1, "alive B5")
	}
	s = by(t, s, 0, "resume")
	s = play(t, s, "pass pass")
	s = by(t, s, 1, "dead B5")
	s = by(t, s, 0, "agree")
	s = by(t, s, 1, "agree")
	ended(t, s, "Black 10, White 17.5.", "7.5 points ahead", 1)
}

// Without a limit, players who fill their own eyes could go on for years.
func TestTheLongestGame(t *testing.T) {
	s := start(t, "9x9")
	n := 0
	for len(s.Turn()) == 1 {
		s = by(t, s, s.Turn()[0], game.Moves(s, s.Turn()[0])[0])
		n++
	}
	if _, over := s.Outcome(); !over || n != 3*81 {
		t.Errorf("after %d moves it is %v that the game is over", n, over)
	}
}

func TestBoards(t *testing.T) {
	for board, stars := range map[string]string{
		"9x9":   "C7 G7 E5 C3 G3",
		"13x13": "D10 K10 G7 D4 K4",
		"19x19": "D16 K16 Q16 D10 K10 Q10 D4 K4 Q4",
	} {
		v := start(t, board).View(0)
		b := v.Boards[0]
		var marked []string
		for _, c := range b.Cells {
			if c.Has(game.Star) {
				marked = append(marked, c.Label)
			}
		}
		if got := strings.Join(marked, " "); got != stars {
			t.Errorf("%s: %s are marked, want %s", board, got, stars)
		}
		if len(v.Choices) != b.Cols*b.Rows+1 {
			t.Errorf("%s: %d choices on %d × %d", board, len(v.Choices), b.Cols, b.Rows)
		}
		if first, last := b.Cell(0, 0).Label, b.Cell(b.Cols-1, b.Rows-1).Label; first != "A"+b.RowLabels[0] || last != b.ColLabels[b.Cols-1]+"1" {
			t.Errorf("%s: from %s to %s", board, first, last)
		}
	}
}
