package rooms

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"crossplay/game"
)

// room is the state of a room: what its journal says. decide turns a command
// into events and changes nothing; apply is the only thing that changes it.
// Neither knows the time, the disk or who is connected.
type room struct {
	rules   game.Rules // nil: the board is not kept, only who sits where
	created created
	phase   Phase
	began   time.Time // the phase
	round   int
	chairs  []chair
	draws   int
	result  *Result
	chat    []Line
	said    int // lines ever said
	answers map[PersonID]*answers

	pos   game.State
	ply   int
	since []int // by seat: the ply since which the seat may move without a break
}

// chair is a seat and who has it.
type chair struct {
	person  Person // no ID: the seat is free
	cmd     string // the id of the command that took it
	wins    int
	rematch bool
}

// circumstances are what decide must know that no journal says.
type circumstances struct {
	absent func(PersonID) bool             // away for ClaimAfter
	dice   func(round, ply int) *rand.Rand // what Chance draws with
}

func (r *room) seatOf(p PersonID) game.Seat {
	for i, c := range r.chairs {
		if c.person.ID == p && p != "" {
			return game.Seat(i)
		}
	}
	return game.Spectator
}

// answered finds the answer to a command that was given before. Players' own
// answers are kept apart, so that nobody else can push them out.
func (r *room) answered(by PersonID, id string) (*Refusal, bool) {
	for _, owner := range []PersonID{by, ""} {
		if a := r.answers[owner]; a != nil {
			if no, ok := a.find(answerKey{by, id}); ok {
				return no, true
			}
		}
	}
	return nil, false
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

func (r *room) start() (game.State, error) {
	pos, err := r.rules.Start(game.Setup{Seats: r.created.Seats, Options: r.created.Options})
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", r.created.Game, err)
	}
	return pos, nil
}

// applyRecord takes in one record, decided just now or read back.
func (r *room) applyRecord(rec *record) error {
	for i := range rec.Events {
		if err := r.apply(&rec.Events[i], rec); err != nil {
			return err
		}
	}
	if rec.Cmd != "" {
		owner := rec.By
		if r.seatOf(rec.By) < 0 {
			owner = ""
		}
		if r.answers == nil {
			r.answers = make(map[PersonID]*answers)
		}
		if r.answers[owner] == nil {
			r.answers[owner] = new(answers)
		}
		r.answers[owner].keep(answerKey{rec.By, rec.Cmd}, rec.Refused)
	}
	return nil
}

func (r *room) apply(e *event, rec *record) error {
	switch {
	case e.Created != nil:
		r.created = *e.Created
		r.phase, r.began = Open, rec.At
		r.chairs = make([]chair, r.created.Seats)
		return r.setUp()
	case e.Sat != nil:
		r.chairs[e.Sat.Seat] = chair{person: Person{e.Sat.Person, e.Sat.Name, e.Sat.Guest}, cmd: rec.Cmd}
	case e.Named != nil:
		r.chairs[e.Named.Seat].person.Name = e.Named.Name
	case e.Left != nil:
		r.chairs[e.Left.Seat] = chair{}
	case e.Started != nil:
		r.began = rec.At
		return r.applyStarted(e.Started)
	case e.Moved != nil:
		return r.applyMoved(e.Moved)
	case e.Ended != nil:
		r.phase, r.began = Over, rec.At
		r.result = e.Ended
		for _, s := range e.Ended.Winners {
			r.chairs[s].wins++
		}
		if len(e.Ended.Winners) == 0 {
			r.draws++
		}
	case e.Agreed != nil:
		r.chairs[e.Agreed.Seat].rematch = true
	case e.Said != nil:
		r.said++
		r.chat = append(slices.Clip(r.chat[max(0, len(r.chat)-MaxChat+1):]), Line{r.said, e.Said.Seat, e.Said.Name, e.Said.Text, rec.At})
	case e.Closed != nil:
		r.phase = Closed
	}
	return nil
}

func (r *room) applyStarted(s *started) error {
	if s.Round > 1 {
		last := r.chairs[len(r.chairs)-1]
		r.chairs = append([]chair{last}, r.chairs[:len(r.chairs)-1]...)
	}
	for i := range r.chairs {
		r.chairs[i].rematch = false
	}
	r.phase = Playing
	r.round = s.Round
	r.result = nil
	return r.setUp()
}

// setUp lays out the board for a new game.
func (r *room) setUp() error {
	if r.rules == nil {
		return nil
	}
	pos, err := r.start()
	if err != nil {
		return err
	}
	r.since = nil
	r.setPosition(pos, 0)
	return nil
}

func (r *room) applyMoved(m *moved) error {
	if r.rules == nil {
		return nil
	}
	next := m.next
	if next == nil {
		var err error
		if next, err = r.pos.Play(m.Seat, m.Move); err != nil {
			return fmt.Errorf("replay ply %d, %q: %w", r.ply, m.Move, err)
		}
	}
	if m.Seat >= 0 {
		r.since[m.Seat] = -1
	}
	r.setPosition(next, r.ply+1)
	return nil
}

func (r *room) setPosition(pos game.State, ply int) {
	r.pos, r.ply = pos, ply
	if r.since == nil {
		r.since = slices.Repeat([]int{-1}, len(r.chairs))
	}
	turn := pos.Turn()
	for i := range r.since {
		switch {
		case !slices.Contains(turn, game.Seat(i)):
			r.since[i] = -1
		case r.since[i] < 0:
			r.since[i] = ply
		}
	}
}

// sentence makes an error's text one.
func sentence(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// card is the room in a list.
func (r *room) card() *card {
	c := &card{Card: Card{
		Code: r.created.Code, Game: r.created.Game, Options: r.created.Options, Private: r.created.Private,
		Phase: r.phase, Round: r.round, Since: r.began, Chairs: make([]CardChair, len(r.chairs)),
	}}
	for i, ch := range r.chairs {
		c.Chairs[i] = CardChair{Name: ch.person.Name, Guest: ch.person.Guest}
		c.IDs = append(c.IDs, ch.person.ID)
		c.Cmds = append(c.Cmds, ch.cmd)
	}
	return c
}
