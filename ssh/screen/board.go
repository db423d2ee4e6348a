package screen

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"crossplay/game"
	"crossplay/ssh/term"
)

// brush is what the drawing of a board depends on besides its place.
type brush struct {
	info    game.Info
	next    []game.Spot // may be picked now
	picked  []game.Spot
	pending game.Spot // picked last, not yet confirmed; or ""
	cursor  cursor
}

// draw draws a board.
func (b *placed) draw(c *term.Canvas, br *brush) {
	b.drawLabels(c, br)
	if b.Style == game.Slots {
		b.drawFrame(c)
	} else {
		b.drawLines(c)
	}
	for row := range b.Rows {
		for col := range b.Cols {
			b.drawCell(c, col, row, br)
		}
	}
	for row := range b.Rows {
		for col := range b.Cols {
			b.drawMarks(c, col, row, br)
		}
	}
}

func (b *placed) drawLabels(c *term.Canvas, br *brush) {
	w, h := grid(b.Board, b.scale)
	if b.Title != "" {
		centre(c, b.gx, b.gy-1, w, term.Muted, b.Title)
	}
	for i, l := range b.ColLabels {
		box := b.box(i, 0)
		style := term.BoardAlt
		if b.isColumn(i) && slices.Contains(br.next, b.Cell(i, 0).Spot) {
			style = term.Text
		}
		centre(c, box.x, b.gy+h, box.w, style, l)
	}
	for i, l := range b.RowLabels {
		box := b.box(0, i)
		c.Put(b.gx-1-term.Width(l), box.y+(box.h-1)/2, term.BoardAlt, l)
	}
}

// drawFrame draws the standing frame of slots, open at the top.
func (b *placed) drawFrame(c *term.Canvas) {
	w, h := grid(b.Board, b.scale)
	c.Box(b.gx, b.gy, w, h, term.Board, "")
	c.Fill(b.gx, b.gy, w, 1, term.Text, ' ')
}

// drawLines draws the borders of squares.
func (b *placed) drawLines(c *term.Canvas) {
	w, h := grid(b.Board, b.scale)
	across, down := '─', '│'
	if c.ASCII {
		across, down = '-', '|'
	}
	for i := range b.Rows + 1 {
		c.Fill(b.gx, b.gy+i*(b.k+1), w, 1, term.Board, across)
	}
	for i := range b.Cols + 1 {
		x := b.gx + i*(b.width()+3)
		c.Fill(x, b.gy, 1, h, term.Board, down)
		for j := range b.Rows + 1 {
			c.Put(x, b.gy+j*(b.k+1), term.Board, crossing(i, b.Cols, j, b.Rows))
		}
	}
}

// crossing is the sign where two borders meet.
func crossing(i, cols, j, rows int) string {
	signs := [3][3]string{{"┌", "┬", "┐"}, {"├", "┼", "┤"}, {"└", "┴", "┘"}}
	place := func(i, n int) int {
		switch i {
		case 0:
			return 0
		case n:
			return 2
		}
		return 1
	}
	return signs[place(j, rows)][place(i, cols)]
}

// drawCell draws a cell's background and piece.
func (b *placed) drawCell(c *term.Canvas, col, row int, br *brush) {
	cell, box, pic := b.Cell(col, row), b.box(col, row), b.picture(col, row)
	ground := b.ground(col, row, br)
	if ground != 0 {
		c.Fill(box.x, box.y, box.w, box.h, ground, ' ')
	}
	piece, ok := br.info.Piece(cell.Piece)
	switch {
	case ok:
		drawPiece(c, piece, pic.x, pic.y, b.k, term.Seat(int(piece.Seat))|ground)
	case b.Style == game.Slots && b.k > 1 && !c.ASCII:
		c.Box(pic.x, pic.y, pic.w, pic.h, term.Board|ground, "")
	case b.Style == game.Slots, cell.Spot != "" && slices.Contains(br.next, cell.Spot):
		c.Put(pic.x+(pic.w-1)/2, pic.y+(pic.h-1)/2, term.BoardAlt|ground, "·")
	}
}

// ground is the background of a cell.
func (b *placed) ground(col, row int, br *brush) term.Style {
	cell := b.Cell(col, row)
	switch {
	case cell.Spot != "" && slices.Contains(br.picked, cell.Spot):
		return term.OnChosen
	case cell.Has(game.Win):
		return term.OnWin
	case cell.Spot != "" && br.cursor.spot == cell.Spot:
		return term.OnTarget
	case len(br.picked) > 0 && slices.Contains(br.next, cell.Spot):
		return term.OnTarget
	}
	return 0
}

// drawMarks draws what a cell's margins say about it, so that nothing is said
// by colour alone.
func (b *placed) drawMarks(c *term.Canvas, col, row int, br *brush) {
	cell, box := b.Cell(col, row), b.box(col, row)
	ground := b.ground(col, row, br)
	column := b.isColumn(col)
	over := cell.Spot != "" && br.cursor.spot == cell.Spot && br.pending == ""
	wait := cell.Spot != "" && br.pending == cell.Spot
	if column && row == 0 {
		switch x, y := box.x+(box.w-1)/2, b.gy; {
		case wait:
			c.Put(x, y, term.Accent|term.Bold, "…")
		case over && b.k > 1:
			centre(c, box.x, y, box.w, term.Accent|term.Bold, "▼▼")
		case over:
			c.Put(x, y, term.Accent|term.Bold, "▼")
		}
	}
	switch {
	case wait && !column:
		c.Put(box.x+(box.w-1)/2, box.y+(box.h-1)/2, term.Accent|term.Bold|ground, "…")
	case over && !column:
		corners(c, box, term.Accent|term.Bold|ground, heavy)
	case cell.Spot != "" && slices.Contains(br.picked, cell.Spot):
		corners(c, box, term.Accent|ground, round)
	case cell.Has(game.Win):
		corners(c, box, term.Good|term.Bold|ground, stars)
	case cell.Has(game.Last):
		corners(c, box, term.Text|ground, light)
	case len(br.picked) > 0 && cell.Piece != "" && slices.Contains(br.next, cell.Spot):
		corners(c, box, term.Accent|ground, dots)
	}
}

// signs mark a cell: beside a picture of one line, at the corners of a larger
// one, and beside it in ASCII.
type signs struct {
	left, right string
	corners     [4]string
	plain       [2]string
}

var (
	heavy = signs{"▸", "◂", [4]string{"┏", "┓", "┗", "┛"}, [2]string{">", "<"}}
	light = signs{"[", "]", [4]string{"┌", "┐", "└", "┘"}, [2]string{"[", "]"}}
	round = signs{"(", ")", [4]string{"╭", "╮", "╰", "╯"}, [2]string{"(", ")"}}
	dots  = signs{"·", "·", [4]string{"·", "·", "·", "·"}, [2]string{".", "."}}
	stars = signs{"*", "*", [4]string{"*", "*", "*", "*"}, [2]string{"*", "*"}}
)

func corners(c *term.Canvas, box rect, s term.Style, g signs) {
	right, bottom := box.x+box.w-1, box.y+box.h-1
	switch {
	case c.ASCII:
		for y := box.y; y <= bottom; y++ {
			c.Put(box.x, y, s, g.plain[0])
			c.Put(right, y, s, g.plain[1])
		}
	case box.h == 1:
		c.Put(box.x, box.y, s, g.left)
		c.Put(right, box.y, s, g.right)
	default:
		c.Put(box.x, box.y, s, g.corners[0])
		c.Put(right, box.y, s, g.corners[1])
		c.Put(box.x, bottom, s, g.corners[2])
		c.Put(right, bottom, s, g.corners[3])
	}
}

// zones lets a click pick what it hits.
func (b *placed) zones(a *app, pick func(game.Spot) tea.Cmd) {
	_, h := grid(b.Board, b.scale)
	for col := range b.Cols {
		for row := range b.Rows {
			box := b.box(col, row)
			if spot := b.Cell(col, row).Spot; spot != "" {
				a.zone(box.x, box.y, box.w, box.h, func() tea.Cmd { return pick(spot) })
			}
		}
		if b.isColumn(col) {
			box, spot := b.box(col, 0), b.Cell(col, 0).Spot
			a.zone(box.x, b.gy, box.w, h+1, func() tea.Cmd { return pick(spot) })
		}
	}
}

// drawButton draws a choice that is no place on a board.
func drawButton(c *term.Canvas, r rect, label string, chosen bool) {
	if chosen {
		c.Put(r.x, r.y, term.Accent|term.Bold|term.OnChosen, "▸ "+label+" ◂")
		return
	}
	c.Put(r.x, r.y, term.Text|term.OnPanel, "[ "+label+" ]")
}
