// Package sqlite is the embedded journal: one SQLite file, and nothing to set
// up.
//
// One goroutine writes. It takes whatever is queued, commits it as one
// transaction and answers only after the commit, which is synced to the disk:
// the more wait, the more share one sync. A few connections read beside it,
// each from a consistent state of the file, and hold nothing while their caller
// thinks.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"crossplay/journal"
)

const (
	// MaxRecord is the largest record in bytes. A room's records have a few
	// hundred; this only keeps a mistake from filling the disk.
	MaxRecord = 16 << 20

	// readers is how many read at once; reading is brief, and each connection
	// may cache 2 MB.
	readers = 4

	// probeWait is how long Err waits for a sick disk.
	probeWait = time.Second
)

// Journal implements [journal.Journal] and [journal.Checkpoints] on one file.
type Journal struct {
	path string
	lock *os.File
	db   *sql.DB

	writer  *writer
	readers chan *reader // those that are idle
	opened  int          // how many readers there are
	queue   chan request // unbuffered: taken by the writer, or not at all
	fresh   fresh        // for those who follow
	closing chan struct{}
	written chan struct{} // closed when the writer has ended

	failure atomic.Pointer[error] // of the last write, nil when it succeeded

	once     sync.Once
	closeErr error
}

// Open opens the database, or creates it in a directory that exists. It refuses
// what it does not understand, and what another process is using, with one
// sentence for the operator, and then leaves the file as it was.
func Open(path string) (*Journal, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find the database: %w", err)
	}
	lock, err := takeLock(path)
	if err != nil {
		return nil, err
	}
	j, err := open(path)
	if err != nil {
		lock.Close()
		return nil, err
	}
	j.lock = lock
	go j.write()
	return j, nil
}

func open(path string) (*Journal, error) {
	exists, err := inspect(path)
	if err != nil {
		return nil, err
	}
	if !exists {
		if err := create(path); err != nil {
			return nil, fmt.Errorf("create the database %s: %w", path, err)
		}
	}
	j := &Journal{
		path:    path,
		readers: make(chan *reader, readers),
		queue:   make(chan request),
		closing: make(chan struct{}),
		written: make(chan struct{}),
	}
	if err := j.connect(); err != nil {
		return nil, fmt.Errorf("open the database %s: %w", path, errors.Join(err, j.disconnect()))
	}
	return j, nil
}

func (j *Journal) connect() (err error) {
	if j.db, err = sql.Open("sqlite", dsn(j.path, writing...)); err != nil {
		return err
	}
	if j.writer, err = newWriter(j.db); err != nil {
		return err
	}
	for range readers {
		r, err := newReader(j.db)
		if err != nil {
			return err
		}
		j.readers <- r
		j.opened++
	}
	return nil
}

// disconnect waits for those who read.
func (j *Journal) disconnect() (err error) {
	for range j.opened {
		err = errors.Join(err, (<-j.readers).close())
	}
	if j.writer != nil {
		err = errors.Join(err, j.writer.close())
	}
	if j.db != nil {
		err = errors.Join(err, j.db.Close())
	}
	return err
}

// Append implements [journal.Journal]. An append whose context ends while it is
// queued is not written; later, on a disk that stalls, it may be or not. Errors
// other than a conflict, and those of the context, are [journal.ErrNotSaved].
func (j *Journal) Append(ctx context.Context, stream journal.Stream, after journal.Pos, r journal.Record) (journal.Pos, error) {
	if len(r) > MaxRecord {
		return 0, fmt.Errorf("%w (append to %s: a record of %d bytes is too large)", journal.ErrNotSaved, stream, len(r))
	}
	answer, err := j.submit(ctx, request{
		size:  len(r),
		do:    func(w *writer) (journal.Pos, error) { return w.append(stream, after, r) },
		entry: journal.Entry{Stream: stream, Record: r},
	})
	if err == nil {
		a := j.await(ctx, answer)
		if a.err == nil {
			return a.pos, nil
		}
		err = a.err
	}
	if errors.Is(err, journal.ErrConflict) || ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return 0, err
	}
	return 0, fmt.Errorf("%w (append to %s: %w)", journal.ErrNotSaved, stream, err)
}

// Err says why the last write failed, or nil. A journal that has failed tries
// the disk again, for a second at most, so that it recovers although nobody
// plays.
func (j *Journal) Err() error {
	failure := j.failure.Load()
	if failure == nil {
		return nil
	}
	err := *failure
	ctx, cancel := context.WithTimeout(context.Background(), probeWait)
	defer cancel()
	if answer, no := j.submit(ctx, request{size: probeSize, do: (*writer).probe}); no == nil {
		select {
		case a := <-answer:
			err = a.err
		case <-ctx.Done():
		}
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("the journal cannot be written: %w", err)
}

// Close writes what is queued, waits for those who read, and leaves everything
// in the one file. Later calls fail with [journal.ErrClosed]. It is safe to call more
// than once.
func (j *Journal) Close() error {
	j.once.Do(func() {
		close(j.closing)
		<-j.written
		j.closeErr = errors.Join(j.disconnect(), j.lock.Close())
		if j.closeErr != nil {
			j.closeErr = fmt.Errorf("close the database %s: %w", j.path, j.closeErr)
		}
	})
	return j.closeErr
}

// number is a position as SQLite counts, which ends earlier.
func number(p journal.Pos) int64 { return int64(min(p, math.MaxInt64)) }

// sum finds records that the disk has changed; SQLite itself does not look
// inside them.
func sum(r []byte) int64 { return int64(crc32.Checksum(r, castagnoli)) }

var castagnoli = crc32.MakeTable(crc32.Castagnoli)
