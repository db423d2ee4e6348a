package screen

import (
	"crossplay/game"
)

// cursor is what Enter would pick: a spot, as a cell of a board, or a button.
type cursor struct {
	board, col, row int
	button          int // from 1; zero for none
	spot            game.Spot
}

// nowhere is the cursor before it was first settled.
var nowhere = cursor{board: -1}

// target is something that the cursor can be on, with its middle.
type target struct {
	cursor
	x, y int
}

// targets lists what can be picked, in reading order.
func (p *plan) targets(next map[game.Spot]bool) []target {
	var all []target
	for i := range p.boards {
		b := &p.boards[i]
		b.each(func(col, row int) {
			if spot := b.Cell(col, row).Spot; spot != "" && next[spot] {
				x, y := b.box(col, row).centre()
				all = append(all, target{cursor{i, col, row, 0, spot}, x, y})
			}
		})
	}
	for i, r := range p.buttons {
		x, y := r.centre()
		all = append(all, target{cursor{button: i + 1}, x, y})
	}
	return all
}

// settle keeps the cursor where it is if it can be there, and else moves it to
// the nearest target. At first that is the one in the middle.
func (p *plan) settle(cur cursor, next map[game.Spot]bool) cursor {
	all := p.targets(next)
	if len(all) == 0 {
		cur.button, cur.spot = 0, ""
		return cur
	}
	x, y := p.middle(cur)
	best := all[0]
	for _, t := range all[1:] {
		if abs(t.x-x)+abs(t.y-y) < abs(best.x-x)+abs(best.y-y) {
			best = t
		}
	}
	return best.cursor
}

// middle is where the cursor is on the screen.
func (p *plan) middle(cur cursor) (x, y int) {
	switch {
	case cur.button > 0 && cur.button <= len(p.buttons):
		return p.buttons[cur.button-1].centre()
	case len(p.boards) == 0:
		return 0, 0
	case cur.board < 0 || cur.board >= len(p.boards) || cur.col >= p.boards[cur.board].Cols || cur.row >= p.boards[cur.board].Rows:
		b := &p.boards[0]
		return rect{b.gx, b.gy, b.gw, b.gh}.centre()
	}
	return p.boards[cur.board].box(cur.col, cur.row).centre()
}

// move goes to the nearest target in a direction, one of dx and dy being zero.
// What lies straight ahead is nearer than what lies beside, and of two that are
// as near the one in the same column wins.
func (p *plan) move(cur cursor, next map[game.Spot]bool, dx, dy int) cursor {
	x, y := p.middle(cur)
	// From an edge, and on rows that are shifted, the nearest lie aslant: the
	// way leads over them.
	between, shifted := false, false
	if cur.spot != "" {
		between, shifted = p.boards[cur.board].edges, p.boards[cur.board].shift > 0
	}
	best, found := 0, cur
	for _, t := range p.targets(next) {
		ahead, beside := (t.x-x)*dx+(t.y-y)*dy, abs((t.x-x)*dy)+abs((t.y-y)*dx)
		if ahead <= 0 || cur.spot != "" && t.spot == cur.spot {
			continue
		}
		cost := 4 * (ahead + 3*beside)
		switch {
		case between:
			cost = 4*ahead + 2*beside
		case shifted:
			cost = 4 * (ahead + beside)
		}
		if !cur.prefers(t.cursor, dx, between) {
			cost++
		}
		if best == 0 || cost < best {
			best, found = cost, t.cursor
		}
	}
	return found
}

// prefers chooses between two targets that are as near: the one in the same
// column. On edges it is, of the two that lie aslant, the one before from one
// direction and the one behind from the other, so that two steps lead straight
// on.
func (cur cursor) prefers(t cursor, dx int, between bool) bool {
	if !between {
		return t.col == cur.col || dx != 0
	}
	first := cur.row%2 == 0 // lying edges
	if dx != 0 {
		return first == (t.row < cur.row)
	}
	return first == (t.col < cur.col)
}

func abs(n int) int { return max(n, -n) }
