package room

import (
	"strings"
)

// Code is the name of a room, short enough to say aloud.
type Code string

// Alphabet has one of each group that looks alike (0 O Q, 2 Z, 5 S, 8 B, U V)
// at most, and nothing that looks like 1.
const Alphabet = "34679ACDEFGHJKMNPQRTVWXY"

// The lengths of codes. That of a public room is in the list for everybody; that
// of a private one is all that keeps strangers out, and has 46 bits: see
// guessBurst. Private rooms of earlier versions have short ones.
const (
	CodeLength    = 6
	PrivateLength = 10
)

// ParseCode reads a code as a person types it, in any case and with any spaces
// or dashes. It returns ErrNoRoom for what cannot be a code.
func ParseCode(typed string) (Code, error) {
	c := strings.ToUpper(gaps.Replace(typed))
	if len(c) != CodeLength && len(c) != PrivateLength || strings.Trim(c, Alphabet) != "" {
		return "", ErrNoRoom
	}
	return Code(c), nil
}

// gaps are left out of what is typed.
var gaps = strings.NewReplacer(" ", "", "-", "")

// Groups are the parts in which a code is shown where it is read aloud.
func (c Code) Groups() []string {
	if len(c) <= CodeLength {
		return []string{string(c)}
	}
	return []string{string(c[:len(c)/2]), string(c[len(c)/2:])}
}
