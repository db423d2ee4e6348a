package room

import (
	"fmt"
	"slices"
	"time"

	"crossplay/game"
)

// Phase is what a room is about.
type Phase string

// The phases.
const (
	Open    Phase = "open"    // waiting for players
	Playing Phase = "playing" // a game is on
	Over    Phase = "over"    // the game has ended; a rematch may follow
	Closed  Phase = "closed"  // nobody came, or everybody left; it never opens again
)

// Room is the state of a room: what its journal says, and what people were
// refused lately. Its fields are for reading; only [Room.Apply], [Room.Answer]
// and [Room.Tell] change it.
type Room struct {
	Sitting
	Proof    *Proof     // in games with chance
	Chat     []Line     // the last MaxChat
	Position game.State // of the newest game
	Ply      int        // grows with each change of it, so that a late move is never another one

	rules    game.Rules
	verbs    []Rule
	talk     talk
	said     int // lines ever said
	answers  map[PersonID]*answers
	since    []int        // by seat: the ply since which the seat may move, and sees the same
	line     []Played     // the moves that led to the position
	marks    []game.State // the positions after 0, markEvery, 2*markEvery … of them
	past     []asked      // what was offered in this game
	news     []News
	quiet    []quiet        // by seat
	plans    [][][]Intended // by seat: see Planned
	premoves []*Ahead       // by seat; those of a list are never written to
	wentBack int            // the ply since which no move was taken back
	told     uint64         // the number of the newest of them
}

// Line is something that was said.
type Line struct {
	Seq  int       `json:"seq"`  // counts the room's lines from 1
	Seat game.Seat `json:"seat"` // where the speaker sat when saying it
	Name string    `json:"name"`
	// Guest is somebody who had no lasting identity when saying it.
	Guest bool      `json:"guest,omitempty"`
	Text  string    `json:"text"`
	At    time.Time `json:"at"`
	// By is who said it, for them to know it as theirs under any name. Nobody else
	// is told; it is empty where an earlier version left a checkpoint without it.
	By PersonID `json:"-"`
}

// New is a room of which no record was applied yet. It knows the verbs of every
// room and, in a program that has more, those.
func New(rules game.Rules, more ...Rule) *Room {
	return &Room{rules: rules, verbs: append(slices.Clip(verbs), more...)}
}

// Full reports whether nothing more is kept today of what is said from a seat.
func (r *Room) Full(seat game.Seat, at time.Time) bool { return r.talk.full(seat, at) }

// Size is about how much the room takes in memory beside its position and who
// looks at it, in bytes of texts, in moves that were not taken back, and in answers that
// it remembers.
func (r *Room) Size() (bytes, moves, remembered int) {
	for _, a := range r.answers {
		remembered += len(a.order)
	}
	for _, line := range r.Chat {
		bytes += len(line.Text)
	}
	return bytes, len(r.line), remembered
}

// start is the first position of a game for so many.
func (r *Room) start(seats int) (game.State, error) {
	pos, err := r.rules.Start(game.Setup{Seats: seats, Options: r.Created.Options})
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", r.Created.Game, err)
	}
	return pos, nil
}
