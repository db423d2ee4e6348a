// Package chess has the rules of chess as FIDE lays them down. A move is the
// square it comes from and the one it goes to, as in UCI: "e2e4", "e1g1" for
// castling, "e7e8q" for a promotion. "draw" claims a draw that is due. The list
// of moves is in standard algebraic notation: "Nf3", "O-O", "exd8=Q+".
//
// Which moves are legal is for github.com/corentings/chess to say. Everything
// that a single position does not know is here: repetitions, claims, the end.
package chess

import (
	lib "github.com/corentings/chess/v2"

	"crossplay/game"
)

// Rules are the rules of chess.
type Rules struct {
	first bool
}

// First are the first version of the rules, by which a game went on when its pawns
// blocked each other for good.
func First() Rules { return Rules{first: true} }

// Info describes chess.
func (r Rules) Info() game.Info {
	version := 2
	if r.first {
		version = 1
	}
	return game.Info{
		Name:     "chess",
		Title:    "Chess",
		Summary:  "The royal game: trap the other side's king.",
		Version:  version,
		MinSeats: 2,
		MaxSeats: 2,
		Seats:    []string{"White", "Black"},
		Colours:  []game.Colour{game.White, game.Black},
		Pieces: []game.Piece{
			{Name: "K", Title: "white king", Seat: 0, Shape: game.King, Hollow: true, Glyph: "♔", ASCII: "K"},
			{Name: "Q", Title: "white queen", Seat: 0, Shape: game.Queen, Hollow: true, Glyph: "♕", ASCII: "Q"},
			{Name: "R", Title: "white rook", Seat: 0, Shape: game.Rook, Hollow: true, Glyph: "♖", ASCII: "R"},
			{Name: "B", Title: "white bishop", Seat: 0, Shape: game.Bishop, Hollow: true, Glyph: "♗", ASCII: "B"},
			{Name: "N", Title: "white knight", Seat: 0, Shape: game.Knight, Hollow: true, Glyph: "♘", ASCII: "N"},
			{Name: "P", Title: "white pawn", Seat: 0, Shape: game.Pawn, Hollow: true, Glyph: "♙", ASCII: "P"},
			{Name: "k", Title: "black king", Seat: 1, Shape: game.King, Glyph: "♚", ASCII: "k"},
			{Name: "q", Title: "black queen", Seat: 1, Shape: game.Queen, Glyph: "♛", ASCII: "q"},
			{Name: "r", Title: "black rook", Seat: 1, Shape: game.Rook, Glyph: "♜", ASCII: "r"},
			{Name: "b", Title: "black bishop", Seat: 1, Shape: game.Bishop, Glyph: "♝", ASCII: "b"},
			{Name: "n", Title: "black knight", Seat: 1, Shape: game.Knight, Glyph: "♞", ASCII: "n"},
			{Name: "p", Title: "black pawn", Seat: 1, Shape: game.Pawn, Glyph: "♟", ASCII: "p"},
		},
		Notation: "Type the squares from and to, like e2e4, or the move as books write it: e4, Nf3, O-O; a pawn that promotes says to what: e7e8q.",
		HowTo: `Take turns to move one of your pieces. White goes first. A piece moves to a free square, or onto an enemy piece and takes it; only the knight jumps over others.

The rook moves straight, the bishop slantwise, the queen both ways, each as far as it likes. The king moves one square in any direction. The knight moves two squares straight and one to the side.

A pawn moves one square forward, from its first square two if it likes, but only to free squares. It takes one square slantwise forward, and in no other way. If it passes an enemy pawn with a double step, that pawn may take it in the next move as if it had moved one square: en passant. A pawn that reaches the last row becomes a queen, rook, bishop or knight.

Once in the game king and rook may castle, if neither has moved and nothing stands between them: the king moves two squares towards the rook, which jumps over it. The king may not be in check, nor pass through it.

A king under attack is in check, and must be saved at once. No move may leave your own king in check. If there is no way out it is checkmate, and the game is won. Whoever is not in check and has no legal move is stalemated, which is a draw.

It is also a draw when no moves at all could lead to mate, as too few pieces are left or the pawns block each other for good. If the position on the board occurs for the third time, or nobody has moved a pawn or taken anything for fifty moves each, whoever is to move may claim a draw; at the fifth time, and after seventy-five moves, it is a draw without being claimed.

A hint: bring out knights and bishops early, castle soon, and before each move look at what the other side could take.`,
	}
}

// opening and firstOpening are shared by all games: positions never change.
var (
	opening      = newPosition(lib.StartingPosition(), false, nil)
	firstOpening = func() *position {
		p := *opening
		p.first = true
		return &p
	}()
)

// Start is the position that every game begins with.
func (r Rules) Start(s game.Setup) (game.State, error) {
	if _, err := r.Info().Check(s); err != nil {
		return nil, err
	}
	if r.first {
		return firstOpening, nil
	}
	return opening, nil
}
