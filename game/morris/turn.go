package morris

import (
	"fmt"
	"strings"

	"crossplay/game"
)

// turn is a move: a stone goes to a point, from another unless it is placed,
// and takes a stone if it closes a mill.
type turn struct{ from, to, takes int8 }

func (t turn) move() game.Move {
	m := names[t.to]
	if t.from != nowhere {
		m = names[t.from] + "-" + m
	}
	if t.takes != nowhere {
		m += "x" + names[t.takes]
	}
	return game.Move(m)
}

// The refusals. They are made once, as many more are needed than are read.
var (
	errNoSuch = fmt.Errorf("%w: there is no such point", game.ErrIllegal)
	errPlace  = fmt.Errorf("%w: there are stones left to place, so none moves", game.ErrIllegal)
	errMove   = fmt.Errorf("%w: all stones are placed, so one has to move", game.ErrIllegal)
	errOwn    = fmt.Errorf("%w: you have no stone there", game.ErrIllegal)
	errTaken  = fmt.Errorf("%w: there is a stone already", game.ErrIllegal)
	errFar    = fmt.Errorf("%w: that is not the next point along a line", game.ErrIllegal)
	errMill   = fmt.Errorf("%w: that closes a mill, so say which stone it takes", game.ErrIllegal)
	errNoMill = fmt.Errorf("%w: that closes no mill, so it takes nothing", game.ErrIllegal)
	errNoPrey = fmt.Errorf("%w: there is nothing to take", game.ErrIllegal)
	errInMill = fmt.Errorf("%w: a stone in a mill may not be taken while there are others", game.ErrIllegal)
)

// read is the turn that the text means, if it is possible.
func (p *position) read(m game.Move) (turn, error) {
	t, err := parse(string(m))
	if err != nil {
		return t, err
	}
	own, other := p.stones[p.mover()], p.stones[1-p.mover()]
	switch {
	case p.placing() && t.from != nowhere:
		return t, errPlace
	case !p.placing() && t.from == nowhere:
		return t, errMove
	case t.from != nowhere && !own.has(t.from):
		return t, errOwn
	case !p.free().has(t.to):
		return t, errTaken
	case t.from != nowhere && !p.flies() && !beside[t.from].has(t.to):
		return t, errFar
	}
	if t.from != nowhere {
		own &^= one(t.from)
	}
	switch {
	case !own.mill(t.to) && t.takes != nowhere:
		return t, errNoMill
	case !own.mill(t.to):
		return t, nil
	case t.takes == nowhere:
		return t, errMill
	case !other.has(t.takes):
		return t, errNoPrey
	case !other.prey().has(t.takes):
		return t, errInMill
	}
	return t, nil
}

// parse reads "a1", "a1-a4", "a1xd6" and "a1-a4xd6".
func parse(m string) (turn, error) {
	m, takes, mill := strings.Cut(m, "x")
	from, to, moves := strings.Cut(m, "-")
	if !moves {
		from, to = "", from
	}
	t := turn{point(from), point(to), point(takes)}
	if t.to == nowhere || moves && t.from == nowhere || mill && t.takes == nowhere {
		return t, errNoSuch
	}
	return t, nil
}

// turns visits the possible moves: by where they go from, then to, then what
// they take, row by row from the top.
func (p *position) turns(visit func(turn)) {
	own, prey := p.stones[p.mover()], p.stones[1-p.mover()].prey()
	land := func(from int8, left, to set) {
		for ; to != 0; to &= to - 1 {
			at := to.first()
			if !left.mill(at) {
				visit(turn{from, at, nowhere})
				continue
			}
			for rest := prey; rest != 0; rest &= rest - 1 {
				visit(turn{from, at, rest.first()})
			}
		}
	}
	if p.placing() {
		land(nowhere, own, p.free())
		return
	}
	for rest := own; rest != 0; rest &= rest - 1 {
		from := rest.first()
		to := p.free()
		if !p.flies() {
			to &= beside[from]
		}
		land(from, own&^one(from), to)
	}
}

// Moves lists the possible moves in the order of turns.
func (p *position) Moves(seat game.Seat) []game.Move {
	if p.outcome != open || seat != p.mover() {
		return nil
	}
	moves := make([]game.Move, 0, points)
	p.turns(func(t turn) { moves = append(moves, t.move()) })
	return moves
}
