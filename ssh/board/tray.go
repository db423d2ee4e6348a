package board

import (
	"slices"

	"crossplay/game"
	"crossplay/ssh/term"
)

// tray is what lies beside the board, without a grid: large only if it is dice,
// and in one line with its title otherwise.
var tray = renderer{
	sizes: []size{
		{w: dieWidth, k: dieHeight, px: dieWidth + 2, py: dieHeight + 1, ox: 1},
		{w: 3, k: 1, px: 5, py: 1},
	},
	suits: func(b *game.Board, info game.Info, s size) bool {
		dice := false
		for _, c := range b.Cells {
			p, ok := info.Piece(c.Piece)
			_, die := pips[p.Shape]
			dice = dice || die
			if ok && !die && p.Shape != game.Glyph {
				return s.k == 1
			}
		}
		return s.k == 1 || dice
	},
	lay: func(b *game.Board, s size) layout {
		if slices.ContainsFunc(b.Cells, func(c game.Cell) bool { return c.Count > 1 }) && s.k == 1 {
			s.px++
		}
		if s.k == 1 && b.Title != "" {
			s.ox = term.Width(b.Title) + 2
		}
		l := evenly(b, s)
		l.gw -= s.ox // there is nothing behind the last
		return l
	},
	marks: func(b *placed, c *term.Canvas, col, row int, br *brush) {
		cell := b.Cell(col, row)
		p, _ := br.info.Piece(cell.Piece)
		if _, die := pips[p.Shape]; !die && !cell.Has(game.Out) { // those show it themselves
			b.drawMarks(c, col, row, br)
		}
	},
	ground: func(b *placed, c *term.Canvas, _ *brush) {
		if b.k == 1 {
			c.Put(b.gx, b.gy, term.Muted, b.Title)
		}
	},
}
