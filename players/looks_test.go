package players

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/runenames"
	"pgregory.net/rapid"
)

func TestUnicodesTableIsWhole(t *testing.T) {
	if !strings.Contains(confusables, "# Version: 16.0.0\n") || len(prototypes()) != 6355 {
		t.Errorf("%d characters", len(prototypes()))
	}
}

// The short cut for names of ASCII must not be another way.
func TestPlainNamesLookAsAllDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[ -~]{0,20}`).Draw(t, "name")
		if l, ok := plain(name); ok && !slices.Equal(skeletons(name), []string{l}) {
			t.Fatalf("%q looks like %q, and in short like %q", name, skeletons(name), l)
		}
	})
}

// named is how Unicode calls the letters that are a Latin one with something
// done to it.
var named = regexp.MustCompile(`^LATIN (?:SMALL |CAPITAL )?LETTER (?:(?:SMALL|CAPITAL|TURNED|REVERSED|INVERTED|SIDEWAYS|INSULAR|SCRIPT|OPEN|CLOSED|BARRED|DOTLESS|LONG|STRETCHED) )*([A-Z])(?: BAR| ROTUNDA)?(?: WITH .*)?$`)

func TestLettersThatAreCalledLikeALatinOneLookLikeIt(t *testing.T) {
	// Both names of one shape.
	shared := map[rune]string{'ʍ': "M", 'Ↄ': "O", 'ↄ': "O", 'ꞓ': "E", 'Ꞓ': "E", 'Ɯ': "W", 'ɯ': "W", 'Ʌ': "A", 'ʌ': "A", 'Ɜ': "3", 'ɜ': "3", 'ᴈ': "3", 'ʋ': "U", 'ᶌ': "Y", 'ẝ': "F"}
	n := 0
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		m := named.FindStringSubmatch(runenames.Name(r))
		if m == nil || strings.Contains(m[0], "WITH SMALL LETTER") { // ǅ is two
			continue
		}
		like := m[1]
		if s := shared[r]; s != "" {
			like = s
		}
		n++
		if !slices.ContainsFunc(looks(string(r)), func(l string) bool { return slices.Contains(looks(like), l) }) {
			t.Errorf("%c, %s, looks like %q, not like %q", r, m[0], looks(string(r)), looks(like))
		}
	}
	if n < 800 {
		t.Errorf("only %d letters were looked at", n)
	}
}

func TestFriendlyNamesPretendNothing(t *testing.T) {
	pretenders := newReserved(nil)
	for number := 10; number < 10_000; number++ {
		if name := fmt.Sprint("Silver Swan ", number); pretenders.pretends(name) {
			t.Errorf("%q pretends", name)
		}
	}
	for _, adjective := range adjectives {
		for _, animal := range animals {
			if name := adjective + " " + animal + " 42"; pretenders.pretends(name) || CleanName(name) != name {
				t.Errorf("%q pretends", name)
			}
		}
	}
}

func BenchmarkLooks(b *testing.B) {
	for _, name := range []string{"Amber Dolphin 42", "Chloë", "Дмитрий ⭐"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				looks(name)
			}
		})
	}
}
