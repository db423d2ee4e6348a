package rooms

import "crossplay/rooms/room"

// Temporary: names that moved.
type (
	PersonID   = room.PersonID
	Code       = room.Code
	Command    = room.Command
	Verb       = room.Verb
	Refusal    = room.Refusal
	Phase      = room.Phase
	Result     = room.Result
	Proof      = room.Proof
	Line       = room.Line
	Transcript = room.Transcript
	Played     = room.Played
)

const (
	Sit          = room.Sit
	Invite       = room.Invite
	Begin        = room.Begin
	Leave        = room.Leave
	Move         = room.Move
	Resign       = room.Resign
	Claim        = room.Claim
	Rematch      = room.Rematch
	Chat         = room.Chat
	Open         = room.Open
	Playing      = room.Playing
	Over         = room.Over
	Closed       = room.Closed
	MaxChat      = room.MaxChat
	MaxLine      = room.MaxLine
	MaxCommandID = room.MaxCommandID
	MaxAnswers   = room.MaxAnswers
)

// ParseCode is room.ParseCode.
func ParseCode(typed string) (Code, error) { return room.ParseCode(typed) }

var (
	ErrBegun      = room.ErrBegun
	ErrClosing    = room.ErrClosing
	ErrCommand    = room.ErrCommand
	ErrEmptyChat  = room.ErrEmptyChat
	ErrFull       = room.ErrFull
	ErrGone       = room.ErrGone
	ErrGuesses    = room.ErrGuesses
	ErrIllegal    = room.ErrIllegal
	ErrInternal   = room.ErrInternal
	ErrNoBot      = room.ErrNoBot
	ErrNoGame     = room.ErrNoGame
	ErrNoRematch  = room.ErrNoRematch
	ErrNoRoom     = room.ErrNoRoom
	ErrNotAway    = room.ErrNotAway
	ErrNotOver    = room.ErrNotOver
	ErrNotPlaying = room.ErrNotPlaying
	ErrNotSaved   = room.ErrNotSaved
	ErrNotSeated  = room.ErrNotSeated
	ErrOut        = room.ErrOut
	ErrPlaying    = room.ErrPlaying
	ErrSeated     = room.ErrSeated
	ErrServer     = room.ErrServer
	ErrSetup      = room.ErrSetup
	ErrStale      = room.ErrStale
	ErrThrottled  = room.ErrThrottled
	ErrTooFew     = room.ErrTooFew
	ErrTooMany    = room.ErrTooMany
	ErrTurn       = room.ErrTurn
)
