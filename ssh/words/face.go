package words

import (
	"slices"
	"strings"
	"time"

	"crossplay/game"
	"crossplay/rooms"
)

// Mood is the state of a table as one viewer feels it.
type Mood int

// The moods.
const (
	Waiting  Mood = iota // seated, for an opponent
	Free                 // watching a room where a seat is free
	Yours                // your turn
	Theirs               // somebody else's turn
	Watching             // no seat, and a game is on
	Won
	Lost
	Drawn
	Ended // watching a game that is over
)

// Face is what a table says about itself.
type Face struct {
	Mood Mood
	Text string // "Bob's turn"
	More string // a second sentence, or nothing
	Away bool   // More counts the seconds that somebody has been away
}

// Of reads the face of a snapshot.
func Of(s *rooms.Snapshot, info game.Info, now time.Time) Face {
	f := Face{More: s.View.Note}
	switch s.Phase {
	case rooms.Playing:
		f.playing(s, info)
		if away := Away(s, now); away != "" {
			f.More, f.Away = away, true
		}
	case rooms.Over:
		f.over(s)
	default:
		if s.You < 0 {
			f.Mood, f.Text, f.More = Free, "A seat is free", "You are watching."
			break
		}
		f.Mood, f.Text, f.More = Waiting, "Waiting for an opponent", "Share "+string(s.Code)+"."
	}
	return f
}

func (f *Face) playing(s *rooms.Snapshot, info game.Info) {
	switch mine := slices.Contains(s.Turn, s.You); {
	case mine:
		f.Mood, f.Text = Yours, "Your turn"
		if f.More == "" && s.Ply < len(s.Chairs) {
			f.More = info.Notation // the hint is for the first move of each
		}
	case len(s.Turn) == 0:
		f.Mood, f.Text = Theirs, "One moment"
	default:
		f.Mood, f.Text = Theirs, possessive(Names(s, s.Turn))+" turn"
	}
	if s.You < 0 {
		f.Mood = Watching
		if f.More == "" {
			f.More = "You are watching."
		}
	}
}

func possessive(name string) string { return name + "'s" }

func (f *Face) over(s *rooms.Snapshot) {
	r := s.Result
	if r == nil {
		r = &rooms.Result{}
	}
	switch {
	case len(r.Winners) == 0:
		f.Mood, f.Text = Drawn, "A draw"
	case s.You < 0:
		f.Mood, f.Text = Ended, Names(s, r.Winners)+" won"
	case slices.Contains(r.Winners, s.You):
		f.Mood, f.Text = Won, "You won"
	default:
		f.Mood, f.Text = Lost, Names(s, r.Winners)+" won"
	}
	if reason := Reason(s); reason != "" {
		f.Text += ": " + reason
	}
	if s.You >= 0 {
		f.More = Again(s)
	}
}

// Reason is how the game ended, as the end of a sentence. It says "you" to
// whoever ended it.
func Reason(s *rooms.Snapshot) string {
	if s.Result == nil {
		return ""
	}
	if s.You >= 0 {
		if how, ok := strings.CutPrefix(s.Result.Reason, Name(s, s.You)+" "); ok {
			return "you " + how
		}
	}
	return s.Result.Reason
}

// Again says where the rematch stands, to a player of a game that is over.
func Again(s *rooms.Snapshot) string {
	var yes, no []string
	for i, c := range s.Chairs {
		switch {
		case c.Name == "":
			return "Your opponent has left."
		case game.Seat(i) == s.You:
		case c.Rematch:
			yes = append(yes, c.Name)
		default:
			no = append(no, c.Name)
		}
	}
	switch {
	case s.You >= 0 && s.Chairs[s.You].Rematch:
		return "Rematch? Waiting for " + Join(no) + "."
	case len(yes) == 1:
		return yes[0] + " wants a rematch."
	case len(yes) > 1:
		return Join(yes) + " want a rematch."
	}
	return ""
}

// CanRematch reports whether the viewer can ask for another game.
func CanRematch(s *rooms.Snapshot) bool {
	if s.Phase != rooms.Over || s.You < 0 || s.Chairs[s.You].Rematch {
		return false
	}
	return !slices.ContainsFunc(s.Chairs, func(c rooms.Chair) bool { return c.Name == "" })
}

// moment is how long a player may be without a window before anybody is told:
// who has just sat down opens one a little later.
const moment = time.Second

// Gone reports whether a seat's player has been away for more than a moment.
func Gone(c rooms.Chair, now time.Time) bool {
	return c.Name != "" && !c.Present && now.Sub(c.Away) >= moment
}

// Away says who is not here, and for how long: "Bob is away 0:42". It is empty
// when all are here.
func Away(s *rooms.Snapshot, now time.Time) string {
	var names []string
	var last time.Time
	for i, c := range s.Chairs {
		if game.Seat(i) == s.You || !Gone(c, now) {
			continue
		}
		names = append(names, c.Name)
		if c.Away.After(last) {
			last = c.Away
		}
	}
	if len(names) == 0 {
		return ""
	}
	verb := " is away "
	if len(names) > 1 {
		verb = " are away "
	}
	return Join(names) + verb + Clock(now.Sub(last))
}

// Players names who plays a game in a list: "Alice – Bob".
func Players(c rooms.Card) string {
	var names []string
	for _, ch := range c.Chairs {
		if ch.Name != "" {
			names = append(names, ch.Name)
		}
	}
	return strings.Join(names, " – ")
}

// Opponents names who sits in a room besides the person of that name.
func Opponents(c rooms.Card, me string) string {
	var names []string
	for _, ch := range c.Chairs {
		if ch.Name != "" && ch.Name != me {
			names = append(names, ch.Name)
		}
	}
	return Join(names)
}
