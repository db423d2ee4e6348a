package board

import (
	"crossplay/game"
	"crossplay/ssh/term"
)

// Scene is what there is to be seen: what a viewer may know, and what they are
// doing about it.
type Scene struct {
	Info    game.Info
	View    *game.View         // with at least one board
	Next    map[game.Spot]bool // what may be picked now
	Picked  []game.Spot
	Sent    bool     // the picked spots are a move that is not confirmed yet
	Buttons []string // labels of the choices that are no place on a board
	Rows    int      // lines for buttons that are kept free, though there are none now
	Air     int      // lines at the top that stay free, unless the boards need them
}

// Display is the boards of a scene in a part of a screen: where each lies and
// how large it is, where the cursor is, and how far what does not fit is
// scrolled. It is kept from one drawing to the next, so that the cursor stays
// and the boards do not jump. The zero value is ready; it is for one goroutine.
type Display struct {
	plan   plan
	scroll viewport
	cursor cursor
}

// Draw draws a scene in the middle of an area, its buttons below the boards. It
// draws one column behind the area at most, which a screen keeps free.
func (d *Display) Draw(c *term.Canvas, s Scene, area term.Rectangle) {
	d.plan = newPlan(&s, kept{max(d.plan.kept.rows, s.Rows), d.plan.kept.width}, area)
	d.cursor = d.plan.nearest(d.cursor, s.Next)
	br := &brush{info: coloured(c, s.Info), wood: onWood(c, s.Info), next: s.Next, picked: s.Picked, cursor: d.cursor.spot}
	if n := len(s.Picked) - 1; s.Sent && n >= 0 {
		br.pending, br.picked = s.Picked[n], s.Picked[:n]
	}
	d.scroll = d.scroll.follow(&d.plan, d.plan.focus(d.cursor))
	d.plan.drawBoards(c, br, d.scroll)
	for i, r := range d.plan.buttons {
		drawButton(c, r, s.Buttons[i], d.cursor.button == i+1)
	}
}

// Area is where boards are seen since the newest drawing. A click in it is for
// SpotAt.
func (d *Display) Area() term.Rectangle {
	if d.plan.more {
		return d.plan.inner()
	}
	return d.plan.view
}

// Fits reports whether the newest drawing shows the boards whole. Else they are
// scrolled.
func (d *Display) Fits() bool { return !d.plan.more }

// Buttons are where the buttons are since the newest drawing, in their order.
func (d *Display) Buttons() []term.Rectangle { return d.plan.buttons }

// SpotAt is what a click on a cell of the screen picks, or "".
func (d *Display) SpotAt(x, y int) game.Spot {
	if !d.Area().Has(x, y) {
		return ""
	}
	for i := range d.plan.boards {
		if spot := d.plan.boards[i].spotAt(x, y); spot != "" {
			return spot
		}
	}
	return ""
}

// Cursor is what the cursor is on: a spot that may be picked next, or a button
// of the newest drawing, from 1; "" and zero where there is nothing to pick. It
// stays where it is as long as it can, and else goes to what is nearest.
func (d *Display) Cursor(next map[game.Spot]bool) (spot game.Spot, button int) {
	d.cursor = d.plan.nearest(d.cursor, next)
	return d.cursor.spot, d.cursor.button
}

// Move moves the cursor to the nearest thing to pick in a direction: one of dx
// and dy is 1 or -1, the other zero.
func (d *Display) Move(next map[game.Spot]bool, dx, dy int) {
	d.cursor = d.plan.move(d.plan.nearest(d.cursor, next), next, dx, dy)
}

// ToButton puts the cursor on a button, counted from 1, of the next drawing, and
// ToBoard where it was before.
func (d *Display) ToButton(n int) {
	was := d.cursor
	d.cursor = onButton(n)
	if was.board > 0 {
		d.cursor.board, d.cursor.col, d.cursor.row = was.board, was.col, was.row
	}
}

// ToBoard is ToButton's way back.
func (d *Display) ToBoard() { d.cursor.button = 0 }
