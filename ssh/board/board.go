package board

import (
	"slices"

	"crossplay/game"
	"crossplay/ssh/term"
)

// brush is what the drawing of a board depends on besides its place.
type brush struct {
	info    game.Info
	wood    bool               // the boards are of wood
	next    map[game.Spot]bool // may be picked now
	picked  []game.Spot
	pending game.Spot // picked last, not yet confirmed; or ""
	cursor  game.Spot // under the cursor, or ""
}

// draw draws a board without its labels.
func (b *placed) draw(c *term.Canvas, br *brush) {
	if b.titled {
		c.Centre(b.area.X, b.area.Y, b.area.W, term.Muted, b.Title)
	}
	if br.wood && b.Style != game.Checks { // whose squares are of wood each
		c.Lay(b.surface(br))
		defer c.Lift()
	}
	if b.renderer.ground != nil {
		b.renderer.ground(b, c, br)
	}
	b.each(func(col, row int) {
		if b.cell != nil {
			b.cell(b, c, col, row, br)
			return
		}
		b.drawPiece(c, col, row, br, b.drawGround(c, col, row, br))
	})
	b.each(func(col, row int) {
		if b.renderer.marks != nil {
			b.renderer.marks(b, c, col, row, br)
			return
		}
		b.drawMarks(c, col, row, br)
	})
}

// surface is what is of wood: the grid, or of a tray what lies there, if it is
// anybody's.
func (b *placed) surface(br *brush) term.Rectangle {
	if b.Style != game.Tray {
		return term.Rect(b.gx, b.gy, b.gw, b.gh)
	}
	owned := func(c game.Cell) bool { p, ok := br.info.Piece(c.Piece); return ok && p.Seat >= 0 }
	if !slices.ContainsFunc(b.Cells, owned) {
		return term.Rectangle{}
	}
	first := b.picture(0, 0)
	return term.Rect(first.X-1, b.gy, b.gx+b.gw-first.X+1, b.gh)
}

// each calls f for every cell that is there.
func (b *placed) each(f func(col, row int)) {
	for row := range b.Rows {
		for col := range b.Cols {
			if b.Cell(col, row).Kind != game.Void {
				f(col, row)
			}
		}
	}
}

// drawRowLabels draws the labels of the rows, no further left than an area
// begins, so that they stay in sight where the board does not fit.
func (b *placed) drawRowLabels(c *term.Canvas, in term.Rectangle) {
	if b.numbered {
		return
	}
	left := max(b.gx, in.X+labelWidth(b.Board, &b.layout))
	for i, label := range b.RowLabels {
		_, y := b.picture(0, i).Middle()
		x := max(left, b.gx+i*b.shift) - 1 - term.Width(label)
		if b.ox == 0 {
			x--
		}
		c.Put(x, y, term.BoardAlt, label)
	}
}

// drawColLabels draws the labels above and below the columns, at the rims of an
// area if they would lie outside of it.
func (b *placed) drawColLabels(c *term.Canvas, br *brush, in term.Rectangle) {
	b.drawLabels(c, br, b.TopLabels, 0, max(b.gy, in.Y+1)-1)
	if b.nameless {
		return
	}
	y, row := min(b.gy+b.gh, in.Y+in.H-1), b.Rows-1
	for row > 0 && b.picture(0, row).Y >= y {
		row-- // the lowest that is seen: rows may be shifted
	}
	b.drawLabels(c, br, b.ColLabels, row, y)
}

// drawLabels draws labels in the columns of a row's cells. One that would touch
// the one before is left out.
func (b *placed) drawLabels(c *term.Canvas, br *brush, labels []string, row, y int) {
	end := 0
	for i, label := range labels {
		w := term.Width(label)
		pic := b.picture(i, row)
		x := pic.X + (pic.W-w)/2
		if w == 0 || x <= end+1 && end > 0 {
			continue
		}
		style := term.BoardAlt
		if b.isColumn(i) && br.next[b.Cell(i, 0).Spot] {
			style = term.Text
		}
		end = c.Put(x, y, style, label) - 1
	}
}

// drawGround draws a cell's background and returns it.
func (b *placed) drawGround(c *term.Canvas, col, row int, br *brush) term.Style {
	ground := b.groundOf(col, row, br)
	if ground != 0 {
		box := b.markedBox(c, col, row, br)
		c.Fill(box.X, box.Y, box.W, box.H, ground, ' ')
	}
	return ground
}

// groundOf is the background of a cell.
func (b *placed) groundOf(col, row int, br *brush) term.Style {
	cell := b.Cell(col, row)
	switch {
	case cell.Spot != "" && slices.Contains(br.picked, cell.Spot):
		return term.OnChosen
	case cell.Has(game.Win):
		return term.OnWin
	case cell.Spot != "" && br.cursor == cell.Spot:
		return term.OnTarget
	case len(br.picked) > 0 && br.next[cell.Spot], b.called(col, row):
		return term.OnTarget
	}
	return 0
}

// drawPiece draws what lies on a cell, or a point where it may be picked, and
// reports whether there was anything.
func (b *placed) drawPiece(c *term.Canvas, col, row int, br *brush, ground term.Style) bool {
	cell, pic := b.Cell(col, row), b.picture(col, row)
	piece, ok := br.info.Piece(cell.Piece)
	switch {
	case ok:
		b.drawOn(c, piece, pic, b.pieceStyle(br, piece, cell)|ground)
		b.drawCount(c, cell, pic, ground)
		return true
	case b.drawSign(c, cell, pic, br, ground):
		return true
	}
	return false
}

// drawOn draws a piece, in one line as a stone where there is room for one.
func (b *placed) drawOn(c *term.Canvas, p game.Piece, in term.Rectangle, s term.Style) {
	st, ok := b.stoneOf(c, p)
	if !ok {
		drawPiece(c, p, in, s)
		return
	}
	c.Put(in.X, in.Y, s, st.left)
	c.Put(in.X+2, in.Y, s, st.right)
	if st.cut {
		s |= term.Reverse | term.Bold
	}
	c.Put(in.X+1, in.Y, s, st.in)
}

// pieceStyle is the colour of a piece: its player's, unless it is out.
func (b *placed) pieceStyle(br *brush, p game.Piece, cell *game.Cell) term.Style {
	if cell.Has(game.Out) && !cell.Has(game.Win) {
		return term.Muted
	}
	return inkOf(br.info, p.Seat)
}

// drawSign draws what an empty cell says: that it may be picked, that the next
// move must be made there, or that nobody knows what is there.
func (b *placed) drawSign(c *term.Canvas, cell *game.Cell, pic term.Rectangle, br *brush, ground term.Style) bool {
	x, y := pic.Middle()
	switch {
	case cell.Has(game.Out):
		c.Put(x, y, term.Board|ground, "░")
	case cell.Has(game.Hidden):
		b.drawFog(c, cell, pic, br, ground)
	case cell.Spot != "" && br.next[cell.Spot]:
		style := term.BoardAlt
		if cell.Has(game.Target) {
			style = term.Accent
		}
		c.Put(x, y, style|ground, "·")
	case cell.Has(game.Target):
		c.Put(x, y, term.BoardAlt|ground, "·")
	default:
		return false
	}
	return true
}

// drawFog covers what nobody knows.
func (b *placed) drawFog(c *term.Canvas, cell *game.Cell, pic term.Rectangle, br *brush, ground term.Style) {
	r := term.Rect(pic.X-1, pic.Y, pic.W+2, pic.H)
	if b.px < r.W { // neighbours share a column
		r = term.Rect(pic.X, pic.Y, b.px, pic.H).Within(term.Rect(b.gx+1, b.gy, b.gw-2, b.gh))
	}
	switch {
	case ground != 0: // it is marked
	case !c.Shades():
		c.Fill(r.X, r.Y, r.W, r.H, term.Board, '░')
		return
	default:
		ground = term.OnDeep
		c.Fill(r.X, r.Y, r.W, r.H, ground, ' ')
	}
	if br.next[cell.Spot] {
		x, y := pic.Middle()
		c.Put(x, y, term.BoardAlt|ground, "·")
	}
}

// drawCount says how many pieces lie on a cell, where the piece alone does not.
func (b *placed) drawCount(c *term.Canvas, cell *game.Cell, pic term.Rectangle, ground term.Style) {
	if cell.Count > 1 {
		c.Put(pic.X+pic.W, pic.Y+pic.H-1, term.Text|term.Bold|ground, number(cell.Count))
	}
}

// spotAt is what a click at a place picks, or "". Of two cells whose margins
// overlap it is the right one.
func (b *placed) spotAt(x, y int) game.Spot {
	for col := b.Cols - 1; col >= 0; col-- {
		if box := b.box(col, 0); b.isColumn(col) && term.Rect(box.X, b.gy, box.W, b.gh+1).Has(x, y) {
			return b.Cell(col, 0).Spot
		}
		for row := b.Rows - 1; row >= 0; row-- {
			if spot := b.Cell(col, row).Spot; spot != "" && b.box(col, row).Has(x, y) {
				return spot
			}
		}
	}
	return ""
}

// drawButton draws a choice that is no place on a board.
func drawButton(c *term.Canvas, r term.Rectangle, label string, chosen bool) {
	if chosen {
		c.Put(r.X, r.Y, term.Accent|term.Bold|term.OnChosen, "▸ "+label+" ◂")
		return
	}
	c.Put(r.X, r.Y, term.Text|term.OnPanel, "[ "+label+" ]")
}
