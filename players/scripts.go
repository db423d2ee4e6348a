package players

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// scripts are those that names are written in today: the recommended scripts
// of UAX #31, table 5. In the others there are whole alphabets that look like
// Latin, and few people who would read them as anything else.
var scripts = strings.Fields("Latin Arabic Armenian Bengali Bopomofo Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Han Hangul Hebrew Hiragana " +
	"Kannada Katakana Khmer Lao Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan")

// eastAsian scripts are used together, and with Latin.
var eastAsian = strings.Fields("Han Hiragana Katakana Hangul Bopomofo")

// mixed reports whether the name is written in several scripts that do not
// belong together, as "pаypal" with a Cyrillic а, or in a rare one. It is the
// level "highly restrictive" of UTS #39.
func mixed(name string) bool {
	first, asian := "", false
	for _, r := range norm.NFKC.String(name) {
		if unicode.In(r, unicode.Common, unicode.Inherited) {
			continue
		}
		i := slices.IndexFunc(scripts, func(s string) bool { return unicode.Is(unicode.Scripts[s], r) })
		switch {
		case i < 0:
			return true
		case slices.Contains(eastAsian, scripts[i]):
			asian = true
		case first != "" && first != scripts[i]:
			return true
		default:
			first = scripts[i]
		}
	}
	return asian && first != "" && first != "Latin"
}
