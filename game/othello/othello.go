// Package othello has the rules of Othello. A move is the name of a square,
// from a1 at the top left to h8 at the bottom right, or "pass".
package othello

import (
	"fmt"
	"math/bits"
	"math/rand/v2"

	"crossplay/game"
)

// Rules are the rules of Othello.
type Rules struct{}

// Info describes Othello.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "othello",
		Title:    "Othello",
		Aliases:  []string{"reversi"},
		Summary:  "Enclose the other's discs to turn them over: the lead changes hands until the last square.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: 2,
		Seats:    []string{"Black", "White"},
		Colours:  []game.Colour{game.Black, game.White},
		Pieces: []game.Piece{
			{Name: discNames[0], Title: "black disc", Seat: 0, Shape: game.Disc, Glyph: "●", ASCII: "X"},
			{Name: discNames[1], Title: "white disc", Seat: 1, Shape: game.Disc, Hollow: true, Glyph: "○", ASCII: "O"},
		},
		Notation: "Type the square, letter first: d3 is the third from the top in the fourth column. Type pass when you cannot move.",
		HowTo: `Take turns to put a disc of your colour on a free square. Black goes first.

Your disc must enclose some of the other's in a straight line, across, up or slantwise, between itself and another disc of yours. All that it encloses, in every direction, turn over and are yours.

If you can enclose nothing you must pass. When neither of you can, the game is over, and whoever has more discs wins. Equally many are a draw.

A hint: a disc in a corner can never be turned over again, so do not play next to a free corner. Early on it is better to have many squares to go to than many discs.`,
	}
}

// Start is the four discs in the middle.
func (r Rules) Start(s game.Setup) (game.State, error) {
	if _, err := r.Info().Check(s); err != nil {
		return nil, err
	}
	p := &position{discs: [2]board{bit("e4") | bit("d5"), bit("d4") | bit("e5")}}
	p.look()
	return p, nil
}

const (
	// maxPlies is how long a game can be: no two passes follow one another.
	maxPlies = 2 * (cells - 4)
	// passed stands for a pass among the moves.
	passed = cells
)

// pass is the move of whoever can make no other.
const pass game.Move = "pass"

// position is changed only while Play builds it.
type position struct {
	discs [2]board        // by seat
	legal board           // where the mover may put a disc
	over  bool            // neither can put one anywhere
	moves [maxPlies]uint8 // the squares by ply
	ply   int
}

// look finds out what the mover can do.
func (p *position) look() {
	own, other := p.discs[p.mover()], p.discs[1-p.mover()]
	p.legal = enclosing(own, other)
	p.over = p.legal == 0 && enclosing(other, own) == 0
}

func (p *position) Turn() []game.Seat {
	if p.over {
		return nil
	}
	return []game.Seat{p.mover()}
}

// mover is the seat whose turn it is, were the game not over.
func (p *position) mover() game.Seat { return game.Seat(p.ply % 2) }

// What Play refuses in the same words everywhere.
var (
	errSquare = fmt.Errorf("%w: there is no such square", game.ErrIllegal)
	errPass   = fmt.Errorf("%w: you may pass only when you have no other move", game.ErrIllegal)
	errStuck  = fmt.Errorf("%w: you can enclose nothing and must pass", game.ErrIllegal)
)

func (p *position) Play(seat game.Seat, m game.Move) (game.State, error) {
	if p.over || seat != p.mover() {
		return nil, game.ErrTurn
	}
	if m == pass {
		if p.legal != 0 {
			return nil, errPass
		}
		return p.next(passed, 0), nil
	}
	cell, ok := square(m)
	switch {
	case !ok:
		return nil, errSquare
	case p.legal.has(cell):
		return p.next(cell, flipped(p.discs[seat], p.discs[1-seat], cell)), nil
	case (p.discs[0] | p.discs[1]).has(cell):
		return nil, fmt.Errorf("%w: %s is taken", game.ErrIllegal, m)
	case p.legal == 0:
		return nil, errStuck
	default:
		return nil, fmt.Errorf("%w: a disc on %s would enclose nothing", game.ErrIllegal, m)
	}
}

// next is the position after the mover has put a disc on the cell, or passed,
// and turned some of the other's over.
func (p *position) next(cell int, flipped board) *position {
	next := *p
	seat := p.mover()
	if cell != passed {
		next.discs[seat] |= flipped | 1<<cell
		next.discs[1-seat] &^= flipped
	}
	next.moves[p.ply] = uint8(cell)
	next.ply++
	next.look()
	return &next
}

// Moves are the squares where the seat may put a disc, or a pass.
func (p *position) Moves(seat game.Seat) []game.Move {
	switch {
	case p.over || seat != p.mover():
		return nil
	case p.legal == 0:
		return []game.Move{pass}
	}
	moves := make([]game.Move, 0, p.legal.len())
	for left := p.legal; left != 0; left &= left - 1 {
		moves = append(moves, names[bits.TrailingZeros64(uint64(left))])
	}
	return moves
}

// Draw is never called: nothing is left to chance.
func (p *position) Draw(*rand.Rand) game.Move { return "" }

func (p *position) Outcome() (game.Outcome, bool) {
	black, white := p.discs[0].len(), p.discs[1].len()
	switch {
	case !p.over:
		return game.Outcome{}, false
	case black > white:
		return game.Outcome{Winners: []game.Seat{0}, Reason: fmt.Sprintf("%d discs to %d", black, white)}, true
	case white > black:
		return game.Outcome{Winners: []game.Seat{1}, Reason: fmt.Sprintf("%d discs to %d", white, black)}, true
	default:
		return game.Outcome{Reason: fmt.Sprintf("%d discs each", black)}, true
	}
}
