package room

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"crossplay/game"
)

// recordVersion is the version of the encoding below. Records of earlier ones
// are read for ever: see past.go.
const recordVersion = 3

// Record is one step of a room as the journal keeps it: who asked for what, and
// everything that followed from it.
type Record struct {
	V      int       `json:"v"`
	At     time.Time `json:"at"`
	By     PersonID  `json:"by,omitempty"`
	Cmd    string    `json:"cmd,omitempty"` // Command.ID
	Events []Event   `json:"events,omitempty"`
}

// Event is one thing that happened: exactly one of its fields is set.
type Event struct {
	Created   *Created   `json:"created,omitempty"`
	Sat       *Sat       `json:"sat,omitempty"`
	Named     *Named     `json:"named,omitempty"`
	Left      *Left      `json:"left,omitempty"`
	Offered   *Offered   `json:"offered,omitempty"`
	Started   *Started   `json:"started,omitempty"`
	Moved     *Moved     `json:"moved,omitempty"`
	Declined  *Declined  `json:"declined,omitempty"`
	TookBack  *TookBack  `json:"tookBack,omitempty"`
	TimeGiven *TimeGiven `json:"timeGiven,omitempty"`
	Thought   *Thought   `json:"thought,omitempty"`
	GaveUp    *GaveUp    `json:"gaveUp,omitempty"`
	Ended     *Ended     `json:"ended,omitempty"`
	Shown     *Shown     `json:"shown,omitempty"`
	Said      *Said      `json:"said,omitempty"`
	Seen      *Seen      `json:"seen,omitempty"`
	Adjourned *Adjourned `json:"adjourned,omitempty"`
	Planned   *Planned   `json:"planned,omitempty"`
	Premoved  *Premoved  `json:"premoved,omitempty"`
	Resumed   *Resumed   `json:"resumed,omitempty"`
	Dated     *Dated     `json:"dated,omitempty"`
	Closed    *Shut      `json:"closed,omitempty"`

	// Version 1 had an event for each thing that is offered. Decode makes an
	// Offered of them.
	Ready  *Left `json:"ready,omitempty"`
	Agreed *Left `json:"agreed,omitempty"`
}

// Created is the first event of every room.
type Created struct {
	Code    Code              `json:"code"`
	Game    string            `json:"game"`    // game.Info.Name
	Version int               `json:"version"` // game.Info.Version
	Seats   int               `json:"seats"`   // how many can play
	Options map[string]string `json:"options,omitempty"`
	Private bool              `json:"private,omitempty"` // not listed: joined by its code alone
	Final   bool              `json:"final,omitempty"`   // moves are final: none is taken back
	Clock   string            `json:"clock,omitempty"`   // as [TidyControls] writes it; empty: untimed
	Lot     bool              `json:"lot,omitempty"`     // who sits where in the first game is drawn when it begins
}

// Sat says that somebody took a seat, which was free or a bot's.
type Sat struct {
	Seat game.Seat `json:"seat"`
	Person
}

// Named says that a seated person goes by another name now.
type Named struct {
	Seat game.Seat `json:"seat"`
	Name string    `json:"name"`
}

// Left says that a seat was given up.
type Left struct {
	Seat game.Seat `json:"seat"`
}

// Offered says that a seat is for something that happens once all others are for
// it too: to begin with those present, or a rematch; and, with a number, a draw, a
// takeback, to call the game off, or a rematch by other terms than was wanted before.
type Offered struct {
	Seat game.Seat `json:"seat"`
	Do   Verb      `json:"do"`
	N    int       `json:"n,omitempty"` // see Offer; that of an offer which is there says yes to it
	// Terms are those of a rematch; nil: as before, with the sides swapped.
	Terms *Terms `json:"terms,omitempty"`
}

// Declined ends an offer: another seat said no, or its own withdrew it.
type Declined struct {
	N    int       `json:"n"`
	Seat game.Seat `json:"seat"`
}

// TookBack says that the last move of a seat, and all that followed it, was taken
// back by consent.
type TookBack struct {
	Seat game.Seat `json:"seat"`
	To   int       `json:"to"` // how many moves of the game stay, dice among them

	next game.State // as for Moved
}

// Seen says that a player has looked at the end of a daily game, which waits for them
// until then.
type Seen struct {
	Seat game.Seat `json:"seat"`
}

// Started begins a game. Whoever sits in a room for several, and in one that was
// begun before, may have another seat than a moment ago.
type Started struct {
	Round   int               `json:"round"` // 1 for the first game of the room
	Game    string            `json:"game"`
	Version int               `json:"version"`
	Options map[string]string `json:"options,omitempty"`
	Private bool              `json:"private,omitempty"` // as in Created
	Final   bool              `json:"final,omitempty"`   // as in Created
	Clock   string            `json:"clock,omitempty"`   // as in Created, of this game: who has less keeps it
	Seats   []Person          `json:"seats"`             // who sits where
	Hash    string            `json:"hash,omitempty"`    // Proof.Hash, in games with chance
}

// Moved is one move.
type Moved struct {
	Seat game.Seat `json:"seat"` // game.Chance for dice
	Move game.Move `json:"move"`
	// Charge is what it cost, in a game with clocks, chance and first moves apart.
	Charge *Charge `json:"charge,omitempty"`

	next game.State // the position after it, when it has just been decided
}

// Thought says what clocks have left of which one runs: the server ends, or the game is
// put off, and nobody has the time back that was thought already.
type Thought struct {
	Clocks []Clock `json:"clocks"` // by seat
}

// TimeGiven says that clocks have more time than they had.
type TimeGiven struct {
	Why    Why       `json:"why"`
	Seat   game.Seat `json:"seat"`   // whose gift it was, or whose line was lost; or [game.Spectator]
	Each   int       `json:"each"`   // milliseconds
	Clocks []Clock   `json:"clocks"` // what everybody has now, by seat
}

// Why says why time was given.
type Why string

// The reasons.
const (
	Restarted Why = "restart" // the server was not there for a while
	Gift      Why = "gift"    // another player gave it
	Stalled   Why = "stall"   // nothing could be saved, or the server stood still: clocks have run for less; in no record
	Lost      Why = "line"    // the line of a seat was, on its turn: its clock has run for less, out of its bank
)

// GaveUp says that a seat of several is played past from now on.
type GaveUp struct {
	Seat game.Seat `json:"seat"`
	How  How       `json:"how,omitempty"` // Resigned, Away, Silent or OutOfTime

	next game.State // as for Moved
}

// Ended ends a game.
type Ended struct {
	Round int      `json:"round"`
	Seats []Person `json:"seats"` // who played, by seat
	Result
}

// Result is how a game ended.
type Result struct {
	Winners []game.Seat `json:"winners"` // empty for a draw
	How     How         `json:"how"`
	By      []game.Seat `json:"by,omitempty"`     // whose doing it was, where How is about somebody
	Reason  string      `json:"reason,omitempty"` // for ByRules, in the game's words: "three in a row"
}

// How says by what a game ended.
type How string

// The ways in which games end.
const (
	ByRules   How = "rules"    // as the game says: see Result.Reason
	Resigned  How = "resigned" // the seats of Result.By resigned
	Away      How = "away"     // they stayed away, and another claimed the game; without winners, for none could win any more
	Silent    How = "silent"   // they did not move for long, and so on
	Called    How = "called"   // they were away or did not move, and another called it a draw
	OutOfTime How = "time"     // their time was up; without winners, for none could win any more
	NoStart   How = "noStart"  // they did not make their first move in time; it does not count
	Agreed    How = "agreed"   // all agreed on a draw
	Aborted   How = "aborted"  // it was called off, by By or by all, and does not count
)

// Counts reports whether a game that ended so has a result: one that was called off
// has not.
func (h How) Counts() bool { return h != Aborted && h != NoStart }

// Shown follows the end of a game with chance.
type Shown struct {
	Secret string `json:"secret"` // Proof.Secret
}

// Said is a line of chat.
type Said struct {
	Seat  game.Seat `json:"seat"` // where the speaker sat
	Name  string    `json:"name"`
	Guest bool      `json:"guest,omitempty"` // the speaker had no lasting identity
	Text  string    `json:"text"`
}

// Shut ends a room for good.
type Shut struct{}

// Encode is the record as the journal keeps it.
func (r *Record) Encode() ([]byte, error) {
	r.V = recordVersion
	moves := !slices.ContainsFunc(r.Events, func(e Event) bool { return e.Moved == nil })
	if len(r.Events) > 0 && moves && r.At.Location() == time.UTC {
		return r.appendMoves(make([]byte, 0, 256)), nil
	}
	b, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("encode a room's record: %w", err)
	}
	return b, nil
}

// Decode reads a record. Of one that an earlier version wrote, some events lack
// what [Record.Complete] adds.
func Decode(b []byte) (*Record, error) {
	if r, ok := readMoves(b); ok {
		return r, nil
	}
	var r Record
	if err := json.Unmarshal(b, &r); err != nil {
		return nil, fmt.Errorf("decode a room's record: %w", err)
	}
	if r.V > recordVersion {
		return nil, fmt.Errorf("a room's record has version %d, this Crossplay knows %d", r.V, recordVersion)
	}
	for i := range r.Events {
		switch e := &r.Events[i]; {
		case e.Ready != nil:
			*e = Event{Offered: &Offered{Seat: e.Ready.Seat, Do: Begin}}
		case e.Agreed != nil:
			*e = Event{Offered: &Offered{Seat: e.Agreed.Seat, Do: Rematch}}
		}
	}
	return &r, nil
}

// OnlyTalk reports whether the record leaves everything as it was but the chat.
func (r *Record) OnlyTalk() bool {
	for i := range r.Events {
		if r.Events[i].Said == nil {
			return false
		}
	}
	return true
}

// OnlySecret reports whose secret the record is, if it leaves everything as it was but what a
// seat has set up for later: nobody else is to learn even that there was something.
func (r *Record) OnlySecret() (seat game.Seat, ok bool) {
	for i := range r.Events {
		switch e := &r.Events[i]; {
		case e.Planned != nil:
			seat = e.Planned.Seat
		case e.Premoved != nil:
			seat = e.Premoved.Seat
		default:
			return 0, false
		}
	}
	return seat, len(r.Events) > 0
}

// OnlyMoves reports whether the record leaves everything as it was but the
// position, and who must move until when.
func (r *Record) OnlyMoves() bool {
	for i := range r.Events {
		if r.Events[i].Moved == nil && r.Events[i].Dated == nil {
			return false
		}
	}
	return true
}
