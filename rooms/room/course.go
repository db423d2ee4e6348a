package room

import (
	"slices"
	"time"

	"crossplay/game"
)

// Finished is a game that is over, as lists tell of it.
type Finished struct {
	Room    Code              `json:"room"`
	Round   int               `json:"round"` // 1 for the first game of the room
	Game    string            `json:"game"`
	Version int               `json:"version"` // game.Info.Version
	Options map[string]string `json:"options,omitempty"`
	Private bool              `json:"private,omitempty"`
	Final   bool              `json:"final,omitempty"` // moves were final
	Clock   string            `json:"clock,omitempty"` // as [TidyControls] writes it
	Began   time.Time         `json:"began"`
	Ended   time.Time         `json:"ended"`
	Moves   int               `json:"moves"` // that were not taken back, chance apart
	Seats   []Person          `json:"seats"` // who played, by seat, as they were called then
	Result  Result            `json:"result"`
}

// SeatOf is where somebody played, or [game.Spectator].
func (f *Finished) SeatOf(id PersonID) game.Seat {
	if id == "" {
		return game.Spectator
	}
	return game.Seat(slices.IndexFunc(f.Seats, func(p Person) bool { return p.ID == id }))
}

// Course is a game from its first record to its last: what was played, and when.
type Course struct {
	Finished
	Line  []Stamped // what was not taken back
	Proof *Proof    // in games with chance
	over  bool
}

// Stamped is a ply, and when it was played.
type Stamped struct {
	Played
	After time.Duration // since the game began
	Clock *Clock        // what its player had left then, where that was counted
}

// Apply takes in the next record of a room. Of one that an earlier version wrote,
// [Record.Complete] must have been called. What is before the first game, and between
// two, is left out; a game that begins takes the place of the one before.
func (c *Course) Apply(code Code, rec *Record) {
	for i := range rec.Events {
		c.apply(code, &rec.Events[i], rec.At)
	}
}

// Over reports whether the game that began last has ended.
func (c *Course) Over() bool { return c.over }

func (c *Course) apply(code Code, e *Event, at time.Time) {
	if s := e.Started; s != nil {
		*c = Course{Finished: Finished{
			Room: code, Round: s.Round, Game: s.Game, Version: s.Version, Options: s.Options,
			Private: s.Private, Final: s.Final, Clock: s.Clock, Began: at,
		}}
		if s.Hash != "" {
			c.Proof = &Proof{Hash: s.Hash}
		}
		return
	}
	if e.Shown != nil && c.over {
		c.Proof = &Proof{Hash: c.Proof.hash(), Secret: e.Shown.Secret}
	}
	if c.Round == 0 || c.over {
		return
	}
	switch {
	case e.Moved != nil:
		s := Stamped{Played: Played{Seat: e.Moved.Seat, Move: e.Moved.Move}, After: at.Sub(c.Began)}
		if e.Moved.Charge != nil {
			s.Clock = &e.Moved.Charge.Clock
		}
		c.Line = append(c.Line, s)
	case e.TookBack != nil:
		c.Line = c.Line[:e.TookBack.To]
	case e.GaveUp != nil:
		c.Line = append(c.Line, Stamped{Played: Played{Seat: e.GaveUp.Seat, GaveUp: true}, After: at.Sub(c.Began)})
	case e.Ended != nil:
		c.Ended, c.Seats, c.Result, c.over = at, e.Ended.Seats, e.Ended.Result, true
		for _, s := range c.Line {
			if s.Seat >= 0 && !s.GaveUp {
				c.Moves++
			}
		}
	}
}

// Transcript is the game as anybody can play it again.
func (c *Course) Transcript() *Transcript {
	t := &Transcript{
		Room: c.Room, Game: c.Game, Version: c.Version, Options: c.Options, Round: c.Round,
		Bots: levels(c.Seats), Result: &c.Result, Proof: c.Proof,
	}
	for _, p := range c.Seats {
		t.Players = append(t.Players, p.Name)
	}
	for _, s := range c.Line {
		t.Moves = append(t.Moves, s.Played)
	}
	return t
}
