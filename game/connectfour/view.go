package connectfour

import (
	"slices"

	"crossplay/game"
)

// View is the same for everybody but for the choices: nothing is hidden.
func (p *position) View(seat game.Seat) game.View {
	v := game.View{Boards: []game.Board{p.draw()}, Log: p.log()}
	if p.over() || seat != p.mover() {
		return v
	}
	v.Choices = make([]game.Choice, 0, p.cols)
	for col, c := range p.choices {
		if _, ok := p.landing(col); ok {
			v.Choices = append(v.Choices, c)
		}
	}
	return v
}

// Like implements [game.Alike].
func (*position) Like(game.Seat) game.Seat { return game.Spectator }

func (p *position) draw() game.Board {
	b := game.Board{
		Style:     game.Slots,
		Cols:      p.cols,
		Rows:      p.rows,
		Cells:     slices.Clone(p.empty),
		ColLabels: p.columns,
	}
	for i := range b.Cells {
		b.Cells[i].Piece = pieceNames[p.board[i]]
	}
	if p.ply == 0 {
		return b
	}
	last := int(p.moves[p.ply-1])
	b.Cells[last].Marks = []game.Mark{game.Last}
	for _, i := range p.won(last) {
		if !b.Cells[i].Has(game.Win) {
			b.Cells[i].Marks = append(b.Cells[i].Marks, game.Win)
		}
	}
	return b
}

func (p *position) log() []game.Step {
	steps := make([]game.Step, p.ply)
	for i, cell := range p.moves[:p.ply] {
		steps[i] = game.Step{Seat: game.Seat(i % 2), Text: p.columns[int(cell)%p.cols]}
	}
	return steps
}
