package term

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"pgregory.net/rapid"
)

// terminal is an emulator of one. Its own locking is not enough, so it has a lock.
type terminal struct {
	mu sync.Mutex
	vt *vt.Emulator
}

func newTerminal(w, h int) *terminal { return &terminal{vt: vt.NewEmulator(w, h)} }

func (e *terminal) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.vt.Write(p)
}

// cells is everything that can be seen on the terminal.
func (e *terminal) cells() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var b strings.Builder
	for y := range e.vt.Height() {
		for x := 0; x < e.vt.Width(); {
			c := e.vt.CellAt(x, y)
			if c == nil || c.Content == "" {
				c = &uv.EmptyCell
			}
			fmt.Fprintf(&b, "%s{%v %v}", c.Content, c.Style.String(), c.Link.URL)
			x += max(c.Width, 1)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// text is the text on the terminal, a line for each row.
func (e *terminal) text() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var all strings.Builder
	for y := range e.vt.Height() {
		var line strings.Builder
		for x := 0; x < e.vt.Width(); {
			c := e.vt.CellAt(x, y)
			if c == nil || c.Content == "" {
				c = &uv.EmptyCell
			}
			line.WriteString(c.Content)
			x += max(c.Width, 1)
		}
		all.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return all.String()
}

// scribble draws at random on a canvas.
func scribble(t *rapid.T, w, h int) *Canvas {
	c := NewCanvas(w, h)
	words := rapid.SampledFrom([]string{"a", "hello", "  ", "世", "漢字x", "e\u0301", "👩‍👩‍👧", "🇩🇪", "●╳│", "ñandú", "क्षि", "é世"})
	styles := rapid.SampledFrom([]Style{Text, Muted, First | Bold, Second | OnLast, Bad | Underline, Board, Accent | OnChosen | Reverse})
	for range rapid.IntRange(0, 12).Draw(t, "strokes") {
		x, y := rapid.IntRange(-2, w).Draw(t, "x"), rapid.IntRange(-1, h).Draw(t, "y")
		s := styles.Draw(t, "style")
		switch rapid.IntRange(0, 5).Draw(t, "stroke") {
		case 0:
			c.Fill(x, y, rapid.IntRange(0, w).Draw(t, "w"), rapid.IntRange(0, h).Draw(t, "h"), s, rapid.SampledFrom([]rune{' ', '·', '#'}).Draw(t, "r"))
		case 1:
			c.Box(x, y, rapid.IntRange(0, w).Draw(t, "w"), rapid.IntRange(0, h).Draw(t, "h"), s, words.Draw(t, "title"))
		case 2:
			c.Link(x, y, s, words.Draw(t, "text"), rapid.SampledFrom([]string{"http://a.example/", "http://b.example/r/K"}).Draw(t, "url"))
		default:
			c.Put(x, y, s, words.Draw(t, "text"))
		}
	}
	c.CursorX, c.CursorY = rapid.IntRange(-1, w).Draw(t, "cx"), rapid.IntRange(0, h).Draw(t, "cy")
	c.CursorShown = rapid.Bool().Draw(t, "cursor")
	c.look.Profile = TrueColour
	return c
}

func TestPaintingOnlyChangesEndsInTheSamePictureAsPaintingAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 40).Draw(t, "width"), rapid.IntRange(1, 6).Draw(t, "height")
		old := openTerminal(w, h)
		var kept *Canvas
		for range rapid.IntRange(1, 6).Draw(t, "frames") {
			if rapid.IntRange(0, 4).Draw(t, "resize?") == 0 {
				w, h = rapid.IntRange(1, 40).Draw(t, "width"), rapid.IntRange(1, 6).Draw(t, "height")
				old.vt.Resize(w, h)
			}
			next := scribble(t, w, h)
			next.look.Light = rapid.IntRange(0, 5).Draw(t, "light") == 0
			_, _ = old.Write(appendFrame(nil, kept, next))
			fresh := openTerminal(w, h)
			_, _ = fresh.Write(appendFrame(nil, nil, next))
			if got, want := old.cells(), fresh.cells(); got != want {
				t.Fatalf("after a change:\n%s\nanew:\n%s", got, want)
			}
			if got, want := old.text(), next.String(); got != want {
				t.Fatalf("the terminal shows\n%s\nthe canvas\n%s", got, want)
			}
			kept = next
		}
	})
}

// openTerminal is a terminal as [enter] leaves it.
func openTerminal(w, h int) *terminal {
	e := newTerminal(w, h)
	_, _ = e.Write([]byte(enter))
	return e
}

func TestAnUnchangedPictureWritesNothing(t *testing.T) {
	draw := func() *Canvas {
		c := NewCanvas(40, 5)
		c.Put(0, 0, First, "e\u0301 世 same")
		c.Link(0, 1, Text, "here", "http://example.org")
		return c
	}
	if b := appendFrame(nil, draw(), draw()); len(b) != 0 {
		t.Errorf("wrote %q", b)
	}
}

func TestOneChangedCellCostsAFewBytes(t *testing.T) {
	a, b := NewCanvas(80, 24), NewCanvas(80, 24)
	b.Put(40, 12, First|Bold, "X")
	a.look.Profile, b.look.Profile = TrueColour, TrueColour
	if out := appendFrame(nil, a, b); len(out) > 48 {
		t.Errorf("%d bytes: %q", len(out), out)
	}
}

func TestWithoutColourNoColourIsSent(t *testing.T) {
	for s := range roles {
		for bg := range Style(6) {
			if b := string((Look{}).appendSGR(nil, s|bg<<12|Bold)); strings.Contains(b, "38;") || strings.Contains(b, "48;") || strings.Contains(b, "3") || strings.Contains(b, "9") {
				t.Errorf("style %d: %q", s, b)
			}
		}
	}
}
