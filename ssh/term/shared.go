package term

import (
	"sync"
	"sync/atomic"
)

// Sharer is a [Model] whose picture is at times the same as that of many others:
// then it is drawn once, and so are the bytes that turn the picture before into
// it.
type Sharer interface {
	// Share returns where a picture of this size and look is kept, if others draw
	// the very same, or nil. It is called instead of Draw; the first of those who
	// share draws.
	Share(w, h int, look Look) *Shared
}

// Shared is a picture that many terminals show. The zero value is ready.
type Shared struct {
	draw   sync.Once
	canvas *Canvas

	mu     sync.Mutex
	deltas []delta // the newest last
}

// delta is what turns another shared picture into this one.
type delta struct {
	from  uint64
	bytes []byte
}

// maxDeltas is how many deltas are kept of a picture. Most terminals come from
// the picture before; those that were slow, from one or two earlier.
const maxDeltas = 4

// pictures numbers the shared ones, so that none holds on to those before it.
var pictures atomic.Uint64

// picture returns the canvas, drawing it if nobody has.
func (s *Shared) picture(w, h int, look Look, draw func(*Canvas)) *Canvas {
	s.draw.Do(func() {
		c := look.Canvas(w, h)
		draw(c)
		c.shared, c.number = s, pictures.Add(1)
		s.canvas = c
	})
	if s.canvas == nil { // whoever drew it broke
		c := look.Canvas(w, h)
		draw(c)
		return c
	}
	return s.canvas
}

// after returns what turns old into the picture.
func (s *Shared) after(old *Canvas) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.deltas {
		if d.from == old.number {
			return d.bytes
		}
	}
	d := delta{old.number, appendFrame(nil, old, s.canvas)}
	if len(s.deltas) == maxDeltas {
		s.deltas = append(s.deltas[:0], s.deltas[1:]...)
	}
	s.deltas = append(s.deltas, d)
	return d.bytes
}
