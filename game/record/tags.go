// Package record helps games to write themselves down in formats that several games share.
package record

import (
	"fmt"
	"strings"

	"crossplay/game"
)

// Tag is a line above the moves.
type Tag struct{ Name, Value string }

// Tagged is a game as PGN and PDN write it: tags, then numbered moves in lines of at most
// 79 characters, then the result. Each move may have a comment.
//
// See "Standard: Portable Game Notation Specification and Implementation Guide", 1994,
// and https://wiegerw.github.io/pdn/.
func Tagged(tags []Tag, moves, comments []string, result string) string {
	var s strings.Builder
	for _, t := range tags {
		fmt.Fprintf(&s, "[%s \"%s\"]\n", t.Name, quoted.Replace(plain(t.Value)))
	}
	s.WriteByte('\n')
	wide := 0
	put := func(word string) {
		switch {
		case wide > 0 && wide+1+len(word) > widest:
			s.WriteByte('\n')
			wide = 0
		case wide > 0:
			s.WriteByte(' ')
			wide++
		}
		s.WriteString(word)
		wide += len(word)
	}
	for i, m := range moves {
		switch said := i > 0 && i <= len(comments) && comments[i-1] != ""; {
		case i%2 == 0:
			put(fmt.Sprintf("%d.", i/2+1))
		case said: // as the standard wants it behind a comment
			put(fmt.Sprintf("%d...", i/2+1))
		}
		put(m)
		if i < len(comments) && comments[i] != "" {
			put("{" + comments[i] + "}")
		}
	}
	put(result)
	s.WriteByte('\n')
	return s.String()
}

// widest is how many characters a line has at most.
const widest = 79

// quoted leaves out what would have to be escaped: many programs do not read that.
var quoted = strings.NewReplacer(`\`, "/", `"`, "'")

// plain is a text on one line.
func plain(text string) string { return strings.Join(strings.Fields(text), " ") }

// Head are the seven tags that every game has, of whom moves first, or is named so.
func Head(r game.Record, white, black game.Seat) []Tag {
	return []Tag{
		{"Event", "Crossplay " + r.ID}, {"Site", r.Site}, {"Date", strings.ReplaceAll(r.Date, "-", ".")}, {"Round", "-"},
		{"White", r.Players[white]}, {"Black", r.Players[black]}, {"Result", r.Score(white)},
	}
}
