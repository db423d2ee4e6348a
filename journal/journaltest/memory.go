package journaltest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"

	"crossplay/journal"
)

// gap is how far positions lie apart, so that nobody counts on their being
// consecutive.
const gap = 7

// Memory is a journal that forgets when the process ends and fails when it is
// told to.
type Memory struct {
	mu     sync.Mutex
	all    []journal.Entry
	ends   map[journal.Stream]journal.Pos
	marks  map[string]journal.Entry // checkpoints by name
	grown  chan struct{}            // closed and replaced by each append
	closed chan struct{}
	before error // appends fail with it and write nothing
	after  error // appends write and fail with it
}

// NewMemory is an empty journal.
func NewMemory() *Memory {
	return &Memory{
		ends: make(map[journal.Stream]journal.Pos), marks: make(map[string]journal.Entry),
		grown: make(chan struct{}), closed: make(chan struct{}),
	}
}

// Close ends those who follow, and further appends.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.isClosed() {
		close(m.closed)
	}
	return nil
}

func (m *Memory) isClosed() bool {
	select {
	case <-m.closed:
		return true
	default:
		return false
	}
}

// FailBefore makes each further append fail with err before it has written
// anything, as on a full disk. Nil heals it.
func (m *Memory) FailBefore(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.before = err
}

// FailAfter makes each further append fail with err after it has written, as
// when the answer is lost on the way. Nil heals it.
func (m *Memory) FailAfter(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.after = err
}

// Err is the failure that the next append will meet.
func (m *Memory) Err() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return errors.Join(m.before, m.after)
}

// Append implements [journal.Journal].
func (m *Memory) Append(ctx context.Context, stream journal.Stream, after journal.Pos, r journal.Record) (journal.Pos, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if m.isClosed() {
		return 0, journal.ErrClosed
	}
	if m.before != nil {
		return 0, fmt.Errorf("append to %s: %w", stream, m.before)
	}
	if m.ends[stream] != after {
		return 0, journal.ErrConflict
	}
	pos := journal.Pos(len(m.all)+1) * gap
	m.all = append(m.all, journal.Entry{Stream: stream, Pos: pos, Record: clone(r)})
	m.ends[stream] = pos
	close(m.grown)
	m.grown = make(chan struct{})
	if m.after != nil {
		return 0, fmt.Errorf("append to %s: %w", stream, m.after)
	}
	return pos, nil
}

// Read implements [journal.Journal].
func (m *Memory) Read(ctx context.Context, stream journal.Stream, after journal.Pos) iter.Seq2[journal.Entry, error] {
	return m.read(ctx, after, func(e journal.Entry) bool { return e.Stream == stream })
}

// All implements [journal.Journal].
func (m *Memory) All(ctx context.Context, after journal.Pos) iter.Seq2[journal.Entry, error] {
	return m.read(ctx, after, func(journal.Entry) bool { return true })
}

func (m *Memory) read(ctx context.Context, after journal.Pos, match func(journal.Entry) bool) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		for last := after; ; {
			if err := ctx.Err(); err != nil {
				yield(journal.Entry{}, err)
				return
			}
			e, ok, _ := m.next(last, match)
			if !ok || !yield(e, nil) {
				return
			}
			last = e.Pos
		}
	}
}

// Follow implements [journal.Journal].
func (m *Memory) Follow(ctx context.Context, after journal.Pos) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		for last := after; ; {
			if err := ctx.Err(); err != nil {
				yield(journal.Entry{}, err)
				return
			}
			e, ok, grown := m.next(last, func(journal.Entry) bool { return true })
			if ok {
				if !yield(e, nil) {
					return
				}
				last = e.Pos
				continue
			}
			select {
			case <-grown:
			case <-ctx.Done():
			case <-m.closed:
				yield(journal.Entry{}, journal.ErrClosed)
				return
			}
		}
	}
}

// next finds the first match behind after, or what is closed when there is more.
// The lock is not held while a reader thinks about it.
func (m *Memory) next(after journal.Pos, match func(journal.Entry) bool) (e journal.Entry, ok bool, grown <-chan struct{}) {
	m.mu.Lock()
	defer m.mu.Unlock()
	from := min(after/gap, journal.Pos(len(m.all)))
	for _, e := range m.all[from:] {
		if match(e) {
			e.Record = clone(e.Record)
			return e, true, nil
		}
	}
	return journal.Entry{}, false, m.grown
}

// SaveCheckpoint implements [journal.Checkpoints].
func (m *Memory) SaveCheckpoint(ctx context.Context, name string, pos journal.Pos, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := errors.Join(ctx.Err(), m.before); err != nil {
		return fmt.Errorf("save the checkpoint %s: %w", name, err)
	}
	m.marks[name] = journal.Entry{Pos: pos, Record: clone(data)}
	return nil
}

// LoadCheckpoint implements [journal.Checkpoints].
func (m *Memory) LoadCheckpoint(ctx context.Context, name string) (journal.Pos, []byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return 0, nil, err
	}
	c := m.marks[name]
	return c.Pos, slices.Clone(c.Record), nil
}

// clone is never nil: a record may be empty, but it is there.
func clone(r []byte) journal.Record { return append(journal.Record{}, r...) }
