package chess

import (
	"fmt"
	"math/rand/v2"
	"slices"

	lib "github.com/corentings/chess/v2"

	"crossplay/game"
)

// claim is the move that claims a draw.
const claim game.Move = "draw"

// claimed is what the list of moves says of it.
const claimed = "draw claimed"

// position is changed only while it is made.
type position struct {
	placement
	// known is what the library knows of the position. It may be read by many at
	// a time, but never asked for its ValidMoves: it would write them down in
	// itself, unguarded.
	known  *lib.Position
	legal  []move
	check  bool // the side to move is
	times  int  // how often the placement has been on the board, this time included
	end    ending
	before *position // one ply ago; nil at the start
	first  bool      // by the first version of the rules
	played move      // what led here; the one before, if that was a claim
	text   string    // the same for the list of moves
	lines  *game.Log
}

// placement is all that makes two positions the same one (FIDE 9.2.3): who is
// to move, what stands where, and which moves are possible.
type placement struct {
	turn     lib.Color
	board    [64]lib.Piece // by [lib.Square]
	castling lib.CastleRights
	passing  lib.Square // where a pawn can be taken en passant; NoSquare if none can legally
}

// newPosition is the position that the library knows, reached from the one
// before.
func newPosition(known *lib.Position, check bool, before *position) *position {
	p := &position{known: known, check: check, before: before, first: before != nil && before.first, lines: new(game.Log)}
	p.turn, p.castling, p.passing = known.Turn(), known.CastleRights(), lib.NoSquare
	for sq := range p.board {
		p.board[sq] = known.Board().Piece(lib.Square(sq))
	}
	scratch := *known
	moves := scratch.ValidMoves()
	p.legal = make([]move, len(moves))
	for i, m := range moves {
		p.legal[i] = move{m.S1(), m.S2(), m.Promo()}
		if p.enPassant(p.legal[i]) {
			p.passing = m.S2()
		}
	}
	p.times = p.repetition()
	p.end = p.ending()
	return p
}

// repetition counts how often the placement has been on the board. Nothing
// before a capture or a pawn's move can come again.
func (p *position) repetition() int {
	times := 1
	q := p
	for range p.clock() / 2 {
		if q.before == nil || q.before.before == nil {
			break
		}
		q = q.before.before
		if q.placement == p.placement {
			times++
		}
	}
	return times
}

// clock is how many plies ago something was captured or a pawn moved.
func (p *position) clock() int { return p.known.HalfMoveClock() }

// mover is the seat whose turn it is, were the game not over.
func (p *position) mover() game.Seat {
	if p.turn == lib.White {
		return 0
	}
	return 1
}

func (p *position) Turn() []game.Seat {
	if p.end != 0 {
		return nil
	}
	return []game.Seat{p.mover()}
}

// Moves are the legal moves, and the claim of a draw if one is due.
func (p *position) Moves(seat game.Seat) []game.Move {
	if p.end != 0 || seat != p.mover() {
		return nil
	}
	moves := make([]game.Move, len(p.legal), len(p.legal)+1)
	for i, m := range p.legal {
		moves[i] = m.spell()
	}
	if p.claimable() != 0 {
		moves = append(moves, claim)
	}
	return moves
}

func (p *position) Play(seat game.Seat, m game.Move) (game.State, error) {
	if p.end != 0 || seat != p.mover() {
		return nil, game.ErrTurn
	}
	if m == claim {
		return p.claim()
	}
	read, ok := parse(m)
	if !ok || !slices.Contains(p.legal, read) {
		return nil, p.refuse(read, ok)
	}
	// The tags of ValidMoves cannot be had here, nor trusted: of a promotion to
	// a knight they say that it gives check if a queen would have.
	full, err := lib.UCINotation{}.Decode(p.known, string(m))
	if err != nil {
		return nil, fmt.Errorf("%w: %s cannot be read", game.ErrIllegal, m)
	}
	next := newPosition(full.Position(), full.HasTag(lib.Check), p)
	next.played = read
	next.text = p.san(read)
	switch {
	case next.end == checkmate:
		next.text += "#"
	case next.check:
		next.text += "+"
	}
	return next, nil
}

func (p *position) claim() (game.State, error) {
	due := p.claimable()
	if due == 0 {
		return nil, fmt.Errorf("%w: no draw can be claimed here", game.ErrIllegal)
	}
	next := *p
	next.before, next.text, next.end, next.lines = p, claimed, due, new(game.Log)
	return &next, nil
}

// refuse says why a move is not legal, as far as that is seen at a glance.
func (p *position) refuse(m move, readable bool) error {
	why := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", game.ErrIllegal, fmt.Sprintf(format, args...))
	}
	switch {
	case !readable:
		return why("a move names two squares, like e2e4")
	case p.board[m.from].Color() != p.turn:
		return why("none of your pieces stands on %s", m.from)
	case slices.Contains(p.legal, move{m.from, m.to, lib.Queen}):
		return why("say what the pawn becomes, like %s", move{m.from, m.to, lib.Queen}.spell())
	case p.check:
		return why("that does not save your king from check")
	default:
		return why("the %s on %s cannot go to %s", kindNames[p.board[m.from].Type()], m.from, m.to)
	}
}

// Draw is never called: nothing is left to chance.
func (p *position) Draw(*rand.Rand) game.Move { return "" }
