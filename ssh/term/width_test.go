package term

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What is cut once for all is cut as it would be anew.
func TestATextIsCutTheSameWayEachTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringN(dear, 200, -1)).Draw(t, "text") + rapid.SampledFrom([]string{"", "\xff", "👨‍👩‍👧‍👦", "\uFFFD", "ế\x1b"}).Draw(t, "end")
		for range 2 {
			c := clustersOf(text)
			for rest := text; len(rest) > 0; {
				var first string
				var width int
				first, rest, width = cluster(rest)
				if f, w := c.next(); f != first || w != width || c.rest != rest {
					t.Fatalf("of %q %q takes %d columns, and cut anew %q takes %d", text, f, w, first, width)
				}
			}
			if c.rest != "" {
				t.Fatalf("of %q %q is left", text, c.rest)
			}
		}
	})
}

// Names of strangers are cut once for everybody who is shown them.
func TestANameIsCutOnceForAll(t *testing.T) {
	name := strings.Repeat("👨‍👩‍👧‍👦", 20)
	Width(name)
	if n := testing.AllocsPerRun(100, func() { clustersOf(name) }); n != 0 {
		t.Errorf("it is cut again, with %v allocations", n)
	}
	if _, kept := cutLately.Get(name); !kept {
		t.Error("it is not kept")
	}
	Width(strings.Repeat("ế", tooLong))
	for i := range 2 * maxCut {
		Width(name + strings.Repeat("x", i%maxCut) + "é")
	}
	if n := cutLately.Len(); n > maxCut {
		t.Errorf("%d are kept", n)
	}
}

func BenchmarkWidth(b *testing.B) {
	for what, text := range map[string]string{
		"ASCII": "Amber Dolphin 42 and Silver Swan 7", "umlauts": "Jürgen Müller, Österreich", "emoji": strings.Repeat("👨‍👩‍👧‍👦", 20),
	} {
		b.Run(what, func(b *testing.B) {
			for b.Loop() {
				Width(text)
			}
		})
	}
}
