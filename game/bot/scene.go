package bot

import "crossplay/game"

// scene is where things are on the boards that a player looks at.
type scene struct {
	places map[game.Spot]place
	last   []place // where the last move was made
	paths  map[game.Move][]game.Spot
	plain  bool // moves are made on a board, so that a button is something special
}

// place is a cell on one of the boards, or the middle of those that are picked as
// one.
type place struct {
	board    int
	col, row float64
	central  float64 // 1 in the middle of the board to 0 in its corners
}

func look(v game.View) *scene {
	c := &scene{places: make(map[game.Spot]place), paths: make(map[game.Move][]game.Spot)}
	for n := range v.Boards {
		b := &v.Boards[n]
		count := make(map[game.Spot]float64)
		for i := range b.Cells {
			cell := &b.Cells[i]
			at := place{board: n, col: float64(i % b.Cols), row: float64(i / b.Cols)}
			if cell.Has(game.Last) {
				c.last = append(c.last, at)
			}
			if cell.Spot == "" {
				continue
			}
			k, sum := count[cell.Spot], c.places[cell.Spot]
			at.col = (sum.col*k + at.col) / (k + 1)
			at.row = (sum.row*k + at.row) / (k + 1)
			middleCol, middleRow := float64(b.Cols-1)/2, float64(b.Rows-1)/2
			at.central = 1 - (off(at.col, middleCol)/(middleCol+1)+off(at.row, middleRow)/(middleRow+1))/2
			count[cell.Spot], c.places[cell.Spot] = k+1, at
		}
	}
	c.learn(v.Choices)
	c.plain = len(v.Choices) > 0 && len(v.Choices[0].Path) > 0
	return c
}

// learn remembers how moves are made.
func (c *scene) learn(choices []game.Choice) {
	for _, m := range choices {
		if _, ok := c.paths[m.Move]; !ok {
			c.paths[m.Move] = m.Path
		}
	}
}

func off(a, b float64) float64 { return max(a-b, b-a) }

// far is how many cells away something is that is nowhere to be seen.
const far = 100

// target is the cell at which a move ends.
func (c *scene) target(m game.Move) (place, bool) {
	path := c.paths[m]
	if len(path) == 0 {
		return place{}, false
	}
	at, ok := c.places[path[len(path)-1]]
	return at, ok
}

// apart is how many cells a move ends away from the nearest of some places.
func (c *scene) apart(m game.Move, from ...place) float64 {
	least := float64(far)
	at, ok := c.target(m)
	if !ok {
		return least
	}
	for _, p := range from {
		if p.board == at.board {
			least = min(least, max(off(p.col, at.col), off(p.row, at.row)))
		}
	}
	return least
}

// button reports whether a move is one that is not made on the board, among
// others that are.
func (c *scene) button(m game.Move) bool { return c.plain && len(c.paths[m]) == 0 }

// near reports whether a place is within a few cells of one of the others.
func near(at place, others []place) bool {
	for _, p := range others {
		if p.board == at.board && max(off(p.col, at.col), off(p.row, at.row)) <= nearby {
			return true
		}
	}
	return false
}
