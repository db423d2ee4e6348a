package board

import (
	"crossplay/ssh/term"
)

// slots are the round holes of a standing frame. Above them is a line for what
// hangs over a column.
var slots = renderer{
	sizes: func() (all []size) {
		add := func(w, k, gapX, gapY int) {
			all = append(all, size{w: w, k: k, px: w + gapX, py: k + gapY, ox: 2, oy: 1})
		}
		for k := maxPicture; k > 2; k-- {
			add(2*k, k, 2, 1)
		}
		add(4, 2, 2, 1)
		add(4, 2, 2, 0)
		add(4, 2, 1, 0)
		add(stoneWidth, 1, 1, 0)
		add(1, 1, 1, 0)
		return all
	}(),
	ground: drawFrame,
	cell:   drawSlot,
}

// drawFrame draws the standing frame of slots, open at the top.
func drawFrame(b *placed, c *term.Canvas, _ *brush) {
	c.Box(b.gx, b.gy, b.gw, b.gh, term.Board, "")
	c.Fill(b.gx, b.gy, b.gw, 1, term.Text, ' ')
}

// drawSlot draws a slot, empty or not.
func drawSlot(b *placed, c *term.Canvas, col, row int, br *brush) {
	ground := b.drawGround(c, col, row, br)
	cell, pic := b.Cell(col, row), b.picture(col, row)
	if ground == term.OnTarget && row > 0 { // all of the column
		c.Fill(pic.X-1, pic.Y-b.py+b.k, pic.W+2, b.py-b.k, ground, ' ')
	}
	switch piece, ok := br.info.Piece(cell.Piece); {
	case ok && b.py == b.k && b.k > 1:
		drawTouching(c, piece, pic, b.pieceStyle(br, piece, cell)|ground)
		return
	case ok:
		b.drawOn(c, piece, pic, b.pieceStyle(br, piece, cell)|ground)
		return
	}
	if b.k > 1 && !c.ASCII {
		c.Box(pic.X, pic.Y, pic.W, pic.H, term.Board|ground, "")
		return
	}
	x, y := pic.Middle()
	c.Put(x, y, term.BoardAlt|ground, "·")
}

// columnMarks draws what hangs over a column that is picked as one.
func (b *placed) columnMarks(c *term.Canvas, col int, br *brush) {
	box, spot := b.box(col, 0), b.Cell(col, 0).Spot
	x := box.X + (box.W-1)/2
	switch {
	case br.pending == spot:
		c.Put(x, b.gy, term.Accent|term.Bold, "…")
	case br.cursor == spot && br.pending == "" && b.k > 1:
		c.Centre(box.X, b.gy, box.W, term.Accent|term.Bold, "▼▼")
	case br.cursor == spot && br.pending == "":
		c.Put(x, b.gy, term.Accent|term.Bold, "▼")
	}
}
