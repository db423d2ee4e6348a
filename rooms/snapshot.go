package rooms

import (
	"math/rand/v2"
	"net/netip"
	"sync"
	"time"

	"crossplay/game"
)

// PersonID is who someone is, for ever. Package players hands them out.
type PersonID string

// Person is somebody at the door of a room.
type Person struct {
	ID    PersonID
	Name  string // cleaned and unique
	Guest bool   // has no lasting identity
	Bot   string // the level of a player made of code; empty: a person
	// From is where the person comes from now, as [pace.Network] says it: what one
	// network can use up is bounded. It is never journaled.
	From netip.Prefix
}

// Phase is what a room is about.
type Phase string

// The phases.
const (
	Open    Phase = "open"    // waiting for players
	Playing Phase = "playing" // a game is on
	Over    Phase = "over"    // the game has ended; a rematch may follow
	Closed  Phase = "closed"  // nobody came, or everybody left; it never opens again
)

// Snapshot is a room as one seat may know it. It is shared between all who
// look from that seat and must not be changed.
type Snapshot struct {
	Code       Code              `json:"code"`
	Version    uint64            `json:"version"` // grows with each change, from 1 each time that the room is read back
	Board      uint64            `json:"-"`       // changes when anything does but Chat, Chairs, Spectators and Claimable
	Game       string            `json:"game"`    // game.Info.Name
	Options    map[string]string `json:"options,omitempty"`
	Private    bool              `json:"private"`
	Phase      Phase             `json:"phase"`
	Round      int               `json:"round"`  // 1 for the first game in the room
	Ply        int               `json:"ply"`    // moves played in this game
	Turn       []game.Seat       `json:"turn"`   // who may move now
	You        game.Seat         `json:"you"`    // whose snapshot it is
	Chairs     []Chair           `json:"chairs"` // by seat
	Draws      int               `json:"draws"`  // drawn games in the series
	Spectators int               `json:"spectators"`
	View       game.View         `json:"view"`
	Result     *Result           `json:"result,omitempty"` // when Over
	Proof      *Proof            `json:"proof,omitempty"`  // in games with dice or shuffles, once they have begun
	Chat       []Line            `json:"-"`                // the last MaxChat lines; windows send only what is new
	Claimable  bool              `json:"claimable"`        // you may claim the game from an absent opponent

	pos game.State // what the room knows; see Imagine

	memo sync.Map
}

// Chair is a seat and who has it.
type Chair struct {
	Name    string    `json:"name,omitempty"` // empty: the seat is free
	Guest   bool      `json:"guest,omitempty"`
	Bot     string    `json:"bot,omitempty"`      // its level, for a player made of code
	Present bool      `json:"present"`            // at least one window is open; bots always are
	Away    time.Time `json:"awaySince,omitzero"` // since when, for a player who is not present
	Wins    int       `json:"wins"`               // in this series
	Ready   bool      `json:"ready,omitempty"`    // wants to begin without waiting for more
	Rematch bool      `json:"rematch,omitempty"`  // wants another game
	Out     bool      `json:"out,omitempty"`      // has given up, and is played past
}

// Result is how a game ended.
type Result struct {
	Winners []game.Seat `json:"winners"` // empty for a draw
	Reason  string      `json:"reason"`  // the end of a sentence: "three in a row", "Bob resigned"
}

// Line is something that was said.
type Line struct {
	Seq  int       `json:"seq"`  // counts the room's lines from 1
	Seat game.Seat `json:"seat"` // where the speaker sat when saying it
	Name string    `json:"name"`
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

// Imagine is a position that looks from this seat as the view does: the true
// one where nothing is hidden, and elsewhere one drawn at random. It tells
// nothing that the view does not. The generator is the caller's.
func (s *Snapshot) Imagine(r *rand.Rand) game.State { return game.Resample(s.pos, s.You, r) }

// Memo returns what build returned when it was first called for the key, so
// that a picture or an encoding which is the same for many is made once for
// each snapshot. It is safe for concurrent use.
func (s *Snapshot) Memo(key any, build func() any) any {
	if v, ok := s.memo.Load(key); ok {
		return v
	}
	v, _ := s.memo.LoadOrStore(key, build())
	return v
}

// Card is a room in a list.
type Card struct {
	Code    Code              `json:"code"`
	Game    string            `json:"game"`
	Options map[string]string `json:"options,omitempty"`
	Private bool              `json:"private"`
	Phase   Phase             `json:"phase"`
	Round   int               `json:"round"`
	Chairs  []CardChair       `json:"chairs"` // by seat
	Since   time.Time         `json:"since"`  // when the phase began
}

// CardChair is a seat of a [Card].
type CardChair struct {
	Name    string `json:"name,omitempty"` // empty: the seat is free
	Guest   bool   `json:"guest,omitempty"`
	Bot     string `json:"bot,omitempty"` // its level, for a player made of code
	Present bool   `json:"present"`
}

// Lobby is the list of public rooms. It is shared and must not be changed.
type Lobby struct {
	Open    []Card `json:"open"`    // somebody waits for an opponent; the oldest first, at most MaxListed
	Playing []Card `json:"playing"` // can be watched; the newest first, at most MaxListed
	People  int    `json:"people"`  // how many are here, in rooms or in the lobby; bots do not count
}
