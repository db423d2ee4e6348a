package screen

import (
	"strconv"

	"crossplay/game"
	"crossplay/ssh/term"
	"crossplay/ssh/words"
)

// byTurns reports whether two players moved by turns, so that a line of the
// list has one move of each.
func byTurns(log []game.Step) bool {
	for i, step := range log {
		if step.Seat != game.Seat(i%2) {
			return false
		}
	}
	return true
}

// moveColumns is how many columns the list of moves has: two where a line has a
// move of each player, and they fit.
func (t *table) moveColumns(w int) int {
	log := t.snap.View.Log
	if len(t.snap.Chairs) != 2 || !byTurns(log) {
		return 1
	}
	room := (w-len(strconv.Itoa((len(log)+1)/2))-2)/2 - 3
	for _, step := range log {
		if term.Width(step.Text) > room {
			return 1
		}
	}
	return 2
}

// moveLines is how many lines the list of moves takes.
func (t *table) moveLines(w int) int {
	n := t.moveColumns(w)
	return (len(t.snap.View.Log) + n - 1) / n
}

// drawMoves draws the end of the list of moves.
func (t *table) drawMoves(c *term.Canvas, in rect) {
	log, n := t.snap.View.Log, t.moveColumns(in.w)
	lines := t.moveLines(in.w)
	digits := len(strconv.Itoa(lines))
	column := (in.w - digits - 2) / n
	for row := range in.h {
		line := lines - in.h + row
		label := strconv.Itoa(line + 1)
		c.Put(in.x+digits-len(label), in.y+row, term.Muted, label)
		for j := range n {
			if i := n*line + j; i < len(log) {
				t.drawStep(c, in.x+digits+2+j*column, in.y+row, column-1, log[i], i == len(log)-1)
			}
		}
	}
}

// drawStep draws a move. What chance did is no player's.
func (t *table) drawStep(c *term.Canvas, x, y, w int, step game.Step, last bool) {
	style := term.Text
	switch {
	case step.Seat < 0:
		style = term.Muted
	case last:
		style |= term.Bold
	}
	next := c.Put(x, y, term.Seat(int(step.Seat)), words.Mark(t.info, step.Seat, c.ASCII))
	if next > x || step.Seat < 0 && len(t.info.Pieces) > 0 {
		next = x + 2
	}
	c.Put(next, y, style, term.Cut(step.Text, w-(next-x)))
}
