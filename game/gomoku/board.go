package gomoku

import (
	"strconv"

	"crossplay/game"
)

const (
	side  = 15
	cells = side * side
)

// names are the crossings in the order of the board, row by row from the top.
var names = func() (all [cells]game.Move) {
	for i := range all {
		all[i] = game.Move(colLabels[i%side] + rowLabels[i/side])
	}
	return all
}()

var colLabels, rowLabels = func() (cols, rows []string) {
	for i := range side {
		cols = append(cols, string(rune('a'+i)))
		rows = append(rows, strconv.Itoa(side-i))
	}
	return cols, rows
}()

// crossing is the cell that a move names.
func crossing(m game.Move) (cell int, ok bool) {
	if len(m) < 2 || len(m) > 3 || m[0] < 'a' || m[0] >= 'a'+side || m[1] == '0' {
		return 0, false
	}
	row := 0
	for _, digit := range []byte(m[1:]) {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		row = row*10 + int(digit-'0')
	}
	if row > side {
		return 0, false
	}
	return (side-row)*side + int(m[0]-'a'), true
}

// way is a direction: the steps to the right and down.
type way struct{ dx, dy int }

// ways are the directions of rows. Each is followed both ways.
var ways = [...]way{{1, 0}, {0, 1}, {1, 1}, {1, -1}}

// row is stones of one colour side by side.
type row struct {
	first  int // the cell at its beginning
	step   int // from each cell to the next
	length int
}

// row is the one through the cell, which is not empty.
func (p *position) row(cell int, w way) row {
	before := p.run(cell, way{-w.dx, -w.dy})
	step := w.dy*side + w.dx
	return row{first: cell - before*step, step: step, length: before + 1 + p.run(cell, w)}
}

// run is how many stones of the cell's colour follow it without a gap.
func (p *position) run(cell int, w way) int {
	n := 0
	x, y := cell%side+w.dx, cell/side+w.dy
	for x >= 0 && x < side && y >= 0 && y < side && p.board[y*side+x] == p.board[cell] {
		n++
		x, y = x+w.dx, y+w.dy
	}
	return n
}
