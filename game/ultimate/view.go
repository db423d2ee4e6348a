package ultimate

import (
	"fmt"

	"crossplay/game"
)

// pieceNames are what [game.Info] calls the marks of the seats.
var pieceNames = [...]string{"X", "O"}

// drawn stands for a small board that is full and that nobody has won.
const drawn = "drawn"

// View is the same for everybody but for the choices: nothing is hidden.
func (p *position) View(seat game.Seat) game.View {
	v := game.View{
		Boards: []game.Board{p.draw(), p.summary()},
		Log:    p.log(),
		Note:   p.note(),
	}
	for _, m := range p.Moves(seat) {
		v.Choices = append(v.Choices, game.Choice{Move: m, Path: []game.Spot{game.Spot(m)}})
	}
	return v
}

// Like implements [game.Alike].
func (*position) Like(game.Seat) game.Seat { return game.Spectator }

// note is needed where no small board is marked as the one to play on.
func (p *position) note() string {
	if p.open.len() < 2 {
		return ""
	}
	return pieceNames[p.mover()] + " may play on any open board."
}

// labels are what the cells are called aloud.
var labels, boardLabels = func() (squares [cells]string, boards [nine]string) {
	for i := range squares {
		squares[i] = fmt.Sprintf("board %d, square %d", i/nine+1, i%nine+1)
	}
	for i := range boards {
		boards[i] = fmt.Sprintf("small board %d", i+1)
	}
	return squares, boards
}()

const (
	block = 3             // columns and rows of a small board
	side  = block * block // of all of them
)

// draw is the large board, with all the squares.
func (p *position) draw() game.Board {
	b := game.Board{
		Title: "Board",
		Style: game.Squares,
		Cols:  side,
		Rows:  side,
		Cells: make([]game.Cell, cells),
		Block: block,
	}
	winners := p.won[0].threes() | p.won[1].threes()
	for i, name := range names {
		board, square := i/nine, i%nine
		c := b.Cell(board%block*block+square%block, board/block*block+square/block)
		*c = game.Cell{Spot: game.Spot(name), Label: labels[i]}
		for seat := range pieceNames {
			if p.taken[seat][board].has(square) {
				c.Piece = pieceNames[seat]
			}
			if winners.has(board) && p.taken[seat][board].threes().has(square) {
				c.Marks = append(c.Marks, game.Win)
			}
		}
		switch {
		case p.closed.has(board):
			c.Marks = append(c.Marks, game.Out)
		case p.open == 1<<board && c.Piece == "":
			c.Marks = append(c.Marks, game.Target)
		}
		if p.ply > 0 && int(p.moves[p.ply-1]) == i {
			c.Marks = append(c.Marks, game.Last)
		}
	}
	return b
}

// summary shows who has won which small board.
func (p *position) summary() game.Board {
	b := game.Board{
		Title: "Small boards won",
		Style: game.Squares,
		Cols:  block,
		Rows:  block,
		Cells: make([]game.Cell, nine),
	}
	for i := range b.Cells {
		c := &b.Cells[i]
		c.Label = boardLabels[i]
		if p.closed.has(i) {
			c.Piece = drawn
		}
		for seat, won := range p.won {
			if won.has(i) {
				c.Piece = pieceNames[seat]
			}
			if won.threes().has(i) {
				c.Marks = []game.Mark{game.Win}
			}
		}
	}
	return b
}

func (p *position) log() []game.Step {
	steps := make([]game.Step, p.ply)
	for i, cell := range p.moves[:p.ply] {
		steps[i] = game.Step{Seat: game.Seat(i % 2), Text: string(names[cell])}
	}
	return steps
}
