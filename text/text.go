// Package text cleans what strangers wrote, for every screen, list and log.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"
)

// MaxCombining is how many marks a letter keeps. Living languages need up to
// four; more only serve to paint over the lines above and below.
const MaxCombining = 4

const (
	// runesEach is how many code points a character may have on average, so
	// that a few endless clusters cannot pass for a few characters. A family
	// emoji with skin tones has eleven.
	runesEach = 8
	// rawEach is how many bytes are read for each character that may be
	// returned: twice what runesEach can fill, so that the rest of a huge input
	// costs nothing and clean text is never cut.
	rawEach = 2 * runesEach * utf8.UTFMax
)

const (
	joiner = '\u200d' // makes one emoji of two
	colour = '\ufe0f' // asks for the coloured form of an emoji
)

// Clean makes text from a stranger safe to show in either window: one line of
// valid UTF-8 in NFC without escapes, controls, bidi controls, zero-width and
// other invisible characters, with at most MaxCombining marks on a letter,
// single spaces, and at most max user-perceived characters. It is the one
// sanitiser of the whole program; what it returned is never cleaned again.
func Clean(text string, max int) string {
	if max <= 0 {
		return ""
	}
	if len(text)/rawEach >= max {
		text = text[:max*rawEach]
	}
	return shorten(tidy(norm.NFC.String(visible(text))), max)
}

// Length is how many user-perceived characters Clean would keep of a text, were
// there no limit to them.
func Length(text string) (n int) {
	clean := strings.TrimRight(tidy(norm.NFC.String(visible(text))), " ")
	for g := graphemes.FromString(clean); g.Next(); {
		n++
	}
	return n
}

// visible drops escape sequences and everything that has no picture of its
// own. Of the invisible characters only those stay that shape an emoji.
func visible(text string) string {
	var b strings.Builder
	var last rune    // the last that was kept
	shaped := false  // last belongs to an emoji that can be joined to another
	joining := false // a joiner waits for the emoji behind it
	for len(text) > 0 {
		if n := escape(text); n > 0 {
			text = text[n:]
			continue
		}
		r, size := utf8.DecodeRuneInString(text)
		text = text[size:]
		switch {
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029' || r == '\u2800':
			r = ' '
		case r == joiner:
			joining = shaped
			continue
		case r == colour:
			if !unicode.Is(emoji, last) {
				continue
			}
		case invisible(r):
			continue
		}
		if joining && unicode.Is(emoji, r) {
			b.WriteRune(joiner)
		}
		shaped = unicode.Is(emoji, r) || unicode.Is(emoji, last) && (r == colour || isTone(r))
		joining = false
		last = r
		b.WriteRune(r)
	}
	return b.String()
}

// invisible holds for what draws nothing, or nothing that all fonts agree on:
// controls, formats, private use, unassigned, fillers, variation selectors,
// and the stand-ins for what could not be read.
func invisible(r rune) bool {
	return !unicode.IsGraphic(r) || r == utf8.RuneError || r == '\ufffc' ||
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// tidy limits the marks on each character, drops those that stand on
// nothing, and leaves single spaces between words. The text stays in NFC,
// because only the tails of runs of marks go.
func tidy(text string) string {
	var b strings.Builder
	marks := 0
	last := ' '
	for _, r := range text {
		switch {
		case r == ' ' && last == ' ':
			continue
		case unicode.IsMark(r) || isTone(r):
			if marks++; marks > MaxCombining || last == ' ' && unicode.IsMark(r) {
				continue
			}
		default:
			marks = 0
		}
		last = r
		b.WriteRune(r)
	}
	return b.String()
}

// shorten cuts behind the last character that fits.
func shorten(text string, max int) string {
	end, runes := 0, runesEach*max
	for g := graphemes.FromString(text); max > 0 && g.Next(); max-- {
		if runes -= utf8.RuneCountInString(g.Value()); runes < 0 {
			break
		}
		end = g.End()
	}
	return strings.TrimRight(text[:end], " ")
}
