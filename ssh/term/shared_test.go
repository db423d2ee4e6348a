package term

import (
	"fmt"
	"testing"
)

// A terminal sees the same, whether its pictures are shared or its own, in
// whatever order both come.
func TestASharedPictureLooksLikeOnesOwn(t *testing.T) {
	look := Look{Profile: TrueColour}
	draw := func(n int) func(*Canvas) {
		return func(c *Canvas) { c.Put(n%7, n%3, Accent|Bold, fmt.Sprint("picture ", n)) }
	}
	var pictures []*Shared
	drawn := 0
	for range 12 {
		pictures = append(pictures, new(Shared))
	}
	for viewer := range 4 {
		shows, want := newTerminal(30, 3), newTerminal(30, 3)
		s := &screen{}
		var old *Canvas
		for n, p := range pictures {
			if (n+viewer)%(viewer+2) == 0 {
				continue // this one was too slow for it
			}
			own := look.Canvas(30, 3)
			draw(n)(own)
			next := own
			if (n*viewer)%5 != 4 {
				next = p.picture(30, 3, look, func(c *Canvas) { drawn++; draw(n)(c) })
			}
			if _, err := shows.Write(s.appendPicture(nil, next)); err != nil {
				t.Fatal(err)
			}
			s.kept = next
			if _, err := want.Write(appendFrame(nil, old, own)); err != nil {
				t.Fatal(err)
			}
			old = own
			if got := shows.cells(); got != want.cells() {
				t.Fatalf("viewer %d, picture %d:\n%s\nnot\n%s", viewer, n, got, want.cells())
			}
		}
	}
	if drawn > len(pictures) || drawn < 6 {
		t.Errorf("%d pictures were drawn %d times", len(pictures), drawn)
	}
	for _, p := range pictures {
		if p.canvas == nil {
			continue
		}
		if len(p.deltas) > maxDeltas {
			t.Errorf("%d deltas are kept", len(p.deltas))
		}
		p.canvas.Free()
		if p.canvas.W != 30 {
			t.Error("a shared picture was freed")
		}
	}
}
