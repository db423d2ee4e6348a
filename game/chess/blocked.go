package chess

import lib "github.com/corentings/chess/v2"

// squares are a set of squares, a bit for each.
type squares uint64

const (
	fileA squares = 0x0101010101010101
	fileH squares = fileA << 7
)

// sides are the squares to the left and right of those of the set.
func (s squares) sides() squares { return s&^fileA>>1 | s&^fileH<<1 }

// around are the squares that a king on one of those of the set attacks.
func (s squares) around() squares {
	row := s | s.sides()
	return row<<8 | row>>8 | s.sides()
}

// blocked reports whether no moves at all can lead to mate, because the kings have
// only pawns, and none of these can ever move or be taken (FIDE 5.2.2). It says so
// only of what is certain: it lets a king walk wherever no enemy pawn forbids it,
// whatever the other king does. Then no king can take a pawn, so that only kings
// ever move, and these give no check.
//
// Positions with other pieces are not looked at. Some of them are dead, and end by
// the other rules.
func (p *position) blocked() bool {
	var kings, pawns [2]squares // White's and Black's
	for sq, piece := range p.board {
		side := 0
		if piece.Color() == lib.Black {
			side = 1
		}
		switch piece.Type() {
		case lib.NoPieceType:
		case lib.King:
			kings[side] |= 1 << sq
		case lib.Pawn:
			pawns[side] |= 1 << sq
		default:
			return false
		}
	}
	all := pawns[0] | pawns[1]
	ahead := pawns[0]<<8 | pawns[1]>>8
	attacked := [2]squares{(pawns[0] << 8).sides(), (pawns[1] >> 8).sides()} // by the pawns of each
	if ahead&^all != 0 || attacked[0]&pawns[1] != 0 || attacked[1]&pawns[0] != 0 || p.passing != lib.NoSquare {
		return false
	}
	for side, reach := range kings {
		foe := 1 - side
		for more := reach; more != 0; reach |= more {
			more = reach.around() &^ (all | attacked[foe] | reach)
		}
		if reach.around()&pawns[foe]&^attacked[foe] != 0 {
			return false
		}
	}
	return true
}
