package term

import (
	"slices"
	"strconv"
)

// syncFrom is from how many bytes on a frame is wrapped in synchronised output.
// Shorter ones arrive in one packet anyway.
const syncFrom = 1024

// pen is where the terminal's cursor is and what it would draw, as far as the
// bytes written so far tell.
type pen struct {
	look  Look
	style Style
	url   string
	x, y  int // x < 0: unknown
}

// appendFrame appends what turns the picture old into next on a terminal. Old
// is nil, or another size or look, when nothing is known about the terminal's
// picture: then all of it is painted anew.
func appendFrame(b []byte, old, next *Canvas) []byte {
	start := len(b)
	fresh := old == nil || old.W != next.W || old.H != next.H || old.look != next.look
	if fresh {
		b = append(b, "\x1b[?25l\x1b[0m\x1b[2J"...)
	}
	p := pen{look: next.look, x: -1}
	alike := !fresh && agree(old, next)
	for y := range next.H {
		for x := 0; x < next.W; x++ {
			i := y*next.W + x
			if alike && x+stretch <= next.W && *(*[stretch]Cell)(old.cells[i:]) == *(*[stretch]Cell)(next.cells[i:]) {
				x += stretch - 1
				continue
			}
			cell := next.cells[i]
			if cell.width == 0 {
				continue // drawn by the left half
			}
			unchanged := fresh && cell == blank || !fresh && same(old, next, i)
			if cell.width == 2 && unchanged {
				unchanged = !fresh && same(old, next, i+1)
			}
			if !unchanged {
				b = p.draw(b, next, x, y, cell)
			}
		}
	}
	b = p.rest(b)
	b = appendCursor(b, old, next, fresh, len(b) > start)
	if len(b)-start >= syncFrom {
		b = wrap(b, start, "\x1b[?2026h", "\x1b[?2026l")
	}
	return b
}

// stretch is how many cells are compared at once: most of a picture is as it was.
const stretch = 16

// agree reports whether cells of two canvases that are equal look the same: what they
// refer to is the same, as far as both have it.
func agree(a, b *Canvas) bool {
	n, m := min(len(a.clusters), len(b.clusters)), min(len(a.links), len(b.links))
	return slices.Equal(a.clusters[:n], b.clusters[:n]) && slices.Equal(a.links[:m], b.links[:m])
}

// draw appends one cell.
func (p *pen) draw(b []byte, c *Canvas, x, y int, cell Cell) []byte {
	switch {
	case p.x < 0 || p.y != y:
		b = appendPosition(b, x, y)
	case p.x < x:
		b = append(b, "\x1b["...)
		if x-p.x > 1 {
			b = strconv.AppendInt(b, int64(x-p.x), 10)
		}
		b = append(b, 'C')
	}
	if cell.style != p.style {
		b = p.look.appendSGR(b, cell.style)
		p.style = cell.style
	}
	if url := c.url(cell); url != p.url {
		b = appendLink(b, url)
		p.url = url
	}
	b = c.appendGlyph(b, cell)
	p.x, p.y = x+int(cell.width), y
	if !steady(cell) || p.x == c.W {
		p.x = -1
	}
	return b
}

// steady reports whether every terminal agrees how far a cell's text moves the
// cursor, and never joins it with what comes next. After any other we say
// where to go on, so that a disagreement is over with the cell.
func steady(c Cell) bool {
	return c.width == 1 && (c.glyph < 0x300 || c.glyph >= 0x2500 && c.glyph < 0x25a0)
}

// rest takes style and link back, so that each frame starts from the same.
func (p *pen) rest(b []byte) []byte {
	if p.url != "" {
		b = appendLink(b, "")
	}
	if p.style != Text {
		b = append(b, "\x1b[0m"...)
	}
	return b
}

// appendCursor puts the terminal's own cursor where it belongs.
func appendCursor(b []byte, old, next *Canvas, fresh, moved bool) []byte {
	shown := !fresh && old.CursorShown
	if !next.CursorShown {
		if shown {
			b = append(b, "\x1b[?25l"...)
		}
		return b
	}
	if moved || !shown || old.CursorX != next.CursorX || old.CursorY != next.CursorY {
		b = appendPosition(b, min(max(next.CursorX, 0), next.W-1), min(max(next.CursorY, 0), next.H-1))
	}
	if !shown {
		b = append(b, "\x1b[?25h"...)
	}
	return b
}

func appendPosition(b []byte, x, y int) []byte {
	b = append(b, "\x1b["...)
	b = strconv.AppendInt(b, int64(y+1), 10)
	if x > 0 {
		b = append(b, ';')
		b = strconv.AppendInt(b, int64(x+1), 10)
	}
	return append(b, 'H')
}

func appendLink(b []byte, url string) []byte {
	b = append(b, "\x1b]8;;"...)
	b = append(b, url...)
	return append(b, "\x1b\\"...)
}

// wrap puts text before and behind what was appended since start.
func wrap(b []byte, start int, before, behind string) []byte {
	b = append(b, before...)
	copy(b[start+len(before):], b[start:])
	copy(b[start:], before)
	return append(b, behind...)
}
