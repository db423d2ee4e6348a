package game

import "strings"

// This file knows other scripts and keyboards than that of the notations.

// Plain writes with the characters of a plain keyboard what has others that mean the
// same, and leaves out what cannot be seen.
func Plain(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' { // as wide as a Chinese character
			return r - '！' + '!'
		}
		return r
	}, sameMeaning.Replace(text)))
}

var sameMeaning = strings.NewReplacer(
	"‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-", "→", "-", "×", "x", "✕", "x",
	"\u00a0", " ", "\u3000", " ", "\ufeff", "", "\u200b", "", "\u200e", "", "\u200f", "", "\ufe0e", "", "\ufe0f", "",
	"…", "...", "‼", "!!", "⁇", "??", "⁈", "?!", "⁉", "!?",
	"♔", "K", "♕", "Q", "♖", "R", "♗", "B", "♘", "N", "♙", "", "♚", "K", "♛", "Q", "♜", "R", "♝", "B", "♞", "N", "♟", "",
)

// The letters of a Latin keyboard, and what others have on the same keys.
const (
	latinKeys = "qwertyuiopasdfghjklzxcvbnm"
	cyrillic  = "йцукенгшщзфывапролдячсмить" // Russian; the others differ in signs that are no letters here
	greek     = ";ςερτυθιοπασδφγηξκλζχψωβνμ"
)

// sameKey has for each letter the Latin one on its key.
var sameKey = func() *strings.Replacer {
	var pairs []string
	latin := []rune(latinKeys)
	for _, layout := range []string{cyrillic, greek} {
		for i, r := range []rune(layout) {
			if r == ';' { // everybody has it, where it means something else
				continue
			}
			pairs = append(pairs, string(r), string(latin[i]))
			if r != 'ς' { // its capital is that of another
				pairs = append(pairs, strings.ToUpper(string(r)), strings.ToUpper(string(latin[i])))
			}
		}
	}
	pairs = append(pairs, "і", "s", "І", "S") // Ukrainian
	return strings.NewReplacer(pairs...)
}()

// sameLook has for each letter the Latin one that looks like it.
var sameLook = strings.NewReplacer(
	"а", "a", "с", "c", "е", "e", "о", "o", "р", "p", "х", "x",
	"А", "A", "В", "B", "С", "C", "Е", "E", "Н", "H", "К", "K", "О", "O", "Р", "P", "Х", "X", "Т", "T", "М", "M",
	"Α", "A", "Β", "B", "Ε", "E", "Η", "H", "Κ", "K", "Ο", "O", "Ρ", "P", "Χ", "X", "Τ", "T", "Μ", "M", "Ν", "N",
)

// Latin is a text with the letters of a Cyrillic or Greek keyboard as the Latin ones
// on the same keys: what somebody types who has not changed it. The letter that
// is no letter there, q in Greek, is not known from its key.
func Latin(typed string) string { return sameKey.Replace(typed) }
