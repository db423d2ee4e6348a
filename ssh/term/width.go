package term

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"github.com/clipperhouse/uax29/v2/graphemes"
	lru "github.com/hashicorp/golang-lru/v2"
)

// widths counts ambiguous characters as narrow, as terminals do outside of
// East Asian locales. Its zero value does not look at our own environment.
var widths displaywidth.Options

// printable is a byte that is a grapheme of one column by itself, unless
// something that is not ASCII follows.
func printable(b byte) bool { return b >= ' ' && b < 0x7f }

// cluster cuts the first user-perceived character off text and says how many
// columns it takes: none for controls and for what is invisible.
func cluster(text string) (first, rest string, width int) {
	if printable(text[0]) && (len(text) == 1 || text[1] < utf8.RuneSelf) {
		return text[:1], text[1:], 1
	}
	first = graphemes.FromString(text).First()
	rest = text[len(first):]
	if first[0] < ' ' || first[0] == 0x7f {
		return first, rest, 0
	}
	if !utf8.ValidString(first) {
		return garbled, rest, 1
	}
	if strings.ContainsFunc(first, invisible) {
		return first, rest, 0
	}
	return first, rest, min(widths.String(first), 2)
}

// garbled is shown for what is no UTF-8.
const garbled = "\uFFFD"

// invisible reports what must never reach a terminal from within a cluster:
// controls of either set, and what turns the direction of writing.
func invisible(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// clusters cut text into user-perceived characters.
type clusters struct {
	rest  string
	known []piece // of rest; nothing: they are to be found out
}

// piece is one of a text.
type piece struct {
	size   int32 // in bytes
	width  uint8
	broken bool // no UTF-8
}

const (
	// A text of at least dear bytes, not all of them ASCII, is cut once for all who are
	// shown it: a name of twenty emoji that strangers chose for the purpose takes 20 µs,
	// and each of a crowd is shown fifty of them again and again. Beyond tooLong, which
	// hardly a line of talk is, it is not kept.
	dear    = 24
	tooLong = 2 << 10
	// maxCut is how many are kept, at 10 KB for the longest of tiny characters.
	maxCut = 512
)

// cutLately are the texts that were cut last.
var cutLately, _ = lru.New[string, []piece](maxCut)

func clustersOf(text string) clusters {
	if len(text) < dear || len(text) > tooLong || isASCII(text) {
		return clusters{rest: text}
	}
	known, ok := cutLately.Get(text)
	if !ok {
		for rest := text; len(rest) > 0; {
			before := len(rest)
			var first string
			var width int
			first, rest, width = cluster(rest)
			size := before - len(rest)
			known = append(known, piece{int32(size), uint8(width), first == garbled && text[len(text)-before:][:size] != garbled})
		}
		cutLately.Add(strings.Clone(text), known)
	}
	return clusters{text, known}
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// next cuts the first one off and says how many columns it takes.
func (c *clusters) next() (first string, width int) {
	if len(c.known) == 0 {
		first, c.rest, width = cluster(c.rest)
		return first, width
	}
	p := c.known[0]
	first, c.rest, c.known = c.rest[:p.size], c.rest[p.size:], c.known[1:]
	if p.broken {
		first = garbled
	}
	return first, int(p.width)
}

// Width is how many columns text takes when Put on a canvas.
func Width(text string) int {
	sum := 0
	for c := clustersOf(text); len(c.rest) > 0; {
		_, w := c.next()
		sum += w
	}
	return sum
}

// Cut shortens text to at most w columns, ending it with "…" if anything was
// left out.
func Cut(text string, w int) string {
	if w <= 0 {
		return ""
	}
	end, used := 0, 0 // of what fits in front of the ellipsis
	for c := clustersOf(text); len(c.rest) > 0; {
		before := len(text) - len(c.rest)
		_, cw := c.next()
		if used < w {
			end = before
		}
		if used+cw > w {
			return text[:end] + "…"
		}
		used += cw
	}
	return text
}
