// Package hex has the rules of Hex. A move is the name of a cell, letter first,
// from a1 at the top left, or "swap".
package hex

import (
	"fmt"
	"math/rand/v2"

	"crossplay/game"
)

// Rules are the rules of Hex.
type Rules struct{}

// Info describes Hex.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "hex",
		Title:    "Hex",
		Summary:  "Join your two edges with a chain of stones before the other joins theirs. There are no draws.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: 2,
		Decisive: true,
		Seats:    []string{"Red", "Blue"},
		Colours:  []game.Colour{game.Red, game.Blue},
		Options: []game.Option{
			{Name: "size", Title: "Size", Values: []game.Value{
				{Name: "11x11", Title: "11 × 11, the classic"},
				{Name: "7x7", Title: "7 × 7, quick"},
				{Name: "9x9", Title: "9 × 9, for a start"},
				{Name: "13x13", Title: "13 × 13, a long one"},
			}},
			{Name: "swap", Title: "Swap rule", Values: []game.Value{
				{Name: "on", Title: "On: Blue may take the first stone"},
				{Name: "off", Title: "Off: going first is a great advantage"},
			}},
		},
		Pieces: []game.Piece{
			{Name: stoneNames[1], Title: "red stone", Seat: 0, Shape: game.Disc, Glyph: "●", ASCII: "R"},
			{Name: stoneNames[2], Title: "blue stone", Seat: 1, Shape: game.Disc, Hollow: true, Glyph: "○", ASCII: "B"},
		},
		Notation: "Type the cell, letter first: d4 is the fourth from the top in the fourth column. As Blue's first move you may type swap.",
		HowTo: `Take turns to put a stone on a free cell. Red goes first. Stones never move and are never taken.

Red wins by joining the top edge to the bottom edge with an unbroken chain of red stones, Blue by joining the left edge to the right. The cells in the corners belong to both edges.

One of you must succeed: the only way to stop a chain is to finish your own. There is no draw.

Going first helps a lot. So if the swap rule is on, Blue may answer the first stone by taking it: it turns blue and moves to its mirror image, as a2 to b1, where it is worth as much to Blue as it was to Red. Then Red plays on. The fairest first stone is one that is neither strong nor weak.

A hint: two stones with two free cells between them, both of which touch both stones, are as good as joined: if one cell is taken, play the other.`,
	}
}

// grids are the boards by the name of the option's value.
var grids = map[string]*grid{
	"7x7":   newGrid(7),
	"9x9":   newGrid(9),
	"11x11": newGrid(11),
	"13x13": newGrid(13),
}

// Start is the empty board.
func (r Rules) Start(s game.Setup) (game.State, error) {
	s, err := r.Info().Check(s)
	if err != nil {
		return nil, err
	}
	p := &position{grid: grids[s.Options["size"]], swaps: s.Options["swap"] == "on"}
	p.clear()
	return p, nil
}

// stone is what lies on a cell: none, or that of seat 0 or 1.
type stone int8

const none stone = 0

// stoneNames are what [game.Info] calls them.
var stoneNames = [...]string{none: "", 1: "red", 2: "blue"}

// position is changed only while Play builds it.
type position struct {
	*grid
	chains
	board [maxCells]stone     // only the first side*side are used
	moves [maxCells + 1]uint8 // the cells by ply
	ply   int
	swaps bool // the swap rule is on
	won   bool // the last stone joined two edges
}

// swap is the move, and swapped stands for it among the moves.
const (
	swap    game.Move = "swap"
	swapped           = maxCells
)

func (p *position) Turn() []game.Seat {
	if p.won {
		return nil
	}
	return []game.Seat{p.mover()}
}

// mover is the seat whose turn it is, were the game not over.
func (p *position) mover() game.Seat { return game.Seat(p.ply % 2) }

// maySwap reports whether the mover may take the first stone.
func (p *position) maySwap() bool { return p.swaps && p.ply == 1 }

// What Play refuses in the same words everywhere.
var (
	errCell = fmt.Errorf("%w: there is no such cell", game.ErrIllegal)
	errSwap = fmt.Errorf("%w: only Blue's first move can be a swap, where the swap rule is on", game.ErrIllegal)
)

func (p *position) Play(seat game.Seat, m game.Move) (game.State, error) {
	if p.won || seat != p.mover() {
		return nil, game.ErrTurn
	}
	if m == swap {
		if !p.maySwap() {
			return nil, errSwap
		}
		return p.takeFirst(), nil
	}
	cell, ok := p.cell(m)
	if !ok {
		return nil, errCell
	}
	if p.board[cell] != none {
		return nil, fmt.Errorf("%w: %s is taken", game.ErrIllegal, m)
	}
	next := *p
	next.moves[p.ply] = uint8(cell)
	next.ply++
	next.put(cell, seat)
	return &next, nil
}

// put lays a stone and joins it to its neighbours.
func (p *position) put(cell int, seat game.Seat) {
	p.board[cell] = stone(seat) + 1
	for _, n := range p.beside[cell] {
		if p.board[n] == p.board[cell] {
			p.join(cell, int(n))
		}
	}
	near, far := edges(seat)
	switch p.rank(cell, seat) {
	case 0:
		p.join(cell, near)
	case p.side - 1:
		p.join(cell, far)
	}
	p.won = p.leader(near) == p.leader(far)
}

// takeFirst is the position after the first stone has become one of the mover's,
// mirrored in the long diagonal, so that it is as far from the mover's edges as
// it was from the other's.
func (p *position) takeFirst() *position {
	first := int(p.moves[0])
	next := *p
	next.board[first] = none
	next.clear()
	next.moves[p.ply] = swapped
	next.ply++
	next.put(p.mirror(first), p.mover())
	return &next
}

// Moves are the free cells, and the swap.
func (p *position) Moves(seat game.Seat) []game.Move {
	if p.won || seat != p.mover() {
		return nil
	}
	moves := make([]game.Move, 0, len(p.names)-p.ply+1)
	for i, name := range p.names {
		if p.board[i] == none {
			moves = append(moves, name)
		}
	}
	if p.maySwap() {
		moves = append(moves, swap)
	}
	return moves
}

// Draw is never called: nothing is left to chance.
func (p *position) Draw(*rand.Rand) game.Move { return "" }

func (p *position) Outcome() (game.Outcome, bool) {
	if !p.won {
		return game.Outcome{}, false
	}
	reasons := [...]string{"a chain from top to bottom", "a chain from left to right"}
	winner := 1 - p.mover()
	return game.Outcome{Winners: []game.Seat{winner}, Reason: reasons[winner]}, true
}
