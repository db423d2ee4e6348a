package words

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
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
	case room.Playing:
		f.playing(s, info)
		if away := Away(s, now); away != "" {
			f.More, f.Away = away, true
		}
	case room.Over:
		f.over(s, info)
	default:
		f.open(s, info)
	}
	return f
}

func (f *Face) open(s *rooms.Snapshot, info game.Info) {
	if s.You < 0 {
		f.Mood, f.Text, f.More = Free, "A seat is free", "You are watching."
		return
	}
	f.Mood, f.Text, f.More = Waiting, "Waiting for an opponent", "Share "+string(s.Code)+"."
	if len(s.Chairs) == 2 {
		return
	}
	f.Text = "Waiting for players: " + strconv.Itoa(seated(s)) + " of " + strconv.Itoa(len(s.Chairs)) + " are here"
	if ready := Ready(s); ready != "" {
		f.More = ready
	}
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
	switch {
	case s.You < 0:
		f.Mood = Watching
		if f.More == "" {
			f.More = "You are watching."
		}
	case s.Chairs[s.You].Out && f.More == "":
		f.More = "You gave up. The others play on."
	}
}

func possessive(name string) string { return name + "'s" }

func (f *Face) over(s *rooms.Snapshot, info game.Info) {
	r := s.Result
	if r == nil {
		r = &room.Result{}
	}
	switch {
	case len(r.Winners) == 0:
		f.Mood, f.Text = Drawn, "A draw"
	case s.You < 0:
		f.Mood, f.Text = Ended, Names(s, r.Winners)+" won"
	case slices.Contains(r.Winners, s.You):
		f.Mood, f.Text = Won, youAnd(s, r.Winners)+" won"
	default:
		f.Mood, f.Text = Lost, Names(s, r.Winners)+" won"
	}
	if reason := Reason(s); reason != "" {
		f.Text += ": " + reason
	}
	if s.You >= 0 {
		f.More = Again(s, info)
	}
}

// youAnd names several winners to one of them: "You and Bob".
func youAnd(s *rooms.Snapshot, seats []game.Seat) string {
	names := []string{"You"}
	for _, seat := range seats {
		if seat != s.You {
			names = append(names, Name(s, seat))
		}
	}
	return Join(names)
}

// Reason is how the game ended, as the end of a sentence. It says "you" to
// whoever ended it.
func Reason(s *rooms.Snapshot) string {
	if s.Result == nil {
		return ""
	}
	how := map[room.How]string{room.Resigned: " resigned", room.Away: " stayed away"}[s.Result.How]
	if how == "" {
		return s.Result.Reason
	}
	if len(s.Result.By) == 1 && s.Result.By[0] == s.You {
		return "you" + how
	}
	return Names(s, s.Result.By) + how
}

// Again says where the rematch stands, to a player of a game that is over.
func Again(s *rooms.Snapshot, info game.Info) string {
	if seated(s) < info.MinSeats {
		return "Your opponent has left."
	}
	var yes, no []string
	for i, c := range s.Chairs {
		switch {
		case c.Name == "", c.Bot != "", game.Seat(i) == s.You: // bots always agree
		case c.Offered(room.Rematch):
			yes = append(yes, c.Name)
		default:
			no = append(no, c.Name)
		}
	}
	switch {
	case s.You >= 0 && s.Chairs[s.You].Offered(room.Rematch):
		return "Rematch? Waiting for " + Join(no) + "."
	case len(yes) == 1:
		return yes[0] + " wants a rematch."
	case len(yes) > 1:
		return Join(yes) + " want a rematch."
	}
	return ""
}

// CanRematch reports whether the viewer can ask for another game. Of more than
// two, one may ask again: by then somebody may have been away for too long to be
// waited for.
func CanRematch(s *rooms.Snapshot, info game.Info) bool {
	return s.Phase == room.Over && s.You >= 0 && (!s.Chairs[s.You].Offered(room.Rematch) || len(s.Chairs) > 2) && seated(s) >= info.MinSeats
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
		if game.Seat(i) == s.You || c.Out || !Gone(c, now) {
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
			names = append(names, listed(ch))
		}
	}
	return strings.Join(names, " – ")
}

// Opponents names who sits in a room besides the person of that name.
func Opponents(c rooms.Card, me string) string {
	var names []string
	for _, ch := range c.Chairs {
		if ch.Name != "" && ch.Name != me {
			names = append(names, listed(ch))
		}
	}
	return Join(names)
}

// listed is a name that says of a bot and of a guest that they are one.
func listed(c rooms.CardChair) string {
	name, bot := Bare(c.Name, c.Bot)
	switch {
	case bot:
		return name + " (bot)"
	case c.Guest:
		return name + " (guest)"
	}
	return name
}

// Speaker is who said a line. Who has a seat is marked there.
func Speaker(l room.Line) string {
	if l.Guest && l.Seat < 0 {
		return l.Name + " (guest)"
	}
	return l.Name
}
