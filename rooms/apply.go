package rooms

import (
	"fmt"
	"slices"

	"crossplay/game"
)

// applyRecord takes in one record, decided just now or read back.
func (r *room) applyRecord(rec *record) error {
	for i := range rec.Events {
		if err := r.apply(&rec.Events[i], rec); err != nil {
			return err
		}
	}
	r.touched = rec.At
	r.answer(rec.By, rec.Cmd, rec.Refused)
	return nil
}

// answer remembers what somebody was told, should the command come again.
func (r *room) answer(by PersonID, id string, no *Refusal) {
	if id == "" {
		return
	}
	owner := by
	if r.seatOf(by) < 0 {
		owner = ""
	}
	r.remember(owner, answerKey{by, id}, no)
}

func (r *room) remember(owner PersonID, k answerKey, no *Refusal) {
	if r.rules == nil {
		return
	}
	if r.answers == nil {
		r.answers = make(map[PersonID]*answers)
	}
	if r.answers[owner] == nil {
		r.answers[owner] = new(answers)
	}
	r.answers[owner].keep(k, no)
}

// disown puts the answers of a player who leaves among those of all others, so
// that who come and go do not make a room large.
func (r *room) disown(player PersonID) {
	a := r.answers[player]
	if a == nil {
		return
	}
	delete(r.answers, player)
	for _, k := range a.order {
		r.remember("", k, a.given[k])
	}
}

func (r *room) apply(e *event, rec *record) error {
	switch {
	case e.Created != nil:
		r.created = *e.Created
		r.phase, r.began = Open, rec.At
		r.chairs = make([]chair, r.created.Seats)
		return r.setUp()
	case e.Sat != nil:
		r.chairs[e.Sat.Seat] = chair{person: Person{ID: e.Sat.Person, Name: e.Sat.Name, Guest: e.Sat.Guest, Bot: e.Sat.Bot}, cmd: rec.Cmd}
	case e.Named != nil:
		r.chairs[e.Named.Seat].person.Name = e.Named.Name
	case e.Left != nil:
		r.disown(r.chairs[e.Left.Seat].person.ID)
		r.chairs[e.Left.Seat] = chair{}
	case e.Started != nil:
		r.began = rec.At
		return r.applyStarted(e.Started)
	case e.Moved != nil:
		return r.applyMoved(e.Moved)
	case e.GaveUp != nil:
		return r.applyGaveUp(e.GaveUp)
	case e.Ended != nil:
		r.phase, r.began = Over, rec.At
		r.result = e.Ended
		for _, s := range e.Ended.Winners {
			r.chairs[s].wins++
		}
		if len(e.Ended.Winners) == 0 {
			r.draws++
		}
	case e.Shown != nil:
		r.proof = &Proof{Hash: r.proof.hash(), Secret: e.Shown.Secret}
	case e.Ready != nil:
		r.chairs[e.Ready.Seat].ready = true
	case e.Agreed != nil:
		r.chairs[e.Agreed.Seat].rematch = true
	case e.Said != nil:
		r.said++
		r.talk.add(e.Said, rec.At)
		r.chat = append(slices.Clip(r.chat[max(0, len(r.chat)-MaxChat+1):]), Line{r.said, e.Said.Seat, e.Said.Name, e.Said.Guest, e.Said.Text, rec.At})
	case e.Closed != nil:
		r.phase = Closed
	}
	return nil
}

func (r *room) applyStarted(s *started) error {
	r.chairs = slices.DeleteFunc(slices.Clone(r.chairs), chair.free)
	if s.Round > 1 {
		last := r.chairs[len(r.chairs)-1]
		r.chairs = append([]chair{last}, r.chairs[:len(r.chairs)-1]...)
	}
	for i := range r.chairs {
		r.chairs[i].ready, r.chairs[i].rematch, r.chairs[i].out = false, false, false
	}
	r.phase = Playing
	r.round = s.Round
	r.result, r.proof = nil, nil
	if s.Hash != "" {
		r.proof = &Proof{Hash: s.Hash}
	}
	return r.setUp()
}

// setUp lays out the board for a new game.
func (r *room) setUp() error {
	r.moved = false
	if r.rules == nil {
		return nil
	}
	pos, err := r.start(len(r.chairs))
	if err != nil {
		return err
	}
	r.since = nil
	r.setPosition(pos, 0)
	return nil
}

func (r *room) applyMoved(m *moved) error {
	r.moved = r.moved || m.Seat >= 0
	if r.rules == nil {
		return nil
	}
	next := m.next
	if next == nil {
		var err error
		if next, err = r.pos.Play(m.Seat, m.Move); err != nil {
			return fmt.Errorf("replay ply %d: %w", r.ply, err)
		}
	}
	if m.Seat >= 0 {
		r.since[m.Seat] = -1
	}
	r.setPosition(next, r.ply+1)
	return nil
}

func (r *room) applyGaveUp(g *gaveUp) error {
	r.chairs[g.Seat].out = true
	r.moved = true
	if r.rules == nil {
		return nil
	}
	next := g.next
	if next == nil {
		var err error
		if next, err = resign(r.pos, g.Seat); err != nil {
			return fmt.Errorf("replay ply %d, seat %d resigns: %w", r.ply, g.Seat, err)
		}
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
