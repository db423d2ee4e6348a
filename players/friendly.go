package players

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"

	"crossplay/rooms/room"
)

var (
	adjectives = strings.Fields("Amber Blue Brave Bright Calm Clever Gentle Golden Happy Jolly Keen Kind Lucky Merry Noble Proud Quick Quiet Silver Swift Tidy Witty")
	animals    = strings.Fields("Badger Beaver Crane Dolphin Falcon Finch Fox Hare Heron Ibis Lynx Marten Otter Owl Panda Puffin Raven Robin Seal Stork Swan Wren")
)

const (
	// maxFriendly is how many names are tried for somebody who did not choose
	// one. When all of the first kind are taken, and a hundred thousand of the
	// second, one person in 10^32 finds none.
	maxFriendly = 30
	// firstFriendly is how many of those are tried with two digits.
	firstFriendly = 10
)

// friendly is a name for somebody who did not choose one. It follows from who it
// is, so that who left nothing behind has the same one tomorrow. Later attempts
// draw from more names.
func friendly(id room.PersonID, attempt int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", id, attempt))
	draw := func(at, n int) int { return int(binary.BigEndian.Uint32(sum[at:]) % uint32(n)) }
	number := 10 + draw(0, 90)
	if attempt >= firstFriendly {
		number = 100 + draw(0, 9900)
	}
	return fmt.Sprintf("%s %s %d", adjectives[draw(4, len(adjectives))], animals[draw(8, len(animals))], number)
}

// last is the name when all else is taken. It is not friendly, and nobody else's:
// it has 60 bits of a hash of who it is, and not of who it is, which is a secret.
func last(id room.PersonID) string {
	sum := sha256.Sum256([]byte(id))
	return animals[int(sum[31])%len(animals)] + " " + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:12])
}
