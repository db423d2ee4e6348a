package term

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestTextIsClippedAtEveryEdge(t *testing.T) {
	c := NewCanvas(6, 2)
	defer c.Free()
	c.Put(-2, 0, Text, "abcdefghij")
	c.Put(3, 1, Text, "xyz123")
	c.Put(0, -1, Text, "above")
	c.Put(0, 2, Text, "below")
	c.Put(7, 0, Text, "right")
	if got, want := c.String(), "cdefgh\n   xyz\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAWideGraphemeIsNeverTornInTwo(t *testing.T) {
	c := NewCanvas(5, 1)
	defer c.Free()
	c.Put(-1, 0, Text, "世a世界")
	if got, want := c.String(), " a世\n"; got != want {
		t.Errorf("at the edges: got %q, want %q", got, want)
	}
	c.Put(3, 0, Text, "x")
	if got, want := c.String(), " a x\n"; got != want {
		t.Errorf("overwritten on its right half: got %q, want %q", got, want)
	}
	c.Put(0, 0, Text, "世界")
	c.Put(1, 0, Text, "漢")
	if got, want := c.String(), " 漢\n"; got != want {
		t.Errorf("overwritten across two: got %q, want %q", got, want)
	}
}

func TestPutReturnsTheColumnBehindTheText(t *testing.T) {
	c := NewCanvas(4, 1)
	defer c.Free()
	for text, want := range map[string]int{"": 1, "ab": 3, "世": 3, "e\u0301": 2, "👩‍👩‍👧": 3, "toolongforit": 13, "\x1b[31m": 5, "a\u202eb\u200bc": 4} {
		if got := c.Put(1, 0, Text, text); got != want || got != 1+Width(text) {
			t.Errorf("Put(%q) = %d, want %d; Width is %d", text, got, want, Width(text))
		}
	}
}

func TestNothingPutOnACanvasIsAControl(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := NewCanvas(20, 1)
		defer c.Free()
		c.ASCII = rapid.Bool().Draw(t, "ascii")
		c.Put(rapid.IntRange(-3, 20).Draw(t, "x"), 0, Text, rapid.String().Draw(t, "text"))
		c.Link(0, 0, Text, rapid.String().Draw(t, "label"), rapid.String().Draw(t, "url"))
		for _, r := range c.String() {
			if r != '\n' && unicode.IsControl(r) || r >= 0x202a && r <= 0x202e {
				t.Fatalf("%q is on the canvas", r)
			}
			if c.ASCII && r > '~' {
				t.Fatalf("%q is on an ASCII canvas", r)
			}
		}
	})
}

func TestAnASCIICanvasShowsTheNearestThatThereIs(t *testing.T) {
	c := NewCanvas(20, 3)
	defer c.Free()
	c.ASCII = true
	c.Put(0, 0, Text, "Žofie → 世 ●…")
	c.Box(0, 1, 4, 2, Board, "")
	if got, want := c.String(), "Zofie > ?  *.\n+--+\n+--+\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestABoxHasItsTitleInItsEdge(t *testing.T) {
	c := NewCanvas(14, 3)
	defer c.Free()
	c.Box(0, 0, 14, 3, Board, "A title too long")
	want := "╭─ A title… ─╮\n│            │\n╰────────────╯\n"
	if got := c.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCutKeepsWholeGraphemesAndSaysWhenItCut(t *testing.T) {
	for _, tt := range []struct {
		text string
		w    int
		want string
	}{
		{"hello", 5, "hello"}, {"hello", 4, "hel…"}, {"hello", 1, "…"}, {"hello", 0, ""},
		{"世界", 4, "世界"}, {"世界", 3, "世…"}, {"世界", 2, "…"}, {"", 3, ""}, {"ae\u0301o", 2, "a…"},
	} {
		if got := Cut(tt.text, tt.w); got != tt.want || Width(got) > tt.w {
			t.Errorf("Cut(%q, %d) = %q, want %q", tt.text, tt.w, got, tt.want)
		}
	}
}

func TestCutIsNeverWiderThanAsked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, w := rapid.String().Draw(t, "text"), rapid.IntRange(0, 12).Draw(t, "w")
		if got := Cut(text, w); Width(got) > w {
			t.Fatalf("Cut(%q, %d) = %q is %d wide", text, w, got, Width(got))
		}
	})
}

func TestACanvasFromThePoolIsBlank(t *testing.T) {
	c := NewCanvas(4, 1)
	c.Put(0, 0, Bad|Bold, "e\u0301世")
	c.Link(0, 0, Text, "x", "http://example.org")
	c.CursorShown, c.CursorX = true, 3
	c.Free()
	c = NewCanvas(3, 2)
	defer c.Free()
	if c.String() != "\n\n" || c.CursorShown || c.CursorX != 0 || len(c.links) != 0 || len(c.clusters) != 0 {
		t.Errorf("not blank: %+v", c)
	}
}

func TestNothingIsDrawnOutsideOfAClip(t *testing.T) {
	c := NewCanvas(6, 4)
	defer c.Free()
	c.Fill(0, 0, 6, 4, Text, '.')
	c.Clip(1, 1, 3, 2)
	c.Fill(0, 0, 6, 4, Text, '#')
	c.Put(-2, 1, Text, "abcdefghij")
	c.Put(0, 2, Text, "世x世")
	c.Unclip()
	c.Put(0, 3, Text, "free")
	if got, want := c.String(), "......\n.def..\n. x ..\nfree..\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestOverKeepsTheBackground(t *testing.T) {
	c := NewCanvas(3, 1)
	defer c.Free()
	c.Fill(0, 0, 2, 1, OnDeep, ' ')
	c.Over(0, 0, Accent, "x")
	c.Over(1, 0, Accent|OnWin, "y")
	c.Over(2, 0, Accent, "z")
	c.Over(3, 0, Accent, "outside")
	for i, want := range []Style{Accent | OnDeep, Accent | OnWin, Accent} {
		if got := c.cells[i].style; got != want {
			t.Errorf("column %d has style %#x, not %#x", i, got, want)
		}
	}
}

func TestInkIsTheColourOfABackground(t *testing.T) {
	shaded, plain := Look{Profile: Colours256}, Look{Profile: Colours16}
	if got, want := string(shaded.appendSGR(nil, Ink(OnDeep)|OnPale)), "\x1b[0;38;5;235;48;5;239m"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	if got, want := string(plain.appendSGR(nil, Ink(OnDeep)|OnPale)), "\x1b[0m"; got != want {
		t.Errorf("in 16 colours: %q, not %q", got, want)
	}
}

// A canvas is stamped anywhere, and what lies outside is cut.
func TestAStampIsCutWhereItLiesOutside(t *testing.T) {
	stamp := NewCanvas(3, 2)
	stamp.Put(0, 0, Text, "abc")
	stamp.Put(0, 1, Text, "def")
	for x := -4; x <= 5; x++ {
		for y := -3; y <= 3; y++ {
			for _, size := range []Size{{W: 4, H: 2}, {W: 0, H: 0}, {W: 1, H: 3}} {
				c := NewCanvas(size.W, size.H)
				c.Stamp(x, y, stamp)
				for row, text := range []string{"abc", "def"} {
					for col, r := range text {
						at, down := x+col, y+row
						if at < 0 || at >= size.W || down < 0 || down >= size.H {
							continue
						}
						if got := strings.Split(c.String()+"\n\n\n", "\n")[down]; len(got) <= at || rune(got[at]) != r {
							t.Fatalf("at %d,%d of %v there is %q", x, y, size, c.String())
						}
					}
				}
			}
		}
	}
}
