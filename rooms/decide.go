package rooms

import (
	"errors"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"crossplay/game"
	"crossplay/text"
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
		line := text.Clean(c.Text, MaxLine)
		if line == "" {
			return nil, ErrEmptyChat
		}
		return []event{{Said: &said{seat, by.Name, by.Guest, line}}}, nil
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
	for draws := 0; slices.Equal(pos.Turn(), []game.Seat{game.Chance}); draws++ {
		if draws == maxDraws {
			return nil, fmt.Errorf("after %d draws at ply %d it is still chance's turn", draws, ply)
		}
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
	return capital(text) + "."
}

// capital makes the first letter one.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
