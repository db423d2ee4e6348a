// Package dots has the rules of dots and boxes for two to four players. A move
// is the name of a line on the grid that counts dots, lines and boxes alike,
// from a1, the dot at the bottom left: b1 is the line to the right of it.
package dots

import (
	"fmt"
	"math/bits"
	"math/rand/v2"

	"crossplay/game"
)

const maxSeats = 4

// Rules are the rules of dots and boxes.
type Rules struct{}

// Info describes dots and boxes.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "dots",
		Title:    "Dots and boxes",
		Aliases:  []string{"boxes", "dots and lines"},
		Summary:  "Draw lines between dots, close more boxes than the others, and mind what you leave them.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: maxSeats,
		Seats:    seatNames[:],
		Options: []game.Option{{
			Name:  "board",
			Title: "Board",
			Values: []game.Value{
				{Name: "4x4", Title: "4 × 4 boxes, five minutes"},
				{Name: "3x3", Title: "3 × 3 boxes, a quick one"},
				{Name: "5x5", Title: "5 × 5 boxes, a long one"},
			},
		}},
		Pieces: []game.Piece{
			{Name: boxPieces[0], Title: "box of Cross", Seat: 0, Shape: game.Cross, Glyph: "✕", ASCII: "X"},
			{Name: boxPieces[1], Title: "box of Ring", Seat: 1, Shape: game.Ring, Glyph: "○", ASCII: "O"},
			{Name: boxPieces[2], Title: "box of Disc", Seat: 2, Shape: game.Disc, Glyph: "●", ASCII: "@"},
			{Name: boxPieces[3], Title: "box of Square", Seat: 3, Shape: game.Square, Glyph: "■", ASCII: "#"},
			{Name: linePiece, Title: "line", Seat: game.Spectator, Shape: game.Bar, Glyph: "━", ASCII: "="},
		},
		Notation: "Type where the line is, letter first: b1 is the line to the right of the dot a1, and a2 the one above it.",
		HowTo: `Take turns to draw a line between two dots that are neighbours, across or up. Cross goes first.

Draw the fourth side of a box and the box is yours, and you draw another line at once. One line can close two boxes.

When all lines are drawn, whoever has the most boxes wins. Those who share the most share the win; if everybody has the same, it is a draw. Whoever gives up cannot win, and the others play on; the boxes stay where they are.

A hint: do not draw the third side of a box while you can help it. When boxes must be given away, give the short rows of them first.`,
	}
}

const linePiece = "line"

var (
	seatNames = [maxSeats]string{"Cross", "Ring", "Disc", "Square"}
	boxPieces = [maxSeats]string{"cross", "ring", "disc", "square"}
)

// boards are the grids by the name of the option's value.
var boards = map[string]*grid{
	"3x3": newGrid(3),
	"4x4": newGrid(4),
	"5x5": newGrid(5),
}

// Start is the board without lines.
func (r Rules) Start(s game.Setup) (game.State, error) {
	s, err := r.Info().Check(s)
	if err != nil {
		return nil, err
	}
	p := &position{grid: boards[s.Options["board"]], seats: game.Seat(s.Seats)}
	for i := range p.owner {
		p.owner[i] = nobody
	}
	return p, nil
}

// nobody owns a box that is open.
const nobody = game.Spectator

// position is changed only while Play or Resign builds it.
type position struct {
	*grid
	seats  game.Seat // how many play
	mover  game.Seat
	gone   [maxSeats]bool // gave up
	drawn  uint64         // the lines that are there, as a set
	owner  [maxBoxes]game.Seat
	score  [maxSeats]int8
	played [maxLines]step
	plies  int
}

// step is a line and who drew it.
type step struct {
	seat   game.Seat
	line   int8
	closed int8 // how many boxes it closed
}

func (p *position) Turn() []game.Seat {
	if p.over() {
		return nil
	}
	return []game.Seat{p.mover}
}

func (p *position) over() bool { return p.plies == len(p.lines) || p.alone() }

// alone reports whether all but one gave up.
func (p *position) alone() bool {
	n := 0
	for _, gone := range p.gone[:p.seats] {
		if !gone {
			n++
		}
	}
	return n == 1
}

// left are those who did not give up.
func (p *position) left() []game.Seat {
	seats := make([]game.Seat, 0, maxSeats)
	for seat := range p.seats {
		if !p.gone[seat] {
			seats = append(seats, seat)
		}
	}
	return seats
}

func (p *position) Play(seat game.Seat, m game.Move) (game.State, error) {
	if p.over() || seat != p.mover {
		return nil, game.ErrTurn
	}
	line, ok := p.find(m)
	if !ok {
		return nil, fmt.Errorf("%w: there is no such line", game.ErrIllegal)
	}
	if p.drawn>>line&1 == 1 {
		return nil, fmt.Errorf("%w: the line %s is drawn", game.ErrIllegal, m)
	}
	next := *p
	next.drawn |= 1 << line
	closed := int8(0)
	for _, box := range p.beside[line] {
		if next.drawn&p.around[box] == p.around[box] {
			next.owner[box] = seat
			closed++
		}
	}
	next.score[seat] += closed
	next.played[p.plies] = step{seat, int8(line), closed}
	next.plies++
	if closed == 0 {
		next.pass()
	}
	return &next, nil
}

// pass makes it the turn of the next player who did not give up.
func (p *position) pass() {
	for range p.seats {
		p.mover = (p.mover + 1) % p.seats
		if !p.gone[p.mover] {
			return
		}
	}
}

// Resign lets the others play on. The boxes of whoever gave up stay where they
// are, and count for nobody.
func (p *position) Resign(seat game.Seat) (game.State, error) {
	if p.over() || seat < 0 || seat >= p.seats || p.gone[seat] {
		return nil, game.ErrTurn
	}
	next := *p
	next.gone[seat] = true
	if p.mover == seat {
		next.pass()
	}
	return &next, nil
}

// Moves are the lines that are not drawn, row by row from the top.
func (p *position) Moves(seat game.Seat) []game.Move {
	if p.over() || seat != p.mover {
		return nil
	}
	moves := make([]game.Move, 0, len(p.lines)-bits.OnesCount64(p.drawn))
	for i, line := range p.lines {
		if p.drawn>>i&1 == 0 {
			moves = append(moves, line.move)
		}
	}
	return moves
}

// Draw is never called: nothing is left to chance.
func (p *position) Draw(*rand.Rand) game.Move { return "" }
