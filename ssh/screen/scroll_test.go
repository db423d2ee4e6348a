package screen

import (
	"testing"

	"crossplay/ssh/term"
)

func TestAListIsScrolledNoFurtherThanItTakes(t *testing.T) {
	for _, c := range []struct {
		what         string
		top          int
		line, above  int
		lines, room  int
		first, after int
	}{
		{"in sight already", 3, 5, 0, 20, 6, 3, 9},
		{"below", 3, 9, 0, 20, 6, 4, 10},
		{"above", 3, 1, 0, 20, 6, 1, 7},
		{"above, with its heading", 3, 2, 1, 20, 6, 1, 7},
		{"just in sight, without its heading", 3, 3, 1, 20, 6, 2, 8},
		{"the first has no heading", 3, 0, 1, 20, 6, 0, 6},
		{"the last", 0, 19, 0, 20, 6, 14, 20},
		{"all fit", 3, 2, 0, 4, 6, 0, 4},
		{"no lines", 3, 0, 0, 0, 6, 0, 0},
		{"less than no room", 3, 4, 0, 20, -9, 5, 5},
		{"no room", 3, 4, 0, 20, 0, 5, 5},
	} {
		s := scroll{top: c.top}
		s.fit(c.lines, c.room)
		s.reach(c.line, c.above)
		if s.first() != c.first || s.behind() != c.after {
			t.Errorf("%s: lines %d to %d are in sight, not %d to %d", c.what, s.first(), s.behind(), c.first, c.after)
		}
	}
}

func TestAListIsNeverScrolledBeyondItsEnds(t *testing.T) {
	for _, c := range []struct{ to, want int }{{-3, 0}, {0, 0}, {9, 9}, {14, 14}, {15, 14}, {1000, 14}} {
		var s scroll
		s.fit(20, 6)
		if s.to(c.to); s.first() != c.want {
			t.Errorf("to %d: line %d is the first, not %d", c.to, s.first(), c.want)
		}
	}
}

// A window may be made larger for a moment: the place is kept.
func TestAListKeepsItsPlaceWhileThereIsMoreRoom(t *testing.T) {
	var s scroll
	s.fit(20, 6)
	s.to(14)
	s.fit(20, 10)
	if s.first() != 10 || s.behind() != 20 {
		t.Errorf("with more room, lines %d to %d are in sight", s.first(), s.behind())
	}
	s.fit(20, 6)
	if s.first() != 14 {
		t.Errorf("with less again, line %d is the first", s.first())
	}
}

func TestArrowsSayWhereThereIsMore(t *testing.T) {
	for _, c := range []struct {
		to   int
		want string
	}{{0, "\n\n↓\n"}, {5, "↑\n\n↓\n"}, {17, "↑\n\n\n"}} {
		canvas := term.NewCanvas(1, 3)
		var s scroll
		s.fit(20, 3)
		s.to(c.to)
		s.drawArrows(canvas, 0, 0, 2, term.Muted)
		if got := canvas.String(); got != c.want {
			t.Errorf("from line %d: %q, not %q", c.to, got, c.want)
		}
		canvas.Free()
	}
}
