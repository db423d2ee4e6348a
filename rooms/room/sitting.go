package room

import (
	"slices"
	"time"

	"crossplay/game"
)

// Sitting is who sits where in a room, and what became of its games: everything
// that can be known of it without the rules. The zero value is a room of which
// no record was applied yet.
type Sitting struct {
	Created Created   `json:"created"`
	Phase   Phase     `json:"phase"`
	Began   time.Time `json:"began"`   // the phase
	Touched time.Time `json:"touched"` // when the newest record was made
	Round   int       `json:"round"`   // 1 for the first game
	Chairs  []Chair   `json:"chairs"`
	Draws   int       `json:"draws"`            // drawn games
	Result  *Result   `json:"result,omitempty"` // once a game has ended, until the next
	Moved   bool      `json:"moved,omitempty"`  // somebody has moved or given up in this game, Chance apart
	Clock   string    `json:"clock,omitempty"`  // the time control of this game: see [ParseControls]
	Clocks  []Clock   `json:"clocks,omitempty"` // by seat; none where the game is not timed
	// Adjourned games are put off until all resume them.
	Adjourned bool      `json:"adjourned,omitempty"`
	Turned    time.Time `json:"turned,omitzero"` // since when those who are to move have been
	// Deadlines are those of a daily game, of whoever is to move. Records of earlier versions have none.
	Deadlines []Deadline `json:"deadlines,omitempty"`
	Offer     Offer      `json:"offer,omitzero"`   // what awaits an answer in this game
	Offered   time.Time  `json:"offered,omitzero"` // when what awaits an answer was offered
	Offers    int        `json:"offers,omitempty"` // how many there were in all games
}

// Apply takes in one record. Copies of the sitting that were made before stay as
// they are.
func (s *Sitting) Apply(rec *Record) {
	rec.Complete(s.Created, s.Chairs)
	for i := range rec.Events {
		s.apply(&rec.Events[i], rec)
	}
	s.Touched = rec.At
}

// Begun is the sitting of a room in which a game has just begun, for a reader who
// has not read, or not kept, what was before. It fails for records in which none
// begins, and for those of version 1, whose starts do not stand alone.
func Begun(code Code, rec *Record) (s Sitting, ok bool) {
	for i := range rec.Events {
		e := &rec.Events[i]
		if b := e.Started; b != nil && rec.V >= aloneVersion {
			s.Created = Created{Code: code, Game: b.Game, Version: b.Version, Seats: len(b.Seats), Options: b.Options, Private: b.Private, Final: b.Final, Clock: b.Clock}
			ok = true
		}
		if ok {
			s.apply(e, rec)
		}
	}
	s.Touched = rec.At
	return s, ok
}

func (s *Sitting) apply(e *Event, rec *Record) {
	s.turned(e, rec)
	switch {
	case e.Created != nil:
		s.Created = *e.Created
		s.Phase, s.Began = Open, rec.At
		s.Chairs = make([]Chair, s.Created.Seats)
	case e.Sat != nil:
		*s.chair(e.Sat.Seat) = Chair{Person: e.Sat.Person, Cmd: rec.Cmd}
	case e.Named != nil:
		s.chair(e.Named.Seat).Name = e.Named.Name
	case e.Left != nil:
		s.left(e.Left.Seat)
	case e.Offered != nil:
		if e.Offered.Do == Rematch && e.Offered.N > s.Offers { // what others were for is another one
			for i, c := range s.Chairs {
				if at := slices.Index(c.Offers, Rematch); at >= 0 {
					s.chair(game.Seat(i)).Offers = slices.Delete(slices.Clone(c.Offers), at, at+1)
				}
			}
		}
		c := s.chair(e.Offered.Seat)
		c.Offers = append(slices.Clip(c.Offers), e.Offered.Do)
		s.offer(e.Offered, rec.At)
	case e.Declined != nil, e.TookBack != nil:
		s.close()
	case e.Started != nil:
		s.started(e.Started)
		s.Began = rec.At
	case e.Moved != nil:
		s.hasMoved(e.Moved.Seat)
		s.charged(e.Moved)
		s.moved(e.Moved.Seat)
	case e.TimeGiven != nil:
		s.Clocks = e.TimeGiven.Clocks
	case e.Thought != nil:
		s.Clocks = e.Thought.Clocks
	case e.GaveUp != nil:
		s.close()
		s.chair(e.GaveUp.Seat).Out = true
		s.Moved = true
	case e.Ended != nil:
		s.Phase, s.Began, s.Adjourned = Over, rec.At, false
		s.Result = &e.Ended.Result
		for _, w := range e.Ended.Winners {
			s.chair(w).Wins++
		}
		s.close()
		if len(e.Ended.Winners) == 0 && e.Ended.How.Counts() {
			s.Draws++
		}
	case e.Adjourned != nil, e.Resumed != nil:
		s.putOff(e.Adjourned != nil)
	case e.Seen != nil:
		s.chair(e.Seen.Seat).Saw = true
	case e.Closed != nil:
		s.Phase = Closed
	}
}

// hasMoved notes that a seat has begun to play.
func (s *Sitting) hasMoved(seat game.Seat) {
	if seat >= 0 && !s.Chairs[seat].Moved {
		s.Moved, s.chair(seat).Moved = true, true
	}
}

// left frees a seat. Who played, and what they won, stays to be read until the
// next game.
func (s *Sitting) left(seat game.Seat) {
	c := s.chair(seat)
	empty := Chair{}
	if s.Phase == Over {
		empty = Chair{Left: c.Name, Wins: c.Wins}
	}
	*c = empty
	if s.Offer.Open() && !slices.ContainsFunc(s.Chairs, func(c Chair) bool { return c.Offered(s.Offer.Do) }) {
		s.close() // nobody is for it any more
	}
}

// chair is a seat to be changed. Copies of the sitting keep what they have.
func (s *Sitting) chair(seat game.Seat) *Chair {
	s.Chairs = slices.Clone(s.Chairs)
	return &s.Chairs[seat]
}

func (s *Sitting) started(e *Started) {
	next := make([]Chair, len(e.Seats))
	for i, p := range e.Seats {
		next[i].Person = p
		if seat := s.SeatOf(p.ID); seat >= 0 {
			next[i].Cmd, next[i].Wins = s.Chairs[seat].Cmd, s.Chairs[seat].Wins
		}
	}
	s.Chairs, s.Phase, s.Round = next, Playing, e.Round
	s.Result, s.Moved, s.Offer, s.Adjourned = nil, false, Offer{}, false
	s.Created.Options, s.Created.Clock = e.Options, e.Clock // a rematch may have others
	s.timed(e)
}

// Seated counts the chairs that are taken.
func (s *Sitting) Seated() int {
	n := 0
	for _, c := range s.Chairs {
		if !c.Free() {
			n++
		}
	}
	return n
}

// Place is the chair that somebody who comes can have: a free one, or that of a
// bot, which makes room until the first move. It is negative if there is none.
func (s *Sitting) Place() int {
	switch {
	case s.Phase == Open:
		return slices.IndexFunc(s.Chairs, Chair.Free)
	case s.Phase == Playing && !s.Moved:
		return slices.IndexFunc(s.Chairs, Chair.IsBot)
	}
	return -1
}

// SeatOf is where somebody sits, or [game.Spectator].
func (s *Sitting) SeatOf(id PersonID) game.Seat {
	for i, c := range s.Chairs {
		if c.Person.ID == id && id != "" {
			return game.Seat(i)
		}
	}
	return game.Spectator
}
