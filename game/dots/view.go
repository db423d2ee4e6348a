package dots

import (
	"fmt"
	"strconv"
	"strings"

	"crossplay/game"
)

// View is the same for everybody but for the choices: nothing is hidden.
func (p *position) View(seat game.Seat) game.View {
	v := game.View{Boards: []game.Board{p.draw()}, Log: p.log(), Note: p.note()}
	for _, m := range p.Moves(seat) {
		v.Choices = append(v.Choices, game.Choice{Move: m, Path: []game.Spot{game.Spot(m)}})
	}
	return v
}

// Like implements [game.Alike].
func (*position) Like(game.Seat) game.Seat { return game.Spectator }

func (p *position) draw() game.Board {
	b := game.Board{
		Style:     game.Edges,
		Cols:      p.width,
		Rows:      p.width,
		Cells:     make([]game.Cell, p.width*p.width),
		ColLabels: make([]string, p.width),
		RowLabels: make([]string, p.width),
	}
	for i := range p.width {
		b.ColLabels[i] = string(rune('a' + i))
		b.RowLabels[i] = strconv.Itoa(p.width - i)
	}
	for i := range b.Cells {
		b.Cells[i].Label = p.labels[i]
	}
	for i, l := range p.lines {
		c := &b.Cells[l.place]
		c.Spot = game.Spot(l.move)
		if p.drawn>>i&1 == 1 {
			c.Piece = linePiece
		}
	}
	for i, place := range p.boxes {
		if seat := p.owner[i]; seat != nobody {
			b.Cells[place].Piece = boxPieces[seat]
		}
	}
	if p.plies > 0 {
		p.mark(&b, p.played[p.plies-1])
	}
	return b
}

// mark shows the line that was drawn last and the boxes that it closed.
func (p *position) mark(b *game.Board, s step) {
	last := []game.Mark{game.Last}
	b.Cells[p.lines[s.line].place].Marks = last
	for _, box := range p.beside[s.line] {
		if p.owner[box] != nobody {
			b.Cells[p.boxes[box]].Marks = last
		}
	}
}

// note is the score.
func (p *position) note() string {
	scores := make([]string, p.seats)
	for seat := range p.seats {
		scores[seat] = fmt.Sprintf("%s %d", seatNames[seat], p.score[seat])
		if p.gone[seat] {
			scores[seat] += " (gave up)"
		}
	}
	return strings.Join(scores, ", ") + "."
}

func (p *position) log() []game.Step {
	steps := make([]game.Step, p.plies)
	for i, s := range p.played[:p.plies] {
		text := string(p.lines[s.line].move)
		if s.closed > 0 {
			text += ", " + boxes(int(s.closed))
		}
		steps[i] = game.Step{Seat: s.seat, Text: text}
	}
	return steps
}
