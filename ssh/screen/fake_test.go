package screen

import (
	"math/rand/v2"

	"crossplay/game"
)

// moving is a game that has every kind of choice: a piece that moves from one
// cell to another, one that becomes something else, and a pass. Its rules are
// of no matter here, only what it shows.
type moving struct{ game.Rules }

func (moving) Info() game.Info {
	return game.Info{
		Name: "moving", Title: "Moving", Summary: "Pieces move.", Version: 1, MinSeats: 2, MaxSeats: 2, Seats: []string{"White", "Black"},
		Pieces: []game.Piece{
			{Name: "p", Title: "pawn", Seat: 0, Shape: game.Glyph, Glyph: "♙", ASCII: "P"},
			{Name: "k", Title: "king", Seat: 1, Shape: game.Glyph, Glyph: "♚", ASCII: "k"},
		},
		Notation: "Type from and to: a2a3.", HowTo: "Move.",
	}
}

func (moving) Start(game.Setup) (game.State, error) { return still{}, nil }

// still is a position that never changes.
type still struct{}

func (still) Turn() []game.Seat                               { return []game.Seat{0} }
func (s still) Play(game.Seat, game.Move) (game.State, error) { return s, nil }
func (still) Draw(*rand.Rand) game.Move                       { return "" }
func (still) Outcome() (game.Outcome, bool)                   { return game.Outcome{}, false }
func (still) View(seat game.Seat) game.View {
	b := game.Board{Title: "Field", Style: game.Squares, Cols: 2, Rows: 3, ColLabels: []string{"a", "b"}, RowLabels: []string{"3", "2", "1"}}
	for _, name := range []string{"a3", "b3", "a2", "b2", "a1", "b1"} {
		b.Cells = append(b.Cells, game.Cell{Spot: game.Spot(name), Label: name})
	}
	b.Cells[2].Piece, b.Cells[1].Piece, b.Cells[4].Piece = "p", "k", "p"
	hand := game.Board{Title: "Hand", Style: game.Squares, Cols: 1, Rows: 1, Cells: []game.Cell{{Label: "hand", Piece: "p"}}}
	v := game.View{Boards: []game.Board{b, hand}, Note: "Pawns go up."}
	if seat != 0 {
		return v
	}
	v.Choices = []game.Choice{
		{Move: "a2b3q", Path: []game.Spot{"a2", "b3"}, Label: "Queen"},
		{Move: "a2b3n", Path: []game.Spot{"a2", "b3"}, Label: "Knight"},
		{Move: "a2a3", Path: []game.Spot{"a2", "a3"}},
		{Move: "a1b2", Path: []game.Spot{"a1", "b2"}},
		{Move: "pass", Label: "Pass"},
	}
	return v
}
