package room

const (
	// MaxChat is how many lines a room shows: more than anyone reads back, and
	// little enough to send whole to whoever joins.
	MaxChat = 50
	// MaxLine is the length of a line in characters, two rows of a terminal.
	MaxLine = 160

	// maxDraws is how often chance may move in a row. A hand of cards for each of
	// eight players is dealt with fewer.
	maxDraws = 1000

	// markEvery is after how many moves of a game a position is kept to go back to. The
	// largest, of Go, has 450 bytes; in chess and draughts each holds on to all before it
	// anyway.
	markEvery = 8

	// MaxCommandID is the length of a command id in bytes; a UUID has 36.
	MaxCommandID = 64
	// MaxAnswers is how many answers a room remembers for each player, and for
	// all others together. A client has a handful on their way at a time.
	MaxAnswers = 128
)
