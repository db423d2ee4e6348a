package rooms

import "crossplay/game"

// Command is what a person asks of a room.
type Command struct {
	// ID is chosen by the asker, at most [MaxCommandID] bytes. A command that
	// repeats the id of an earlier one by the same person in the same room gets
	// the first one's answer and does nothing; a refusal is remembered only
	// while the room is in memory. An empty id is never a repetition.
	ID   string
	Do   Verb
	Ply  int       // for Move: Snapshot.Ply of the position that it answers
	Move game.Move // for Move
	Text string    // for Chat
	Bot  string    // for Invite: the level
}

// Verb says what a command does.
type Verb string

// The verbs.
const (
	Sit     Verb = "sit"     // take a free seat, or a bot's before the first move; the game starts when all are taken
	Invite  Verb = "invite"  // let a bot take a free seat
	Begin   Verb = "begin"   // agree to start with those present; it starts when everyone has
	Leave   Verb = "leave"   // give the seat up, before the first or after the last move
	Move    Verb = "move"    // play a move
	Resign  Verb = "resign"  // lose the game; of more than two players, the others play on
	Claim   Verb = "claim"   // let those who were away for ClaimAfter resign
	Rematch Verb = "rematch" // agree to another game; it starts when everyone has
	Chat    Verb = "chat"    // say something to everyone in the room
)
