package room

import (
	"fmt"
	"slices"

	"crossplay/game"
)

// This file decides who sits where, and when a game begins.

func (r *Room) decideSit(a Ask) ([]Event, error) {
	if a.Seat >= 0 {
		return nil, ErrSeated
	}
	place := r.Place()
	if place < 0 {
		return nil, ErrFull
	}
	events := []Event{{Sat: &Sat{game.Seat(place), a.By}}}
	if r.Phase == Open && r.Seated()+1 == len(r.Chairs) {
		return r.decideStart(events, nil, a.Circumstances)
	}
	return events, nil
}

// decideInvite lets a bot sit down. It may be the one that those waited for who
// want to begin.
func (r *Room) decideInvite(a Ask) ([]Event, error) {
	free := slices.IndexFunc(r.Chairs, Chair.Free)
	switch {
	case r.Phase != Open || free < 0:
		return nil, ErrFull.Because("taken")
	case !slices.Contains(a.Bots, a.Bot):
		return nil, ErrNoBot
	}
	bot := Person{Bot: a.Bot}
	for n := 1; bot.ID == "" || r.SeatOf(bot.ID) >= 0; n++ {
		bot.ID, bot.Name = PersonID(fmt.Sprintf("bot-%s-%d", a.Bot, n)), capital(a.Bot)+" bot"
		if n > 1 {
			bot.Name += fmt.Sprint(" ", n)
		}
	}
	events := []Event{{Sat: &Sat{game.Seat(free), bot}}}
	seats := r.Seated() + 1
	if seats == len(r.Chairs) || seats >= r.rules.Info().MinSeats && r.agreed(game.Spectator, Begin) {
		return r.decideStart(events, nil, a.Circumstances)
	}
	return events, nil
}

func (r *Room) decideBegin(a Ask) ([]Event, error) {
	switch least := r.rules.Info().MinSeats; {
	case r.Phase != Open:
		return nil, ErrBegun
	case r.Seated() < least:
		return nil, ErrTooFew.With("n", least)
	case r.Chairs[a.Seat].Offered(Begin):
		return nil, nil
	}
	events := []Event{{Offered: &Offered{Seat: a.Seat, Do: Begin}}}
	if !r.agreed(a.Seat, Begin) {
		return events, nil
	}
	return r.decideStart(events, nil, a.Circumstances)
}

// agreed reports whether everyone but some has offered it: bots always have.
func (r *Room) agreed(but game.Seat, do Verb, gone ...game.Seat) bool {
	for i, c := range r.Chairs {
		seat := game.Seat(i)
		if seat != but && !slices.Contains(gone, seat) && !c.Free() && !c.IsBot() && !c.Offered(do) {
			return false
		}
	}
	return true
}

func (r *Room) decideLeave(a Ask) ([]Event, error) {
	if r.Phase == Playing {
		return nil, ErrPlaying
	}
	events := []Event{{Left: &Left{a.Seat}}}
	switch {
	case r.alone(a.Seat):
		return append(events, Event{Closed: &Shut{}}), nil
	case r.Seated()-1 < r.rules.Info().MinSeats:
	case r.Phase == Open && r.agreed(a.Seat, Begin), r.Phase == Over && r.agreed(a.Seat, Rematch):
		return r.decideStart(events, r.Offer.Terms, a.Circumstances) // the others waited for this one
	}
	return events, nil
}

// alone reports whether no other person sits here.
func (r *Room) alone(seat game.Seat) bool {
	return !slices.ContainsFunc(r.Chairs, func(c Chair) bool { return !c.Free() && !c.IsBot() && c.ID != r.Chairs[seat].ID })
}

// notWaitedFor lists who did not ask for a rematch and has been away for too
// long, where enough are left without them.
func (r *Room) notWaitedFor(seat game.Seat, at Circumstances) []game.Seat {
	var gone []game.Seat
	for i, c := range r.Chairs {
		if game.Seat(i) != seat && !c.Free() && !c.IsBot() && !c.Offered(Rematch) && at.Absent(c.ID) {
			gone = append(gone, game.Seat(i))
		}
	}
	if r.Seated()-len(gone) < r.rules.Info().MinSeats {
		return nil
	}
	return gone
}

// decideStart begins a game of those who sit once the events have happened, by terms if
// there are any.
func (r *Room) decideStart(events []Event, t *Terms, at Circumstances) ([]Event, error) {
	after := r.Sitting
	after.Apply(&Record{V: recordVersion, Events: events})
	begins := &Started{
		Round: r.Round + 1, Game: r.Created.Game, Version: r.Created.Version, Options: r.Created.Options, Private: r.Created.Private, Final: r.Created.Final, Clock: r.Created.Clock,
	}
	if r.Round > 0 {
		begins.Clock = r.Clock // which earlier versions did not keep with what was created
	}
	sides := Swap
	if t != nil {
		begins.Options, begins.Clock, sides = t.Options, t.Clock, t.Sides
	}
	sat := persons(moveUp(after.Chairs, 1))
	begins.Seats = slices.Clone(sat)
	if sides == Swap {
		begins.Seats = persons(moveUp(after.Chairs, begins.Round))
	}
	if r.Created.Lot && begins.Round == 1 || sides == Lots {
		at.Dice(begins.Round).draw(begins.Seats)
	}
	if begins.Round > 1 && begins.Seats[0].ID != sat[0].ID {
		begins.Clock = swapped(begins.Clock) // everybody keeps their own
	}
	pos, err := r.startWith(len(begins.Seats), begins.Options)
	if err != nil {
		return nil, err
	}
	if r.rules.Info().Chance {
		begins.Hash = at.Dice(begins.Round).hash()
	}
	return r.follow(append(events, Event{Started: begins}), pos, begins.Round, 0, at)
}

// Renames are what follows where players are called something else than the room
// knows them by.
func (r *Room) Renames(nameOf func(Person) string) []Event {
	var events []Event
	for i, c := range r.Chairs {
		if c.Free() || c.IsBot() || r.Phase == Closed {
			continue
		}
		if name := nameOf(c.Person); name != c.Name {
			events = append(events, Event{Named: &Named{game.Seat(i), name}})
		}
	}
	return events
}
