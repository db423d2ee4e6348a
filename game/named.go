package game

import (
	"strings"
	"unicode"
)

// Named finds a game as people call it: by its name, its title or one of its aliases,
// in any case, with or without the spaces and signs between.
func Named(games []Info, typed string) (Info, bool) {
	t := called(Plain(typed))
	for _, in := range games {
		for _, name := range in.Names() {
			if t != "" && called(name) == t {
				return in, true
			}
		}
	}
	return Info{}, false
}

// Names are everything that the game is called, its short name first.
func (in Info) Names() []string { return append([]string{in.Name, in.Title}, in.Aliases...) }

// called is what counts of a name: "connect-4" is called as "Connect 4" is.
func called(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strings.ReplaceAll(name, "&", "and"))
}
