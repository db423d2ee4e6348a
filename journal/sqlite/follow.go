package sqlite

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"sort"
	"sync"

	"crossplay/journal"
)

// maxFresh is how many of the newest entries are kept for those who follow, and
// maxFreshBytes how many bytes: more than are appended while they are late. The archive
// is by a tenth of a second, and longer while hundreds of games end together; to read
// a move back from the file takes ten times as long as to be handed it.
const (
	maxFresh      = 4096
	maxFreshBytes = 1 << 20
)

// Follow implements [journal.Journal]. Whoever keeps up is handed what was
// committed; whoever does not reads from the file, at their own speed. SQLite
// shows no transaction before the log is synced.
func (j *Journal) Follow(ctx context.Context, after journal.Pos) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		for last := after; ; {
			entries, grown, ok := j.fresh.behind(last)
			for _, e := range entries {
				if ctx.Err() != nil {
					break
				}
				if !yield(e, nil) {
					return
				}
				last = e.Pos
			}
			if len(entries) > 0 && ctx.Err() == nil {
				continue
			}
			if !ok {
				for e, err := range j.All(ctx, last) {
					if !yield(e, err) || err != nil {
						return
					}
					last = e.Pos
				}
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

// fresh are the newest entries of the journal. Those who follow share them, and
// change nothing.
type fresh struct {
	mu      sync.Mutex
	entries []journal.Entry
	bytes   int
	from    journal.Pos   // everything behind it is in entries; of no meaning while there are none
	waiting chan struct{} // closed when there are more; nil while nobody waits
}

// behind returns the entries behind a position, and what is closed when there are
// more. It fails where it does not have them all.
func (f *fresh) behind(pos journal.Pos) (entries []journal.Entry, grown <-chan struct{}, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.waiting == nil {
		f.waiting = make(chan struct{})
	}
	if len(f.entries) == 0 || pos < f.from {
		return nil, f.waiting, false
	}
	i := sort.Search(len(f.entries), func(i int) bool { return f.entries[i].Pos > pos })
	return f.entries[i:len(f.entries):len(f.entries)], f.waiting, true
}

// add takes in what was committed, of which there is something. All that is
// appended to the file comes here in its order, but for what was written although
// SQLite said that it was not.
func (f *fresh) add(committed []journal.Entry) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n := len(f.entries); n == 0 || f.entries[n-1].Pos+1 != committed[0].Pos {
		f.entries, f.bytes, f.from = nil, 0, committed[0].Pos-1
	}
	f.entries = append(f.entries, committed...)
	for _, e := range committed {
		f.bytes += len(e.Record)
	}
	if len(f.entries) > maxFresh || f.bytes > maxFreshBytes {
		f.shorten()
	}
	if f.waiting != nil {
		close(f.waiting)
		f.waiting = nil
	}
}

// shorten keeps half of what may be kept, so that it is seldom done.
func (f *fresh) shorten() {
	cut := 0
	for ; len(f.entries)-cut > maxFresh/2 || f.bytes > maxFreshBytes/2; cut++ {
		f.bytes -= len(f.entries[cut].Record)
	}
	f.from = f.entries[cut-1].Pos
	f.entries = slices.Clone(f.entries[cut:])
}
