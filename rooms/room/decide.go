package room

import (
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"crossplay/game"
	"crossplay/text"
)

// Circumstances are what a decision must know that no journal says.
type Circumstances struct {
	Absent func(PersonID) bool       // away for so long that others may go on without them
	Looks  func(PersonID) bool       // looks at the room
	Here   func(PersonID) bool       // looks, and not since a moment ago
	Lost   func(game.Seat) bool      // went on its turn without a word, as one does whose line is lost; nil: nobody did
	Dice   func(round int) Secret    // what Chance draws with
	Bots   []string                  // the levels that can be asked for, the weakest first
	Since  func(game.Seat) time.Time // when a seat that is to move was shown the position; zero while its clock stands still
	Off    func(PersonID) Off        // when somebody need not move in daily games; nil: nobody has days off
	Up     time.Time                 // since when there has been a server to come to
	Now    time.Time                 // how long somebody has waited is counted up to it, from when records were made
}

// Decide says what follows from a command: events, or a [*Refusal]. Any other
// error is a fault of the rules.
func (r *Room) Decide(by Person, c Command, at Circumstances) ([]Event, error) {
	if r.Phase == Closed {
		return nil, ErrGone
	}
	v := r.verb(c.Do)
	if v == nil {
		return nil, ErrCommand
	}
	seat := r.SeatOf(by.ID)
	if v.Seated && seat < 0 {
		return nil, ErrNotSeated
	}
	events, err := v.Decide(r, Ask{Seat: seat, By: by, Command: c, Circumstances: at})
	if err == nil {
		events, err = r.date(events, at)
	}
	if err == nil && seat >= 0 && r.Chairs[seat].Person.Name != by.Name && c.Do != Leave {
		for _, e := range events {
			if e.Started != nil { // with the name that they had until now
				for i, p := range e.Started.Seats {
					if p.ID == by.ID {
						e.Started.Seats[i].Name = by.Name
					}
				}
			}
		}
		events = append([]Event{{Named: &Named{seat, by.Name}}}, events...)
	}
	return events, err
}

// playing refuses what only those may do who play.
func (r *Room) playing(seat game.Seat) error {
	switch {
	case r.Phase != Playing:
		return ErrNotPlaying
	case r.Chairs[seat].Out:
		return ErrOut
	}
	return nil
}

func (r *Room) decideChat(a Ask) ([]Event, error) {
	line := text.Clean(a.Text, MaxLine)
	if line == "" {
		return nil, ErrEmptyChat
	}
	return []Event{{Said: &Said{a.Seat, a.By.Name, a.By.Guest, line}}}, nil
}

func (r *Room) decideResign(a Ask) ([]Event, error) {
	if err := r.playing(a.Seat); err != nil {
		return nil, err
	}
	return r.decideGiveUp([]game.Seat{a.Seat}, func(game.Seat) How { return Resigned }, a.Circumstances)
}

// decideGiveUp ends a game of two. One of more goes on past those who gave up,
// until only one is left.
func (r *Room) decideGiveUp(seats []game.Seat, how func(game.Seat) How, at Circumstances) ([]Event, error) {
	if len(r.Chairs) == 2 {
		return r.end(nil, r.lostBy(seats[0], how(seats[0])), at), nil
	}
	var events []Event
	pos := r.Position
	for _, seat := range seats {
		next, err := resign(pos, seat)
		if err != nil {
			return nil, fmt.Errorf("seat %d resigns: %w", seat, err)
		}
		events = append(events, Event{GaveUp: &GaveUp{seat, how(seat), next}})
		if pos = next; len(pos.Turn()) == 0 {
			break // one is left, and has won
		}
	}
	return r.follow(events, pos, r.Round, len(r.line)+len(events), at)
}

// resign is the position in which the seat has given up.
func resign(pos game.State, seat game.Seat) (game.State, error) {
	p, ok := pos.(game.Resigner)
	if !ok {
		return nil, errors.New("the game has no rule for it")
	}
	return p.Resign(seat)
}

func (r *Room) decideMove(a Ask) ([]Event, error) {
	if err := r.playing(a.Seat); err != nil {
		return nil, err
	}
	if r.Adjourned {
		return nil, ErrAdjourned
	}
	seat, c := a.Seat, a.Command
	// A move answers a position. It is stale when its seat has had to move anew
	// since, or sees something else; a simultaneous move that is hidden from it does
	// not make it so.
	mayMove := slices.Contains(r.Position.Turn(), seat)
	switch {
	case mayMove && (c.Ply < r.since[seat] || c.Ply > r.Ply), !mayMove && c.Ply != r.Ply:
		return nil, ErrStale
	case !mayMove:
		return nil, ErrTurn
	}
	next, err := r.Position.Play(seat, c.Move)
	switch {
	case errors.Is(err, game.ErrTurn):
		return nil, ErrTurn
	case err != nil:
		return nil, ErrIllegal.Because("rules").With("why", Sentence(err.Error()))
	}
	m := &Moved{Seat: seat, Move: c.Move, next: next}
	events, err := r.follow([]Event{{Moved: m}}, next, r.Round, len(r.line)+1, a.Circumstances)
	if err != nil {
		return nil, err
	}
	if m.Charge, err = r.charge(seat, !slices.Contains(last(events).Turn(), seat), a); err != nil {
		return nil, err
	}
	if r.Offer.Do == Draw && r.Offer.Seat == seat { // a draw offered with a move is for a person to think about
		return events, nil
	}
	return r.answered(events, a.Circumstances)
}

// last is the position after the last of some moves.
func last(events []Event) (pos game.State) {
	for i := range events {
		if m := events[i].Moved; m != nil {
			pos = m.next
		}
	}
	return pos
}

// follow adds what follows by itself: dice, and the end. Ply is how many moves led
// to the position: dice that were seen fall again after a move was taken back.
func (r *Room) follow(events []Event, pos game.State, round, ply int, at Circumstances) ([]Event, error) {
	for draws := 0; slices.Equal(pos.Turn(), []game.Seat{game.Chance}); draws++ {
		if draws == maxDraws {
			return nil, fmt.Errorf("after %d draws at ply %d it is still chance's turn", draws, ply)
		}
		m := pos.Draw(at.Dice(round).generator(ply))
		next, err := pos.Play(game.Chance, m)
		if err != nil {
			return nil, fmt.Errorf("what chance drew at ply %d: %w", ply, err) // not what: it may be hidden, and logs are read
		}
		events = append(events, Event{Moved: &Moved{Seat: game.Chance, Move: m, next: next}})
		pos = next
		ply++
	}
	if o, over := pos.Outcome(); over {
		events = r.end(events, Result{Winners: o.Winners, How: ByRules, Reason: o.Reason}, at)
	}
	return events, nil
}

// end adds the end of a game, and what its dice were drawn with.
func (r *Room) end(events []Event, how Result, at Circumstances) []Event {
	round, seats := r.Round, persons(r.Chairs)
	for _, e := range events {
		if e.Started != nil { // a game that ends as it begins
			round, seats = e.Started.Round, e.Started.Seats
		}
	}
	events = append(events, Event{Ended: &Ended{Round: round, Seats: seats, Result: how}})
	if r.rules.Info().Chance {
		events = append(events, Event{Shown: &Shown{at.Dice(round).text()}})
	}
	return events
}

// lostBy is the end of a game of two that a seat has lost in another way than by
// the rules. Who resigns has lost; from anybody else nothing is won by a side that
// could not have won: then it is a draw.
func (r *Room) lostBy(seat game.Seat, how How) Result {
	res := Result{How: how, By: []game.Seat{seat}}
	for i := range r.Chairs {
		other := game.Seat(i)
		if other != seat && (how == Resigned || game.CanWin(r.Position, other)) {
			res.Winners = append(res.Winners, other)
		}
	}
	return res
}

// Sentence makes an error's text one.
func Sentence(text string) string {
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
