package screen

import (
	"strconv"

	"crossplay/game"
	"crossplay/ssh/term"
)

// moveLine is a line of the list of moves: a part of a turn, or in two columns
// the moves of two players.
type moveLine struct {
	number int // 0 for none
	turns  []game.Turn
	from   []int // of the log, the first line of each of the turns
	to     []int // and the one behind its last
	begins bool  // the turns do; else one goes on
}

// moveLines lays the list of moves out in w columns. Where two players make a
// move each by turns, a number counts a move of both, and a line has both of
// them, if they fit.
func (t *table) moveLines(w int) []moveLine {
	all := game.Turns(t.snap.View.Log)
	from, to := make([]int, len(all)), make([]int, len(all))
	for i, n := 0, 0; i < len(all); i++ {
		from[i] = n
		n += len(all[i].Steps)
		to[i] = n
	}
	var lines []moveLine
	each := 1 // how many turns a number counts
	if game.ByTurns(all, len(t.snap.Chairs)) {
		each = 2
	}
	if room := moveColumn(w, (len(all)+1)/2) - 3; each == 2 && widest(all) <= room {
		for i := 0; i < len(all); i += 2 {
			end := min(i+2, len(all))
			lines = append(lines, moveLine{number: i/2 + 1, turns: all[i:end], from: from[i:end], to: to[i:end], begins: true})
		}
		return lines
	}
	room := w - len(strconv.Itoa(len(all)/each)) - 4
	for i, tn := range all {
		for j, steps := range wrapSteps(tn.Steps, room) {
			l := moveLine{turns: []game.Turn{{Seat: tn.Seat, Steps: steps}}, from: from[i : i+1], to: to[i : i+1], begins: j == 0}
			if j == 0 && i%each == 0 {
				l.number = i/each + 1
			}
			lines = append(lines, l)
		}
	}
	return lines
}

func widest(all []game.Turn) int {
	w := 0
	for _, tn := range all {
		for _, s := range tn.Steps {
			w = max(w, term.Width(s.Text))
		}
	}
	return w
}

// moveColumn is how wide each of two columns is behind the number of a line.
func moveColumn(w, lines int) int { return (w - len(strconv.Itoa(lines)) - 2) / 2 }

// wrapSteps breaks the steps of a turn into lines of w columns, between steps
// where it can.
func wrapSteps(steps []game.Step, w int) [][]game.Step {
	var lines [][]game.Step
	used := 0
	for _, s := range steps {
		n := term.Width(s.Text)
		if n > w {
			for _, part := range wrap(s.Text, w) {
				lines = append(lines, []game.Step{{Seat: s.Seat, Text: part}})
			}
			used = w
			continue
		}
		if len(lines) == 0 || used+1+n > w {
			lines, used = append(lines, nil), -1
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], s)
		used += 1 + n
	}
	return lines
}

// drawMoves draws as much of the list of moves as there is room for.
func (t *table) drawMoves(c *term.Canvas, in term.Rectangle, lines []moveLine, at *tail) {
	digits := 0
	for _, l := range lines {
		digits = max(digits, len(strconv.Itoa(l.number)))
	}
	column := moveColumn(in.W, len(lines))
	mark := len(t.snap.View.Log)
	if t.partial {
		mark = t.marked
	}
	at.fit(len(lines), in.H)
	for row, l := range lines[at.first():at.behind()] {
		y := in.Y + row
		if l.number > 0 {
			label := strconv.Itoa(l.number)
			c.Put(in.X+digits-len(label), y, term.Muted, label)
		}
		for i, tn := range l.turns {
			x := in.X + digits + 2 + i*column
			t.drawTurn(c, x, y, in.X+in.W-x, tn, l.begins, l.from[i] < mark && mark <= l.to[i], l.from[i] >= mark)
		}
	}
	at.drawArrows(c, in.X+in.W-1, in.Y, in.Y+in.H-1, term.Accent)
}

// drawTurn draws a line of a turn. What chance did is muted, and no player's; so is what
// comes later than what is in sight.
func (t *table) drawTurn(c *term.Canvas, x, y, w int, tn game.Turn, begins, last, later bool) {
	end := x + w
	if begins {
		drawEmblem(c, x, y, t.info, tn.Seat)
	}
	x += 2
	for _, step := range tn.Steps {
		style := term.Text
		switch {
		case step.Seat < 0, later:
			style = term.Muted
		case last:
			style |= term.Bold
		}
		x = c.Put(x, y, style, term.Cut(step.Text, end-x)) + 1
	}
}
