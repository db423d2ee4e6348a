package rooms

import "strings"

// Code is the name of a room, short enough to say aloud: six of alphabet.
type Code string

// alphabet has one of each group that looks alike (0 O Q, 2 Z, 5 S, 8 B, U V)
// at most, and nothing that looks like 1.
const alphabet = "34679ACDEFGHJKMNPQRTVWXY"

const codeLength = 6

// ParseCode reads a code as a person types it, in any case and with any spaces
// or dashes. It returns ErrNoRoom for what cannot be a code.
func ParseCode(typed string) (Code, error) {
	c := strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(typed))
	if len(c) != codeLength || strings.Trim(c, alphabet) != "" {
		return "", ErrNoRoom
	}
	return Code(c), nil
}
