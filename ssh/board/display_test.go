package board_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/ssh/board"
	"crossplay/ssh/board/boardtest"
	"crossplay/ssh/term"
)

var update = flag.Bool("update", false, "write the golden boards anew")

// sceneOf is a sample in which these spots were picked.
func sceneOf(s boardtest.Sample, picked ...game.Spot) board.Scene {
	next, buttons := game.Narrow(s.View.Choices, picked)
	scene := board.Scene{Info: s.Info, View: &s.View, Next: make(map[game.Spot]bool), Picked: picked}
	for _, spot := range next {
		scene.Next[spot] = true
	}
	for _, b := range buttons {
		scene.Buttons = append(scene.Buttons, b.Label)
	}
	return scene
}

// draw draws a scene on a canvas of its own and returns its text.
func draw(d *board.Display, s board.Scene, look term.Look, area term.Rectangle) string {
	c := look.Canvas(area.X+area.W+1, area.Y+area.H)
	defer c.Free()
	d.Draw(c, s, area)
	return c.String()
}

func find(t *testing.T, name string) boardtest.Sample {
	t.Helper()
	all := boardtest.Samples()
	i := slices.IndexFunc(all, func(s boardtest.Sample) bool { return s.Info.Name == name })
	if i < 0 {
		t.Fatal("there is no ", name)
	}
	return all[i]
}

func TestBoardsLookAsTheyDid(t *testing.T) {
	for _, s := range boardtest.Samples() {
		var all strings.Builder
		for _, area := range boardtest.Areas {
			for _, look := range []struct {
				name string
				term.Look
			}{{"", term.Look{}}, {", shaded", term.Look{Profile: term.Colours256}}, {", ASCII", term.Look{ASCII: true}}} {
				fmt.Fprintf(&all, "== %d×%d%s\n", area.W, area.H, look.name)
				all.WriteString(draw(&board.Display{}, sceneOf(s), look.Look, area))
			}
		}
		file := filepath.Join("testdata", s.Info.Name+".golden")
		if *update {
			if err := os.WriteFile(file, []byte(all.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if all.String() != string(want) {
			t.Errorf("%s shows\n%s\nand should show\n%s", s.Info.Title, all.String(), want)
		}
	}
}

// Every spot in sight can be clicked, none beside the boards, and the cursor is
// always on one that can.
func TestAClickPicksWhatIsSeen(t *testing.T) {
	for _, s := range boardtest.Samples() {
		for _, area := range boardtest.Areas {
			var d board.Display
			scene := sceneOf(s)
			draw(&d, scene, term.Look{}, area)
			hit := make(map[game.Spot]bool)
			for y := range area.Y + area.H + 2 {
				for x := range area.X + area.W + 2 {
					spot := d.SpotAt(x, y)
					if spot != "" && !d.Area().Has(x, y) {
						t.Fatalf("%s in %d×%d: %s is hit at %d, %d, outside of %+v", s.Info.Title, area.W, area.H, spot, x, y, d.Area())
					}
					hit[spot] = true
				}
			}
			if spot, _ := d.Cursor(scene.Next); !hit[spot] {
				t.Errorf("%s in %d×%d: the cursor is on %q, which cannot be clicked", s.Info.Title, area.W, area.H, spot)
			}
			for spot := range scene.Next {
				if d.Fits() && !hit[spot] {
					t.Errorf("%s in %d×%d: %s cannot be clicked", s.Info.Title, area.W, area.H, spot)
				}
			}
		}
	}
}

// What was out of sight can be clicked when the cursor has come near.
func TestABoardThatDoesNotFitFollowsTheCursor(t *testing.T) {
	var d board.Display
	scene := sceneOf(find(t, "large-sample"))
	draw(&d, scene, term.Look{}, boardtest.Areas[0])
	if d.Fits() {
		t.Fatal("it fits")
	}
	for range 19 {
		d.Move(scene.Next, -1, 0)
		d.Move(scene.Next, 0, -1)
	}
	spot, _ := d.Cursor(scene.Next)
	seen := func() bool {
		in := d.Area()
		for y := in.Y; y < in.Y+in.H; y++ {
			for x := in.X; x < in.X+in.W; x++ {
				if d.SpotAt(x, y) == spot {
					return true
				}
			}
		}
		return false
	}
	if spot != "a19" || seen() {
		t.Fatalf("the cursor is on %s, in sight: %v", spot, seen())
	}
	if draw(&d, scene, term.Look{}, boardtest.Areas[0]); !seen() {
		t.Error("the corner is not in sight")
	}
}

func TestTheCursorStaysWhereItCan(t *testing.T) {
	var d board.Display
	s := find(t, "go-sample")
	scene := sceneOf(s)
	draw(&d, scene, term.Look{}, boardtest.Areas[1])
	d.Move(scene.Next, 1, 0)
	was, _ := d.Cursor(scene.Next)
	draw(&d, scene, term.Look{}, boardtest.Areas[2]) // a larger window
	if is, _ := d.Cursor(scene.Next); is != was {
		t.Errorf("the cursor was on %s and is on %s", was, is)
	}
	delete(scene.Next, was)
	if is, button := d.Cursor(scene.Next); is == was || is == "" || button != 0 {
		t.Errorf("the cursor is on %q, button %d, when %s cannot be picked", is, button, was)
	}
	if is, button := d.Cursor(nil); is != "" || button != 1 {
		t.Errorf("the cursor is on %q, button %d, when only a button is left", is, button)
	}
}

func TestButtonsAreBelowTheBoards(t *testing.T) {
	var d board.Display
	scene := sceneOf(find(t, "go-sample"))
	d.ToButton(1)
	text := draw(&d, scene, term.Look{}, boardtest.Areas[1])
	if _, button := d.Cursor(scene.Next); button != 1 || !strings.Contains(text, "▸ Pass ◂") {
		t.Errorf("the cursor is on button %d:\n%s", button, text)
	}
	b, in := d.Buttons(), d.Area()
	if len(b) != 1 || b[0].Y < in.Y+in.H || b[0].Within(boardtest.Areas[1]) != b[0] {
		t.Errorf("the buttons are at %v, the boards at %v", b, in)
	}
	d.Move(scene.Next, 0, -1)
	if spot, button := d.Cursor(scene.Next); spot == "" || button != 0 {
		t.Errorf("above the button the cursor is on %q, button %d", spot, button)
	}
}

// Between a click and its answer, what was clicked shows that it is on its way.
func TestAMoveThatWasSentIsMarked(t *testing.T) {
	s := find(t, "reversi-sample")
	scene := sceneOf(s, "a1")
	var d board.Display
	if text := draw(&d, scene, term.Look{}, boardtest.Areas[1]); strings.Contains(text, "…") {
		t.Fatalf("nothing was sent:\n%s", text)
	}
	scene.Sent = true
	if text := draw(&d, scene, term.Look{}, boardtest.Areas[1]); strings.Count(text, "…") != 1 {
		t.Errorf("a1 is not marked:\n%s", text)
	}
}

func TestASeatIsKnownByItsPiece(t *testing.T) {
	info := game.Info{Pieces: []game.Piece{{Name: "die", Seat: game.Spectator, Glyph: "⚀", ASCII: "1"}, {Name: "X", Seat: 0, Glyph: "✕", ASCII: "X"}}}
	for _, c := range []struct {
		seat        game.Seat
		mark, ascii string
	}{{0, "✕", "X"}, {1, "○", "2"}, {3, "□", "4"}, {4, "", ""}, {game.Spectator, "", ""}, {game.Chance, "", ""}} {
		if mark, ascii := board.Mark(info, c.seat, false), board.Mark(info, c.seat, true); mark != c.mark || ascii != c.ascii {
			t.Errorf("seat %d is %q and %q, not %q and %q", c.seat, mark, ascii, c.mark, c.ascii)
		}
	}
}
