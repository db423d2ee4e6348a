package sqlite

import (
	"context"
	"fmt"
	"iter"
	"sync"

	"crossplay/journal"
)

// Follow implements [journal.Journal]. A commit only wakes those who follow.
// Each reads from the file at its own speed, and everybody after a burst: SQLite
// shows no transaction before the log is synced.
func (j *Journal) Follow(ctx context.Context, after journal.Pos) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		for last := after; ; {
			grown := j.grown.next() // before reading, so that nothing falls between
			for e, err := range j.All(ctx, last) {
				if !yield(e, err) || err != nil {
					return
				}
				last = e.Pos
			}
			var err error
			select {
			case <-grown:
				continue
			case <-j.closing:
				err = journal.ErrClosed
			case <-ctx.Done():
				err = ctx.Err()
			}
			yield(journal.Entry{}, fmt.Errorf("follow the journal: %w", err))
			return
		}
	}
}

// growth is waited for by any number.
type growth struct {
	mu      sync.Mutex
	waiting chan struct{} // nil while nobody does
}

// next is closed when the journal grows.
func (g *growth) next() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.waiting == nil {
		g.waiting = make(chan struct{})
	}
	return g.waiting
}

func (g *growth) wake() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.waiting != nil {
		close(g.waiting)
		g.waiting = nil
	}
}
