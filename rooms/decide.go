package rooms

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"crossplay/game"
)

// circumstances are what decide must know that no journal says.
type circumstances struct {
	absent func(PersonID) bool    // away for ClaimAfter
	dice   func(round int) secret // what Chance draws with
	bots   []string               // the levels that can be asked for
}

// decide says what follows from a command: events, or a *Refusal.
func (r *room) decide(by Person, c Command, at circumstances) ([]event, error) {
	if r.phase == Closed {
		return nil, ErrGone
	}
	seat := r.seatOf(by.ID)
	events, err := r.decideVerb(seat, by, c, at)
	if err == nil && seat >= 0 && r.chairs[seat].person.Name != by.Name && c.Do != Leave {
		events = append([]event{{Named: &named{seat, by.Name}}}, events...)
	}
	return events, err
}

func (r *room) decideVerb(seat game.Seat, by Person, c Command, at circumstances) ([]event, error) {
	switch c.Do {
	case Sit:
		return r.decideSit(seat, by, at)
	case Chat:
		text := Clean(c.Text, MaxLine)
		if text == "" {
			return nil, ErrEmptyChat
		}
		return []event{{Said: &said{seat, by.Name, text}}}, nil
	case Invite, Begin, Leave, Move, Resign, Claim, Rematch:
		if seat < 0 {
			return nil, ErrNotSeated
		}
	default:
		return nil, ErrCommand
	}
	switch c.Do {
	case Invite:
		return r.decideInvite(c.Bot, at)
	case Begin:
		return r.decideBegin(seat, at)
	case Leave:
		return r.decideLeave(seat, at)
	case Rematch:
		return r.decideRematch(seat, at)
	}
	if r.phase != Playing {
		return nil, ErrNotPlaying
	}
	if r.chairs[seat].out {
		return nil, ErrOut
	}
	switch c.Do {
	case Resign:
		return r.decideGiveUp([]game.Seat{seat}, "resigned", at)
	case Claim:
		return r.decideClaim(seat, at)
	default:
		return r.decideMove(seat, c, at)
	}
}

func (r *room) decideSit(seat game.Seat, by Person, at circumstances) ([]event, error) {
	if seat >= 0 {
		return nil, ErrSeated
	}
	place := r.place()
	if place < 0 {
		return nil, ErrFull
	}
	taken := r.chairs[place].free()
	return r.decideTaken([]event{{Sat: &sat{game.Seat(place), by.ID, by.Name, by.Guest, by.Bot}}}, taken, at)
}

// decideTaken starts the game when the last free chair has been taken.
func (r *room) decideTaken(events []event, taken bool, at circumstances) ([]event, error) {
	if r.phase == Open && taken && r.seated()+1 == len(r.chairs) {
		return r.decideStart(events, len(r.chairs), at)
	}
	return events, nil
}

// decideInvite lets a bot sit down.
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
		bot.ID, bot.Name = PersonID(fmt.Sprintf("bot %s %d", level, n)), sentence(level+" bot")
		bot.Name = strings.TrimSuffix(bot.Name, ".")
		if n > 1 {
			bot.Name += fmt.Sprint(" ", n)
		}
	}
	return r.decideTaken([]event{{Sat: &sat{Seat: game.Seat(free), Person: bot.ID, Name: bot.Name, Bot: level}}}, true, at)
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
	if !r.agreed(seat, func(c chair) bool { return c.ready }) {
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
	case r.phase == Open && r.seated()-1 >= r.rules.Info().MinSeats && r.agreed(seat, func(c chair) bool { return c.ready }):
		return r.decideStart(events, r.seated()-1, at)
	}
	return events, nil
}

func (r *room) decideRematch(seat game.Seat, at circumstances) ([]event, error) {
	switch {
	case r.phase != Over:
		return nil, ErrNotPlaying.because("A rematch can follow when this game is over.")
	case r.seated() < r.rules.Info().MinSeats:
		return nil, ErrNoRematch
	case r.chairs[seat].rematch:
		return nil, nil
	}
	events := []event{{Agreed: &agreed{seat}}}
	if !r.agreed(seat, func(c chair) bool { return c.rematch }) {
		return events, nil
	}
	return r.decideStart(events, r.seated(), at)
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

// decideClaim lets those resign who have been away for too long.
func (r *room) decideClaim(seat game.Seat, at circumstances) ([]event, error) {
	var away []game.Seat
	for i, c := range r.chairs {
		if game.Seat(i) != seat && !c.out && at.absent(c.person.ID) {
			away = append(away, game.Seat(i))
		}
	}
	if len(away) == 0 {
		return nil, ErrNotAway
	}
	return r.decideGiveUp(away, "stayed away", at)
}

// decideGiveUp ends a game of two. One of more goes on past those who gave up,
// until only one is left.
func (r *room) decideGiveUp(seats []game.Seat, how string, at circumstances) ([]event, error) {
	if len(r.chairs) == 2 {
		return r.end(nil, r.lostBy(seats[0], how), at), nil
	}
	var events []event
	pos := r.pos
	for _, seat := range seats {
		next, err := resign(pos, seat)
		if err != nil {
			return nil, fmt.Errorf("seat %d resigns: %w", seat, err)
		}
		events = append(events, event{GaveUp: &gaveUp{seat, next}})
		if pos = next; len(pos.Turn()) == 0 {
			break // one is left, and has won
		}
	}
	return r.settle(events, pos, r.round, r.ply+len(events), at)
}

// resign is the position in which the seat has given up.
func resign(pos game.State, seat game.Seat) (game.State, error) {
	p, ok := pos.(game.Resigner)
	if !ok {
		return nil, errors.New("the game has no rule for it")
	}
	return p.Resign(seat)
}

func (r *room) decideMove(seat game.Seat, c Command, at circumstances) ([]event, error) {
	// A move answers a position. It is stale when its seat has had to move
	// anew since; another seat's simultaneous move does not make it so.
	mayMove := slices.Contains(r.pos.Turn(), seat)
	switch {
	case mayMove && (c.Ply < r.since[seat] || c.Ply > r.ply), !mayMove && c.Ply != r.ply:
		return nil, ErrStale
	case !mayMove:
		return nil, ErrTurn
	}
	next, err := r.pos.Play(seat, c.Move)
	switch {
	case errors.Is(err, game.ErrTurn):
		return nil, ErrTurn
	case err != nil:
		return nil, ErrIllegal.because(sentence(err.Error()))
	}
	return r.settle([]event{{Moved: &moved{seat, c.Move, next}}}, next, r.round, r.ply+1, at)
}

// settle adds what follows by itself: dice, and the end.
func (r *room) settle(events []event, pos game.State, round, ply int, at circumstances) ([]event, error) {
	for slices.Equal(pos.Turn(), []game.Seat{game.Chance}) {
		m := pos.Draw(at.dice(round).generator(ply))
		next, err := pos.Play(game.Chance, m)
		if err != nil {
			return nil, fmt.Errorf("what chance drew at ply %d: %w", ply, err) // not what: it may be hidden, and logs are read
		}
		events = append(events, event{Moved: &moved{game.Chance, m, next}})
		pos = next
		ply++
	}
	if o, over := pos.Outcome(); over {
		events = r.end(events, &Result{Winners: o.Winners, Reason: o.Reason}, at)
	}
	return events, nil
}

// end adds the end of a game, and what its dice were drawn with.
func (r *room) end(events []event, how *Result, at circumstances) []event {
	events = append(events, event{Ended: how})
	if r.rules.Info().Chance {
		round := r.round
		for _, e := range events {
			if e.Started != nil { // a game that ends as it begins
				round = e.Started.Round
			}
		}
		events = append(events, event{Shown: &shown{at.dice(round).text()}})
	}
	return events
}

func (r *room) lostBy(seat game.Seat, how string) *Result {
	res := &Result{Reason: r.chairs[seat].person.Name + " " + how}
	for i := range r.chairs {
		if game.Seat(i) != seat {
			res.Winners = append(res.Winners, game.Seat(i))
		}
	}
	return res
}

// sentence makes an error's text one.
func sentence(text string) string {
	if text == "" {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:] + "."
}
