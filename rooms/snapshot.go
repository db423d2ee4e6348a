package rooms

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"crossplay/game"
	"crossplay/rooms/room"
)

// Person is somebody as the registry knows them.
type Person struct {
	ID    room.PersonID
	Name  string // cleaned and unique
	Guest bool   // has no lasting identity
	Bot   string // the level of a player made of code; empty: a person
	// Provisional is somebody of whom nothing is remembered: see [Config.Lasting].
	Provisional bool
	// From is where the person comes from now, as [pace.Network] says it: what one
	// network can use up is bounded. It is never journaled.
	From netip.Prefix
}

// person is whoever it is as a room knows them.
func (p Person) person() room.Person {
	return room.Person{ID: p.ID, Name: p.Name, Guest: p.Guest, Bot: p.Bot}
}

// at is somebody who sits in a room, as the registry knows them.
func at(p room.Person) Person { return Person{ID: p.ID, Name: p.Name, Guest: p.Guest, Bot: p.Bot} }

// Snapshot is a room as one seat may know it. It is shared between all who
// look from that seat and must not be changed.
type Snapshot struct {
	Code       room.Code         `json:"code"`
	Version    uint64            `json:"version"` // grows with each change, from 1 each time that the room is read back
	Game       string            `json:"game"`    // game.Info.Name
	Options    map[string]string `json:"options,omitempty"`
	Private    bool              `json:"private"`
	Final      bool              `json:"final,omitempty"` // moves are final: none is taken back
	Lot        bool              `json:"lot,omitempty"`   // who sits where will be drawn when the first game begins
	Phase      room.Phase        `json:"phase"`
	Round      int               `json:"round"`          // 1 for the first game in the room
	Ply        int               `json:"ply"`            // grows with each change of the position in this game
	Turn       []game.Seat       `json:"turn"`           // who may move now
	You        game.Seat         `json:"you"`            // whose snapshot it is
	Chairs     []Chair           `json:"chairs"`         // by seat
	Draws      int               `json:"draws"`          // drawn games in the series
	Offer      room.Offer        `json:"offer,omitzero"` // what awaits an answer in the game
	Spectators int               `json:"spectators"`
	View       game.View         `json:"view"`
	Time       *Time             `json:"time,omitempty"`      // in games with clocks, once one has begun
	Clock      string            `json:"clock,omitempty"`     // the time control of the room
	Plan       string            `json:"plan,omitempty"`      // what the viewer has set up to answer, as one writes it
	Premove    *room.Ahead       `json:"premove,omitempty"`   // the move that the viewer has set up, which waits for the other's
	Adjourned  bool              `json:"adjourned,omitempty"` // the game is put off, until all resume it
	Stands     bool              `json:"stands,omitempty"`    // it is open to everybody for days, though nobody looks: a challenge to a daily game
	Result     *room.Result      `json:"result,omitempty"`    // when Over
	Proof      *room.Proof       `json:"proof,omitempty"`     // in games with dice or shuffles, once they have begun
	Chat       []room.Line       `json:"-"`                   // the last MaxChat lines; windows send only what is new
	// Actions is everything that you may do now besides moving.
	Actions []room.Action `json:"actions"`
	// News are the last of what happened, the newest at the end.
	News []room.News `json:"news"`
	// Rehearses says that your next move is one of several that make a turn: see
	// [Registry.Rehearse].
	Rehearses bool `json:"-"`
	// LogFrom is how many lines of the log were left out before the first.
	LogFrom int `json:"logFrom,omitempty"`

	// Info describes the game by the rules of the room.
	Info game.Info `json:"-"`

	pos  game.State // what the room knows; see Imagine
	host Person

	memo memo
}

// Chair is a seat and who has it.
type Chair struct {
	Name    string      `json:"name,omitempty"` // empty: the seat is free
	Guest   bool        `json:"guest,omitempty"`
	Bot     string      `json:"bot,omitempty"`      // its level, for a player made of code
	Present bool        `json:"present"`            // at least one window is open; bots always are
	Away    time.Time   `json:"awaySince,omitzero"` // since when, for a player who is not present
	Claim   time.Time   `json:"claimAt,omitzero"`   // when the game can be claimed from them, by whoever is not to move, if that is near
	Wins    int         `json:"wins"`               // in this series
	Left    string      `json:"left,omitempty"`     // who had the seat when the game ended, and has gone since
	Offers  []room.Verb `json:"offers,omitempty"`   // what they are for, and what happens once all others are for it too
	Out     bool        `json:"out,omitempty"`      // has given up, and is played past

	// Of a daily game: when its player need not move.
	Vacation *room.Span `json:"vacation,omitempty"` // that they are on, or plan
	Weekends bool       `json:"weekends,omitempty"` // Saturdays and Sundays, by UTC, in turns that begin from now on
}

// Offered reports whether whoever sits there has offered to do it.
func (c Chair) Offered(do room.Verb) bool { return slices.Contains(c.Offers, do) }

// Action finds what the viewer may do by a verb now, if anything.
func (s *Snapshot) Action(do room.Verb) (room.Action, bool) {
	for _, a := range s.Actions {
		if a.Do == do {
			return a, true
		}
	}
	return room.Action{}, false
}

// Imagine is a position that looks from this seat as the view does: the true
// one where nothing is hidden, and elsewhere one drawn at random. It tells
// nothing that the view does not. The generator is the caller's.
func (s *Snapshot) Imagine(r *rand.Rand) game.State { return game.Resample(s.pos, s.You, r) }

// Host is for whom the bot plays whose snapshot it is, and where that person is
// now: the first player who looks.
func (s *Snapshot) Host() Person { return s.host }

// Memo returns what build returned when it was first called for the key, so
// that a picture or an encoding which is the same for many is made once for
// each snapshot. It is safe for concurrent use.
func (s *Snapshot) Memo(key any, build func() any) any {
	if v, ok := s.memo.find(key); ok {
		return v
	}
	return s.memo.keep(key, build())
}

// memo has a few values by their keys. Thousands look at once for what is there, so they
// need no lock.
type memo struct {
	mu   sync.Mutex // held to add
	made atomic.Pointer[[]made]
}

type made struct{ key, value any }

func (m *memo) find(key any) (any, bool) {
	if all := m.made.Load(); all != nil {
		for _, one := range *all {
			if one.key == key {
				return one.value, true
			}
		}
	}
	return nil, false
}

// keep returns the value of a key, which is the given one unless there is one already.
func (m *memo) keep(key, value any) any {
	m.mu.Lock()
	defer m.mu.Unlock()
	if v, ok := m.find(key); ok {
		return v
	}
	var all []made
	if before := m.made.Load(); before != nil {
		all = slices.Clip(*before)
	}
	all = append(all, made{key, value})
	m.made.Store(&all)
	return value
}

// Card is a room in a list.
type Card struct {
	Code    room.Code         `json:"code"`
	Game    string            `json:"game"`
	Options map[string]string `json:"options,omitempty"`
	Private bool              `json:"private"`
	Final   bool              `json:"final,omitempty"` // moves are final: none is taken back
	Clock   string            `json:"clock,omitempty"` // its time control, as [room.ParseControls] reads it
	Phase   room.Phase        `json:"phase"`
	Round   int               `json:"round"`
	Chairs  []CardChair       `json:"chairs"`           // by seat
	Since   time.Time         `json:"since"`            // when the phase began
	Stands  bool              `json:"stands,omitempty"` // it is open for days, though nobody looks: a challenge to a daily game
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
