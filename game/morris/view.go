package morris

import (
	"fmt"
	"strings"

	"crossplay/game"
)

// pieceNames and players are what [game.Info] calls them, by seat.
var (
	pieceNames = [...]string{"white", "black"}
	players    = [...]string{"White", "Black"}
)

// side is how many columns and rows the points lie in.
const side = 7

var (
	colLabels = []string{"a", "b", "c", "d", "e", "f", "g"}
	rowLabels = []string{"7", "6", "5", "4", "3", "2", "1"}
	// plain are the cells of the empty board.
	plain = lattice()
)

// lattice draws the rows. Where no point is, lines pass through, or nothing.
func lattice() [side * side]game.Cell {
	var cells [side * side]game.Cell
	for i := range cells {
		name := colLabels[i%side] + rowLabels[i/side]
		cells[i] = game.Cell{Label: name, Kind: game.Void}
		if point(name) != nowhere {
			cells[i].Kind, cells[i].Spot = "", game.Spot(name)
		}
	}
	arms := make([]string, side*side)
	for _, row := range rows {
		first, last := cellOf(row[:2]), cellOf(row[6:])
		step, back, ahead := 1, "w", "e"
		if first%side == last%side {
			first, last = last, first // columns are named from the bottom up
			step, back, ahead = side, "n", "s"
		}
		for i := first; i <= last; i += step {
			if i > first {
				arms[i] += back
			}
			if i < last {
				arms[i] += ahead
			}
		}
	}
	for i := range cells {
		for _, arm := range "nesw" {
			if strings.ContainsRune(arms[i], arm) {
				cells[i].Arms += string(arm)
			}
		}
	}
	return cells
}

// cellOf is where a point's cell is on the board.
func cellOf(name string) int {
	return int('7'-name[1])*side + int(name[0]-'a')
}

// View is the same for everybody but for the choices: nothing is hidden.
func (p *position) View(seat game.Seat) game.View {
	v := game.View{Boards: []game.Board{p.draw()}, Log: p.log(), Note: p.note()}
	if p.outcome == open && seat == p.mover() {
		p.turns(func(t turn) {
			v.Choices = append(v.Choices, game.Choice{Move: t.move(), Path: t.path()})
		})
	}
	return v
}

// Like implements [game.Alike].
func (*position) Like(game.Seat) game.Seat { return game.Spectator }

func (t turn) path() []game.Spot {
	var path []game.Spot
	for _, at := range [...]int8{t.from, t.to, t.takes} {
		if at != nowhere {
			path = append(path, game.Spot(names[at]))
		}
	}
	return path
}

func (p *position) draw() game.Board {
	cells := plain
	for at, name := range names {
		c := &cells[cellOf(name)]
		for seat, stones := range p.stones {
			if stones.has(int8(at)) {
				c.Piece = pieceNames[seat]
			}
		}
		if p.touched(int8(at)) {
			c.Marks = append(c.Marks, game.Last)
		}
		if p.won(int8(at)) {
			c.Marks = append(c.Marks, game.Win)
		}
	}
	return game.Board{
		Style: game.Lines, Cols: side, Rows: side, Cells: cells[:],
		ColLabels: colLabels, RowLabels: rowLabels,
	}
}

// touched reports whether the last move had to do with the point.
func (p *position) touched(at int8) bool {
	return p.last != nil && (p.last.turn.from == at || p.last.turn.to == at || p.last.turn.takes == at)
}

// won reports whether the point is in a mill that won.
func (p *position) won(at int8) bool {
	if p.outcome != tooFew {
		return false
	}
	winner := p.stones[1-p.mover()]
	for _, m := range mills[p.last.turn.to] {
		all := m | one(p.last.turn.to)
		if winner&all == all && all.has(at) {
			return true
		}
	}
	return false
}

func (p *position) log() []game.Step {
	return game.Logged(func(yield func(*game.Log, game.Step) bool) {
		for s := p.last; s != nil && yield(&s.lines, game.Step{Seat: game.Seat(s.ply % 2), Text: string(s.turn.move())}); s = s.before {
		}
	})
}

func (p *position) note() string {
	switch {
	case p.outcome != open:
		return ""
	case p.placing():
		return fmt.Sprintf("White has %d to place, Black %d.", p.hand(0), p.hand(1))
	case p.flies():
		return players[p.mover()] + " has three stones, which may fly."
	}
	return ""
}
