package chess

import (
	lib "github.com/corentings/chess/v2"

	"crossplay/game"
)

// ending is how a game has ended; 0 while it goes on.
type ending int8

const (
	checkmate ending = iota + 1
	stalemate
	dead
	blocked
	fivefold
	seventyFive
	threefold
	fifty
)

var reasons = [...]string{
	checkmate:   "checkmate",
	stalemate:   "stalemate",
	dead:        "too few pieces are left to give mate",
	blocked:     "the pawns block each other, and nobody can give mate",
	fivefold:    "the same position for the fifth time",
	seventyFive: "seventy-five moves without a capture or a pawn's move",
	threefold:   "threefold repetition",
	fifty:       "fifty moves without a capture or a pawn's move",
}

// The limits of FIDE 9.2, 9.3 and 9.6. Moves are counted in plies.
const (
	claimTimes = 3
	drawnTimes = 5
	claimPlies = 2 * 50
	drawnPlies = 2 * 75
)

// ending is how the position ends the game by itself. Checkmate comes before
// all draws (FIDE 9.6.2).
func (p *position) ending() ending {
	switch {
	case len(p.legal) == 0 && p.check:
		return checkmate
	case len(p.legal) == 0:
		return stalemate
	case p.dead():
		return dead
	case !p.first && p.blocked():
		return blocked
	case p.times >= drawnTimes:
		return fivefold
	case p.clock() >= drawnPlies:
		return seventyFive
	default:
		return 0
	}
}

// claimable is the draw that whoever is to move may claim. Only the position on
// the board counts, not one that a move would bring about (FIDE 9.2.2, 9.3.2).
func (p *position) claimable() ending {
	switch {
	case p.times >= claimTimes:
		return threefold
	case p.clock() >= claimPlies:
		return fifty
	default:
		return 0
	}
}

// dead reports whether no moves at all can lead to mate (FIDE 5.2.2), as far as
// the pieces tell: the kings alone, or with a single knight, or with bishops
// that all stand on squares of one colour.
func (p *position) dead() bool {
	knights := 0
	var bishops [2]int // by the colour of their squares
	for sq, piece := range p.board {
		switch piece.Type() {
		case lib.NoPieceType, lib.King:
		case lib.Knight:
			knights++
		case lib.Bishop:
			bishops[(sq/8+sq%8)%2]++
		default:
			return false
		}
	}
	if knights > 0 {
		return knights+bishops[0]+bishops[1] == 1
	}
	return bishops[0] == 0 || bishops[1] == 0
}

// CanWin reports whether a side could still give mate (FIDE 6.9), as far as the
// pieces tell. A lone king cannot. Beside one knight, mate needs an enemy piece that
// takes a square from its own king and cannot take the knight: any but a queen. Beside
// bishops that all stand on squares of one colour it needs a pawn, a knight, or a
// bishop on the other colour, of either side. Whatever else there is, it may.
func (p *position) CanWin(seat game.Seat) bool {
	side := lib.White
	if seat == 1 {
		side = lib.Black
	}
	var own, enemy [int(lib.Pawn) + 1]int // by kind
	var bishops [2]bool                   // of either side, by the colour of their squares
	men := 0
	for sq, piece := range p.board {
		kind := piece.Type()
		switch {
		case kind == lib.NoPieceType:
		case piece.Color() == side:
			own[kind]++
			men++
		default:
			enemy[kind]++
		}
		if kind == lib.Bishop {
			bishops[(sq/8+sq%8)%2] = true
		}
	}
	switch {
	case own[lib.Pawn]+own[lib.Rook]+own[lib.Queen] > 0:
		return true
	case own[lib.Knight] > 0:
		return men > 2 || enemy[lib.Pawn]+enemy[lib.Rook]+enemy[lib.Bishop]+enemy[lib.Knight] > 0
	case own[lib.Bishop] > 0:
		return bishops[0] && bishops[1] || enemy[lib.Pawn]+enemy[lib.Knight] > 0
	}
	return false
}

func (p *position) Outcome() (game.Outcome, bool) {
	if p.end == 0 {
		return game.Outcome{}, false
	}
	out := game.Outcome{Reason: reasons[p.end]}
	if p.end == checkmate {
		out.Winners = []game.Seat{1 - p.mover()}
	}
	return out, true
}
