package room

import (
	"slices"

	"crossplay/game"
)

// News is something that happened, for those who look. The numbers of a room's
// news grow; whoever remembers the newest that they have shown misses nothing,
// and says nothing twice.
type News struct {
	N    uint64    `json:"n"`
	What What      `json:"what"`
	Seat game.Seat `json:"seat"` // whose doing it was: game.Spectator for nobody's
	*About
	Mine bool `json:"mine,omitempty"` // it was the viewer
	From int  `json:"from,omitempty"` // Moves: the first of its lines in the log, counted from 0
	To   int  `json:"to,omitempty"`   // and the one behind the last; equal where the viewer is not told what was moved. TakesBack: how many lines stay
}

// About is what else there is to say of news. It is shared, and apart from them, because
// most are of moves, of which there is nothing.
type About struct {
	Name    string `json:"name,omitempty"`  // who sat there then
	Guest   bool   `json:"guest,omitempty"` // and what they were
	Bot     string `json:"bot,omitempty"`
	by      PersonID
	Was     string `json:"was,omitempty"`     // Renamed: the name before. Sat: the bot that made room
	Why     Why    `json:"why,omitempty"`     // GivesTime
	Secs    int    `json:"secs,omitempty"`    // GivesTime: how many seconds each has more, about. GoesAway, IsSilent: in how many the game can be claimed
	Swapped bool   `json:"swapped,omitempty"` // Begins: the sides are swapped
	Do      Verb   `json:"do,omitempty"`      // Offers, Agrees, Declines, Withdraws
}

// Nothing is to be said of a move.
var Nothing = new(About)

// What says of what kind news are.
type What string

// The kinds.
const (
	SatDown   What = "sat"
	GotUp     What = "left"
	Renamed   What = "named"
	Offers    What = "offered"
	Agrees    What = "agreed"
	Declines  What = "declined"
	GivesTime What = "time"
	Flags     What = "flagged" // was made to give up for being out of time
	Withdraws What = "withdrawn"
	Adjourns  What = "adjourned" // of nobody: all did
	Resumes   What = "resumed"
	TakesBack What = "tookBack"
	Begins    What = "started"
	Moves     What = "moved"
	GivesUp   What = "gaveUp"
	StaysOut  What = "out" // was made to give up for being away
	Ends      What = "ended"
	GoesAway  What = "away"
	IsSilent  What = "silent" // has not moved for long
	IsBack    What = "back"
)

// MaxNews is how many news are kept: more than happen while a window is not
// listening, and little enough to be sent whole.
const MaxNews = 50

// Tell adds to the news what no record says, such as that somebody is away.
func (r *Room) Tell(n News) {
	r.told++
	n.N = r.told
	if n.About == nil {
		n.About = Nothing
	}
	r.news = remember(r.news, n)
}

// Of is the news, about somebody.
func (n News) Of(who PersonID) News {
	about := *n.About
	about.by = who
	n.About = &about
	return n
}

// TellFrom forgets the news and counts on from a number. A room that is read
// back counts from a greater one than before.
func (r *Room) TellFrom(n uint64) { r.told, r.news = n, nil }

// News are the last of what happened. What was moved is not said: each viewer
// reads it in their own log.
func (r *Room) News() []News { return r.news[max(0, len(r.news)-MaxNews):] }

// remember appends to a list of news that is shared with those who read it, and
// keeps it short.
func remember(list []News, n News) []News {
	if len(list) >= 2*MaxNews {
		list = append(make([]News, 0, 2*MaxNews), list[len(list)-MaxNews:]...)
	}
	return append(list, n)
}

// note adds an event to the news that is about to be applied.
func (r *Room) note(e *Event) {
	if e.Moved != nil { // of which there are most, and the seat says enough
		r.Tell(News{What: Moves, Seat: e.Moved.Seat})
		return
	}
	n := News{Seat: game.Spectator, About: new(About)}
	var who Person
	switch {
	case e.Sat != nil:
		n.What, n.Seat, n.Was, who = SatDown, e.Sat.Seat, r.Chairs[e.Sat.Seat].Name, e.Sat.Person
	case e.Named != nil:
		n.What, n.Seat, who = Renamed, e.Named.Seat, r.Chairs[e.Named.Seat].Person
		n.Was, who.Name = who.Name, e.Named.Name
	case e.Left != nil:
		n.What, n.Seat = GotUp, e.Left.Seat
	case e.Offered != nil:
		n.What, n.Seat, n.Do = Offers, e.Offered.Seat, e.Offered.Do
		if e.Offered.N > 0 && e.Offered.N == r.Offer.N {
			n.What = Agrees
		}
	case e.Declined != nil:
		n.What, n.Seat, n.Do = Declines, e.Declined.Seat, r.Offer.Do
		if n.Seat == r.Offer.Seat {
			n.What = Withdraws
		}
	case e.TimeGiven != nil:
		n.What, n.Seat, n.Why, n.Secs = GivesTime, e.TimeGiven.Seat, e.TimeGiven.Why, (e.TimeGiven.Each+500)/1000
	case e.Adjourned != nil:
		n.What, n.Seat = Adjourns, e.Adjourned.By
	case e.Resumed != nil:
		n.What = Resumes
	case e.TookBack != nil:
		n.What, n.Seat = TakesBack, e.TookBack.Seat
	case e.Started != nil:
		n.What = Begins
		n.Swapped = e.Started.Round > 1 && slices.Equal(e.Started.Seats, persons(moveUp(r.Chairs, e.Started.Round)))
	case e.GaveUp != nil:
		n.What, n.Seat = GivesUp, e.GaveUp.Seat
		if e.GaveUp.How == Away {
			n.What = StaysOut
		} else if e.GaveUp.How == OutOfTime {
			n.What = Flags
		}
	case e.Ended != nil:
		n.What = Ends
	default:
		return
	}
	if n.Seat >= 0 && who.ID == "" {
		who = r.Chairs[n.Seat].Person
	}
	n.Name, n.Guest, n.Bot, n.by = who.Name, who.Guest, who.Bot, who.ID
	r.Tell(n)
}

// Heard is what a viewer knows of the news. The zero value knows nothing.
type Heard struct {
	news  []News
	lines int // of the log that were told of
}

// Hear takes in what is newer, and says of each move which lines of the viewer's
// log it is. From is the number of the first line that is in the log.
func (h *Heard) Hear(viewer PersonID, all []News, log []game.Step, from int) []News {
	var newest uint64
	if len(h.news) > 0 {
		newest = h.news[len(h.news)-1].N
	} else {
		h.news = []News{}         // programs read lists, not null
		h.lines = from + len(log) // what was before the news is not told of
	}
	newer := all
	for len(newer) > 0 && newer[0].N <= newest {
		newer = newer[1:]
	}
	begins, last, after := -1, -1, 0 // after: how many moves there were since
	for i, n := range newer {
		switch n.What {
		case Begins, TakesBack:
			begins, after = i, 0
		case Moves:
			last = i
			after++
		}
	}
	end := from + len(log)
	for i, n := range newer {
		switch {
		case i != begins:
		case n.What == Begins:
			h.lines = 0
		default: // the lines that stay are those before the moves that came after
			h.lines = max(0, end-after)
			n.To = h.lines
		}
		if n.What == Moves && i > begins {
			n.From = h.lines
			switch at := h.lines - from; {
			case i == last:
				h.lines = end // some moves have no line of their own, or come into sight later
			case at < 0 || at < len(log) && log[at].Seat == n.Seat:
				h.lines++
			}
			n.To = h.lines
		}
		n.Mine = viewer != "" && n.by == viewer
		h.news = remember(h.news, n)
	}
	h.lines = end
	return h.news[max(0, len(h.news)-MaxNews):]
}
