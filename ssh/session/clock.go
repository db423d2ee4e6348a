package session

import (
	"strings"

	"crossplay/rooms/room"
)

// CutClock takes a time control off the end of what was typed, if there is one:
// "chess 5+3" is chess, and 5+3.
func CutClock(typed string) (rest, clock string) {
	i := strings.LastIndexByte(typed, ' ')
	if i < 0 {
		return typed, ""
	}
	if last := typed[i+1:]; IsClock(last) {
		return strings.TrimSpace(typed[:i]), last
	}
	return typed, ""
}

// IsClock reports whether a word is a time control, of one player or of two.
func IsClock(word string) bool {
	_, err := room.TidyControls(word, 2)
	return word != "" && err == nil
}
