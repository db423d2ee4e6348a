package rooms

import (
	"fmt"
	"slices"

	"crossplay/game"
)

// This file decides who sits where, and when a game begins.

func (r *room) decideSit(seat game.Seat, by Person, at circumstances) ([]event, error) {
	if seat >= 0 {
		return nil, ErrSeated
	}
	place := r.place()
	if place < 0 {
		return nil, ErrFull
	}
	events := []event{{Sat: &sat{game.Seat(place), by.ID, by.Name, by.Guest, by.Bot}}}
	if r.phase == Open && r.seated()+1 == len(r.chairs) {
		return r.decideStart(events, len(r.chairs), at)
	}
	return events, nil
}

// decideInvite lets a bot sit down. It may be the one that those waited for who
// are ready.
func (r *room) decideInvite(level string, at circumstances) ([]event, error) {
	free := slices.IndexFunc(r.chairs, chair.free)
	switch {
	case !slices.Contains(at.bots, level):
		return nil, ErrNoBot
	case r.phase != Open || free < 0:
		return nil, ErrFull.because("Every seat is taken.")
	}
	bot := Person{Bot: level}
	for n := 1; bot.ID == "" || r.seatOf(bot.ID) >= 0; n++ {
		bot.ID, bot.Name = PersonID(fmt.Sprintf("bot-%s-%d", level, n)), capital(level)+" bot"
		if n > 1 {
			bot.Name += fmt.Sprint(" ", n)
		}
	}
	events := []event{{Sat: &sat{Seat: game.Seat(free), Person: bot.ID, Name: bot.Name, Bot: level}}}
	seats := r.seated() + 1
	if seats == len(r.chairs) || seats >= r.rules.Info().MinSeats && r.agreed(game.Spectator, chair.isReady) {
		return r.decideStart(events, seats, at)
	}
	return events, nil
}

func (r *room) decideBegin(seat game.Seat, at circumstances) ([]event, error) {
	switch least := r.rules.Info().MinSeats; {
	case r.phase != Open:
		return nil, ErrBegun
	case r.seated() < least:
		return nil, ErrTooFew.because(fmt.Sprintf("The game needs %d players. Wait for somebody, or let a bot play.", least))
	case r.chairs[seat].ready:
		return nil, nil
	}
	events := []event{{Ready: &ready{seat}}}
	if !r.agreed(seat, chair.isReady) {
		return events, nil
	}
	return r.decideStart(events, r.seated(), at)
}

// agreed reports whether everyone but the seat has done something: bots always
// have.
func (r *room) agreed(seat game.Seat, has func(chair) bool) bool {
	for i, c := range r.chairs {
		if game.Seat(i) != seat && !c.free() && !c.bot() && !has(c) {
			return false
		}
	}
	return true
}

func (r *room) decideLeave(seat game.Seat, at circumstances) ([]event, error) {
	if r.phase == Playing {
		return nil, ErrPlaying
	}
	events := []event{{Left: &left{seat}}}
	others := func(c chair) bool { return !c.free() && !c.bot() && c.person.ID != r.chairs[seat].person.ID }
	switch {
	case !slices.ContainsFunc(r.chairs, others):
		return append(events, event{Closed: &closed{}}), nil
	case r.seated()-1 < r.rules.Info().MinSeats:
	case r.phase == Open && r.agreed(seat, chair.isReady), r.phase == Over && r.agreed(seat, chair.wantsRematch):
		return r.decideStart(events, r.seated()-1, at) // the others waited for this one
	}
	return events, nil
}

func (r *room) decideRematch(seat game.Seat, at circumstances) ([]event, error) {
	switch {
	case r.phase != Over:
		return nil, ErrNotPlaying.because("A rematch can follow when this game is over.")
	case r.seated() < r.rules.Info().MinSeats:
		return nil, ErrNoRematch
	}
	var events []event
	if !r.chairs[seat].rematch {
		events = append(events, event{Agreed: &agreed{seat}})
	}
	gone := r.notWaitedFor(seat, at)
	if !r.agreed(seat, func(c chair) bool { return c.rematch || slices.Contains(gone, r.seatOf(c.person.ID)) }) {
		return events, nil
	}
	for _, s := range gone {
		events = append(events, event{Left: &left{s}})
	}
	return r.decideStart(events, r.seated()-len(gone), at)
}

// notWaitedFor lists who did not ask for a rematch and has been away for too
// long, where enough are left without them.
func (r *room) notWaitedFor(seat game.Seat, at circumstances) []game.Seat {
	var gone []game.Seat
	for i, c := range r.chairs {
		if game.Seat(i) != seat && !c.free() && !c.bot() && !c.rematch && at.absent(c.person.ID) {
			gone = append(gone, game.Seat(i))
		}
	}
	if r.seated()-len(gone) < r.rules.Info().MinSeats {
		return nil
	}
	return gone
}

func (r *room) decideStart(events []event, seats int, at circumstances) ([]event, error) {
	pos, err := r.start(seats)
	if err != nil {
		return nil, err
	}
	begins := &started{Round: r.round + 1}
	if r.rules.Info().Chance {
		begins.Hash = at.dice(begins.Round).hash()
	}
	return r.settle(append(events, event{Started: begins}), pos, begins.Round, 0, at)
}
