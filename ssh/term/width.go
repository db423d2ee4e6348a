package term

import (
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"github.com/clipperhouse/uax29/v2/graphemes"
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
		return "\uFFFD", rest, 1
	}
	if strings.ContainsFunc(first, invisible) {
		return first, rest, 0
	}
	return first, rest, min(widths.String(first), 2)
}

// invisible reports what must never reach a terminal from within a cluster:
// controls of either set, and what turns the direction of writing.
func invisible(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// Width is how many columns text takes when Put on a canvas.
func Width(text string) int {
	sum := 0
	for len(text) > 0 {
		var w int
		_, text, w = cluster(text)
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
	for rest := text; len(rest) > 0; {
		before := len(text) - len(rest)
		var cw int
		_, rest, cw = cluster(rest)
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
