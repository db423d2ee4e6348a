package players

import (
	"net/netip"
	"time"

	"crossplay/pace"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Kind is what an identity rests on.
type Kind string

// The kinds.
const (
	Key     Kind = "key"     // an SSH key: lasting
	Guest   Kind = "guest"   // a terminal without a key, brought back by a return code
	Browser Kind = "browser" // a signed cookie
)

// Player is somebody.
type Player struct {
	ID   room.PersonID
	Name string
	Kind Kind
	// Habits are how they make their moves: those of a visitor are the zero value.
	Habits Habits
	// Provisional is somebody of whom nothing is left when their windows close:
	// see [Directory.Enter].
	Provisional bool
	// Until is when the window must end that was entered by a code: see [Directory.Carry]. The
	// directory knows it of no player; windows that last have the zero time.
	Until time.Time

	key string // the fingerprint, of somebody provisional
}

// Person is the player as rooms know them, who comes from that address.
func (p Player) Person(from netip.Addr) rooms.Person {
	return rooms.Person{ID: p.ID, Name: p.Name, Guest: p.Guest(), Provisional: p.Provisional, From: pace.Network(from)}
}

// Guest reports whether the player has no lasting identity.
func (p Player) Guest() bool { return p.Kind != Key }

// The refusals of this package.
var (
	ErrNameTaken = &room.Refusal{Code: "name_taken"}
	ErrBadName   = &room.Refusal{Code: "bad_name"}
	ErrBadCode   = &room.Refusal{Code: "bad_code"}
	ErrBadToken  = &room.Refusal{Code: "bad_token"}
	ErrNobody    = &room.Refusal{Code: "nobody"}
	ErrTooMany   = &room.Refusal{Code: "too_many_guests"}
)
