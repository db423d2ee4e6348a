package gomoku

import (
	"slices"

	"crossplay/game"
)

// View is the same for everybody but for the choices: nothing is hidden.
func (p *position) View(seat game.Seat) game.View {
	v := game.View{Boards: []game.Board{p.draw()}, Log: p.log()}
	for _, m := range p.Moves(seat) {
		v.Choices = append(v.Choices, game.Choice{Move: m, Path: []game.Spot{game.Spot(m)}})
	}
	return v
}

// Like implements [game.Alike].
func (*position) Like(game.Seat) game.Seat { return game.Spectator }

// stars are the points marked on the board itself: the middle, and those on the
// fourth lines from the edges.
var stars = [...]game.Move{"d12", "l12", "h8", "d4", "l4"}

func (p *position) draw() game.Board {
	b := game.Board{
		Style:     game.Lines,
		Cols:      side,
		Rows:      side,
		Cells:     make([]game.Cell, cells),
		ColLabels: colLabels,
		RowLabels: rowLabels,
	}
	for i, name := range names {
		b.Cells[i] = game.Cell{Spot: game.Spot(name), Label: string(name), Piece: stoneNames[p.board[i]]}
		if slices.Contains(stars[:], name) {
			b.Cells[i].Marks = []game.Mark{game.Star}
		}
	}
	if p.ply == 0 {
		return b
	}
	last := int(p.moves[p.ply-1])
	mark(&b.Cells[last], game.Last)
	for _, w := range ways {
		r := p.row(last, w)
		if !p.wins(r.length) {
			continue
		}
		for n := range r.length {
			mark(&b.Cells[r.first+n*r.step], game.Win)
		}
	}
	return b
}

func mark(c *game.Cell, m game.Mark) {
	if !c.Has(m) {
		c.Marks = append(c.Marks, m)
	}
}

func (p *position) log() []game.Step {
	steps := make([]game.Step, p.ply)
	for i, cell := range p.moves[:p.ply] {
		steps[i] = game.Step{Seat: game.Seat(i % 2), Text: string(names[cell])}
	}
	return steps
}
