package rooms

import (
	"encoding/json"
	"fmt"
	"time"

	"crossplay/game"
	"crossplay/journal"
)

// recordVersion is the version of the encoding below. Readers keep
// understanding the older ones.
const recordVersion = 1

// record is one step of a room as the journal keeps it: who asked for what,
// the answer, and everything that followed from it.
type record struct {
	V       int       `json:"v"`
	At      time.Time `json:"at"`
	By      PersonID  `json:"by,omitempty"`
	Cmd     string    `json:"cmd,omitempty"`     // Command.ID
	Refused *Refusal  `json:"refused,omitempty"` // the answer, where it was no
	Events  []event   `json:"events,omitempty"`
}

// event is one thing that happened: exactly one of its fields is set.
type event struct {
	Created *created `json:"created,omitempty"`
	Sat     *sat     `json:"sat,omitempty"`
	Named   *named   `json:"named,omitempty"`
	Left    *left    `json:"left,omitempty"`
	Started *started `json:"started,omitempty"`
	Moved   *moved   `json:"moved,omitempty"`
	GaveUp  *gaveUp  `json:"gaveUp,omitempty"`
	Ended   *Result  `json:"ended,omitempty"`
	Shown   *shown   `json:"shown,omitempty"`
	Ready   *ready   `json:"ready,omitempty"`
	Agreed  *agreed  `json:"agreed,omitempty"`
	Said    *said    `json:"said,omitempty"`
	Closed  *closed  `json:"closed,omitempty"`
}

type created struct {
	Code    Code              `json:"code"`
	Game    string            `json:"game"`
	Version int               `json:"version"` // game.Info.Version
	Seats   int               `json:"seats"`
	Options map[string]string `json:"options,omitempty"`
	Private bool              `json:"private,omitempty"`
}

type sat struct {
	Seat   game.Seat `json:"seat"`
	Person PersonID  `json:"person"`
	Name   string    `json:"name"`
	Guest  bool      `json:"guest,omitempty"`
	Bot    string    `json:"bot,omitempty"`
}

// named records that a seated person goes by another name now.
type named struct {
	Seat game.Seat `json:"seat"`
	Name string    `json:"name"`
}

type left struct {
	Seat game.Seat `json:"seat"`
}

// started begins a round. Seats that are free go. From the second round on
// everyone moves up one seat.
type started struct {
	Round int    `json:"round"`
	Hash  string `json:"hash,omitempty"` // Proof.Hash, in games with chance
}

type moved struct {
	Seat game.Seat `json:"seat"` // game.Chance for dice
	Move game.Move `json:"move"`

	next game.State // the position after it, when it has just been decided
}

// gaveUp records that a seat of several is played past from now on.
type gaveUp struct {
	Seat game.Seat `json:"seat"`

	next game.State // as for moved
}

// shown follows the end of a game with chance.
type shown struct {
	Secret string `json:"secret"` // Proof.Secret
}

// ready records that a seat does not want to wait for more players.
type ready struct {
	Seat game.Seat `json:"seat"`
}

// agreed records that a seat wants a rematch.
type agreed struct {
	Seat game.Seat `json:"seat"`
}

type said struct {
	Seat  game.Seat `json:"seat"`
	Name  string    `json:"name"`
	Guest bool      `json:"guest,omitempty"`
	Text  string    `json:"text"`
}

type closed struct{}

func (r *record) encode() (journal.Record, error) {
	r.V = recordVersion
	b, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("encode a room's record: %w", err)
	}
	return b, nil
}

func decode(b journal.Record) (*record, error) {
	var r record
	if err := json.Unmarshal(b, &r); err != nil {
		return nil, fmt.Errorf("decode a room's record: %w", err)
	}
	if r.V > recordVersion {
		return nil, fmt.Errorf("a room's record has version %d, this Crossplay knows %d", r.V, recordVersion)
	}
	return &r, nil
}
