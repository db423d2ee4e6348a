package room

import (
	"fmt"
	"slices"
	"time"

	"crossplay/game"
)

// This file decides what players ask of each other while a game is on: to call it a
// draw, to take a move back, to call it off.
//
// One offer is open at a time, and a second of another kind never takes its place.
// Whoever answers names the offer by its number, so that a yes that comes late is a
// yes to nothing. A move of another seat declines it.

// The ways of doing that are worded apart.
const (
	Agree    = "agree"    // draw, takeback, abort: another has offered it
	Alone    = "alone"    // abort: nobody needs to agree
	Withdraw = "withdraw" // decline: the viewer's own offer
)

const (
	// drawAgain is how many plies after one's last offer of a draw one may offer it
	// again, as on lichess.
	drawAgain = 20
	// askAgain, times the square of how often others have refused, is how long
	// whoever asked waits before asking for the same again. Two refusals later it is
	// no game any more to ask; nobody waits longer than for maxRefused of them.
	askAgain   = 10 * time.Second
	maxRefused = 10
)

// Offer is what a seat has offered in the game that is on, and others have to
// answer. The zero value is none.
type Offer struct {
	N    int       `json:"n"` // counts the offers of the room from 1
	Do   Verb      `json:"do"`
	Seat game.Seat `json:"seat"` // whose it is; the chairs say who is for it
	// Terms are what a rematch is to be played by; nil: as before, with the sides swapped.
	Terms *Terms `json:"terms,omitempty"`
}

// Open reports whether there is an offer.
func (o Offer) Open() bool { return o.N > 0 }

// asked is what a seat has offered in this game.
type asked struct {
	Seat    game.Seat `json:"seat"`
	Do      Verb      `json:"do"`
	Ply     int       `json:"ply"`     // when it was offered last
	Refused int       `json:"refused"` // how often it was for nothing
	At      time.Time `json:"at"`      // when it was refused last
}

// again is when it may be offered again.
func (a asked) again() time.Time {
	n := min(a.Refused, maxRefused)
	return a.At.Add(time.Duration(n*n) * askAgain)
}

func (r *Room) asked(seat game.Seat, do Verb) (asked, bool) {
	i := slices.IndexFunc(r.past, func(a asked) bool { return a.Seat == seat && a.Do == do })
	if i < 0 {
		return asked{Seat: seat, Do: do}, false
	}
	return r.past[i], true
}

func (r *Room) remind(a asked) {
	r.past = slices.DeleteFunc(slices.Clone(r.past), func(b asked) bool { return a.Seat == b.Seat && a.Do == b.Do })
	r.past = append(r.past, a)
}

// recall keeps what was offered and refused, before an event is applied.
func (r *Room) recall(e *Event, at time.Time) {
	switch {
	case e.Started != nil:
		r.past = nil
	case e.Offered != nil && e.Offered.N > r.Offers:
		a, _ := r.asked(e.Offered.Seat, e.Offered.Do)
		a.Ply = r.Ply
		r.remind(a)
	case r.Offer.Open() && (e.Declined != nil || e.Moved != nil && e.Moved.Seat >= 0 && e.Moved.Seat != r.Offer.Seat):
		a, _ := r.asked(r.Offer.Seat, r.Offer.Do)
		a.Refused++
		a.At = at
		r.remind(a)
	}
}

// Wakes is the first moment after another at which more can be done than before,
// although nothing happens, if there is one.
func (r *Room) Wakes(after time.Time) (first time.Time, ok bool) {
	if r.Phase != Playing && r.Phase != Over {
		return first, false
	}
	for _, a := range r.past {
		if t := a.again(); t.After(after) && (!ok || t.Before(first)) {
			first, ok = t, true
		}
	}
	for i := range r.Chairs {
		due, counts := r.SilentAt(game.Seat(i))
		for _, t := range []time.Time{due.Add(-SilentSoon), due} {
			if counts && t.After(after) && (!ok || t.Before(first)) {
				first, ok = t, true
			}
		}
	}
	return first, ok
}

// offer takes the offer of a game in: one that is new, or one that a seat is for.
func (s *Sitting) offer(e *Offered, at time.Time) {
	if e.N > s.Offers {
		s.Offers, s.Offered = e.N, at
		s.Offer = Offer{e.N, e.Do, e.Seat, e.Terms}
	}
}

// close ends the offer, and nobody is for it any more.
func (s *Sitting) close() {
	if !s.Offer.Open() {
		return
	}
	for i, c := range s.Chairs {
		if at := slices.Index(c.Offers, s.Offer.Do); at >= 0 {
			s.chair(game.Seat(i)).Offers = slices.Delete(slices.Clone(c.Offers), at, at+1)
		}
	}
	s.Offer, s.Offered = Offer{}, time.Time{}
}

// moved says what a move does to the offer: that of another is declined, and one's
// own goes with the position that it was about. A draw is offered with a move.
func (s *Sitting) moved(by game.Seat) {
	if by >= 0 && !(by == s.Offer.Seat && s.Offer.Do == Draw) {
		s.close()
	}
}

// decideOffer offers something to the others, or agrees to what one of them offers.
func (r *Room) decideOffer(a Ask) ([]Event, error) {
	if err := r.playing(a.Seat); err != nil {
		return nil, err
	}
	open := r.Offer
	switch mine := r.Chairs[a.Seat].Offered(a.Do); {
	case a.Offer != 0 && (open.N != a.Offer || open.Do != a.Do):
		return nil, ErrNoOffer
	case open.Open() && open.Do == a.Do && mine:
		return nil, nil // twice
	case a.Offer != 0:
		return r.agree(a)
	case a.Do == Abort && !r.allMoved():
		return r.end(nil, Result{How: Aborted, By: []game.Seat{a.Seat}}, a.Circumstances), nil
	case open.Open():
		return nil, ErrOfferPending.Because(string(open.Do)).With("name", r.Chairs[open.Seat].Name)
	}
	if err := r.mayOffer(a.Seat, a.Do, a.Circumstances); err != nil {
		return nil, err
	}
	return []Event{{Offered: &Offered{Seat: a.Seat, Do: a.Do, N: r.Offers + 1}}}, nil
}

// agree says yes to the open offer, and does it once everybody is for it.
func (r *Room) agree(a Ask) ([]Event, error) {
	events := []Event{{Offered: &Offered{Seat: a.Seat, Do: a.Do, N: r.Offer.N}}}
	for _, seat := range r.awaited() {
		if seat != a.Seat {
			return events, nil
		}
	}
	switch a.Do {
	case Adjourn:
		return r.adjourn(events, game.Spectator, a.Circumstances), nil
	case Resume:
		return append(events, Event{Resumed: &Resumed{}}), nil
	case Draw:
		return r.end(events, Result{How: Agreed}, a.Circumstances), nil
	case Abort:
		return r.end(events, Result{How: Aborted}, a.Circumstances), nil
	}
	to := r.lastMove(r.Offer.Seat)
	next, err := r.backTo(to)
	if err != nil {
		return nil, err
	}
	return append(events, Event{TookBack: &TookBack{r.Offer.Seat, to, next}}), nil
}

func (r *Room) decideDecline(a Ask) ([]Event, error) {
	if _, proposed := r.proposed(); !proposed {
		if err := r.playing(a.Seat); err != nil {
			return nil, err
		}
	}
	if !r.Offer.Open() || r.Offer.N != a.Offer {
		return nil, ErrNoOffer
	}
	return []Event{{Declined: &Declined{r.Offer.N, a.Seat}}}, nil
}

// awaited are those who have to answer the open offer.
func (s *Sitting) awaited() (seats []game.Seat) {
	for i, c := range s.Chairs {
		if !c.Free() && !c.Out && !c.Offered(s.Offer.Do) {
			seats = append(seats, game.Seat(i))
		}
	}
	return seats
}

// Awaits reports whether an open offer awaits the answer of a seat.
func (s *Sitting) Awaits(seat game.Seat) bool {
	return s.Phase == Playing && s.Offer.Open() && slices.Contains(s.awaited(), seat)
}

// mayOffer says why a seat that plays may not offer something now, or nothing.
func (r *Room) mayOffer(seat game.Seat, do Verb, at Circumstances) error {
	before, again := r.asked(seat, do)
	switch {
	case r.Adjourned && !slices.Contains(whileAdjourned, do):
		return ErrAdjourned
	case do == Adjourn:
		if err := r.mayAdjourn(); err != nil {
			return err
		}
	case do == Draw && r.rules.Info().Decisive:
		return ErrNoDraws
	case do == Draw && !r.allMoved():
		return errNotBegun
	case do == Takeback:
		if err := r.mayTakeBack(seat); err != nil {
			return err
		}
	}
	if wait := before.again().Sub(at.Now); again && wait > 0 {
		return ErrTooSoon.With("n", secondsUp(wait))
	}
	if left := before.Ply + drawAgain - r.Ply; do == Draw && again && left > 0 {
		return ErrTooSoon.Because("draw").With("n", left)
	}
	return nil
}

// secondsUp are whole seconds, no fewer than there are.
func secondsUp(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

func (r *Room) mayTakeBack(seat game.Seat) error {
	_, hides := r.Position.(game.Resampler)
	switch {
	case r.Created.Final:
		return ErrFinal
	case hides: // what was seen cannot be unseen
		return errSeen
	case slices.ContainsFunc(r.line, func(p Played) bool { return p.GaveUp }):
		return errGaveUp
	case r.lastMove(seat) < 0:
		return errNothingYet
	}
	return nil
}

// lastMove is how many moves of the line came before the last of a seat: negative
// where it has not moved.
func (r *Room) lastMove(seat game.Seat) int {
	for i, p := range slices.Backward(r.line) {
		if p.Seat == seat {
			return i
		}
	}
	return -1
}

// allMoved reports whether everybody who plays has moved.
func (r *Room) allMoved() bool {
	return !slices.ContainsFunc(r.Chairs, func(c Chair) bool { return !c.Free() && !c.Out && !c.Moved })
}

// backTo is the position after so many moves of the line, from the mark before it:
// whoever takes back again and again in a long game must not have it played anew each
// time.
func (r *Room) backTo(to int) (game.State, error) {
	mark := to / markEvery
	pos := r.marks[mark]
	for i := mark * markEvery; i < to; i++ {
		var err error
		if pos, err = pos.Play(r.line[i].Seat, r.line[i].Move); err != nil {
			return nil, fmt.Errorf("play move %d again: %w", i, err)
		}
	}
	return pos, nil
}

func (r *Room) takeBack(t *TookBack) error {
	next := t.next
	if next == nil {
		var err error
		if next, err = r.backTo(t.To); err != nil {
			return err
		}
	}
	r.line, r.marks = r.line[:t.To], slices.Delete(r.marks, t.To/markEvery+1, len(r.marks))
	r.since = nil // everyone moves anew
	r.setPosition(next, r.Ply+1)
	r.wentBack = r.Ply
	return nil
}

// offerOffer is what a player may do about one kind of offer.
func (r *Room) offerOffer(do Verb) func(game.Seat, Circumstances) (Action, bool) {
	return func(seat game.Seat, at Circumstances) (Action, bool) {
		switch open := r.Offer; {
		case r.playing(seat) != nil:
			return Action{}, false
		case do == Abort && !r.allMoved():
			return Action{How: Alone, Confirm: true}, true
		case !open.Open():
			return Action{}, r.mayOffer(seat, do, at) == nil
		case open.Do != do:
			return Action{}, false
		}
		others := slices.DeleteFunc(r.awaited(), func(s game.Seat) bool { return s == seat })
		if r.Chairs[seat].Offered(do) {
			return Action{State: Mine, Seats: others}, true
		}
		return Action{How: Agree, State: Theirs, Seats: others, Offer: r.Offer.N}, true
	}
}

func (r *Room) offerDraw(seat game.Seat, at Circumstances) (Action, bool) {
	return r.offerOffer(Draw)(seat, at)
}

func (r *Room) offerTakeback(seat game.Seat, at Circumstances) (Action, bool) {
	return r.offerOffer(Takeback)(seat, at)
}

func (r *Room) offerAbort(seat game.Seat, at Circumstances) (Action, bool) {
	return r.offerOffer(Abort)(seat, at)
}

func (r *Room) offerDecline(seat game.Seat, _ Circumstances) (Action, bool) {
	if _, proposed := r.proposed(); !proposed && (r.playing(seat) != nil || !r.Offer.Open()) {
		return Action{}, false
	}
	a := Action{State: Theirs, Offer: r.Offer.N}
	if seat == r.Offer.Seat {
		a.How, a.State = Withdraw, Unasked
	}
	return a, seat == r.Offer.Seat || !r.Chairs[seat].Offered(r.Offer.Do)
}
