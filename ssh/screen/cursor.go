package screen

import (
	"slices"

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
func (p *plan) targets(next []game.Spot) []target {
	var all []target
	for i := range p.boards {
		b := &p.boards[i]
		for row := range b.Rows {
			for col := range b.Cols {
				spot := b.Cell(col, row).Spot
				if spot == "" || !slices.Contains(next, spot) {
					continue
				}
				x, y := b.box(col, row).centre()
				all = append(all, target{cursor{i, col, row, 0, spot}, x, y})
			}
		}
	}
	for i, r := range p.buttons {
		x, y := r.centre()
		all = append(all, target{cursor{button: i + 1}, x, y})
	}
	return all
}

// settle keeps the cursor where it is if it can be there, and else moves it to
// the nearest target. At first that is the one in the middle.
func (p *plan) settle(cur cursor, next []game.Spot) cursor {
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
		return p.boards[0].centre()
	}
	return p.boards[cur.board].box(cur.col, cur.row).centre()
}

// move goes to the nearest target in a direction, one of dx and dy being zero.
// What lies straight ahead is nearer than what lies beside.
func (p *plan) move(cur cursor, next []game.Spot, dx, dy int) cursor {
	x, y := p.middle(cur)
	best, found := 0, cur
	for _, t := range p.targets(next) {
		ahead, beside := (t.x-x)*dx+(t.y-y)*dy, abs((t.x-x)*dy)+abs((t.y-y)*dx)
		if ahead <= 0 || cur.spot != "" && t.spot == cur.spot {
			continue
		}
		if cost := ahead + 3*beside; best == 0 || cost < best {
			best, found = cost, t.cursor
		}
	}
	return found
}

func abs(n int) int { return max(n, -n) }
