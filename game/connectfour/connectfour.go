// Package connectfour has the rules of Connect Four. A move is the number of a
// column, counted from 1 at the left.
package connectfour

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"crossplay/game"
)

// goal is how many in a row win.
const goal = 4

// Rules are the rules of Connect Four.
type Rules struct{}

// Info describes Connect Four.
func (Rules) Info() game.Info {
	return game.Info{
		Name:     "connectfour",
		Title:    "Connect Four",
		Aliases:  []string{"c4", "connect 4", "four in a row", "4 in a row"},
		Summary:  "Drop discs into a standing frame and be the first with four in a row.",
		Version:  1,
		MinSeats: 2,
		MaxSeats: 2,
		Seats:    []string{"Disc", "Ring"},
		Options: []game.Option{{
			Name:  "board",
			Title: "Board",
			Values: []game.Value{
				{Name: "7x6", Title: "7 × 6, the classic"},
				{Name: "8x7", Title: "8 × 7, a little roomier"},
				{Name: "9x7", Title: "9 × 7, wide open"},
			},
		}},
		Pieces: []game.Piece{
			{Name: pieceNames[1], Title: "disc", Seat: 0, Shape: game.Disc, Glyph: "●", ASCII: "X"},
			{Name: pieceNames[2], Title: "ring", Seat: 1, Shape: game.Hole, Glyph: "◎", ASCII: "O"},
		},
		Notation: "Type the number of the column: 4 is the middle one of seven.",
		HowTo: `Take turns to drop one of your discs into a column. It falls as far as it can: to the bottom, or onto the disc below. Disc goes first.

Get four of your own in a row and you win: across, up or slantwise.

A full column takes no more. If the whole frame fills up and nobody has four in a row, it is a draw.

A hint: the columns in the middle are part of the most lines. And look at what your disc lets the other one drop on top of it.`,
	}
}

// frames are the boards by the name of the option's value.
var frames = map[string]*frame{
	"7x6": newFrame(7, 6),
	"8x7": newFrame(8, 7),
	"9x7": newFrame(9, 7),
}

// Start is the empty frame.
func (r Rules) Start(s game.Setup) (game.State, error) {
	s, err := r.Info().Check(s)
	if err != nil {
		return nil, err
	}
	return &position{frame: frames[s.Options["board"]]}, nil
}

// piece is what lies in a cell: none, or that of seat 0 or 1.
type piece int8

const none piece = 0

// pieceNames are what [game.Info] calls them.
var pieceNames = [...]string{none: "", 1: "disc", 2: "ring"}

// position is changed only while Play builds it.
type position struct {
	*frame
	board [maxCells]piece // only the first cols*rows are used
	moves [maxCells]int8  // the cells by ply
	ply   int
	four  bool // the last move made four in a row
}

func (p *position) Turn() []game.Seat {
	if p.over() {
		return nil
	}
	return []game.Seat{p.mover()}
}

func (p *position) over() bool { return p.four || p.full() }

func (p *position) full() bool { return p.ply == p.cols*p.rows }

// mover is the seat whose turn it is, were the game not over.
func (p *position) mover() game.Seat { return game.Seat(p.ply % 2) }

func (p *position) Play(seat game.Seat, m game.Move) (game.State, error) {
	if p.over() || seat != p.mover() {
		return nil, game.ErrTurn
	}
	col := slices.Index(p.columns, string(m))
	if col < 0 {
		return nil, fmt.Errorf("%w: there is no such column", game.ErrIllegal)
	}
	cell, ok := p.landing(col)
	if !ok {
		return nil, fmt.Errorf("%w: column %s is full", game.ErrIllegal, m)
	}
	next := *p
	next.board[cell] = piece(seat) + 1
	next.moves[p.ply] = int8(cell)
	next.ply++
	next.four = len(next.won(cell)) > 0
	return &next, nil
}

// landing is the lowest free cell of a column.
func (p *position) landing(col int) (cell int, ok bool) {
	for row := p.rows - 1; row >= 0; row-- {
		if c := row*p.cols + col; p.board[c] == none {
			return c, true
		}
	}
	return 0, false
}

// won lists the cells of every winning line through the cell.
func (p *position) won(cell int) []int {
	var all []int
	for _, d := range [...][2]int{{1, 0}, {0, 1}, {1, 1}, {1, -1}} {
		back := p.run(cell, -d[0], -d[1])
		ahead := p.run(cell, d[0], d[1])
		if len(back)+1+len(ahead) >= goal {
			all = slices.Concat(all, back, []int{cell}, ahead)
		}
	}
	return all
}

// run lists the cells with the same piece beside the cell in one direction.
func (p *position) run(cell, dx, dy int) []int {
	var same []int
	x, y := cell%p.cols+dx, cell/p.cols+dy
	for x >= 0 && x < p.cols && y >= 0 && y < p.rows && p.board[y*p.cols+x] == p.board[cell] {
		same = append(same, y*p.cols+x)
		x, y = x+dx, y+dy
	}
	return same
}

// Draw is never called: nothing is left to chance.
func (p *position) Draw(*rand.Rand) game.Move { return "" }

func (p *position) Outcome() (game.Outcome, bool) {
	switch {
	case p.four:
		return game.Outcome{Winners: []game.Seat{1 - p.mover()}, Reason: "four in a row"}, true
	case p.full():
		return game.Outcome{Reason: "the board is full"}, true
	default:
		return game.Outcome{}, false
	}
}

// frame is what all positions on boards of one size share.
type frame struct {
	cols, rows int
	columns    []string // the names of the columns, left to right
	empty      []game.Cell
	choices    []game.Choice // by column
}

// maxCells is the size of the largest frame, 9 × 7.
const maxCells = 9 * 7

func newFrame(cols, rows int) *frame {
	f := &frame{cols: cols, rows: rows}
	for c := range cols {
		name := strconv.Itoa(c + 1)
		f.columns = append(f.columns, name)
		f.choices = append(f.choices, game.Choice{Move: game.Move(name), Path: []game.Spot{game.Spot(name)}})
	}
	for i := range cols * rows {
		label := fmt.Sprintf("column %d, row %d", i%cols+1, rows-i/cols)
		f.empty = append(f.empty, game.Cell{Spot: game.Spot(f.columns[i%cols]), Label: label})
	}
	return f
}
