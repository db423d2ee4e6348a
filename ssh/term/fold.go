package term

import (
	"encoding/binary"
	"time"
)

// foldAfter is when a picture is folded that stays as it is: longer than between two
// seconds of a clock.
const foldAfter = 1500 * time.Millisecond

// folded is a picture that has not changed for a while, in a tenth of its memory: of
// 80 by 24 cells one has 15 KB, which is a sixth of all that an idle session takes.
type folded struct {
	rest Canvas // without cells
	runs []byte // see appendRuns
}

// fold folds a canvas, which must not be used afterwards.
func fold(c *Canvas) *folded {
	f := &folded{rest: *c}
	f.rest.cells, f.rest.clusters, f.rest.links = nil, append([]string(nil), c.clusters...), append([]string(nil), c.links...)
	buf := buffers.Get().(*[]byte)
	*buf = appendRuns((*buf)[:0], c.cells)
	f.runs = append([]byte(nil), *buf...)
	if cap(*buf) <= keptBuffer {
		buffers.Put(buf)
	}
	c.Free()
	return f
}

// unfold returns the canvas as it was.
func (f *folded) unfold() *Canvas {
	c := NewCanvas(f.rest.W, f.rest.H)
	cells := c.cells
	readRuns(cells, f.runs)
	*c = f.rest
	c.cells = cells
	return c
}

// appendRuns appends cells as runs of those that are equal: of each how many there are
// and the glyph, behind style, width and link where they are not those of the run before.
func appendRuns(b []byte, cells []Cell) []byte {
	before := blank
	for len(cells) > 0 {
		next := cells[0]
		n := 1
		for n < len(cells) && cells[n] == next {
			n++
		}
		cells = cells[n:]
		if next.style == before.style && next.width == before.width && next.link == before.link {
			b = binary.AppendUvarint(b, uint64(n)<<1)
		} else {
			b = binary.AppendUvarint(b, uint64(n)<<1|1)
			b = binary.AppendUvarint(b, uint64(next.style))
			b = append(b, next.width, next.link)
		}
		b = binary.AppendUvarint(b, uint64(next.glyph))
		before = next
	}
	return b
}

// readRuns reads what appendRuns has written.
func readRuns(cells []Cell, b []byte) {
	number := func() uint64 {
		n, size := binary.Uvarint(b)
		b = b[size:]
		return n
	}
	for next := blank; len(cells) > 0; {
		n := number()
		if n&1 != 0 {
			next.style = Style(number())
			next.width, next.link = b[0], b[1]
			b = b[2:]
		}
		next.glyph = uint32(number())
		for i := range cells[:n>>1] {
			cells[i] = next
		}
		cells = cells[n>>1:]
	}
}

// fold folds the picture, unless another is being written.
func (s *screen) fold() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.writing && s.kept != nil && s.kept.shared == nil {
		s.folded, s.kept = fold(s.kept), nil
	}
}

// shown is the terminal's picture, or nil where nothing is known of it. Whoever writes
// calls it, or, while nobody does, who holds the lock.
func (s *screen) shown() *Canvas {
	if s.folded != nil {
		s.kept, s.folded = s.folded.unfold(), nil
	}
	return s.kept
}

// drop forgets the picture.
func (s *screen) drop() {
	if s.kept != nil {
		s.kept.Free()
	}
	s.kept, s.folded = nil, nil
}
