package words

import (
	"slices"
	"strings"
	"time"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// Kind is what the state of a table means to one viewer.
type Kind int

// The kinds.
const (
	Waiting  Kind = iota // seated, for an opponent
	Free                 // watching a room where a seat is free
	Yours                // your turn
	Theirs               // somebody else's turn
	Watching             // no seat, and a game is on
	Won
	Lost
	Drawn
	Ended // watching a game that is over
)

// Status is what a table says about itself to one viewer.
type Status struct {
	Kind Kind
	Text string // "Bob's turn"
	More string // a second sentence, or nothing
	Away bool   // More counts the seconds that somebody has been away
}

// Of reads the status of a snapshot.
func Of(s *rooms.Snapshot, info game.Info, now time.Time) Status {
	f := Status{More: s.View.Note}
	switch s.Phase {
	case room.Playing:
		f.playing(s, info)
	case room.Over:
		f.over(s, info)
	default:
		f.open(s, now)
	}
	if timed := Timing(s, info, now); timed != "" {
		f.More = timed
	}
	if names := Silent(s); len(names) > 0 {
		f.More = Say("status.silent", Args{"names": names})
	}
	if offered := Offered(s); offered != "" {
		f.More = offered
	}
	if away := Away(s, now); away != "" && s.Phase == room.Playing {
		f.More, f.Away = away, true
	}
	return f
}

// Timing says what there is to say of the clocks of a game but what they show: that
// somebody should begin, or that they stand. Nothing is said of a zero time.
func Timing(s *rooms.Snapshot, info game.Info, now time.Time) string {
	if s.Time == nil || s.Phase != room.Playing || now.IsZero() {
		return ""
	}
	if s.Time.Stopped {
		return Say("clock.stopped")
	}
	for i, c := range s.Time.Clocks {
		if left := c.Begin.Sub(now); !c.Begin.IsZero() && left < beginSoon {
			return Say("clock.begin", Args{"names": []string{Name(s, game.Seat(i))}, "time": Clock(left)})
		}
	}
	return ""
}

// beginSoon is what is left for a first move when it is told.
const beginSoon = 30 * time.Second

func (f *Status) open(s *rooms.Snapshot, now time.Time) {
	if s.You < 0 {
		f.Kind, f.Text, f.More = Free, Say("status.free"), Say("status.watching")
		if names := Deserted(s, now); len(names) > 0 {
			f.More = Say("status.deserted", Args{"names": names})
		}
		return
	}
	f.Kind, f.Text, f.More = Waiting, Say("status.waiting"), Say("status.share", Args{"code": s.Code})
	if len(s.Chairs) > 2 {
		f.Text = Say("status.gathering", Args{"n": seated(s), "all": len(s.Chairs)})
	}
}

func (f *Status) playing(s *rooms.Snapshot, info game.Info) {
	switch mine := slices.Contains(s.Turn, s.You); {
	case s.Adjourned:
		f.Kind, f.Text, f.More = Theirs, Say("status.adjourned"), Say("status.resume")
	case mine:
		f.Kind, f.Text = Yours, Say("status.yours")
		if p := Premove(s); p != "" {
			f.More = p
		}
		if f.More == "" && s.Ply < len(s.Chairs) {
			f.More = info.Notation // the hint is for the first move of each
		}
	case len(s.Turn) == 0:
		f.Kind, f.Text = Theirs, Say("status.moment")
	default:
		f.Kind, f.Text = Theirs, Say("status.theirs", Args{"names": Names(s, s.Turn)})
		if s.Plan != "" {
			f.More = Say("status.plan", Args{"plan": s.Plan})
		}
		if p := Premove(s); p != "" {
			f.More = p
		}
	}
	switch {
	case s.You < 0:
		f.Kind = Watching
		if f.More == "" {
			f.More = Say("status.watching")
		}
	case s.Chairs[s.You].Out && f.More == "":
		f.More = Say("news.youGaveUp")
	}
}

// Premove says what the viewer has set up in advance, or why it is not played, or nothing.
func Premove(s *rooms.Snapshot) string {
	if s.Premove == nil {
		return ""
	}
	move := Args{"move": s.Premove.Text}
	switch s.Premove.Lost {
	case room.Unplayable:
		return Say("status.lost", move)
	case room.Interposed:
		return Say("status.lostOffer", move)
	}
	return Say("status.premove", move)
}

func (f *Status) over(s *rooms.Snapshot, info game.Info) {
	e := endingOf(s, info)
	switch f.Text = e.sentence(); {
	case !e.How.Counts():
		f.Kind = Ended
	case len(e.Winners) == 0:
		f.Kind = Drawn
	case s.You < 0:
		f.Kind = Ended
	case slices.Contains(e.Winners, s.You):
		f.Kind = Won
	default:
		f.Kind = Lost
	}
	if s.You >= 0 {
		f.More = gone(s)
	}
}

// gone says who played, and has left since.
func gone(s *rooms.Snapshot) string {
	var names []string
	for _, c := range s.Chairs {
		if c.Left != "" {
			names = append(names, c.Left)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return Say("status.left", Args{"names": names})
}

// moment is how long a player may be without a window before anybody is told:
// who has just sat down opens one a little later.
const moment = time.Second

// Gone reports whether a seat's player has been away for more than a moment, and is
// missed.
func Gone(c rooms.Chair, now time.Time) bool {
	return c.Name != "" && !c.Present && !c.Away.IsZero() && now.Sub(c.Away) >= moment
}

// Deserted names those who wait in an open room, where none of them is there to see
// who comes.
func Deserted(s *rooms.Snapshot, now time.Time) (names []string) {
	if s.Phase != room.Open {
		return nil
	}
	for _, c := range s.Chairs {
		switch {
		case c.Name == "" || c.Bot != "":
		case !Gone(c, now):
			return nil
		default:
			names = append(names, c.Name)
		}
	}
	return names
}

// Silent names those who are here and from whom the viewer may claim the game, for
// they have not moved for long.
func Silent(s *rooms.Snapshot) (names []string) {
	claim, _ := s.Action(room.Claim)
	for _, seat := range claim.Seats {
		if s.Chairs[seat].Present {
			names = append(names, Name(s, seat))
		}
	}
	return names
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
	return Say("status.away", Args{"names": names, "time": Clock(now.Sub(last))})
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

// Opponents names who sits in a room besides the person whose it is.
func Opponents(o rooms.Own) string {
	var names []string
	for i, ch := range o.Chairs {
		if ch.Name != "" && game.Seat(i) != o.You {
			names = append(names, listed(ch))
		}
	}
	return Join(names)
}

// listed is a name that says of a bot and of a guest that they are one.
func listed(c rooms.CardChair) string {
	switch {
	case c.Bot != "":
		return Say("name.bot", Args{"name": Bot(c.Name), "level": c.Bot})
	case c.Guest:
		return Say("name.guest", Args{"name": c.Name})
	}
	return c.Name
}

// Speaker is who said a line. Who has a seat is marked there.
func Speaker(l room.Line) string {
	if l.Guest && l.Seat < 0 {
		return Say("name.guest", Args{"name": l.Name})
	}
	return l.Name
}
