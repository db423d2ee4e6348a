package rooms

import (
	"encoding/binary"
	"fmt"

	"crossplay/rooms/room"
)

// code derives a code that nobody can foresee.
func (reg *Registry) code(by room.PersonID, private bool, nonce string, attempt uint64) room.Code {
	purpose, length := "code", room.CodeLength
	if private {
		purpose, length = "private code", room.PrivateLength
	}
	sum := reg.mac(purpose, fmt.Sprintf("%s\x00%s\x00%d", by, nonce, attempt))
	n := binary.BigEndian.Uint64(sum)
	code := make([]byte, length)
	for i := range code {
		code[i] = room.Alphabet[n%uint64(len(room.Alphabet))]
		n /= uint64(len(room.Alphabet))
	}
	return room.Code(code)
}
