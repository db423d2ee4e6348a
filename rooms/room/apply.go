package room

import (
	"fmt"
	"reflect"
	"slices"

	"crossplay/game"
)

// Apply takes in one record, decided just now or read back. After an error the
// room is broken.
func (r *Room) Apply(rec *Record) error {
	rec.Complete(r.Created, r.Chairs)
	for i := range rec.Events {
		if err := r.apply(&rec.Events[i], rec); err != nil {
			return err
		}
	}
	r.missed()
	r.listen(rec)
	r.Touched = rec.At
	if len(rec.Events) > 0 {
		r.Answer(rec.By, rec.Cmd, nil)
	}
	return nil
}

func (r *Room) apply(e *Event, rec *Record) error {
	r.note(e)
	r.recall(e, rec.At)
	if e.Left != nil {
		r.disown(r.Chairs[e.Left.Seat].Person.ID)
	}
	r.Sitting.apply(e, rec)
	switch {
	case e.Planned != nil:
		r.plan(e.Planned)
	case e.Premoved != nil:
		r.premove(e.Premoved)
	case e.Offered != nil && e.Offered.N > 0 && e.Offered.Seat == r.Offer.Seat:
		r.interpose(e.Offered.Seat)
	case e.Adjourned != nil:
		r.premoves = nil
	case e.Ended != nil:
		r.plans, r.premoves = nil, nil
	case e.Created != nil:
		return r.setUp()
	case e.Started != nil:
		r.Proof = nil
		if e.Started.Hash != "" {
			r.Proof = &Proof{Hash: e.Started.Hash}
		}
		return r.setUp()
	case e.Moved != nil:
		return r.move(e.Moved)
	case e.GaveUp != nil:
		return r.giveUp(e.GaveUp)
	case e.TookBack != nil:
		r.plans, r.premoves = nil, nil
		return r.takeBack(e.TookBack)
	case e.Shown != nil:
		r.Proof = &Proof{Hash: r.Proof.hash(), Secret: e.Shown.Secret}
	case e.Said != nil:
		r.said++
		r.talk.add(e.Said, rec.At)
		r.Chat = append(slices.Clip(r.Chat[max(0, len(r.Chat)-MaxChat+1):]), Line{r.said, e.Said.Seat, e.Said.Name, e.Said.Guest, e.Said.Text, rec.At, rec.By})
	}
	return nil
}

// setUp lays out the board for a new game.
func (r *Room) setUp() error {
	pos, err := r.start(len(r.Chairs))
	if err != nil {
		return err
	}
	r.plans, r.premoves, r.wentBack = nil, nil, 0
	r.since, r.line, r.marks = nil, nil, []game.State{pos}
	r.setPosition(pos, 0)
	return nil
}

func (r *Room) move(m *Moved) error {
	next := m.next
	if next == nil {
		var err error
		if next, err = r.Position.Play(m.Seat, m.Move); err != nil {
			return fmt.Errorf("replay ply %d: %w", r.Ply, err)
		}
	}
	r.extend(Played{Seat: m.Seat, Move: m.Move}, next)
	r.goOn(m.Move)
	if m.Seat >= 0 {
		r.setPremove(m.Seat, nil)
		r.since[m.Seat] = -1 // whoever moved has seen it
	}
	r.setPosition(next, r.Ply+1)
	return nil
}

func (r *Room) giveUp(g *GaveUp) error {
	next := g.next
	if next == nil {
		var err error
		if next, err = resign(r.Position, g.Seat); err != nil {
			return fmt.Errorf("replay ply %d, seat %d resigns: %w", r.Ply, g.Seat, err)
		}
	}
	r.extend(Played{Seat: g.Seat, GaveUp: true}, next)
	r.setPosition(next, r.Ply+1)
	return nil
}

// extend adds to the line what led to a position.
func (r *Room) extend(p Played, pos game.State) {
	r.line = append(r.line, p)
	if len(r.line)%markEvery == 0 {
		r.marks = append(r.marks, pos)
	}
}

func (r *Room) setPosition(pos game.State, ply int) {
	before := r.Position
	r.Position, r.Ply = pos, ply
	if r.since == nil {
		r.since, before = slices.Repeat([]int{-1}, len(r.Chairs)), nil
	}
	turn := pos.Turn()
	for i := range r.since {
		seat := game.Seat(i)
		switch {
		case !slices.Contains(turn, seat):
			r.since[i] = -1
		case r.since[i] < 0, before != nil && !looksAlike(before, pos, seat):
			r.since[i] = ply
		}
	}
}

// Turn is who may move now: nobody but in a game.
func (r *Room) Turn() (seats []game.Seat) {
	for i, since := range r.since {
		if r.Phase == Playing && !r.Adjourned && since >= 0 {
			seats = append(seats, game.Seat(i))
		}
	}
	return seats
}

// looksAlike reports whether a seat sees the same in two positions, between which
// it has not moved itself. What it was about to play is then no other move than it
// was: two who place their ships at the same time do not hold each other up, and
// nobody agrees to something that the other has changed meanwhile.
func looksAlike(a, b game.State, seat game.Seat) bool {
	old, next := a.View(seat), b.View(seat)
	return reflect.DeepEqual(old.Boards, next.Boards) && reflect.DeepEqual(old.Choices, next.Choices)
}
