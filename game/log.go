package game

import (
	"iter"
	"slices"
	"sync"
	"sync/atomic"
)

// Log is where a position keeps what its log says, once somebody has asked for it: the
// position after it then adds a line, and writes none of those before again. However
// long a game is, the log of its next position costs the same. The zero value keeps
// nothing yet. It is safe for concurrent use, and must not be copied.
type Log struct{ kept atomic.Pointer[page] }

// page is the log of one position: so many lines of a book.
type page struct {
	book *book
	n    int
}

// book has the lines that positions which follow one another share. Lines are added to
// it, and none is ever changed.
type book struct {
	mu    sync.Mutex
	lines []Step
}

// Logged is the log that is given backwards: each line with the place where the log that
// ends with it is kept. Nobody may change it.
func Logged(back iter.Seq2[*Log, Step]) []Step {
	var newest *Log
	var missing []Step
	before := page{book: new(book)}
	for at, line := range back {
		if newest == nil {
			newest = at
		}
		if p := at.kept.Load(); p != nil {
			before = *p
			break
		}
		missing = append(missing, line)
	}
	if newest == nil {
		return nil
	}
	slices.Reverse(missing)
	p := before.with(missing)
	newest.kept.Store(p)
	return p.book.first(p.n)
}

// with is the page with more lines on it, in the same book unless somebody else has gone
// on there in another way, as after a move was taken back.
func (p page) with(more []Step) *page {
	if len(more) == 0 {
		return &p
	}
	b := p.book
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.lines) != p.n {
		b = &book{lines: slices.Clone(b.lines[:p.n])}
	}
	b.lines = append(b.lines, more...)
	return &page{b, len(b.lines)}
}

// first are the first lines of the book.
func (b *book) first(n int) []Step {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.lines[:n:n]
}
