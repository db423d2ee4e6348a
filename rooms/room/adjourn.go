package room

import "crossplay/game"

// This file decides how a game is put off and goes on another time: the clocks stand,
// nobody moves, and nobody is missed. Both need the consent of all, but that whoever
// waits for somebody who is gone may put the game off alone.

// Adjourned puts the game off.
type Adjourned struct {
	By game.Seat `json:"by"` // who put it off alone; [game.Spectator] for all
}

// Resumed lets it go on: the clocks run from then on.
type Resumed struct{}

// putOff takes in that the game is put off, or goes on.
func (s *Sitting) putOff(off bool) {
	s.Adjourned = off
	s.close()
}

// resumeWithin is how long whoever wants to go on waits for the others before the game
// can be claimed: nobody keeps a game that they would lose put off for good.
const resumeWithin = 7 * day

// unresumed lists those who have not answered for so long to a seat that wants to go on.
func (r *Room) unresumed(seat game.Seat, at Circumstances) []game.Seat {
	if o := r.Offer; o.Do != Resume || o.Seat != seat || at.Now.Before(r.Offered.Add(resumeWithin)) {
		return nil
	}
	return r.awaited()
}

// mayAdjourn says why the game may not be put off now, or nothing.
func (r *Room) mayAdjourn() error {
	switch {
	case r.Daily():
		return ErrNoAdjourn
	case !r.allMoved():
		return errNotBegun
	}
	return nil
}

func (r *Room) decideAdjourn(a Ask) ([]Event, error) {
	if err := r.playing(a.Seat); err != nil {
		return nil, err
	}
	if a.Offer == 0 && !r.Adjourned && len(r.idle(a.Seat, a.Circumstances)) > 0 {
		return r.adjourn(nil, a.Seat, a.Circumstances), nil
	}
	return r.decideOffer(a)
}

// adjourn puts the game off behind what led to it. What was thought stays thought.
func (r *Room) adjourn(events []Event, by game.Seat, at Circumstances) []Event {
	return append(append(events, r.Thought(at)...), Event{Adjourned: &Adjourned{by}})
}

func (r *Room) offerAdjourn(seat game.Seat, at Circumstances) (Action, bool) {
	if r.playing(seat) != nil || r.Adjourned || r.Daily() {
		return Action{}, false
	}
	if seats := r.idle(seat, at); len(seats) > 0 {
		return Action{How: Alone, Seats: seats}, true
	}
	return r.offerOffer(Adjourn)(seat, at)
}

// decideResume lets the game go on once everybody is for it. Who wanted it and has
// gone since wants it no more: the wish of whoever is there takes its place.
func (r *Room) decideResume(a Ask) ([]Event, error) {
	if err := r.playing(a.Seat); err != nil {
		return nil, err
	}
	if !r.Adjourned {
		return nil, ErrNotAdjourned
	}
	if gone, asked := r.wantedToResume(a.Seat, a.Circumstances); asked {
		return []Event{{Declined: &Declined{r.Offer.N, gone}}, {Offered: &Offered{Seat: a.Seat, Do: Resume, N: r.Offers + 1}}}, nil
	}
	return r.decideOffer(a)
}

// wantedToResume finds somebody who wanted to go on and has gone since, for a seat that
// is asked whether it wants to as well.
func (r *Room) wantedToResume(seat game.Seat, at Circumstances) (game.Seat, bool) {
	if r.Offer.Do != Resume || r.Chairs[seat].Offered(Resume) {
		return game.Spectator, false
	}
	for i, c := range r.Chairs {
		if other := game.Seat(i); c.Offered(Resume) && !c.Out && !r.looks(other, at) {
			return other, true
		}
	}
	return game.Spectator, false
}

// looks reports whether a seat's player is there. Bots always are.
func (r *Room) looks(seat game.Seat, at Circumstances) bool {
	c := r.Chairs[seat]
	return c.IsBot() || at.Looks == nil || at.Looks(c.ID)
}

func (r *Room) offerResume(seat game.Seat, at Circumstances) (Action, bool) {
	if r.playing(seat) != nil || !r.Adjourned {
		return Action{}, false
	}
	a, ok := r.offerOffer(Resume)(seat, at)
	if _, asked := r.wantedToResume(seat, at); asked {
		a = Action{} // all are asked anew
	}
	return a, ok
}

// whileAdjourned are what may be offered then.
var whileAdjourned = []Verb{Resume, Draw, Abort}
