package term

import (
	"math"
	"strings"
	"testing"
)

// luminance is the relative luminance of a colour, as WCAG 2 says it.
func luminance(rgb uint32) float64 {
	part := func(v uint32) float64 {
		s := float64(v&0xff) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(rgb>>16) + 0.7152*part(rgb>>8) + 0.0722*part(rgb)
}

// contrast is how far apart two colours are, as WCAG 2 says it: 3 is the least for
// what is not text.
func contrast(a, b uint32) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// of256 is the colour of the 256 in xterm's palette, from the sixteenth on.
func of256(n uint8) uint32 {
	if n >= 232 {
		v := 8 + 10*(uint32(n)-232)
		return v<<16 | v<<8 | v
	}
	steps := [...]uint32{0, 95, 135, 175, 215, 255}
	m := uint32(n) - 16
	return steps[m/36]<<16 | steps[m/6%6]<<8 | steps[m%6]
}

func TestBlackAndWhiteAreSeenOnWood(t *testing.T) {
	const least, onTongues = 2.95, 2.4 // the cells of a terminal are larger than a line
	for on, w := range wood {
		if on == int(OnPanel>>12) {
			continue // nothing raised is of wood
		}
		want := least
		if on == int(OnPale>>12) {
			want = onTongues
		}
		for _, role := range []Style{Black, White} {
			ink := onWood[role]
			if got := contrast(w.rgb, ink.rgb); got < want {
				t.Errorf("role %d on wood %d: %.2f", role, on, got)
			}
			if got := contrast(of256(w.c256), of256(ink.c256)); got < want {
				t.Errorf("role %d on wood %d in 256 colours: %.2f", role, on, got)
			}
		}
	}
}

// What is drawn on wood lies on it, and what is drawn in front of it does not.
func TestWoodStaysUnderWhatLiesOnIt(t *testing.T) {
	c := Look{Profile: TrueColour}.Canvas(6, 1)
	defer c.Free()
	c.Lay(Rect(1, 0, 4, 1))
	c.Put(0, 0, Text, "abc")
	c.Put(4, 0, Text|OnLast, "ef")
	c.Lift()
	c.Put(2, 0, Text, "C")
	for x, want := range []Style{Text, Text | Wood, Text, Wood, Text | OnLast | Wood, Text | OnLast} {
		if got := c.cells[x].style; got != want {
			t.Errorf("cell %d has the style %x, not %x", x, got, want)
		}
	}
	if b := string(c.look.appendSGR(nil, Wood)); !strings.Contains(b, "48;2;176;138;87") {
		t.Errorf("wood is %q", b)
	}
	for _, look := range []Look{{}, {Profile: Colours16}, {Profile: TrueColour, ASCII: true}} {
		plain := look.Canvas(1, 1)
		plain.Lay(Rect(0, 0, 1, 1))
		if plain.cells[0].style != Text {
			t.Errorf("%+v shows wood", look)
		}
		plain.Free()
	}
}
