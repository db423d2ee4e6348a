// Package ultimate has the rules of ultimate tic-tac-toe. A move is the number
// of a small board and of a square on it, as in 5.3. Both are counted from 1 at
// the top left to 9 at the bottom right, row by row.
package ultimate

import (
	"fmt"
	"math/rand/v2"

	"crossplay/game"
)

const (
	nine  = 9 // small boards, and squares of each
	cells = nine * nine
)

// Rules are the rules of ultimate tic-tac-toe.
type Rules struct{}

// Info describes ultimate tic-tac-toe.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "ultimate",
		Title:    "Ultimate tic-tac-toe",
		Aliases:  []string{"uttt", "ultimate ttt", "super tic-tac-toe"},
		Summary:  "Nine small boards make a large one, and your square tells the other where to play next.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: 2,
		Seats:    []string{"X", "O"},
		Pieces: []game.Piece{
			{Name: pieceNames[0], Title: "cross", Seat: 0, Shape: game.Cross, Glyph: "✕", ASCII: "X"},
			{Name: pieceNames[1], Title: "ring", Seat: 1, Shape: game.Ring, Glyph: "○", ASCII: "O"},
			{Name: drawn, Title: "drawn", Seat: game.Spectator, Shape: game.Bar, Glyph: "–", ASCII: "-"},
		},
		Notation: "Type the small board, a dot and the square, both counted from 1 at the top left to 9 at the bottom right: 5.3 is the top right square of the middle board.",
		HowTo: `Nine small boards of tic-tac-toe stand in three rows of three. Take turns to put your mark on a free square. X goes first, anywhere.

Your square sends the other player: who plays the top right square of any small board sends them to the top right small board, and there they must play.

Three in a row on a small board wins it. A small board that is won or full is closed: nobody plays there any more. Whoever is sent to a closed one may play on any that is open.

Win three small boards in a row and you win the game: across, down or slantwise. If all are closed and nobody has three in a row, it is a draw, however many each has won.

A hint: before you take a square, look at where it sends the other one. A good square there may be worth more than the one you take.`,
	}
}

// Start is the empty board.
func (r Rules) Start(s game.Setup) (game.State, error) {
	if _, err := r.Info().Check(s); err != nil {
		return nil, err
	}
	return &position{open: all}, nil
}

// position is changed only while Play builds it.
type position struct {
	taken  [2][nine]set // squares, by seat and small board
	won    [2]set       // small boards, by seat
	closed set          // small boards that are won or full
	open   set          // small boards where the mover may play; none at the end
	moves  [cells]uint8 // the cells by ply
	ply    int
}

func (p *position) Turn() []game.Seat {
	if p.open == 0 {
		return nil
	}
	return []game.Seat{p.mover()}
}

// mover is the seat whose turn it is, were the game not over.
func (p *position) mover() game.Seat { return game.Seat(p.ply % 2) }

// free are the free squares of a small board.
func (p *position) free(board int) set {
	return all &^ (p.taken[0][board] | p.taken[1][board])
}

// errSquare refuses what names no square.
var errSquare = fmt.Errorf("%w: there is no such square", game.ErrIllegal)

func (p *position) Play(seat game.Seat, m game.Move) (game.State, error) {
	if p.open == 0 || seat != p.mover() {
		return nil, game.ErrTurn
	}
	board, square, ok := read(m)
	switch {
	case !ok:
		return nil, errSquare
	case p.closed.has(board):
		return nil, fmt.Errorf("%w: board %d is closed", game.ErrIllegal, board+1)
	case !p.open.has(board):
		return nil, fmt.Errorf("%w: the move must be made on board %d", game.ErrIllegal, p.open.first()+1)
	case !p.free(board).has(square):
		return nil, fmt.Errorf("%w: %s is taken", game.ErrIllegal, m)
	}
	next := *p
	next.moves[p.ply] = uint8(board*nine + square)
	next.ply++
	next.take(seat, board, square)
	return &next, nil
}

// take puts the seat's mark on a square, and sends the other one.
func (p *position) take(seat game.Seat, board, square int) {
	mine := &p.taken[seat][board]
	mine.add(square)
	if mine.threes() != 0 {
		p.won[seat].add(board)
		p.closed.add(board)
	} else if p.free(board) == 0 {
		p.closed.add(board)
	}
	switch {
	case p.won[seat].threes() != 0:
		p.open = 0
	case p.closed.has(square):
		p.open = all &^ p.closed
	default:
		p.open = 1 << square
	}
}

// Moves are the free squares of the small boards where the seat may play.
func (p *position) Moves(seat game.Seat) []game.Move {
	if p.open == 0 || seat != p.mover() {
		return nil
	}
	n := 0
	for boards := p.open; boards != 0; boards = boards.rest() {
		n += p.free(boards.first()).len()
	}
	moves := make([]game.Move, 0, n)
	for boards := p.open; boards != 0; boards = boards.rest() {
		board := boards.first()
		for squares := p.free(board); squares != 0; squares = squares.rest() {
			moves = append(moves, names[board*nine+squares.first()])
		}
	}
	return moves
}

// Draw is never called: nothing is left to chance.
func (p *position) Draw(*rand.Rand) game.Move { return "" }

func (p *position) Outcome() (game.Outcome, bool) {
	last := 1 - p.mover()
	switch {
	case p.open != 0:
		return game.Outcome{}, false
	case p.won[last].threes() != 0:
		return game.Outcome{Winners: []game.Seat{last}, Reason: "three small boards in a row"}, true
	default:
		return game.Outcome{Reason: "every small board is closed"}, true
	}
}
