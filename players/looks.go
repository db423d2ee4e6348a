package players

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
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

// confusables maps what can be taken for a Latin letter to that letter, in
// lower case. It is the part of Unicode's confusables.txt (UTS #39) that
// concerns the scripts which look like Latin, with digits.
var confusables = strings.NewReplacer(
	"а", "a", "в", "b", "с", "c", "ԁ", "d", "е", "e", "ё", "e", "һ", "h", "і", "i", "ї", "i", "ј", "j", "к", "k", "м", "m", "н", "h", "о", "o",
	"р", "p", "ԛ", "q", "ѕ", "s", "т", "t", "у", "y", "ү", "y", "ѵ", "v", "ԝ", "w", "х", "x", "г", "r", "ь", "b", "з", "3", "ӏ", "i",
	"α", "a", "β", "b", "γ", "y", "ε", "e", "η", "n", "ι", "i", "κ", "k", "ν", "v", "ο", "o", "ρ", "p", "σ", "o", "τ", "t", "υ", "u", "χ", "x", "ω", "w",
	"ո", "n", "օ", "o", "ս", "u", "հ", "h", "յ", "j", "ց", "g", "զ", "q",
	"ı", "i", "l", "i", "1", "i", "|", "i", "0", "o", "ø", "o", "đ", "d", "ł", "i", "ħ", "h", "ſ", "s", "5", "s", "ɡ", "g", "ɑ", "a", "rn", "m", "vv", "w",
)

// capitals maps the capitals that look like another Latin letter than the small
// ones do: Ν is an N, and ν a v.
var capitals = strings.NewReplacer("Η", "h", "Μ", "m", "Ν", "n", "Υ", "y", "Ζ", "z", "Տ", "s", "Լ", "l")

var fold = cases.Fold()

// looks are the skeletons of a name, one or two: what names have in common that
// look alike, as they are written or in another case.
func looks(name string) []string {
	name = norm.NFKD.String(name)
	return slices.Compact([]string{skeleton(name), skeleton(capitals.Replace(name))})
}

func skeleton(name string) string {
	return confusables.Replace(strings.Map(func(r rune) rune {
		switch {
		case r == '\u3099' || r == '\u309a': // が is no か
			return r
		case unicode.Is(unicode.Inherited, r), unicode.IsSpace(r), unicode.IsPunct(r):
			return -1
		}
		return r
	}, norm.NFKD.String(fold.String(name))))
}
