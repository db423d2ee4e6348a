package room

import (
	"slices"

	"crossplay/game"
)

// This file has premoves: the one move that a player of a live game sets up while the
// other thinks. Nobody else is told. As conditional moves, it is played in the very step
// in which it becomes its seat's turn; where it cannot be played then, its owner is told.

const (
	// maxReplies is for how many moves of the other it is looked whether a premove could
	// be played after one of them, and maxWeighed how many choices are looked at in all:
	// more than chess has nearly always, and enough of a board that is filled stone by
	// stone, where two moves of the other leave all but one free. It takes 2 ms.
	maxReplies = 64
	maxWeighed = 3000
	// maxMoveText is the length of a move in bytes: a turn of the longest game has 30.
	maxMoveText = 64
)

// Premoved sets up what a seat plays as soon as it may; it replaces what it had.
type Premoved struct {
	Seat game.Seat `json:"seat"`
	*Ahead
}

// Ahead is a move that waits for its turn.
type Ahead struct {
	Move game.Move   `json:"move"`
	Text string      `json:"text"`           // as the log would write it, if it were played after some move of the other
	Path []game.Spot `json:"path,omitempty"` // where one picks it
	// Lost says why it will not be played, until its seat moves.
	Lost Loss `json:"lost,omitempty"`
}

// Loss says why a premove is not played.
type Loss string

// The reasons.
const (
	Unplayable Loss = "illegal" // after what the other has played
	Interposed Loss = "offer"   // something was offered, which is to be looked at first
)

// mayPremove says why a seat may set up no premove in this game, or nothing. It does not
// depend on whose turn it is: what is offered must not come and go with every move.
func (r *Room) mayPremove(seat game.Seat) error {
	info := r.rules.Info()
	switch {
	case r.playing(seat) != nil:
		return r.playing(seat)
	case len(r.Chairs) != 2 || info.Chance || info.Hidden:
		return errNoAheadHere
	case r.Daily(): // days later, what answers any move at all was hardly meant
		return errNoAheadDaily
	}
	return nil
}

var aMove = []Arg{{Name: "move"}}

func (r *Room) offerPremove(seat game.Seat, _ Circumstances) (Action, bool) {
	return Action{Args: aMove}, r.mayPremove(seat) == nil
}

// decidePremove sets a premove up. Of one that was on its way while the other moved,
// it is the turn already: it is played as if it had been there.
func (r *Room) decidePremove(a Ask) ([]Event, error) {
	if err := r.mayPremove(a.Seat); err != nil {
		return nil, err
	}
	turn := r.Position.Turn()
	switch {
	case r.Adjourned:
		return nil, ErrAdjourned
	case r.offered(a.Seat):
		return nil, ErrNoPremove.Because("offer")
	case !r.waitedSince(a.Seat, a.Ply):
		return nil, ErrStale
	case slices.Contains(turn, a.Seat) && a.Ply == r.Ply:
		return nil, ErrNoPremove.Because("turn")
	case slices.Contains(turn, a.Seat):
		a.Ply = r.Ply
		return r.decideMove(a)
	}
	c, ok := r.foresee(a.Seat, a.Move)
	if !ok {
		return nil, ErrIllegal.Because("premove")
	}
	p := &Ahead{Move: c.Move, Text: game.Written(c), Path: c.Path}
	if old := r.Premove(a.Seat); old != nil && old.Lost == "" && old.Move == p.Move {
		return nil, nil // twice
	}
	return []Event{{Premoved: &Premoved{a.Seat, p}}}, nil
}

// offered reports whether another than the seat has offered something that is open.
func (r *Room) offered(seat game.Seat) bool { return r.Offer.Open() && r.Offer.Seat != seat }

// waitedSince reports whether nothing but moves of others has happened since a ply: whoever
// saw that position was waiting in it, or still is.
func (r *Room) waitedSince(seat game.Seat, ply int) bool {
	since := r.Ply - ply
	if since < 0 || ply < r.wentBack || since > len(r.line) {
		return false
	}
	return !slices.ContainsFunc(r.line[len(r.line)-since:], func(p Played) bool { return p.Seat == seat })
}

// Premove is what a seat has set up, for its own eyes only, or nil.
func (r *Room) Premove(seat game.Seat) *Ahead {
	if seat < 0 || int(seat) >= len(r.premoves) {
		return nil
	}
	return r.premoves[seat]
}

// Premoves are the moves that a seat may set up while another is to move: those that it
// could play after one of the other's. They answer the position of that ply.
func (r *Room) Premoves(seat game.Seat, ply int) (all []game.Choice, err error) {
	if seat < 0 {
		return nil, ErrNotSeated
	}
	if err := r.mayPremove(seat); err != nil {
		return nil, err
	}
	switch {
	case ply != r.Ply:
		return nil, ErrStale
	case r.Adjourned:
		return nil, ErrAdjourned
	}
	known, weighed := make(map[game.Move]bool), 0
	r.replies(seat, func(pos game.State) bool {
		choices := pos.View(seat).Choices
		for _, c := range choices {
			if !known[c.Move] {
				known[c.Move] = true
				all = append(all, c)
			}
		}
		weighed += len(choices)
		return weighed < maxWeighed
	})
	return all, nil
}

// foresee is the choice that a move would be after some move of the other.
func (r *Room) foresee(seat game.Seat, m game.Move) (found game.Choice, ok bool) {
	if m == "" || len(m) > maxMoveText {
		return found, false
	}
	r.replies(seat, func(pos game.State) bool {
		if _, err := pos.Play(seat, m); err != nil {
			return true
		}
		choices := pos.View(seat).Choices
		i := slices.IndexFunc(choices, func(c game.Choice) bool { return c.Move == m })
		if ok = i >= 0; ok {
			found = choices[i]
		}
		return !ok
	})
	return found, ok
}

// replies calls look with positions in which it is a seat's turn, after moves of the
// other, as long as it asks for more. Where the other may go on, it is the turn after that.
func (r *Room) replies(seat game.Seat, look func(game.State) bool) {
	turn := r.Position.Turn()
	if len(turn) != 1 || turn[0] == seat || turn[0] < 0 {
		return
	}
	choices := r.Position.View(turn[0]).Choices
	n := min(maxReplies, len(choices))
	for i := range n {
		next, err := r.Position.Play(turn[0], choices[i*len(choices)/n].Move)
		if err == nil && slices.Contains(next.Turn(), seat) && !look(next) {
			return
		}
	}
}

// premove takes in what was set up.
func (r *Room) premove(p *Premoved) {
	r.setPremove(p.Seat, p.Ahead)
}

func (r *Room) setPremove(seat game.Seat, p *Ahead) {
	if r.Premove(seat) == p {
		return
	}
	premoves := slices.Clone(r.premoves)
	if len(premoves) < len(r.Chairs) {
		premoves = append(premoves, make([]*Ahead, len(r.Chairs)-len(premoves))...)
	}
	premoves[seat] = p
	r.premoves = premoves
}

// lose notes why the premove of a seat is not played.
func (r *Room) lose(seat game.Seat, why Loss) {
	if p := r.Premove(seat); p != nil && p.Lost == "" {
		lost := *p
		lost.Lost = why
		r.setPremove(seat, &lost)
	}
}

// interpose takes in that a seat has offered something: the others look at it before they
// play, and a move would decline it.
func (r *Room) interpose(by game.Seat) {
	for i := range r.premoves {
		if game.Seat(i) != by {
			r.lose(game.Seat(i), Interposed)
		}
	}
}

// missed takes in that a record is over: what stands although it is its seat's turn could not
// be played.
func (r *Room) missed() {
	for i := range r.premoves {
		if slices.Contains(r.Turn(), game.Seat(i)) {
			r.lose(game.Seat(i), Unplayable)
		}
	}
}

// freely is what a move costs that took no time.
func (r *Room) freely(seat game.Seat, ends bool) *Charge {
	if !r.Timed() || r.Daily() || r.Unmoved(seat) {
		return nil
	}
	k := r.Clocks[seat]
	c, ok := r.control(seat).charge(k, 0, 0, ends)
	if !ok {
		return nil
	}
	c.Clock.Lag = k.Lag // it was not measured anew
	return &c
}
