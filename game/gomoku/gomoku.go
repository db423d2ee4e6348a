// Package gomoku has the rules of gomoku. A move is the name of a crossing,
// from a1 at the bottom left to o15 at the top right.
package gomoku

import (
	"fmt"
	"math/rand/v2"

	"crossplay/game"
)

// goal is how many in a row win.
const goal = 5

// Rules are the rules of gomoku.
type Rules struct{}

// Info describes gomoku.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "gomoku",
		Title:    "Gomoku",
		Aliases:  []string{"five in a row", "gobang"},
		Summary:  "Five in a row on a large board: quick to learn, and full of double threats.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: 2,
		Seats:    []string{"Black", "White"},
		Colours:  []game.Colour{game.Black, game.White},
		Options: []game.Option{{
			Name:  "rule",
			Title: "Rule",
			Values: []game.Value{
				{Name: "freestyle", Title: "Freestyle: five or more in a row win"},
				{Name: "standard", Title: "Standard: exactly five in a row win"},
			},
		}},
		Pieces: []game.Piece{
			{Name: stoneNames[1], Title: "black stone", Seat: 0, Shape: game.Disc, Glyph: "●", ASCII: "X"},
			{Name: stoneNames[2], Title: "white stone", Seat: 1, Shape: game.Disc, Hollow: true, Glyph: "○", ASCII: "O"},
		},
		Notation: "Type the crossing, letter first: h8 is the one in the middle.",
		HowTo: `Take turns to put a stone on a free crossing. Black goes first. Stones never move and are never taken.

Get five of your stones in a row and you win: across, up or slantwise.

Freestyle, a longer row wins as well. By the standard rule it must be exactly five: six or more in a row count for nothing.

If all 225 crossings are taken and nobody has won, it is a draw.

A hint: three in a row with both ends free must be answered at once, for four with both ends free can no longer be stopped. You win by making two threats with one stone.`,
	}
}

// Start is the empty board.
func (r Rules) Start(s game.Setup) (game.State, error) {
	s, err := r.Info().Check(s)
	if err != nil {
		return nil, err
	}
	return &position{exact: s.Options["rule"] == "standard"}, nil
}

// stone is what lies on a crossing: none, or that of seat 0 or 1.
type stone int8

const none stone = 0

// stoneNames are what [game.Info] calls them.
var stoneNames = [...]string{none: "", 1: "black", 2: "white"}

// position is changed only while Play builds it.
type position struct {
	board [cells]stone
	moves [cells]uint8 // the crossings by ply
	ply   int
	exact bool // more than five in a row do not win
	won   bool // the last stone made a winning row
	study
}

func (p *position) Turn() []game.Seat {
	if p.over() {
		return nil
	}
	return []game.Seat{p.mover()}
}

func (p *position) over() bool { return p.won || p.ply == cells }

// mover is the seat whose turn it is, were the game not over.
func (p *position) mover() game.Seat { return game.Seat(p.ply % 2) }

// errCrossing refuses what names no crossing.
var errCrossing = fmt.Errorf("%w: there is no such crossing", game.ErrIllegal)

func (p *position) Play(seat game.Seat, m game.Move) (game.State, error) {
	if p.over() || seat != p.mover() {
		return nil, game.ErrTurn
	}
	cell, ok := crossing(m)
	if !ok {
		return nil, errCrossing
	}
	if p.board[cell] != none {
		return nil, fmt.Errorf("%w: %s is taken", game.ErrIllegal, m)
	}
	next := *p
	next.board[cell] = stone(seat) + 1
	next.moves[p.ply] = uint8(cell)
	next.ply++
	for _, w := range ways {
		if r := next.row(cell, w); next.wins(r.length) {
			next.won = true
		}
	}
	next.learn(seat, cell, p.exact)
	return &next, nil
}

// wins reports whether that many in a row win.
func (p *position) wins(n int) bool { return n == goal || n > goal && !p.exact }

// Moves are the free crossings.
func (p *position) Moves(seat game.Seat) []game.Move {
	if p.over() || seat != p.mover() {
		return nil
	}
	moves := make([]game.Move, 0, cells-p.ply)
	for i, s := range p.board {
		if s == none {
			moves = append(moves, names[i])
		}
	}
	return moves
}

// Draw is never called: nothing is left to chance.
func (p *position) Draw(*rand.Rand) game.Move { return "" }

func (p *position) Outcome() (game.Outcome, bool) {
	switch {
	case p.won:
		return game.Outcome{Winners: []game.Seat{1 - p.mover()}, Reason: p.reason()}, true
	case p.over():
		return game.Outcome{Reason: "the board is full"}, true
	default:
		return game.Outcome{}, false
	}
}

// reason says what the last stone won by. It can end two rows at once.
func (p *position) reason() string {
	cell := int(p.moves[p.ply-1])
	for _, w := range ways {
		if p.row(cell, w).length == goal {
			return "five in a row"
		}
	}
	return "more than five in a row"
}
