package dots

import (
	"fmt"

	"crossplay/game"
)

const (
	maxSide  = 5 // boxes
	maxBoxes = maxSide * maxSide
	maxLines = 2 * maxSide * (maxSide + 1)
)

// grid is what all positions on boards of one size share. Its places are dots,
// lines and boxes alike, read row by row from the top.
type grid struct {
	width  int // dots, lines and boxes in a row
	lines  []line
	at     []int    // by place: the number of the line there, or -1
	boxes  []int    // places
	beside [][]int  // by line: the one or two boxes beside it
	around []uint64 // by box: the set of its four lines
	labels []string // by place
}

// line is where two dots can be joined.
type line struct {
	place int
	move  game.Move
}

func newGrid(side int) *grid {
	g := &grid{width: 2*side + 1}
	box := make(map[int]int) // numbers by place
	for place := range g.width * g.width {
		col, row := place%g.width, place/g.width
		name := fmt.Sprintf("%c%d", 'a'+col, g.width-row)
		g.at = append(g.at, -1)
		switch {
		case col%2 == 0 && row%2 == 0:
			name = "dot " + name
		case col%2 == 1 && row%2 == 1:
			name = "box " + name
			box[place] = len(g.boxes)
			g.boxes = append(g.boxes, place)
		default:
			g.at[place] = len(g.lines)
			g.lines = append(g.lines, line{place, game.Move(name)})
		}
		g.labels = append(g.labels, name)
	}
	g.around = make([]uint64, len(g.boxes))
	for i, l := range g.lines {
		step := g.width // from the line to the box on either side
		if l.place/g.width%2 == 1 {
			step = 1
		}
		var beside []int
		for _, place := range [...]int{l.place - step, l.place + step} {
			if n, ok := box[place]; ok {
				beside = append(beside, n)
				g.around[n] |= 1 << i
			}
		}
		g.beside = append(g.beside, beside)
	}
	return g
}

// find looks for a line by its name: a letter, and a number without a zero in front.
func (g *grid) find(m game.Move) (number int, ok bool) {
	if len(m) < 2 || len(m) > 3 {
		return 0, false
	}
	col, row := int(m[0])-'a', int(m[1])-'0'
	if len(m) == 3 {
		if row == 0 {
			return 0, false
		}
		row = 10*row + int(m[2]) - '0'
	}
	if col < 0 || col >= g.width || row < 1 || row > g.width {
		return 0, false
	}
	number = g.at[(g.width-row)*g.width+col]
	return number, number >= 0 && g.lines[number].move == m
}
