package game

// Recorder is Rules whose finished games are written down so that the programs of others
// read them.
type Recorder interface {
	Rules
	// Formats are how, the usual one first.
	Formats() []Format
}

// Formats are how the finished games of some rules are written down for others; nil where
// no other program reads them.
func Formats(r Rules) []Format {
	if w, ok := r.(Recorder); ok {
		return w.Formats()
	}
	return nil
}

// Format is a way in which a finished game is written down.
type Format struct {
	Name  string // what people ask for, and how its files end: "pgn"
	Write func(Record) string
}

// Record is a finished game, for a format.
type Record struct {
	ID      string            // its lasting name: "K7MPQX-2"
	Site    string            // where it was played
	Date    string            // "2026-11-30"
	Players []string          // by seat
	Options map[string]string // as it was begun
	Clock   string            // the time control, such as "5+3"; empty for none
	Plies   []Ply             // what was played, chance and marking of stones among them
	Log     []Step            // the same as the list of moves writes it
	Winners []Seat            // none for a draw
	Void    bool              // it was called off, and nobody won or drew
	Reason  string            // for a game that the rules ended how: "checkmate"; else resigned, time, away, agreed …
}

// Ply is a move of a [Record].
type Ply struct {
	Seat Seat
	Move Move
	Left int // milliseconds that its player had left; negative where nobody counted
}

// Won is the seat that alone won, or [Spectator].
func (r Record) Won() Seat {
	if r.Void || len(r.Winners) != 1 {
		return Spectator
	}
	return r.Winners[0]
}

// Score is the result as "1-0", where the first seat won, "0-1", "1/2-1/2", or "*" where
// it does not count.
func (r Record) Score(first Seat) string {
	switch won := r.Won(); {
	case r.Void:
		return "*"
	case won == Spectator:
		return "1/2-1/2"
	case won == first:
		return "1-0"
	}
	return "0-1"
}
