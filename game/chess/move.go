package chess

import (
	"strings"

	lib "github.com/corentings/chess/v2"

	"crossplay/game"
)

// move is a move of a piece; of the king, where it castles.
type move struct {
	from, to lib.Square
	promo    lib.PieceType // what a pawn becomes on the last rank
}

// kindNames are what the kinds of pieces are called, and kindLetters how moves
// spell them.
var (
	kindNames = [...]string{
		lib.King: "king", lib.Queen: "queen", lib.Rook: "rook", lib.Bishop: "bishop", lib.Knight: "knight", lib.Pawn: "pawn",
	}
	kindLetters = [...]string{lib.King: "K", lib.Queen: "Q", lib.Rook: "R", lib.Bishop: "B", lib.Knight: "N", lib.Pawn: ""}
)

// spelt are the moves from square to square.
var spelt = func() (all [64][64]game.Move) {
	for from := range all {
		for to := range all[from] {
			all[from][to] = game.Move(lib.Square(from).String() + lib.Square(to).String())
		}
	}
	return all
}()

// spell is the move in UCI.
func (m move) spell() game.Move {
	s := spelt[m.from][m.to]
	if m.promo != lib.NoPieceType {
		s += game.Move(strings.ToLower(kindLetters[m.promo]))
	}
	return s
}

// parse reads what spell writes.
func parse(s game.Move) (m move, ok bool) {
	if len(s) != 4 && len(s) != 5 {
		return move{}, false
	}
	for i, base := range [4]byte{'a', '1', 'a', '1'} {
		if s[i] < base || s[i] > base+7 {
			return move{}, false
		}
	}
	m.from = lib.NewSquare(lib.File(s[0]-'a'), lib.Rank(s[1]-'1'))
	m.to = lib.NewSquare(lib.File(s[2]-'a'), lib.Rank(s[3]-'1'))
	if len(s) == 5 {
		switch s[4] {
		case 'q':
			m.promo = lib.Queen
		case 'r':
			m.promo = lib.Rook
		case 'b':
			m.promo = lib.Bishop
		case 'n':
			m.promo = lib.Knight
		default:
			return move{}, false
		}
	}
	return m, true
}

// enPassant reports whether the move takes a pawn in passing: nothing else
// leads a pawn slantwise to a free square.
func (p *position) enPassant(m move) bool {
	return p.board[m.from].Type() == lib.Pawn && m.from.File() != m.to.File() && p.board[m.to] == lib.NoPiece
}

func (p *position) captures(m move) bool { return p.board[m.to] != lib.NoPiece || p.enPassant(m) }

// san is the move in standard algebraic notation, without a sign for check.
func (p *position) san(m move) string {
	kind := p.board[m.from].Type()
	if kind == lib.King {
		switch m.to.File() - m.from.File() {
		case 2:
			return "O-O"
		case -2:
			return "O-O-O"
		}
	}
	var s strings.Builder
	s.WriteString(kindLetters[kind])
	switch {
	case kind != lib.Pawn:
		s.WriteString(p.origin(m))
	case p.captures(m):
		s.WriteString(m.from.File().String())
	}
	if p.captures(m) {
		s.WriteString("x")
	}
	s.WriteString(m.to.String())
	if m.promo != lib.NoPieceType {
		s.WriteString("=" + kindLetters[m.promo])
	}
	return s.String()
}

// origin tells the piece from others of its kind that can go to the same
// square: by its file if that is enough, else by its rank, else by both.
func (p *position) origin(m move) string {
	others, sameFile, sameRank := false, false, false
	for _, o := range p.legal {
		if o.to != m.to || o.from == m.from || p.board[o.from] != p.board[m.from] {
			continue
		}
		others = true
		sameFile = sameFile || o.from.File() == m.from.File()
		sameRank = sameRank || o.from.Rank() == m.from.Rank()
	}
	switch {
	case !others:
		return ""
	case !sameFile:
		return m.from.File().String()
	case !sameRank:
		return m.from.Rank().String()
	default:
		return m.from.String()
	}
}
