package kalah

import (
	"fmt"
	"slices"

	"crossplay/game"
)

const cols = pits + 2 // a store at either end

// View shows the viewer's own pits at the bottom, and spectators South's.
func (p *position) View(seat game.Seat) game.View {
	bottom := game.Seat(0)
	if seat == 1 {
		bottom = 1
	}
	v := game.View{Boards: []game.Board{p.draw(bottom)}, Note: p.note(), Log: p.log()}
	for _, m := range p.Moves(seat) {
		v.Choices = append(v.Choices, game.Choice{Move: m, Path: []game.Spot{game.Spot(m)}})
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

func (p *position) draw(bottom game.Seat) game.Board {
	b := game.Board{
		Style:     game.Pits,
		Cols:      cols,
		Rows:      2,
		Cells:     make([]game.Cell, 2*cols),
		ColLabels: make([]string, cols),
		TopLabels: make([]string, cols),
	}
	top := 1 - bottom
	for i, name := range names {
		*b.Cell(1+i, 1) = p.cell(bottom, i)
		b.Cell(1+i, 1).Spot = game.Spot(name)
		b.ColLabels[1+i] = string(name)
		*b.Cell(pits-i, 0) = p.cell(top, i)
		b.TopLabels[pits-i] = string(name)
	}
	*b.Cell(0, 0) = p.cell(top, pits)
	*b.Cell(cols-1, 0) = p.cell(bottom, pits)
	*b.Cell(0, 1) = game.Cell{Kind: game.Void, Label: "left of the pits"}
	*b.Cell(cols-1, 1) = game.Cell{Kind: game.Void, Label: "right of the pits"}
	return b
}

// cell is a pit of the seat, or its store after the last one.
func (p *position) cell(seat game.Seat, i int) game.Cell {
	at := int(seat)*half + i
	c := game.Cell{Count: int(p.seeds[at]), Label: fmt.Sprintf("%s's pit %d", seatNames[seat], i+1)}
	if i == pits {
		c.Kind, c.Label = game.Store, seatNames[seat]+"'s store"
	}
	if c.Count > 0 {
		c.Piece = pieceNames[seat]
	}
	if p.touched(at) {
		c.Marks = []game.Mark{game.Last}
	}
	return c
}

// touched reports where the last move is seen best: where it began and ended,
// and what it captured. To mark all that it sowed would mark half the board.
func (p *position) touched(at int) bool {
	s := p.last
	return s != nil && (at == int(s.seat)*half+s.pit || at == s.end || s.taken > 0 && at == opposite(s.end))
}

// note says what the counts do not.
func (p *position) note() string {
	s := p.last
	switch {
	case s == nil || p.over:
		return ""
	case s.again:
		return seatNames[s.seat] + " moves again."
	case s.taken > 0:
		return fmt.Sprintf("%s captured %d.", seatNames[s.seat], s.taken)
	default:
		return ""
	}
}

func (p *position) log() []game.Step {
	if p.last == nil {
		return nil
	}
	steps := make([]game.Step, 0, p.last.ply)
	for s := p.last; s != nil; s = s.before {
		text := string(names[s.pit])
		switch {
		case s.again:
			text += ", again"
		case s.taken > 0:
			text += fmt.Sprintf(", taking %d", s.taken)
		}
		steps = append(steps, game.Step{Seat: s.seat, Text: text})
	}
	slices.Reverse(steps)
	return steps
}
