package room

import (
	"cmp"
	"maps"
	"slices"

	"crossplay/game"
)

// This file decides what a rematch is played by. Without terms it is as before, with the
// sides swapped. Whoever wishes otherwise proposes terms; the others see them and agree by
// the number of the offer, and a proposal takes the place of what was proposed before.

// Terms are what a rematch is played by.
type Terms struct {
	Options map[string]string `json:"options,omitempty"`
	// Clock is the time control, as [TidyControls] writes it, in the order of the present
	// seats: everybody keeps their own.
	Clock string  `json:"clock,omitempty"`
	Sides Seating `json:"sides"`
}

// Seating says who sits where in a rematch.
type Seating string

// The ways.
const (
	Swap Seating = "swap" // everybody moves up one seat
	Keep Seating = "keep"
	Lots Seating = "lot" // it is drawn
)

// NoClock is what is written for no time control, where nothing means as before.
const NoClock = "none"

// Seatings are all of them, the usual one first.
var Seatings = []Seating{Swap, Keep, Lots}

// Equal reports whether two are the same.
func (t *Terms) Equal(other *Terms) bool {
	if t == nil || other == nil {
		return t == other
	}
	return t.Clock == other.Clock && t.Sides == other.Sides && maps.Equal(t.Options, other.Options)
}

// again are the terms of a rematch as before.
func (r *Room) again() Terms { return Terms{r.Created.Options, r.Clock, Swap} }

// terms reads what somebody proposes; nil is as before. What they leave out stays.
func (r *Room) terms(c Command) (*Terms, error) {
	t := r.again()
	seats := r.Seated()
	if len(c.Options) > 0 {
		t.Options = maps.Clone(t.Options)
		if t.Options == nil {
			t.Options = make(map[string]string)
		}
		maps.Copy(t.Options, c.Options)
	}
	setup, err := r.rules.Info().Check(game.Setup{Seats: seats, Options: t.Options})
	if err != nil {
		return nil, ErrSetup.Because("rules").With("why", Sentence(err.Error()))
	}
	t.Options = setup.Options
	if c.Clock == NoClock {
		t.Clock = ""
	} else if c.Clock != "" {
		if t.Clock, err = TidyControls(c.Clock, seats); err != nil {
			return nil, ErrSetup.Because("clock")
		}
	}
	if c.Sides != "" {
		t.Sides = c.Sides
	}
	if !slices.Contains(Seatings, t.Sides) {
		return nil, ErrSetup.Because("side")
	}
	if before := r.again(); t.Clock == before.Clock && t.Sides == before.Sides && maps.Equal(t.Options, before.Options) {
		return nil, nil
	}
	return &t, nil
}

// proposed is the offer of a rematch that has a number, if there is one.
func (r *Room) proposed() (Offer, bool) {
	return r.Offer, r.Phase == Over && r.Offer.Open() && r.Offer.Do == Rematch
}

// mayRematch says why there can be no rematch now, or nothing.
func (r *Room) mayRematch() error {
	switch {
	case r.Phase != Over:
		return errNoRematchYet
	case r.Seated() < r.rules.Info().MinSeats:
		return ErrNoRematch
	}
	return nil
}

// decidePropose proposes terms. Whoever wants the very terms that are proposed agrees.
func (r *Room) decidePropose(a Ask) ([]Event, error) {
	if err := r.mayRematch(); err != nil {
		return nil, err
	}
	t, err := r.terms(a.Command)
	if err != nil {
		return nil, err
	}
	return r.wish(a, t)
}

// decideRematch agrees to what is proposed, where its number is named, and else wants a
// rematch as before.
func (r *Room) decideRematch(a Ask) ([]Event, error) {
	if err := r.mayRematch(); err != nil {
		return nil, err
	}
	open, proposed := r.proposed()
	switch {
	case a.Offer == 0:
		return r.wish(a, nil)
	case !proposed || open.N != a.Offer:
		return nil, ErrNoOffer
	}
	return r.wish(a, open.Terms)
}

// wish lets a seat be for a rematch, which begins once everybody is.
func (r *Room) wish(a Ask, t *Terms) ([]Event, error) {
	open, _ := r.proposed()
	same := open.Terms.Equal(t) // or nothing is proposed, and it is as before
	var events []Event
	switch {
	case same && r.Chairs[a.Seat].Offered(Rematch):
	case same:
		events = append(events, Event{Offered: &Offered{Seat: a.Seat, Do: Rematch, N: open.N}})
	default:
		if before, again := r.asked(a.Seat, Rematch); again && before.again().After(a.Now) {
			return nil, ErrTooSoon.With("n", secondsUp(before.again().Sub(a.Now)))
		}
		events = append(events, Event{Offered: &Offered{a.Seat, Rematch, r.Offers + 1, t}})
	}
	gone := r.notWaitedFor(a.Seat, a.Circumstances)
	for i, c := range r.Chairs {
		seat := game.Seat(i)
		waits := seat != a.Seat && !slices.Contains(gone, seat) && !c.Free() && !c.IsBot()
		if waits && !(same && c.Offered(Rematch)) {
			return events, nil
		}
	}
	for _, s := range gone {
		events = append(events, Event{Left: &Left{s}})
	}
	return r.decideStart(events, t, a.Circumstances)
}

func (r *Room) offerRematch(seat game.Seat, at Circumstances) (Action, bool) {
	if r.mayRematch() != nil {
		return Action{}, false
	}
	a := r.consent(seat, Rematch)
	open, proposed := r.proposed()
	if proposed {
		a.Offer = open.N
	}
	switch gone := r.notWaitedFor(seat, at); {
	case len(gone) > 0 && len(gone) == len(a.Seats):
		a = Action{How: Without, Seats: gone, Offer: a.Offer}
	case open.Terms == nil:
	case a.State == Mine:
		a.How = Otherwise
	default:
		a.How, a.State, a.Confirm = Agree, Theirs, true // with all of the terms in sight
	}
	return a, true
}

// offerPropose has what a rematch is played by as arguments, with the values that it has
// without more ado, or that another has proposed.
func (r *Room) offerPropose(game.Seat, Circumstances) (a Action, ok bool) {
	if r.mayRematch() != nil {
		return a, false
	}
	now := r.again()
	if open, proposed := r.proposed(); proposed && open.Terms != nil {
		now = *open.Terms
	}
	for _, o := range r.rules.Info().Options {
		arg := Arg{Name: "options", Of: o.Name, Now: now.Options[o.Name]}
		for _, v := range o.Values {
			arg.Values = append(arg.Values, v.Name)
		}
		a.Args = append(a.Args, arg)
	}
	clock := Arg{Name: "clock", Now: cmp.Or(now.Clock, NoClock), Values: Usual()}
	clock.Values[0] = NoClock
	if !slices.Contains(clock.Values, clock.Now) {
		clock.Values = append(clock.Values, clock.Now)
	}
	sides := Arg{Name: "sides", Now: string(now.Sides)}
	for _, s := range Seatings {
		sides.Values = append(sides.Values, string(s))
	}
	a.Args = append(a.Args, clock, sides)
	return a, true
}
