package igo

import (
	"math/rand/v2"
	"testing"
)

func boardOfRows(t testing.TB, text string) (*board, func(string) int16) {
	t.Helper()
	v := finish(t, "a board", rows(text)).counts.View(0)
	b, _ := read(v)
	return b, func(label string) int16 { return at(b, v, label) }
}

func TestTheMiddleOfAnEye(t *testing.T) {
	b, point := boardOfRows(t, `
		...X.X.X.
		XXXX.XXX.
		..X...X..
		..X..X...
		XXX..X...
		..X..X.XX
		..X..XX..
		..X...X..
		..X...X..`)
	for from, want := range map[string]string{
		"A9": "B9", // three in a row
		"A6": "",   // a square is one eye already
		"G9": "",   // one point
		"A1": "",   // too large
		"E9": "",   // and so is the outside
		"H1": "",   // two by three has no single middle
	} {
		at := int16(0)
		if s, ok := b.hole(point(from), black); ok {
			at = s.vital(b.size)
		}
		if want == "" && at != 0 || want != "" && at != point(want) {
			t.Errorf("the eye of %s: %d, want %q", from, at, want)
		}
	}
	if _, ok := b.hole(point("A9"), white); ok {
		t.Error("it is an eye of White's too")
	}
}

func TestTheShapesOfEyes(t *testing.T) {
	z := newSize(9, 9)
	for shape, want := range map[string]int{
		"0 1":            -1,
		"0 1 2":          1,
		"0 1 9":          0,
		"0 1 2 10":       1,  // a pyramid
		"0 1 2 3":        -1, // lives
		"0 1 9 10":       -1, // a square: one eye, whoever plays
		"0 1 2 9 10":     1,  // bulky
		"1 9 10 11 19":   10, // a cross
		"0 1 2 3 4":      -1,
		"0 1 9 10 11 19": 10, // the rabbity six
	} {
		var s space
		n := 0
		for _, r := range shape + " " {
			if r == ' ' {
				s.at[s.n], n = z.points[n], 0
				s.n++
			} else {
				n = 10*n + int(r-'0')
			}
		}
		got := s.vital(z)
		switch {
		case want == -1 && got != 0 || want >= 0 && got != z.points[want]:
			t.Errorf("%s: the middle is %d", shape, got)
		}
		if isSquare := shape == "0 1 9 10"; s.square(z) != isSquare {
			t.Errorf("%s: it is %v that it is a square", shape, !isSquare)
		}
	}
}

// White may fill Black's eye of four in the corner but for one point when what Black then
// captures leaves one eye, and not when it leaves two, or is no eye of Black's.
func TestFilling(t *testing.T) {
	b, point := boardOfRows(t, `
		O.O.X....
		XXXXX....
		.........
		.........
		X........
		XX.......
		XX.......
		OXX......
		O..X.....`)
	p := &playout{r: rand.New(rand.NewPCG(1, 1))}
	p.start(b)
	for label, want := range map[string]bool{
		"B9": true,  // three in a row
		"B1": true,  // three that are bent
		"G5": false, // in the open
		"A7": false,
	} {
		if got := p.fills(point(label), white); got != want {
			t.Errorf("%s: %v, want %v", label, got, want)
		}
	}
}
