package hex

import (
	"strconv"

	"crossplay/game"
)

// maxSide and maxCells are the size of the largest board.
const (
	maxSide  = 13
	maxCells = maxSide * maxSide
)

// grid is what all positions on boards of one size share. Cells are counted row
// by row from the top. Each row begins half a cell further to the right, so a
// cell touches two in the row above, its own column and the next, and two in
// the row below, its own column and the one before.
type grid struct {
	side   int
	names  []game.Move
	cols   []string // the names of the columns, left to right
	rows   []string // the names of the rows, from the top
	beside [][]uint8
}

func newGrid(side int) *grid {
	g := &grid{side: side}
	for i := range side {
		g.cols = append(g.cols, string(rune('a'+i)))
		g.rows = append(g.rows, strconv.Itoa(i+1))
	}
	for i := range side * side {
		g.names = append(g.names, game.Move(g.cols[i%side]+g.rows[i/side]))
		g.beside = append(g.beside, g.neighbours(i%side, i/side))
	}
	return g
}

func (g *grid) neighbours(col, row int) []uint8 {
	var all []uint8
	for _, d := range [...][2]int{{0, -1}, {1, -1}, {1, 0}, {0, 1}, {-1, 1}, {-1, 0}} {
		if c, r := col+d[0], row+d[1]; c >= 0 && c < g.side && r >= 0 && r < g.side {
			all = append(all, uint8(r*g.side+c))
		}
	}
	return all
}

// cell is the one that a move names.
func (g *grid) cell(m game.Move) (cell int, ok bool) {
	if len(m) < 2 || len(m) > 3 || m[0] < 'a' || int(m[0]-'a') >= g.side || m[1] == '0' {
		return 0, false
	}
	row := 0
	for _, digit := range []byte(m[1:]) {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		row = row*10 + int(digit-'0')
	}
	if row > g.side {
		return 0, false
	}
	return (row-1)*g.side + int(m[0]-'a'), true
}

// rank is how far the cell is from the first of the seat's two edges: Red's is
// at the top and Blue's at the left.
func (g *grid) rank(cell int, seat game.Seat) int {
	if seat == 0 {
		return cell / g.side
	}
	return cell % g.side
}

// mirror is the cell with its column and row exchanged.
func (g *grid) mirror(cell int) int { return cell%g.side*g.side + cell/g.side }
