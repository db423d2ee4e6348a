package room

// Refusal is an answer that says no. Its text is a sentence for people which
// says what to do next; its code is for programs.
type Refusal struct {
	Code string `json:"code"`
	Text string `json:"message"`
}

func (r *Refusal) Error() string { return r.Text }

// Is makes refusals with the same code equal for errors.Is.
func (r *Refusal) Is(target error) bool {
	t, ok := target.(*Refusal)
	return ok && t.Code == r.Code
}

// Because is the same refusal with a more exact text.
func (r *Refusal) Because(text string) *Refusal { return &Refusal{Code: r.Code, Text: text} }

// Every refusal of this package.
var (
	ErrNoRoom     = &Refusal{"no_room", "There is no room with that code. Check it, or start a new room."}
	ErrNoGame     = &Refusal{"no_game", "There is no game of that name here."}
	ErrSetup      = &Refusal{"bad_setup", "The game does not know that option."}
	ErrCommand    = &Refusal{"bad_command", "The room does not know that command."}
	ErrFull       = &Refusal{"full", "Every seat is taken. You can watch."}
	ErrSeated     = &Refusal{"seated", "You already have a seat here."}
	ErrNotSeated  = &Refusal{"not_seated", "You are watching: only players can do that."}
	ErrNotPlaying = &Refusal{"not_playing", "No game is being played here right now."}
	ErrPlaying    = &Refusal{"playing", "The game is still on. Resign first, or just go: your seat is kept."}
	ErrTurn       = &Refusal{"not_your_turn", "It is not your turn."}
	ErrStale      = &Refusal{"stale", "The board has changed since. Look again."}
	ErrIllegal    = &Refusal{"illegal", "The rules do not allow that move."}
	ErrNoBot      = &Refusal{"no_bot", "There is no bot of that level here."}
	ErrTooFew     = &Refusal{"too_few", "Too few players are here. Wait for somebody, or let a bot play."}
	ErrBegun      = &Refusal{"begun", "The game has begun already."}
	ErrNotOver    = &Refusal{"not_over", "The game is still on. This is shown when it is over."}
	ErrOut        = &Refusal{"out", "You have given up this game. Watch, or wait for the next."}
	ErrNotAway    = &Refusal{"not_away", "Your opponent has not been away for long enough."}
	ErrNoRematch  = &Refusal{"no_rematch", "There can be no rematch: your opponent has left."}
	ErrEmptyChat  = &Refusal{"empty", "There was nothing to say."}
	ErrTooMany    = &Refusal{"too_many_rooms", "You have too many rooms. Finish or leave one first."}
	ErrGone       = &Refusal{"gone", "This room is closed. Start a new one."}

	// The refusals that leave a command undecided: the same id may be sent again.

	ErrThrottled = &Refusal{"throttled", "That was too fast. Wait a moment and try again."}
	ErrGuesses   = &Refusal{"too_many_codes", "Too many wrong codes came from your network. Wait a minute."}
	ErrNotSaved  = &Refusal{"not_saved", "Not saved. Try again."}
	ErrServer    = &Refusal{"server_full", "The server is full. Try again in a few minutes."}
	ErrClosing   = &Refusal{"closing", "The server is restarting. Your game is saved: come back in a moment."}
	ErrInternal  = &Refusal{"internal", "Something broke here. It was not your fault."}
)
