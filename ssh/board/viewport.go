package board

import (
	"crossplay/game"
	"crossplay/ssh/term"
)

// viewport is how far boards that do not fit are moved up and to the left.
type viewport struct{ x, y int }

// rim is how much is seen around what the view follows, in columns; half of it
// in lines.
const rim = 4

// follow moves the boards so that a part of the screen is in sight, and no
// further than that takes.
func (v viewport) follow(p *plan, to term.Rectangle) viewport {
	if !p.more {
		return viewport{}
	}
	in := p.inner()
	w, h := p.extent()
	v.x = keep(v.x, to.X-in.X-rim, to.X+to.W-in.X-in.W+rim, w-in.W)
	v.y = keep(v.y, to.Y-in.Y-rim/2, to.Y+to.H-in.Y-in.H+rim/2, h-in.H)
	for i := range p.boards {
		b := &p.boards[i]
		b.at(b.area.X-v.x, b.area.Y-v.y, b.area.W, b.area.H)
	}
	return v
}

// keep is the nearest to at that is not beyond low, nor before high, and within
// zero and most.
func keep(at, low, high, most int) int {
	at = max(min(at, low), high)
	return max(0, min(at, most))
}

// inner is the part of the view where cells are seen: without the labels of a
// single board, which stay in sight.
func (p *plan) inner() term.Rectangle {
	in := p.view
	if len(p.boards) != 1 {
		return in
	}
	b := &p.boards[0]
	left := labelWidth(b.Board, &b.layout)
	in.X, in.W = in.X+left, in.W-left
	if b.titled {
		in.Y, in.H = in.Y+1, in.H-1
	}
	if len(b.TopLabels) > 0 {
		in.Y, in.H = in.Y+1, in.H-1
	}
	if len(b.ColLabels) > 0 {
		in.H--
	}
	return in
}

// extent is how much room the cells take.
func (p *plan) extent() (w, h int) {
	if len(p.boards) == 1 {
		return p.boards[0].gw, p.boards[0].gh
	}
	return p.w, p.h
}

// focus is what should be in sight: where the cursor is, or else the last move.
func (p *plan) focus(cur cursor) term.Rectangle {
	if b := p.at(cur); b != nil && cur.spot != "" {
		box := b.box(cur.col, cur.row)
		if len(p.boards) > 1 { // and of its board more than of the others
			around := p.view.H / 3
			box = term.Rect(box.X, box.Y-around, box.W, box.H+2*around).Within(b.area)
		}
		return box
	}
	for i := range p.boards {
		b := &p.boards[i]
		for j := range b.Cells {
			if b.Cells[j].Has(game.Last) {
				return b.box(j%b.Cols, j/b.Cols)
			}
		}
	}
	if len(p.boards) == 0 {
		return p.view
	}
	b := &p.boards[0]
	return b.box(b.Cols/2, b.Rows/2)
}

// drawBoards draws what is in sight of the boards, and arrows where there is
// more.
func (p *plan) drawBoards(c *term.Canvas, br *brush, v viewport) {
	if !p.more {
		for i := range p.boards {
			b := &p.boards[i]
			b.drawRowLabels(c, b.area)
			b.drawColLabels(c, br, b.area)
			b.draw(c, br)
		}
		return
	}
	all, in := p.view, p.inner()
	for i := range p.boards {
		b, at := &p.boards[i], all
		if len(p.boards) > 1 {
			at = b.area
		}
		c.Clip(all.X, in.Y, all.W, in.H)
		b.drawRowLabels(c, at)
		c.Clip(in.X, all.Y, in.W, all.H)
		b.drawColLabels(c, br, at)
		c.Clip(in.X, in.Y, in.W, in.H)
		b.draw(c, br)
	}
	c.Unclip()
	w, h := p.extent()
	x, y := in.Middle()
	arrow := func(on bool, x, y int, sign string) {
		if on {
			c.Put(x, y, term.Accent|term.Bold, sign)
		}
	}
	arrow(v.x > 0, in.X, y, "◂")
	arrow(v.x+in.W < w, in.X+in.W-1, y, "▸")
	arrow(v.y > 0, x, in.Y, "▴")
	arrow(v.y+in.H < h, x, in.Y+in.H-1, "▾")
}
