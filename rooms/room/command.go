package room

import (
	"maps"
	"time"

	"crossplay/game"
)

// Command is what a person asks of a room.
type Command struct {
	// ID is chosen by the asker, at most [MaxCommandID] bytes. A command that
	// repeats the id of an earlier one by the same person in the same room gets
	// the first one's answer and does nothing; a refusal is remembered only
	// while the room is in memory. An empty id is never a repetition.
	ID   string
	Do   Verb
	Ply  int       // for Move: the ply of the position that it answers
	Move game.Move // for Move
	Text string    // for Chat
	Bot  string    // for Invite: the level
	// Offer is the number of the offer that is answered: see [Offer]. To agree is to do
	// the same with it.
	Offer int
	// What a rematch is to be played by, for Propose; what is left out stays as it is.
	Options map[string]string
	Clock   string // as [ParseControls] reads it; "none" for none
	Sides   Seating

	// At is when it came to the server, and Lag how long a frame takes to its sender and
	// back, as the server measures it; zero for now, and for none.
	At  time.Time
	Lag time.Duration
}

// Give fills in an argument of an action.
func (c *Command) Give(arg Arg, value string) {
	switch arg.Name {
	case "bot":
		c.Bot = value
	case "move":
		c.Move = game.Move(value)
	case "text":
		c.Text = value
	case "clock":
		c.Clock = value
	case "sides":
		c.Sides = Seating(value)
	case "options":
		c.Options = maps.Clone(c.Options)
		if c.Options == nil {
			c.Options = make(map[string]string)
		}
		c.Options[arg.Of] = value
	}
}
