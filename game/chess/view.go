package chess

import (
	"slices"
	"strings"

	lib "github.com/corentings/chess/v2"

	"crossplay/game"
)

// View is the same for everybody but for the choices, and the side from which
// they look: Black has its own pieces in front.
func (p *position) View(seat game.Seat) game.View {
	v := game.View{Boards: []game.Board{p.draw(seat == 1)}, Log: p.log()}
	if p.check && p.end == 0 {
		v.Note = "Check."
	}
	if p.end == 0 && seat == p.mover() {
		v.Choices = p.choices()
	}
	return v
}

// Like implements [game.Alike]: one side has its own pieces in front, everybody else
// sees the board from the other.
func (*position) Like(seat game.Seat) game.Seat {
	if seat == 1 {
		return seat
	}
	return game.Spectator
}

// choices have as their label what the list of moves will say, for those who
// like to type that; a promotion is named by the piece, as in a menu.
func (p *position) choices() []game.Choice {
	all := make([]game.Choice, len(p.legal), len(p.legal)+1)
	for i, m := range p.legal {
		label, text := p.san(m), ""
		if m.promo != lib.NoPieceType {
			label, text = strings.ToUpper(kindNames[m.promo][:1])+kindNames[m.promo][1:], label
		}
		all[i] = game.Choice{Move: m.spell(), Path: []game.Spot{game.Spot(m.from.String()), game.Spot(m.to.String())}, Label: label, Text: text}
	}
	switch p.claimable() {
	case threefold:
		all = append(all, game.Choice{Move: claim, Label: "Claim a draw: threefold repetition", Text: claimed})
	case fifty:
		all = append(all, game.Choice{Move: claim, Label: "Claim a draw: fifty moves", Text: claimed})
	}
	return all
}

// pieceNames are what [game.Info] calls the pieces, by their number in the
// library: the letters of FEN.
var pieceNames = [...]string{"", "K", "Q", "R", "B", "N", "P", "k", "q", "r", "b", "n", "p"}

// files and ranks are the labels of the board as White sees it.
var (
	files = []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	ranks = []string{"8", "7", "6", "5", "4", "3", "2", "1"}
)

func (p *position) draw(flipped bool) game.Board {
	b := game.Board{Style: game.Checks, Cols: 8, Rows: 8, Cells: make([]game.Cell, 64), ColLabels: slices.Clone(files), RowLabels: slices.Clone(ranks)}
	for i := range b.Cells {
		sq := lib.NewSquare(lib.File(i%8), lib.Rank(7-i/8))
		c := game.Cell{Spot: game.Spot(sq.String()), Label: sq.String(), Piece: pieceNames[p.board[sq]]}
		if p.before != nil && (sq == p.played.from || sq == p.played.to) {
			c.Marks = append(c.Marks, game.Last)
		}
		if p.check && p.board[sq].Type() == lib.King && p.board[sq].Color() == p.turn {
			c.Marks = append(c.Marks, game.Check)
		}
		b.Cells[i] = c
	}
	if flipped {
		slices.Reverse(b.Cells)
		slices.Reverse(b.ColLabels)
		slices.Reverse(b.RowLabels)
	}
	return b
}

func (p *position) log() []game.Step {
	return game.Logged(func(yield func(*game.Log, game.Step) bool) {
		for ; p.before != nil && yield(p.lines, game.Step{Seat: p.before.mover(), Text: p.text}); p = p.before {
		}
	})
}
