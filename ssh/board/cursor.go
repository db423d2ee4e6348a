package board

import (
	"crossplay/game"
	"crossplay/ssh/term"
)

// cursor is what Enter would pick: a spot, as a cell of a board, or a button.
// The zero value is one that is nowhere yet.
type cursor struct {
	board    int // from 1; zero for none
	col, row int
	button   int // from 1; zero for none
	spot     game.Spot
}

// target is something that the cursor can be on, with its middle.
type target struct {
	cursor
	x, y int
}

// heart is the middle of a part of the screen, in half columns and quarter
// lines, so that both directions count alike.
func heart(r term.Rectangle) (x, y int) { return 2*r.X + r.W, 2 * (2*r.Y + r.H) }

// targets lists what can be picked, in reading order.
func (p *plan) targets(next map[game.Spot]bool) []target {
	var all []target
	for i := range p.boards {
		b := &p.boards[i]
		b.each(func(col, row int) {
			if spot := b.Cell(col, row).Spot; spot != "" && next[spot] {
				x, y := heart(b.box(col, row))
				all = append(all, target{cursor{i + 1, col, row, 0, spot}, x, y})
			}
		})
	}
	for i, r := range p.buttons {
		x, y := heart(r)
		all = append(all, target{onButton(i + 1), x, y})
	}
	return all
}

// onButton is the cursor on a button. Should that go away, it is on the first
// cell.
func onButton(n int) cursor { return cursor{board: 1, button: n} }

// at is the board with the cursor's cell, or nil if there is none.
func (p *plan) at(cur cursor) *placed {
	if cur.board < 1 || cur.board > len(p.boards) {
		return nil
	}
	if b := &p.boards[cur.board-1]; cur.col < b.Cols && cur.row < b.Rows {
		return b
	}
	return nil
}

// nearest keeps the cursor where it is if it can be there, and else moves it to
// the nearest target. At first that is the one in the middle.
func (p *plan) nearest(cur cursor, next map[game.Spot]bool) cursor {
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

// middle is where the cursor is on the screen: at first in the middle of it.
func (p *plan) middle(cur cursor) (x, y int) {
	if cur.button > 0 && cur.button <= len(p.buttons) {
		return heart(p.buttons[cur.button-1])
	}
	if b := p.at(cur); b != nil {
		return heart(b.box(cur.col, cur.row))
	}
	if len(p.boards) == 0 {
		return 0, 0
	}
	b := &p.boards[0]
	return heart(term.Rect(b.gx, b.gy, b.gw, b.gh))
}

// move goes to the nearest target in a direction, one of dx and dy being zero.
// What lies straight ahead is nearer than what lies beside, and of two that are
// as near the one in the same column wins.
func (p *plan) move(cur cursor, next map[game.Spot]bool, dx, dy int) cursor {
	x, y := p.middle(cur)
	// From an edge, and on rows that are shifted, the nearest lie aslant: the
	// way leads over them.
	between, shifted := false, false
	if b := p.at(cur); b != nil && cur.spot != "" {
		between, shifted = b.edges, b.shift > 0
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
