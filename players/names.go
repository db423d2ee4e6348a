package players

import (
	"crossplay/text"
	"strings"
	"unicode"
)

// MaxName is the length of a name in characters: it fits beside a board in a
// terminal of eighty columns.
const MaxName = 20

// CleanName is what can be shown of a wanted name: at most MaxName characters,
// without punctuation at its ends. It is empty when no letter and no digit is
// left, when scripts are mixed or rare, or when it has many symbols that
// can be read as letters.
func CleanName(wanted string) string {
	name := text.Clean(wanted, MaxName)
	name = strings.TrimLeftFunc(name, func(r rune) bool { return !isWord(r) && !unicode.IsSymbol(r) })
	name = strings.TrimRightFunc(name, func(r rune) bool {
		return !isWord(r) && !unicode.IsSymbol(r) && !unicode.IsMark(r) // a mark belongs to what is before it
	})
	if !strings.ContainsFunc(name, isWord) || mixed(name) || riddles(name) > maxRiddles {
		return ""
	}
	return name
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
