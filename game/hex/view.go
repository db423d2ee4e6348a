package hex

import "crossplay/game"

// View is the same for everybody but for the choices: nothing is hidden.
func (p *position) View(seat game.Seat) game.View {
	v := game.View{Boards: []game.Board{p.draw()}, Log: p.log()}
	if p.maySwap() {
		v.Note = "Blue may take the first stone instead of placing one."
	}
	for _, m := range p.Moves(seat) {
		c := game.Choice{Move: m, Label: "Swap: take that stone"}
		if m != swap {
			c = game.Choice{Move: m, Path: []game.Spot{game.Spot(m)}}
		}
		v.Choices = append(v.Choices, c)
	}
	return v
}

// Like implements [game.Alike].
func (*position) Like(game.Seat) game.Seat { return game.Spectator }

func (p *position) draw() game.Board {
	b := game.Board{
		Style:     game.Hexes,
		Cols:      p.side,
		Rows:      p.side,
		Cells:     make([]game.Cell, len(p.names)),
		ColLabels: p.cols,
		RowLabels: p.rows,
		Sides:     []game.Seat{0, 1, 0, 1},
	}
	for i, name := range p.names {
		b.Cells[i] = game.Cell{Spot: game.Spot(name), Label: string(name), Piece: stoneNames[p.board[i]]}
	}
	for _, i := range p.touched() {
		b.Cells[i].Marks = append(b.Cells[i].Marks, game.Last)
	}
	if p.won {
		for _, i := range p.bridge(1 - p.mover()) {
			b.Cells[i].Marks = append(b.Cells[i].Marks, game.Win)
		}
	}
	return b
}

// touched are the cells that the last move changed.
func (p *position) touched() []int {
	if p.ply == 0 {
		return nil
	}
	last := int(p.moves[p.ply-1])
	if last != swapped {
		return []int{last}
	}
	first := int(p.moves[0])
	if p.mirror(first) == first {
		return []int{first}
	}
	return []int{first, p.mirror(first)}
}

func (p *position) log() []game.Step {
	steps := make([]game.Step, p.ply)
	for i, cell := range p.moves[:p.ply] {
		m := swap
		if cell != swapped {
			m = p.names[cell]
		}
		steps[i] = game.Step{Seat: game.Seat(i % 2), Text: string(m)}
	}
	return steps
}
