package players

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"crossplay/rooms"
)

// MaxName is the length of a name in characters: it fits beside a board in a
// terminal of eighty columns.
const MaxName = 20

// reserved are names that would pretend to be the house, or say nothing.
var reserved = set("admin administrator bot crossplay guest host mod moderator nobody operator owner root server spectator staff system you")

// generic are user names that programs and images come with: nobody chose them.
var generic = set("debian ec2-user fedora git opc pi test ubuntu user vagrant")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[skeleton(w)] = true
	}
	return m
}

// CleanName is what can be shown of a wanted name: at most MaxName characters,
// without punctuation at its ends. It is empty when nothing is left, or when
// scripts are mixed that have look-alikes.
func CleanName(wanted string) string {
	name := rooms.Clean(wanted, MaxName)
	name = strings.TrimFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !unicode.IsSymbol(r)
	})
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) || mixed(name) {
		return ""
	}
	return name
}

// mixed reports whether letters of more than one script with look-alikes are
// in the name, as in "pаypal" with a Cyrillic а.
func mixed(name string) bool {
	scripts := 0
	for _, table := range []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek} {
		if strings.ContainsFunc(norm.NFKC.String(name), func(r rune) bool { return unicode.Is(table, r) }) {
			scripts++
		}
	}
	return scripts > 1
}

// confusables maps what can be taken for a Latin letter to that letter, in
// lower case. It is the part of Unicode's confusables.txt (UTS #39) that
// concerns the scripts which look like Latin, with digits.
var confusables = strings.NewReplacer(
	"а", "a", "в", "b", "с", "c", "ԁ", "d", "е", "e", "ё", "e", "һ", "h", "і", "i", "ї", "i", "ј", "j", "к", "k", "м", "m", "н", "h", "о", "o",
	"р", "p", "ԛ", "q", "ѕ", "s", "т", "t", "у", "y", "ѵ", "v", "ԝ", "w", "х", "x", "г", "r", "ь", "b", "з", "3", "ӏ", "i",
	"α", "a", "β", "b", "γ", "y", "ε", "e", "η", "n", "ι", "i", "κ", "k", "ν", "v", "ο", "o", "ρ", "p", "σ", "o", "τ", "t", "υ", "u", "χ", "x", "ω", "w",
	"ı", "i", "l", "i", "1", "i", "|", "i", "!", "i", "0", "o", "ø", "o", "đ", "d", "ł", "i", "ħ", "h", "ſ", "s", "5", "s", "rn", "m", "vv", "w",
)

var fold = cases.Fold()

// skeleton is what names that look alike have in common.
func skeleton(name string) string {
	s := norm.NFKD.String(fold.String(norm.NFKC.String(name)))
	s = strings.Map(func(r rune) rune {
		if unicode.IsMark(r) || unicode.IsSpace(r) || unicode.IsPunct(r) {
			return -1
		}
		return r
	}, s)
	return confusables.Replace(s)
}

var (
	adjectives = strings.Fields("Amber Blue Brave Bright Calm Clever Gentle Golden Happy Jolly Keen Kind Lucky Merry Noble Proud Quick Quiet Silver Swift Tidy Witty")
	animals    = strings.Fields("Badger Beaver Crane Dolphin Falcon Finch Fox Hare Heron Ibis Lynx Marten Otter Owl Panda Puffin Raven Robin Seal Stork Swan Wren")
)

// friendly is a name for somebody who did not choose one. A later attempt
// draws from more names.
func friendly(attempt int) string {
	number := 10 + rand.IntN(90)
	if attempt > 10 {
		number = 100 + rand.IntN(9900)
	}
	return fmt.Sprintf("%s %s %d", adjectives[rand.IntN(len(adjectives))], animals[rand.IntN(len(animals))], number)
}
