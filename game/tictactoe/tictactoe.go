// Package tictactoe has the rules of tic-tac-toe. A move is the name of a
// square, from a1 at the bottom left to c3 at the top right.
package tictactoe

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"crossplay/game"
)

const (
	side  = 3
	cells = side * side
)

// lines are the ways to have three in a row, as indexes into a board that is
// read row by row from the top.
var lines = [...][side]int{
	{0, 1, 2}, {3, 4, 5}, {6, 7, 8},
	{0, 3, 6}, {1, 4, 7}, {2, 5, 8},
	{0, 4, 8}, {2, 4, 6},
}

// names are the squares in the order of the board.
var names = [cells]string{
	"a3", "b3", "c3",
	"a2", "b2", "c2",
	"a1", "b1", "c1",
}

// Rules are the rules of tic-tac-toe.
type Rules struct{}

// Info describes tic-tac-toe.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "tictactoe",
		Title:    "Tic-tac-toe",
		Aliases:  []string{"ttt", "noughts and crosses", "xo"},
		Summary:  "Three in a row on nine squares: over in a minute, and hard to win against someone awake.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: 2,
		Seats:    []string{"X", "O"},
		Pieces: []game.Piece{
			{Name: "X", Title: "cross", Seat: 0, Shape: game.Cross, Glyph: "✕", ASCII: "X"},
			{Name: "O", Title: "ring", Seat: 1, Shape: game.Ring, Glyph: "○", ASCII: "O"},
		},
		Notation: "Type the square, letter first: b2 is the one in the middle.",
		HowTo: `Take turns to put your mark on a free square. X goes first.

Get three of your marks in a row and you win: across, down or slantwise.

If all nine squares are taken and nobody has three in a row, it is a draw.

A hint: look for a move that makes two threats at once. Only one of them can be stopped.`,
	}
}

// Start is the empty board.
func (r Rules) Start(s game.Setup) (game.State, error) {
	if _, err := r.Info().Check(s); err != nil {
		return nil, err
	}
	return position{}, nil
}

// position is a value, so a copy is all it takes to leave the old one alone.
type position struct {
	board [cells]string // names of pieces
	moves [cells]int8   // the squares by ply
	ply   int
}

func (p position) Turn() []game.Seat {
	if _, over := p.Outcome(); over {
		return nil
	}
	return []game.Seat{p.mover()}
}

// mover is the seat whose turn it is, were the game not over.
func (p position) mover() game.Seat { return game.Seat(p.ply % 2) }

func (p position) Play(seat game.Seat, m game.Move) (game.State, error) {
	if !slices.Contains(p.Turn(), seat) {
		return nil, game.ErrTurn
	}
	square := slices.Index(names[:], string(m))
	if square < 0 {
		return nil, fmt.Errorf("%w: there is no such square", game.ErrIllegal)
	}
	if p.board[square] != "" {
		return nil, fmt.Errorf("%w: %s is taken", game.ErrIllegal, m)
	}
	p.board[square] = pieceOf(seat)
	p.moves[p.ply] = int8(square)
	p.ply++
	return p, nil
}

func pieceOf(seat game.Seat) string {
	if seat == 0 {
		return "X"
	}
	return "O"
}

// Draw is never called: nothing is left to chance.
func (p position) Draw(*rand.Rand) game.Move { return "" }

func (p position) Outcome() (game.Outcome, bool) {
	switch {
	case len(p.won()) > 0:
		return game.Outcome{Winners: []game.Seat{1 - p.mover()}, Reason: "three in a row"}, true
	case p.ply == cells:
		return game.Outcome{Reason: "the board is full"}, true
	default:
		return game.Outcome{}, false
	}
}

// won lists the squares of every line of three. The last move can make two.
func (p position) won() []int {
	var squares []int
	for _, l := range lines {
		a, b, c := p.board[l[0]], p.board[l[1]], p.board[l[2]]
		if a != "" && a == b && b == c {
			squares = append(squares, l[:]...)
		}
	}
	return squares
}
