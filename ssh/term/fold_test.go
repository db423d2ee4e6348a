package term

import (
	"bytes"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

func TestAFoldedPictureIsAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := scribble(t, rapid.IntRange(1, 40).Draw(t, "width"), rapid.IntRange(1, 6).Draw(t, "height"))
		was := *c
		was.cells, was.clusters, was.links = slices.Clone(c.cells), slices.Clone(c.clusters), slices.Clone(c.links)
		f := fold(c)
		other := NewCanvas(was.W, was.H) // has the cells
		other.Fill(0, 0, was.W, was.H, Bad, 'x')
		is := f.unfold()
		if !slices.Equal(is.cells, was.cells) || !slices.Equal(is.clusters, was.clusters) || !slices.Equal(is.links, was.links) {
			t.Fatalf("it is\n%s\nand was\n%s", is, &was)
		}
		if is.W != was.W || is.H != was.H || is.look != was.look || is.clip != was.clip || is.CursorX != was.CursorX || is.CursorY != was.CursorY || is.CursorShown != was.CursorShown {
			t.Errorf("it is %+v, and was %+v", is, was)
		}
	})
}

func TestAPictureThatStaysIsFoldedAndThenChanged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		draw := func(text string) *Canvas {
			c := Look{Profile: TrueColour}.Canvas(80, 24)
			c.Box(0, 0, 80, 24, Board, "a picture")
			c.Put(3, 3, Accent, text)
			return c
		}
		var out bytes.Buffer
		s := newScreen(&out, nil, nil)
		isFolded := func() bool {
			synctest.Wait()
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.kept == nil && s.folded != nil
		}
		s.show(draw("before"), "")
		<-time.After(foldAfter - 1)
		if isFolded() {
			t.Error("it is folded too soon")
		}
		<-time.After(2)
		if !isFolded() {
			t.Fatal("it is not folded")
		}
		if n := len(s.folded.runs); n > 512 {
			t.Errorf("a few lines take %d bytes", n)
		}
		out.Reset()
		s.show(draw("behind"), "")
		synctest.Wait()
		if n := out.Len(); n == 0 || n > 48 {
			t.Errorf("to change four letters took %d bytes: %q", n, out.String())
		}
		if <-time.After(foldAfter + 1); !isFolded() {
			t.Error("it is not folded again")
		}
		if c := s.copy(Look{Profile: TrueColour}, Size{80, 24}); c == nil || c.String() != draw("behind").String() {
			t.Errorf("a copy of it is\n%s", c)
		}
		if err := s.close(""); err != nil || s.kept != nil || s.folded != nil {
			t.Errorf("closing it returned %v", err)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	c := NewCanvas(80, 24)
	c.Box(0, 0, 80, 24, Board, "a picture")
	for y := 2; y < 22; y += 2 {
		c.Put(4, y, Accent, "Ten lines of text, as a table has them beside its board.")
	}
	for b.Loop() {
		c = fold(c).unfold()
	}
}
