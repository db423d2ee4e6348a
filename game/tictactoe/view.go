package tictactoe

import (
	"slices"

	"crossplay/game"
)

// View is the same for everybody but for the choices: nothing is hidden.
func (p position) View(seat game.Seat) game.View {
	v := game.View{Boards: []game.Board{p.draw()}, Log: p.log()}
	if !slices.Contains(p.Turn(), seat) {
		return v
	}
	for i, name := range names {
		if p.board[i] == "" {
			v.Choices = append(v.Choices, game.Choice{Move: game.Move(name), Path: []game.Spot{game.Spot(name)}})
		}
	}
	return v
}

// Like implements [game.Alike].
func (position) Like(game.Seat) game.Seat { return game.Spectator }

func (p position) draw() game.Board {
	b := game.Board{
		Style:     game.Squares,
		Cols:      side,
		Rows:      side,
		Cells:     make([]game.Cell, cells),
		ColLabels: []string{"a", "b", "c"},
		RowLabels: []string{"3", "2", "1"},
	}
	won := p.won()
	for i, name := range names {
		b.Cells[i] = game.Cell{Spot: game.Spot(name), Label: name, Piece: p.board[i]}
		if p.ply > 0 && int(p.moves[p.ply-1]) == i {
			b.Cells[i].Marks = append(b.Cells[i].Marks, game.Last)
		}
		if slices.Contains(won, i) {
			b.Cells[i].Marks = append(b.Cells[i].Marks, game.Win)
		}
	}
	return b
}

func (p position) log() []game.Step {
	steps := make([]game.Step, p.ply)
	for i, square := range p.moves[:p.ply] {
		steps[i] = game.Step{Seat: game.Seat(i % 2), Text: names[square]}
	}
	return steps
}
