package rooms

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// Code is the name of a room, short enough to say aloud.
type Code string

// alphabet has one of each group that looks alike (0 O Q, 2 Z, 5 S, 8 B, U V)
// at most, and nothing that looks like 1.
const alphabet = "34679ACDEFGHJKMNPQRTVWXY"

// The lengths of codes. That of a public room is in the list for everybody; that
// of a private one is all that keeps strangers out, and has 46 bits: see
// guessBurst. Private rooms of earlier versions have short ones.
const (
	codeLength    = 6
	privateLength = 10
)

// ParseCode reads a code as a person types it, in any case and with any spaces
// or dashes. It returns ErrNoRoom for what cannot be a code.
func ParseCode(typed string) (Code, error) {
	c := strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(typed))
	if len(c) != codeLength && len(c) != privateLength || strings.Trim(c, alphabet) != "" {
		return "", ErrNoRoom
	}
	return Code(c), nil
}

// Groups are the parts in which a code is shown where it is read aloud.
func (c Code) Groups() []string {
	if len(c) <= codeLength {
		return []string{string(c)}
	}
	return []string{string(c[:len(c)/2]), string(c[len(c)/2:])}
}

// code derives a code that nobody can foresee.
func (reg *Registry) code(by PersonID, private bool, nonce string, attempt uint64) Code {
	purpose, length := "code", codeLength
	if private {
		purpose, length = "private code", privateLength
	}
	sum := reg.mac(purpose, fmt.Sprintf("%s\x00%s\x00%d", by, nonce, attempt))
	n := binary.BigEndian.Uint64(sum)
	code := make([]byte, length)
	for i := range code {
		code[i] = alphabet[n%uint64(len(alphabet))]
		n /= uint64(len(alphabet))
	}
	return Code(code)
}
