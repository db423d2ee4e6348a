// Package draughts has the rules of English draughts, or checkers. Squares are
// numbered as in Portable Draughts Notation: row by row, from 1 at the right end
// of Black's first row to 32 at the right end of White's. A move is the square it comes from and the one it goes to,
// "11-15"; a capture names every square that the piece touches: "15x22",
// "9x18x25".
package draughts

import "crossplay/game"

// Rules are the rules of English draughts.
type Rules struct{}

// Info describes English draughts.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "draughts",
		Title:    "Draughts",
		Aliases:  []string{"checkers"},
		Summary:  "English draughts, or checkers: jump over the other side's men until none can move.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: 2,
		Seats:    []string{"Black", "White"},
		Colours:  []game.Colour{game.Black, game.White},
		Pieces: []game.Piece{
			{Name: pieceNames[black][man], Title: "black man", Seat: 0, Shape: game.Disc, Glyph: "●", ASCII: "b"},
			{Name: pieceNames[black][king], Title: "black king", Seat: 0, Shape: game.Crown, Glyph: "♚", ASCII: "B"},
			{Name: pieceNames[white][man], Title: "white man", Seat: 1, Shape: game.Disc, Hollow: true, Glyph: "○", ASCII: "w"},
			{Name: pieceNames[white][king], Title: "white king", Seat: 1, Shape: game.Crown, Hollow: true, Glyph: "♔", ASCII: "W"},
		},
		Notation: "Type the squares by number: 11-15, or 15x22 to capture and 9x18x25 to go on. Dark squares are numbered row by row, and left of each row is the number of its first.",
		HowTo: `Take turns to move one of your men along the dark squares. Black goes first. A man moves one square slantwise forward, onto a free square.

If an enemy stands on the next square forward and the square behind it is free, jump over it and take it off the board. If the piece can jump again from where it lands, it must go on in the same move.

Whoever can capture must capture. Which of several captures is up to you: it need not be the one that takes the most.

A man that reaches the last row becomes a king, and its move ends there. Kings move and jump one square like men, but backwards too.

Whoever has no man left, or cannot move any, has lost. It is a draw when the same position comes for the third time with the same side to move, or when each side has made forty moves without a capture or a move of a man.

A hint: keep some men on your own first row for a while, so that the other side gets no kings. And look at what a forced capture opens up: giving away one man can win two.`,
	}
}

// Start is the first position: Black has squares 1 to 12 and White 21 to 32.
func (r Rules) Start(s game.Setup) (game.State, error) {
	if _, err := r.Info().Check(s); err != nil {
		return nil, err
	}
	return opening, nil
}

// opening is shared by all games: positions never change.
var opening = newPosition(board{pieces: [2]squares{black: 0x00000FFF, white: 0xFFF00000}}, nil)
