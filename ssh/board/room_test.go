package board_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/game/chess"
	"crossplay/game/draughts"
	"crossplay/game/gomoku"
	"crossplay/game/hex"
	"crossplay/game/othello"
	"crossplay/game/ultimate"
	"crossplay/game/weiqi"
	"crossplay/ssh/board"
	"crossplay/ssh/term"
)

// beside is what a terminal of 80 × 24 leaves to the boards beside the panel, the
// line of air at the top included.
var beside = term.Rect(1, 1, 50, 20)

// start is the first position of a game, as a seat sees it.
func start(t *testing.T, rules game.Rules, seat game.Seat, options map[string]string) board.Scene {
	t.Helper()
	s, err := rules.Start(game.Setup{Seats: 2, Options: options})
	if err != nil {
		t.Fatal(err)
	}
	v := s.View(seat)
	scene := board.Scene{Info: rules.Info(), View: &v, Next: make(map[game.Spot]bool), Air: 1}
	next, buttons := game.Narrow(v.Choices, nil)
	for _, spot := range next {
		scene.Next[spot] = true
	}
	for _, b := range buttons {
		scene.Buttons = append(scene.Buttons, b.Label)
	}
	return scene
}

// A stack of more pieces than fit has its number in full, marked or not.
func TestHowManyAreStackedIsSaidInFull(t *testing.T) {
	for _, area := range []term.Rectangle{{X: 1, Y: 1, W: 38, H: 11}, beside, {X: 1, Y: 1, W: 82, H: 35}} {
		for _, marks := range [][]game.Mark{nil, {game.Last}, {game.Win}} {
			scene := start(t, backgammon.Rules{}, 0, nil)
			b := &scene.View.Boards[0]
			b.TopLabels, b.ColLabels = nil, nil
			b.Cells[13] = game.Cell{Kind: game.Store, Label: "tray", Piece: "black", Count: 15, Marks: marks}
			b.Cells[27] = game.Cell{Kind: game.Store, Label: "tray", Piece: "white", Count: 15, Marks: marks}
			if text := draw(&board.Display{}, scene, term.Look{}, area); strings.Count(text, "15") != 2 {
				t.Errorf("15 checkers that are off, marked %v, are not said:\n%s", marks, text)
			}
		}
	}
}

// Whoever waits, or watches, sees the places that are empty.
func TestEmptyHexagonsAreSeenByEverybody(t *testing.T) {
	for _, seat := range []game.Seat{0, 1, game.Spectator} {
		text := draw(&board.Display{}, start(t, hex.Rules{}, seat, nil), term.Look{}, beside)
		if got := strings.Count(text, "·"); got < 11*11-1 { // the cursor may be on one
			t.Errorf("seat %d sees %d of 121 cells:\n%s", seat, got, text)
		}
	}
}

func TestALargeBoardIsWholeWhereLinesAreFree(t *testing.T) {
	for _, seat := range []game.Seat{0, 1} {
		var d board.Display
		scene := start(t, weiqi.Rules{}, seat, map[string]string{"board": "19x19"})
		text := draw(&d, scene, term.Look{}, beside)
		if !d.Fits() || !strings.Contains(text, "A B C D E F G H J") || !strings.Contains(text, " 19  ┌") || !strings.Contains(text, " 1  └") {
			t.Errorf("seat %d does not see all of the board:\n%s", seat, text)
		}
		for i, b := range d.Buttons() {
			if !strings.Contains(text, scene.Buttons[i]) || b.X+b.W > beside.X+beside.W+1 || b.X < d.Area().X+d.Area().W {
				t.Errorf("button %d is at %v, the board at %v:\n%s", i, b, d.Area(), text)
			}
		}
		scene.Buttons = []string{"Agree: Black by 10.5", "Play on"} // too wide for what is beside the board
		if text = draw(&d, scene, term.Look{}, beside); !d.Fits() || !strings.Contains(text, " Agree: Black by 10.5 ") {
			t.Errorf("seat %d does not see all of the board when it is counted:\n%s", seat, text)
		}
	}
}

// A board with its buttons stays where it is while there are none.
func TestABoardStaysWhenButtonsGo(t *testing.T) {
	for _, size := range []string{"9x9", "13x13", "19x19"} {
		var d board.Display
		scene := start(t, weiqi.Rules{}, 0, map[string]string{"board": size})
		draw(&d, scene, term.Look{}, beside)
		was := d.Area()
		scene.Buttons, scene.Next = nil, nil
		if draw(&d, scene, term.Look{}, beside); d.Area() != was {
			t.Errorf("%s: the board was at %v and is at %v", size, was, d.Area())
		}
	}
}

// Stones are as wide as high where three columns are free, and told apart by their
// shape.
func TestStonesTakeTheRoomThatTheyHave(t *testing.T) {
	for _, c := range []struct {
		rules  game.Rules
		area   term.Rectangle
		stones [2]string
	}{
		{gomoku.Rules{}, beside, [2]string{"(●)", "( )"}},
		{othello.Rules{}, term.Rect(1, 1, 38, 11), [2]string{"(●)", "( )"}},
		{othello.Rules{}, beside, [2]string{"▐█▌", "▐○▌"}},
		{weiqi.Rules{}, beside, [2]string{"▐█▌", "▐○▌"}},
		{hex.Rules{}, term.Rect(1, 1, 82, 35), [2]string{"▐█▌", "▐○▌"}},
	} {
		s, err := c.rules.Start(game.Setup{Seats: 2})
		for range 4 {
			if err == nil {
				s, err = s.Play(s.Turn()[0], game.Moves(s, s.Turn()[0])[1])
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		v := s.View(game.Spectator)
		text := draw(&board.Display{}, board.Scene{Info: c.rules.Info(), View: &v}, term.Look{}, c.area)
		if !strings.Contains(text, c.stones[0]) || !strings.Contains(text, c.stones[1]) {
			t.Errorf("%s has no stones like %q at %d×%d:\n%s", c.rules.Info().Title, c.stones, c.area.W, c.area.H, text)
		}
	}
}

// Some terminals would show a black pawn as a coloured picture, two columns wide.
func TestPawnsAreText(t *testing.T) {
	c := term.Look{}.Canvas(51, 21)
	defer c.Free()
	new(board.Display).Draw(c, start(t, chess.Rules{}, 0, nil), beside)
	if text := c.String(); strings.Count(text, "♟\uFE0E") != 8 {
		t.Errorf("the pawns are %q", text)
	}
	if w := term.Width("♟\uFE0E"); w != 1 {
		t.Errorf("a pawn is %d columns wide", w)
	}
}

// The small board to play in stands out for everybody, with colours and without.
func TestTheBlockToPlayInStandsOut(t *testing.T) {
	s, err := ultimate.Rules{}.Start(game.Setup{Seats: 2})
	if err == nil {
		s, err = s.Play(0, "5.6") // the sixth small board is next
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, seat := range []game.Seat{0, 1, game.Spectator} {
		v := s.View(seat)
		for _, area := range []term.Rectangle{{X: 1, Y: 1, W: 38, H: 11}, beside, {X: 1, Y: 1, W: 82, H: 35}} {
			text := draw(&board.Display{}, board.Scene{Info: ultimate.Rules{}.Info(), View: &v}, term.Look{}, area)
			lines := strings.Split(text, "\n")
			framed := 0
			for _, l := range lines {
				if strings.Contains(l, "━━━") {
					framed++
				}
			}
			if area.W < 82 && framed != 2 || framed < 2 { // larger ones have more heavy lines
				t.Errorf("seat %d sees no frame around the sixth board at %d×%d:\n%s", seat, area.W, area.H, text)
			}
		}
	}
}

// A mark at a square's corner is not hidden by the number of another one.
func TestNumbersLeaveMarksAlone(t *testing.T) {
	s, err := draughts.Rules{}.Start(game.Setup{Seats: 2})
	for seat, m := range []game.Move{"11-15", "23-19"} {
		if err == nil {
			s, err = s.Play(game.Seat(seat), m)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	v := s.View(game.Spectator)
	text := draw(&board.Display{}, board.Scene{Info: draughts.Rules{}.Info(), View: &v}, term.Look{}, beside)
	for _, corner := range []string{"┐", "┘", "└"} {
		if strings.Count(text, corner) != 2 {
			t.Errorf("of the last move's squares %d have a %s:\n%s", strings.Count(text, corner), corner, text)
		}
	}
}

// Draughts are typed by the numbers of the squares, so each is on the board.
func TestSquaresSayTheNumbersThatOneTypes(t *testing.T) {
	for _, seat := range []game.Seat{0, 1} {
		scene := start(t, draughts.Rules{}, seat, nil)
		scene.Next = nil // and no cursor
		for _, area := range []term.Rectangle{{X: 1, Y: 1, W: 38, H: 11}, beside, {X: 1, Y: 1, W: 82, H: 35}} {
			for _, look := range []term.Look{{}, {ASCII: true}, {Profile: term.Colours256}} {
				text := draw(&board.Display{}, scene, look, area)
				words := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
				for n := 1; n <= 32; n++ {
					if !slices.Contains(words, strconv.Itoa(n)) {
						t.Errorf("seat %d does not see %d at %d×%d:\n%s", seat, n, area.W, area.H, text)
					}
				}
			}
		}
		plain := board.Plain(scene.Info, &scene.View.Boards[0], "")
		for _, square := range []string{"1b", "12b", "13", "20", "21w", "32w"} {
			if !slices.Contains(strings.Fields(plain), square) {
				t.Errorf("there is no %q in\n%s", square, plain)
			}
		}
	}
}
