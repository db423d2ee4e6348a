package players

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"crossplay/text"
)

// MaxName is the length of a name in characters: it fits beside a board in a
// terminal of eighty columns.
const MaxName = 20

// CleanName is what can be shown of a wanted name: at most MaxName characters,
// without punctuation at its ends, and without colons, for what stands before a
// colon is taken for whoever says the rest. It is empty when no letter and no digit is
// left, when scripts are mixed or rare, when it has many symbols that
// can be read as letters, or characters that are many letters.
func CleanName(wanted string) string {
	name := text.Clean(strings.Map(func(r rune) rune {
		if strings.ContainsRune(colons, r) {
			return ' '
		}
		return r
	}, wanted), MaxName)
	name = strings.TrimLeftFunc(name, func(r rune) bool { return !isWord(r) && !unicode.IsSymbol(r) })
	name = strings.TrimRightFunc(name, func(r rune) bool {
		return !isWord(r) && !unicode.IsSymbol(r) && !unicode.IsMark(r) // a mark belongs to what is before it
	})
	if !strings.ContainsFunc(name, isWord) || mixed(name) || riddles(name) > maxRiddles || utf8.RuneCountInString(norm.NFKD.String(name)) > maxLetters {
		return ""
	}
	return name
}

// maxLetters is how many letters and marks a name may be taken apart into: twenty of
// Vietnamese or Korean are three each, where ﷺ is eighteen, and takes as long to judge.
const maxLetters = 3 * MaxName

// colons are the colon, and what looks like one.
const colons = ":\uff1a\ufe13\ufe30\ufe55\u02d0\u02d1\u02f8\u0589\u05c3\u0703\u0704\u1361\u16ec\u1803\u1809\u205a\u2236\ua789\ua4fd"

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
