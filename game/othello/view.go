package othello

import (
	"fmt"

	"crossplay/game"
)

// discNames are what [game.Info] calls the discs of the seats.
var discNames = [...]string{"black", "white"}

// View is the same for everybody but for the choices: nothing is hidden.
func (p *position) View(seat game.Seat) game.View {
	v := game.View{Boards: []game.Board{p.draw()}, Log: p.log(), Note: p.note()}
	for _, m := range p.Moves(seat) {
		c := game.Choice{Move: m, Label: "Pass"}
		if m != pass {
			c = game.Choice{Move: m, Path: []game.Spot{game.Spot(m)}}
		}
		v.Choices = append(v.Choices, c)
	}
	return v
}

// Like implements [game.Alike].
func (*position) Like(game.Seat) game.Seat { return game.Spectator }

// note is the score, and why there is nothing to pick.
func (p *position) note() string {
	score := fmt.Sprintf("Black %d, White %d", p.discs[0].len(), p.discs[1].len())
	switch {
	case p.over || p.legal != 0:
		return score + "."
	case p.mover() == 0:
		return score + "; Black must pass."
	default:
		return score + "; White must pass."
	}
}

func (p *position) draw() game.Board {
	b := game.Board{
		Style:     game.Squares,
		Cols:      side,
		Rows:      side,
		Cells:     make([]game.Cell, cells),
		ColLabels: colLabels,
		RowLabels: rowLabels,
	}
	for i, name := range names {
		b.Cells[i] = game.Cell{Spot: game.Spot(name), Label: string(name)}
		for seat, discs := range p.discs {
			if discs.has(i) {
				b.Cells[i].Piece = discNames[seat]
			}
		}
	}
	if p.ply > 0 && p.moves[p.ply-1] != passed {
		b.Cells[p.moves[p.ply-1]].Marks = []game.Mark{game.Last}
	}
	return b
}

func (p *position) log() []game.Step {
	steps := make([]game.Step, p.ply)
	for i, cell := range p.moves[:p.ply] {
		m := pass
		if cell != passed {
			m = names[cell]
		}
		steps[i] = game.Step{Seat: game.Seat(i % 2), Text: string(m)}
	}
	return steps
}
