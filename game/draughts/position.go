package draughts

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"crossplay/game"
)

// ending is how a game has ended; 0 while it goes on.
type ending int8

const (
	taken ending = iota + 1
	blocked
	repeated
	quiet
)

var reasons = [...]string{
	taken:    "all the pieces are captured",
	blocked:  "no piece can move",
	repeated: "the same position for the third time",
	quiet:    "forty moves each without a capture or a move of a man",
}

// The limits of draws. Moves are counted in plies.
const (
	drawnTimes = 3
	drawnPlies = 2 * 40
)

// position is changed only while it is made.
type position struct {
	board
	end    ending
	clock  int8      // how many plies ago something was captured or a man moved
	times  int8      // how often the board has been so, this time included
	before *position // one ply ago; nil at the start
	played move      // what led here
	lines  game.Log
}

// newPosition is the position with the board, reached from the one before.
func newPosition(b board, before *position) *position {
	p := &position{board: b, before: before}
	return p.finish()
}

// finish works out what follows from the board and the moves that led there.
func (p *position) finish() *position {
	p.times = p.repetition()
	switch {
	case p.pieces[p.turn] == 0:
		p.end = taken
	case p.stuck():
		p.end = blocked
	case p.times >= drawnTimes:
		p.end = repeated
	case p.clock >= drawnPlies:
		p.end = quiet
	}
	return p
}

// repetition counts how often the board has been so. Nothing before a capture
// or a man's move can come again.
func (p *position) repetition() int8 {
	times := int8(1)
	q := p
	for range p.clock / 2 {
		q = q.before.before
		if q.board == p.board {
			times++
		}
	}
	return times
}

// mover is the seat whose turn it is, were the game not over.
func (p *position) mover() game.Seat { return game.Seat(p.turn) }

func (p *position) Turn() []game.Seat {
	if p.end != 0 {
		return nil
	}
	return []game.Seat{p.mover()}
}

// usual is how many moves there are at most in nearly all positions; more are
// no harm.
const usual = 32

// Moves are the legal moves.
func (p *position) Moves(seat game.Seat) []game.Move {
	if p.end != 0 || seat != p.mover() {
		return nil
	}
	legal := p.moves(make([]move, 0, usual))
	moves := make([]game.Move, len(legal))
	for i := range legal {
		moves[i] = legal[i].spell()
	}
	return moves
}

func (p *position) Play(seat game.Seat, text game.Move) (game.State, error) {
	if p.end != 0 || seat != p.mover() {
		return nil, game.ErrTurn
	}
	read, ok := parse(text)
	if !ok {
		return nil, fmt.Errorf("%w: a move is written like 11-15 or 15x22", game.ErrIllegal)
	}
	legal := p.moves(make([]move, 0, usual))
	for i := range legal {
		if legal[i].path == read {
			return p.after(&legal[i]), nil
		}
	}
	return nil, p.refuse(&read, legal)
}

func (p *position) after(m *move) *position {
	next := &position{board: p.board.after(m), before: p, played: *m}
	if m.taken == 0 && p.kings.has(m.from()) {
		next.clock = p.clock + 1
	}
	return next.finish()
}

// refuse says why a path is not legal, as far as that is seen at a glance.
func (p *position) refuse(w *path, legal []move) error {
	why := "that piece cannot go there"
	switch {
	case !p.pieces[p.turn].has(w.from()):
		why = "none of your pieces stands on " + names[w.from()]
	case legal[0].jump && !w.jump:
		why = "whoever can capture must capture"
	case w.jump:
		for i := range legal {
			if m := &legal[i]; m.n > w.n && slices.Equal(m.touched[:w.n], w.touched[:w.n]) {
				why = "the capture must go on, like " + string(m.spell())
			}
		}
	}
	return fmt.Errorf("%w: %s", game.ErrIllegal, why)
}

// Draw is never called: nothing is left to chance.
func (p *position) Draw(*rand.Rand) game.Move { return "" }

func (p *position) Outcome() (game.Outcome, bool) {
	if p.end == 0 {
		return game.Outcome{}, false
	}
	out := game.Outcome{Reason: reasons[p.end]}
	if p.end == taken || p.end == blocked {
		out.Winners = []game.Seat{1 - p.mover()}
	}
	return out, true
}
