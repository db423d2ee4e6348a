package rooms

import (
	"cmp"
	"context"
	"slices"
	"time"

	"crossplay/game"
	"crossplay/rooms/room"
)

// This file tells people of the games that are theirs, wherever they are.

// Own is a room where somebody has a seat and the game is not over.
type Own struct {
	Card
	You  game.Seat   `json:"you"`
	Turn []game.Seat `json:"turn,omitempty"` // who may move now; nobody for as long as the room is not read back
	Due  time.Time   `json:"due,omitzero"`   // until when they must, in a daily game
	// Adjourned games are put off: nobody is to move.
	Adjourned bool `json:"adjourned,omitempty"`
	// Rematch is where one stands after a game: see [room.Sitting.Again].
	Rematch room.State `json:"rematch,omitempty"`
}

// Waits reports whether the room waits for the person: for their move, or for them to
// see how a daily game ended, or for whether they want a rematch of it.
func (o *Own) Waits() bool {
	return o.Phase == room.Over && o.Rematch != room.Mine || slices.Contains(o.Turn, o.You)
}

// Next is the room that waits for the person, and must be answered soonest; "" is none.
func (reg *Registry) Next(ctx context.Context, by Person) room.Code {
	reg.Learn(ctx, by)
	if mine := reg.Mine(by.ID); len(mine) > 0 && mine[0].Waits() {
		return mine[0].Code
	}
	return ""
}

// Mine lists the rooms where the person has a seat and the game is not over, or they
// have not seen yet how a daily one ended, or a rematch is wanted: those that wait for them, and then the others;
// of each what must be answered soonest, and then the newest.
func (reg *Registry) Mine(id room.PersonID) []Own {
	reg.mu.Lock()
	defer reg.mu.Unlock()
	return reg.mineLocked(id)
}

func (reg *Registry) mineLocked(id room.PersonID) []Own {
	mine := reg.inOrder(id)
	list := make([]Own, len(mine))
	for i, c := range mine {
		list[i] = reg.own(c, id)
	}
	return list
}

// own is a card as the person sees it.
func (reg *Registry) own(c *card, id room.PersonID) Own {
	return Own{reg.shown(c), c.SeatOf(id), c.turn, c.due, c.Adjourned, c.Again(c.SeatOf(id))}
}

// inOrder are the cards of [Registry.Mine], in its order.
func (reg *Registry) inOrder(id room.PersonID) []*card {
	now := time.Now()
	mine := reg.of(id)
	waits := func(c *card) int {
		if seat := c.SeatOf(id); c.Phase == room.Over && c.Again(seat) != room.Mine || slices.Contains(c.turn, seat) {
			return 0
		}
		return 1
	}
	soon := func(c *card) time.Time {
		if c.due.IsZero() {
			return now.Add(forgetAfter)
		}
		return c.due
	}
	slices.SortFunc(mine, func(a, b *card) int {
		return cmp.Or(waits(a)-waits(b), soon(a).Compare(soon(b)), older(b, a))
	})
	return mine
}

// Desk watches the rooms that are a person's own.
type Desk struct {
	reg  *Registry
	by   room.PersonID
	wake func()

	// Under the registry's mutex.
	stirred bool // there is something to take
	shut    bool
}

// Desk lets a person look at the rooms that are their own. Wake is as for
// [Registry.Watch].
func (reg *Registry) Desk(by Person, wake func()) *Desk {
	d := &Desk{reg: reg, by: by.ID, wake: wake, stirred: true}
	reg.mu.Lock()
	if reg.desks[d.by] == nil {
		reg.desks[d.by] = make(map[*Desk]struct{})
	}
	reg.desks[d.by][d] = struct{}{}
	learn := !reg.closing && reg.untold(d.by) != ""
	if learn {
		reg.owners.Add(1)
	}
	reg.mu.Unlock()
	if learn {
		go func() {
			defer reg.owners.Done()
			reg.learnTurns(reg.ctx, by)
		}()
	}
	return d
}

// Take returns the rooms as [Registry.Mine] does, and false when they were taken
// already.
func (d *Desk) Take() ([]Own, bool) {
	d.reg.mu.Lock()
	defer d.reg.mu.Unlock()
	if !d.stirred || d.shut {
		return nil, false
	}
	d.stirred = false
	return d.reg.mineLocked(d.by), true
}

// Close stops looking. It is safe to call more than once.
func (d *Desk) Close() {
	d.reg.mu.Lock()
	defer d.reg.mu.Unlock()
	d.shut = true
	if delete(d.reg.desks[d.by], d); len(d.reg.desks[d.by]) == 0 {
		delete(d.reg.desks, d.by)
	}
}

// stir tells those who sit in a room that it is another one now in their lists. The
// mutex must be held.
func (reg *Registry) stir(c *card) {
	reg.tell(c)
	for _, ch := range c.Chairs {
		for d := range reg.desks[ch.ID] {
			if !d.stirred {
				d.stirred = true
				d.wake()
			}
		}
	}
}

// tell tells whoever hears of rooms, and no list: see [Registry.Stirs].
func (reg *Registry) tell(c *card) {
	for _, ch := range c.Chairs {
		if reg.hear != nil && !ch.Free() && !ch.IsBot() {
			reg.hear(ch.ID)
		}
	}
}

// setTurn notes whose turn it is, and since when. Its owner calls it, who holds the
// mutex.
func (reg *Registry) setTurn(c *card, r *room.Room) {
	c.told = true
	turn := r.Turn()
	since := make([]int, len(r.Chairs))
	for i := range since {
		since[i] = -1
		if seat := game.Seat(i); slices.Contains(turn, seat) {
			since[i] = r.TurnSince(seat)
		}
	}
	if !slices.Equal(c.turn, turn) || !slices.Equal(c.since, since) {
		c.turn, c.since = turn, since
		reg.stir(c)
	}
	reg.setDue(c)
}

// setDue notes until when those must move whose turn it is. Whose that is, the room says,
// and since when, the journal: whichever comes last. As for the room, nobody's time is
// over while the server has only just come up. The mutex must be held.
func (reg *Registry) setDue(c *card) {
	if due := reg.dueIn(c); !due.Equal(c.due) {
		c.due = due
		reg.stir(c)
	}
}

func (reg *Registry) dueIn(c *card) time.Time {
	due, ok := c.Due(c.turn...)
	if grace := reg.up.Add(room.DailyGrace); ok && due.Before(grace) {
		return grace
	}
	return due
}

// untold finds a game of the person's of which nobody knows whose turn it is, for it
// was not in memory since the start; "": there is none. The mutex must be held.
func (reg *Registry) untold(by room.PersonID) room.Code {
	for _, c := range reg.of(by) {
		if c.Phase == room.Playing && !c.told && reg.live[c.Created.Code] == nil {
			return c.Created.Code
		}
	}
	return ""
}

// Learn returns once it is known in which games it is the person's turn, or when ctx is
// done: after a start it is for none. It reports whether it is known: the memory may be
// too full for it.
func (reg *Registry) Learn(ctx context.Context, by Person) (known bool) {
	reg.mu.Lock()
	known = reg.untold(by.ID) == ""
	learn := !reg.closing && !known
	if learn {
		reg.owners.Add(1)
	}
	reg.mu.Unlock()
	if learn {
		defer reg.owners.Done()
		return reg.learnTurns(ctx, by)
	}
	return known
}

// learnTurns reads the games of a person back for a moment, one after another and in
// turns with those of other networks, to know whose turn it is. While the memory is full
// it leaves them, and reports so.
func (reg *Registry) learnTurns(ctx context.Context, by Person) (known bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(reg.ctx, cancel)()
	for done := false; !done; {
		if reg.learning.Wait(ctx, by.From) != nil {
			return false
		}
		known, done = reg.learnOne(by.ID)
		reg.learning.Done(by.From)
	}
	return known
}

// learnOne reads one of them back, and reports whether that was all that can be done.
func (reg *Registry) learnOne(by room.PersonID) (known, done bool) {
	reg.mu.Lock()
	code := reg.untold(by)
	if code == "" || reg.memory.used > reg.memory.newcomers() {
		reg.mu.Unlock()
		return code == "", true
	}
	reg.wake(code).told = true // or it cannot be, and is not tried again
	reg.rest(code)
	reg.mu.Unlock()
	ctx, cancel := context.WithTimeout(reg.ctx, findTimeout)
	defer cancel()
	_, _ = reg.find(ctx, Person{}, code) // why not is logged, and told to whoever opens it
	return false, false
}
