package screen

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/rooms/room"
)

// This file has letters that are keys mean the same with Caps Lock, and on keyboards
// with other letters.

// lettered is a page, or what is in front of it, where not all small letters are keys,
// or capitals are others: it says which do something there now. Where there are none,
// letters are text.
type lettered interface{ letters() string }

// written is what is written into: all letters are text there.
type written interface{ paste(string) }

// alphabet is what letters are elsewhere.
const alphabet = "abcdefghijklmnopqrstuvwxyz"

// meant is the key that somebody pressed, as it is called where they are: a letter that
// does nothing there in one case is taken for the other, and one of another alphabet for
// the Latin one on its key.
func (a *app) meant(k tea.KeyPressMsg) tea.KeyPressMsg {
	var here any = a.page
	if a.front != nil {
		here = a.front
	}
	letters := alphabet
	if !a.small() {
		switch here := here.(type) {
		case lettered:
			letters = here.letters()
		case written:
			return k
		}
	}
	for _, text := range []string{k.Text, game.Latin(k.Text)} {
		for _, same := range []string{text, strings.ToLower(text), strings.ToUpper(text)} {
			if utf8.RuneCountInString(same) == 1 && strings.Contains(letters, same) {
				return press(same)
			}
		}
	}
	return k
}

func (r *record) letters() string { return alphabet + "G" }

func (r *replay) letters() string { return alphabet + "G" }

func (d *dialog) letters() string {
	var all string
	for _, a := range d.answers {
		all += a.key
	}
	switch {
	case d.firm:
		return all
	case d.list:
		return all + alphabet
	}
	return all + "hjklq"
}

// letters are few in front of a board, where they write moves.
func (t *table) letters() (all string) {
	switch {
	case t.snap == nil || t.gone != nil:
		return "nq"
	case t.talking != nil || t.entry != nil:
		return ""
	case t.snap.Phase == room.Open:
		for _, i := range t.menu() {
			all += i.key
		}
	}
	if !t.movesBeginWithArrows() {
		all += "hjkl"
	}
	return all
}
