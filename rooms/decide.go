package rooms

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"crossplay/game"
)

// circumstances are what decide must know that no journal says.
type circumstances struct {
	absent func(PersonID) bool             // away for ClaimAfter
	dice   func(round, ply int) *rand.Rand // what Chance draws with
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
	case Leave, Move, Resign, Claim, Rematch:
		if seat < 0 {
			return nil, ErrNotSeated
		}
	default:
		return nil, ErrCommand
	}
	switch c.Do {
	case Leave:
		return r.decideLeave(seat)
	case Rematch:
		return r.decideRematch(seat, at)
	}
	if r.phase != Playing {
		return nil, ErrNotPlaying
	}
	switch c.Do {
	case Resign:
		return []event{{Ended: r.lostBy(seat, "resigned")}}, nil
	case Claim:
		for i, ch := range r.chairs {
			if game.Seat(i) != seat && !at.absent(ch.person.ID) {
				return nil, ErrNotAway
			}
		}
		return []event{{Ended: r.wonBy(seat, "stayed away")}}, nil
	default:
		return r.decideMove(seat, c, at)
	}
}

func (r *room) decideSit(seat game.Seat, by Person, at circumstances) ([]event, error) {
	if seat >= 0 {
		return nil, ErrSeated
	}
	free := slices.IndexFunc(r.chairs, func(c chair) bool { return c.person.ID == "" })
	if r.phase != Open || free < 0 {
		return nil, ErrFull
	}
	events := []event{{Sat: &sat{game.Seat(free), by.ID, by.Name, by.Guest}}}
	for i, c := range r.chairs {
		if i != free && c.person.ID == "" {
			return events, nil
		}
	}
	return r.decideStart(events, at)
}

func (r *room) decideLeave(seat game.Seat) ([]event, error) {
	if r.phase == Playing {
		return nil, ErrPlaying
	}
	events := []event{{Left: &left{seat}}}
	for i, c := range r.chairs {
		if game.Seat(i) != seat && c.person.ID != "" {
			return events, nil
		}
	}
	return append(events, event{Closed: &closed{}}), nil
}

func (r *room) decideRematch(seat game.Seat, at circumstances) ([]event, error) {
	if r.phase != Over {
		return nil, ErrNotPlaying.because("A rematch can follow when this game is over.")
	}
	others := true
	for i, c := range r.chairs {
		if c.person.ID == "" {
			return nil, ErrNoRematch
		}
		others = others && (c.rematch || game.Seat(i) == seat)
	}
	if r.chairs[seat].rematch {
		return nil, nil
	}
	events := []event{{Agreed: &agreed{seat}}}
	if !others {
		return events, nil
	}
	return r.decideStart(events, at)
}

func (r *room) decideStart(events []event, at circumstances) ([]event, error) {
	pos, err := r.start()
	if err != nil {
		return nil, err
	}
	return r.settle(append(events, event{Started: &started{r.round + 1}}), pos, r.round+1, 0, at)
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
		m := pos.Draw(at.dice(round, ply))
		next, err := pos.Play(game.Chance, m)
		if err != nil {
			return nil, fmt.Errorf("chance drew %q: %w", m, err)
		}
		events = append(events, event{Moved: &moved{game.Chance, m, next}})
		pos = next
		ply++
	}
	if o, over := pos.Outcome(); over {
		events = append(events, event{Ended: &Result{Winners: o.Winners, Reason: o.Reason}})
	}
	return events, nil
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

func (r *room) wonBy(seat game.Seat, how string) *Result {
	var others []string
	for i, c := range r.chairs {
		if game.Seat(i) != seat {
			others = append(others, c.person.Name)
		}
	}
	return &Result{Winners: []game.Seat{seat}, Reason: strings.Join(others, " and ") + " " + how}
}

// sentence makes an error's text one.
func sentence(text string) string {
	if text == "" {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:] + "."
}
