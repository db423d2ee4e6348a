package players

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"

	"crossplay/rooms"
)

// MaxName is the length of a name in characters: it fits beside a board in a
// terminal of eighty columns.
const MaxName = 20

// reserved are names that would pretend to be the house, or say nothing.
var reserved = set("admin administrator bot easybot mediumbot hardbot crossplay guest host mod moderator nobody operator owner root server spectator staff system you")

// bots call themselves by their level and one of these words. Nobody else does.
var bots = set("bot bots")

// pretends reports whether somebody of that name would pass for the house or for
// a bot.
func pretends(name string) bool {
	for _, l := range looks(name) {
		if reserved[l] {
			return true
		}
	}
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !isWord(r) && !unicode.IsMark(r) }) {
		for _, l := range looks(word) {
			if bots[l] {
				return true
			}
		}
	}
	return false
}

// generic are user names that programs and images come with: nobody chose them.
var generic = set("debian ec2-user fedora git opc pi test ubuntu user vagrant")

// isChosen reports whether a person could have meant the name.
func isChosen(name string) bool {
	for _, l := range looks(name) {
		if generic[l] {
			return false
		}
	}
	return !pretends(name)
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		for _, l := range looks(w) {
			m[l] = true
		}
	}
	return m
}

// CleanName is what can be shown of a wanted name: at most MaxName characters,
// without punctuation at its ends. It is empty when no letter and no digit is
// left, or when scripts are mixed or rare.
func CleanName(wanted string) string {
	name := rooms.Clean(wanted, MaxName)
	name = strings.TrimLeftFunc(name, func(r rune) bool { return !isWord(r) && !unicode.IsSymbol(r) })
	name = strings.TrimRightFunc(name, func(r rune) bool {
		return !isWord(r) && !unicode.IsSymbol(r) && !unicode.IsMark(r) // a mark belongs to what is before it
	})
	if !strings.ContainsFunc(name, isWord) || mixed(name) {
		return ""
	}
	return name
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

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
