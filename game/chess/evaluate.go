package chess

import (
	lib "github.com/corentings/chess/v2"

	"crossplay/game"
)

// Evaluate weighs the pieces and where they stand, once for the opening and
// once for the ending, and goes from the one to the other as pieces leave the
// board. The worth of the pieces is about what is commonly given; where they
// like to stand is said by a few lines in worth instead of tables.
func (p *position) Evaluate(seat game.Seat) int {
	var sum score // for White
	phase := 0
	pawns := p.pawns()
	for sq, piece := range p.board {
		if piece == lib.NoPiece {
			continue
		}
		s := worths[piece][sq]
		if piece.Type() == lib.Pawn {
			s = s.plus(pawns.worth(piece.Color(), sq))
		}
		sum = sum.plus(s.signed(piece.Color()))
		phase += phases[piece.Type()]
	}
	sum = sum.plus(p.chase())
	phase = min(phase, fullPhase)
	white := (sum.opening*phase + sum.ending*(fullPhase-phase)) / fullPhase
	white += score{tempo, tempo}.signed(p.turn).opening
	if seat == 1 {
		return -white
	}
	return white
}

// score is in hundredths of a pawn.
type score struct{ opening, ending int }

func (s score) plus(t score) score { return score{s.opening + t.opening, s.ending + t.ending} }

// signed is what is good for a colour as seen by White.
func (s score) signed(c lib.Color) score {
	if c == lib.Black {
		return score{-s.opening, -s.ending}
	}
	return s
}

// tempo is what it is worth to be the one to move.
const tempo = 10

// phases tell the opening from the ending: with all pieces on the board, the
// pawns apart, they add up to fullPhase.
var phases = [...]int{lib.King: 0, lib.Queen: 4, lib.Rook: 2, lib.Bishop: 1, lib.Knight: 1, lib.Pawn: 0}

const fullPhase = 2 * (4 + 2*2 + 2*1 + 2*1)

// worths are what pieces are worth to their owner, by the square.
var worths = func() (all [13][64]score) {
	for piece := lib.WhiteKing; piece <= lib.BlackPawn; piece++ {
		for sq := range all[piece] {
			all[piece][sq] = worth(piece.Type(), sq%8, ahead(piece.Color(), sq))
		}
	}
	return all
}()

// ahead is a square's rank counted from the colour's own side, from 0.
func ahead(c lib.Color, sq int) int {
	if c == lib.Black {
		return 7 - sq/8
	}
	return sq / 8
}

// worth is what a piece is worth on a file and a rank, counted from its side.
func worth(kind lib.PieceType, file, rank int) score {
	wing := min(file, 7-file)             // 0 at the edge to 3
	middle := wing + min(rank, 7-rank)    // 0 in the corner to 6
	developed := -12 * (1 - min(rank, 1)) // not on the first rank
	switch kind {
	case lib.Pawn:
		centre := [...]int{0, -12, 0, 20, 24, 24, 24, 0}[rank] * max(wing-1, 0) / 2
		return score{
			85 + centre + [...]int{0, 0, 0, 4, 12, 25, 50, 0}[rank],
			105 + [...]int{0, 0, 3, 8, 20, 45, 80, 0}[rank],
		}
	case lib.Knight:
		return score{325 + 9*(middle-3) + developed, 290 + 6*(middle-3)}
	case lib.Bishop:
		return score{340 + 4*(middle-3) + developed, 305 + 3*(middle-3)}
	case lib.Rook:
		seventh := max(0, 1-max(rank-6, 6-rank)) // 1 there, where the enemy's pawns are
		return score{475 + 4*wing + 20*seventh, 525 + 12*seventh}
	case lib.Queen:
		return score{970 + middle, 960 + 6*(middle-3)}
	default: // the king: behind its pawns at first, in the middle at last
		shelter := [...]int{14, 26, 12, -12, 0, -10, 30, 18}[file]
		return score{shelter - 18*min(rank, 4), 11 * (middle - 3)}
	}
}

// pawns are how many of each colour stand on a file, and the ranks of the first
// and last; files are counted from 1 to have neighbours on both sides.
type pawns struct {
	count           [3][10]int // by the colour
	lowest, highest [3][10]int
}

func (p *position) pawns() *pawns {
	var all pawns
	for sq, piece := range p.board {
		if piece.Type() != lib.Pawn {
			continue
		}
		c, file, rank := piece.Color(), sq%8+1, sq/8
		if all.count[c][file] == 0 {
			all.lowest[c][file] = rank
		}
		all.highest[c][file] = rank // the board is gone through from below
		all.count[c][file]++
	}
	return &all
}

// worth is what the others make of a pawn: doubled and lone ones are weak, and
// one that no enemy pawn can stop any more is strong.
func (w *pawns) worth(c lib.Color, sq int) score {
	var s score
	file := sq%8 + 1
	if w.count[c][file] > 1 {
		s = s.plus(score{-8, -14})
	}
	if w.count[c][file-1]+w.count[c][file+1] == 0 {
		s = s.plus(score{-12, -10})
	}
	if w.passed(c, sq) {
		rank := ahead(c, sq)
		s = s.plus(score{[...]int{0, 2, 4, 8, 18, 35, 60, 0}[rank], [...]int{0, 10, 15, 25, 45, 75, 120, 0}[rank]})
	}
	return s
}

func (w *pawns) passed(c lib.Color, sq int) bool {
	enemy := c.Other()
	for file := sq % 8; file <= sq%8+2; file++ {
		switch {
		case w.count[enemy][file] == 0:
		case c == lib.White && w.highest[enemy][file] > sq/8, c == lib.Black && w.lowest[enemy][file] < sq/8:
			return false
		}
	}
	return true
}

// chase is for the endings in which a side has but its king: the other's king
// must come near to give mate.
func (p *position) chase() score {
	var pieces, king [3]int
	for sq, piece := range p.board {
		if piece == lib.NoPiece {
			continue
		}
		pieces[piece.Color()]++
		if piece.Type() == lib.King {
			king[piece.Color()] = sq
		}
	}
	file, rank := king[lib.White]%8-king[lib.Black]%8, king[lib.White]/8-king[lib.Black]/8
	near := 5 * (14 - max(file, -file) - max(rank, -rank))
	switch {
	case pieces[lib.Black] == 1 && pieces[lib.White] > 1:
		return score{near, near}
	case pieces[lib.White] == 1 && pieces[lib.Black] > 1:
		return score{-near, -near}
	default:
		return score{}
	}
}
