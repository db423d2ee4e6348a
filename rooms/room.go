package rooms

import (
	"fmt"
	"slices"
	"time"

	"crossplay/game"
)

// room is the state of a room: what its journal says, and what people were
// refused lately. decide turns a command into events and changes nothing; only
// apply and answer change it. None knows the time, the disk or who is connected.
type room struct {
	rules   game.Rules // nil: the board and the answers are not kept, only who sits where
	created created
	phase   Phase
	began   time.Time // the phase
	touched time.Time // when its newest record was made
	round   int
	chairs  []chair
	draws   int
	result  *Result
	proof   *Proof
	chat    []Line
	said    int // lines ever said
	talk    talk
	answers map[PersonID]*answers

	pos   game.State
	ply   int
	since []int // by seat: the ply since which the seat may move without a break
	moved bool  // somebody has moved or given up in this round, Chance apart
}

// chair is a seat and who has it.
type chair struct {
	person  Person // no ID: the seat is free
	cmd     string // the id of the command that took it
	wins    int
	ready   bool
	rematch bool
	out     bool
}

func (c chair) free() bool         { return c.person.ID == "" }
func (c chair) bot() bool          { return c.person.Bot != "" }
func (c chair) isReady() bool      { return c.ready }
func (c chair) wantsRematch() bool { return c.rematch }

// seated counts the chairs that are taken.
func (r *room) seated() int {
	n := 0
	for _, c := range r.chairs {
		if !c.free() {
			n++
		}
	}
	return n
}

func (r *room) hasBot() bool { return slices.ContainsFunc(r.chairs, chair.bot) }

// place is the chair that somebody who comes can have: a free one, or that of a
// bot, which makes room until the first move. It is negative if there is none.
func (r *room) place() int {
	switch {
	case r.phase == Open:
		return slices.IndexFunc(r.chairs, chair.free)
	case r.phase == Playing && !r.moved:
		return slices.IndexFunc(r.chairs, chair.bot)
	}
	return -1
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

// start is the first position of a game for so many.
func (r *room) start(seats int) (game.State, error) {
	pos, err := r.rules.Start(game.Setup{Seats: seats, Options: r.created.Options})
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", r.created.Game, err)
	}
	return pos, nil
}

// card is the room in a list.
func (r *room) card() *card {
	c := &card{Card: Card{
		Code: r.created.Code, Game: r.created.Game, Options: r.created.Options, Private: r.created.Private,
		Phase: r.phase, Round: r.round, Since: r.began, Chairs: make([]CardChair, len(r.chairs)),
	}, Touched: r.touched, Own: r.phase}
	if r.phase == Playing && r.place() >= 0 {
		c.Phase = Open
	}
	for i, ch := range r.chairs {
		c.Chairs[i] = CardChair{Name: ch.person.Name, Guest: ch.person.Guest, Bot: ch.person.Bot}
		id := ch.person.ID
		if ch.bot() || ch.out {
			id = "" // bots have no list of their games, and who gave up is done with this one
		}
		c.IDs = append(c.IDs, id)
		c.Cmds = append(c.Cmds, ch.cmd)
	}
	return c
}
