package term

import "testing"

func TestRectanglesOverlap(t *testing.T) {
	r := Rect(2, 3, 4, 5)
	for _, c := range []struct{ in, want Rectangle }{
		{Rect(0, 0, 9, 9), r},
		{Rect(3, 4, 1, 2), Rect(3, 4, 1, 2)},
		{Rect(5, 0, 9, 4), Rect(5, 3, 1, 1)},
	} {
		if got := r.Within(c.in); got != c.want || c.in.Within(r) != c.want {
			t.Errorf("%v within %v is %v, not %v", r, c.in, got, c.want)
		}
	}
	if out := r.Within(Rect(6, 3, 4, 5)); out.W > 0 && out.H > 0 || out.Has(6, 3) {
		t.Errorf("what lies beside overlaps in %v", out)
	}
}

func TestARectangleHasItsCells(t *testing.T) {
	r, n := Rect(2, 3, 4, 5), 0
	for y := range 20 {
		for x := range 20 {
			if r.Has(x, y) {
				n++
			}
		}
	}
	if n != 4*5 || !r.Has(2, 3) || !r.Has(5, 7) {
		t.Errorf("%v has %d cells", r, n)
	}
}

func TestTheMiddleOfARectangle(t *testing.T) {
	for _, c := range []struct {
		r    Rectangle
		x, y int
	}{{Rect(0, 0, 1, 1), 0, 0}, {Rect(2, 3, 5, 3), 4, 4}, {Rect(2, 3, 4, 2), 3, 3}} {
		if x, y := c.r.Middle(); x != c.x || y != c.y {
			t.Errorf("the middle of %v is %d, %d, not %d, %d", c.r, x, y, c.x, c.y)
		}
	}
}

func TestTextIsCentred(t *testing.T) {
	for text, want := range map[string]string{"ab": "|  ab   |", "abc": "|  abc  |", "世": "|  世   |", "abcdefghi": "|abcdef…|", "": "|       |"} {
		c := NewCanvas(9, 1)
		c.Put(0, 0, Text, "|")
		c.Put(8, 0, Text, "|")
		c.Centre(1, 0, 7, Text, text)
		if got := c.String(); got != want+"\n" {
			t.Errorf("%q is drawn as %q, not %q", text, got, want)
		}
		c.Free()
	}
}

func TestACellHasTwoDots(t *testing.T) {
	c := NewCanvas(4, 1)
	defer c.Free()
	c.Put(0, 0, Text, "....")
	c.Dots(0, 0, Text, true, true)
	c.Dots(1, 0, Text, true, false)
	c.Dots(2, 0, Text, false, true)
	c.Dots(3, 0, Text, false, false)
	if got := c.String(); got != "█▀▄.\n" {
		t.Errorf("%q", got)
	}
}
