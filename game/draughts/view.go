package draughts

import (
	"fmt"
	"slices"

	"crossplay/game"
)

// View is the same for everybody but for the choices, and the side from which
// they look: each player has their own pieces in front.
func (p *position) View(seat game.Seat) game.View {
	v := game.View{Boards: []game.Board{p.draw(seat == white)}, Log: p.log()}
	if p.end != 0 {
		return v
	}
	if p.captures() != 0 {
		v.Note = [...]string{black: "Black must capture.", white: "White must capture."}[p.turn]
	}
	if seat == p.mover() {
		v.Choices = p.choices()
	}
	return v
}

// Like implements [game.Alike]: one side has its own pieces in front, everybody else
// sees the board from the other.
func (*position) Like(seat game.Seat) game.Seat {
	if seat == white {
		return seat
	}
	return game.Spectator
}

func (p *position) choices() []game.Choice {
	legal := p.moves(make([]move, 0, usual))
	all := make([]game.Choice, len(legal))
	for i := range legal {
		m := &legal[i]
		c := game.Choice{Move: m.spell(), Path: make([]game.Spot, m.n)}
		for j, sq := range m.touched[:m.n] {
			c.Path[j] = game.Spot(names[sq])
		}
		// Whoever types may leave out the squares between, as books do, if that
		// says it all.
		if m.n > 2 && !slices.ContainsFunc(legal, func(o move) bool {
			return o.from() == m.from() && o.to() == m.to() && o.path != m.path
		}) {
			c.Label = names[m.from()] + "x" + names[m.to()]
		}
		all[i] = c
	}
	return all
}

type kind int8

const (
	man kind = iota
	king
)

// pieceNames are what [game.Info] calls them, by the seat.
var pieceNames = [2][2]string{black: {man: "b", king: "B"}, white: {man: "w", king: "W"}}

// piece is the name of what stands on a square, if anything does.
func (b *board) piece(sq int8) string {
	k := man
	if b.kings.has(sq) {
		k = king
	}
	for seat, own := range b.pieces {
		if own.has(sq) {
			return pieceNames[seat][k]
		}
	}
	return ""
}

// lightLabels are what light squares are called, by the cell: they have no
// number.
var lightLabels = func() (all [64]string) {
	for i := range all {
		all[i] = fmt.Sprintf("light square, column %d, row %d", i%8+1, i/8+1)
	}
	return all
}()

// draw has White in front, or else Black. The number at the left of each row is
// that of its first dark square.
func (p *position) draw(forWhite bool) game.Board {
	b := game.Board{Style: game.Checks, Cols: 8, Rows: 8, Cells: make([]game.Cell, 64), RowLabels: make([]string, 8)}
	var must squares
	if p.end == 0 {
		must = p.captures()
	}
	for i := range b.Cells {
		sq := at(i%8, i/8)
		if sq == off {
			continue
		}
		c := game.Cell{Spot: game.Spot(names[sq]), Label: "square " + names[sq], Piece: p.piece(sq)}
		if p.before != nil && slices.Contains(p.played.touched[:p.played.n], sq) {
			c.Marks = append(c.Marks, game.Last)
		}
		if must.has(sq) {
			c.Marks = append(c.Marks, game.Target)
		}
		b.Cells[i] = c
	}
	if !forWhite {
		slices.Reverse(b.Cells)
	}
	for i := range b.Cells {
		c, col, row := &b.Cells[i], i%8, i/8
		switch {
		case c.Spot == "":
			c.Label = lightLabels[i]
		case col < 2:
			b.RowLabels[row] = string(c.Spot)
		}
	}
	return b
}

func (p *position) log() []game.Step {
	return game.Logged(func(yield func(*game.Log, game.Step) bool) {
		for ; p.before != nil && yield(&p.lines, game.Step{Seat: p.before.mover(), Text: string(p.played.spell())}); p = p.before {
		}
	})
}
