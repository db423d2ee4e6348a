package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"crossplay/journal"
)

// A reader takes pageEntries entries at a time, or about pageBytes: large
// enough that the cost of asking does not matter, and small enough that a slow
// caller holds little memory. Between pages it holds no connection.
const (
	pageEntries = 256
	pageBytes   = 1 << 20
)

// reader is a connection that only reads.
type reader struct {
	*connection
	stream, all, checkpoint *sql.Stmt
}

func newReader(db *sql.DB) (*reader, error) {
	var r reader
	var err error
	r.connection, err = connect(db, "pragma query_only = on", map[**sql.Stmt]string{
		&r.stream:     "select stream, pos, record, sum from entry where stream = ? and pos > ? order by pos limit ?",
		&r.all:        "select stream, pos, record, sum from entry where pos > ? order by pos limit ?",
		&r.checkpoint: "select pos, data from checkpoint where name = ?",
	})
	if err != nil {
		return nil, err
	}
	return &r, nil
}

// Read implements [journal.Journal].
func (j *Journal) Read(ctx context.Context, stream journal.Stream, after journal.Pos) iter.Seq2[journal.Entry, error] {
	return j.pages(ctx, after, func(r *reader, last journal.Pos) (*sql.Rows, error) {
		return r.stream.Query(string(stream), number(last), pageEntries)
	})
}

// All implements [journal.Journal].
func (j *Journal) All(ctx context.Context, after journal.Pos) iter.Seq2[journal.Entry, error] {
	return j.pages(ctx, after, func(r *reader, last journal.Pos) (*sql.Rows, error) {
		return r.all.Query(number(last), pageEntries)
	})
}

// pages yields page after page until one is not full.
func (j *Journal) pages(ctx context.Context, after journal.Pos, ask func(*reader, journal.Pos) (*sql.Rows, error)) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		last := after
		for more := true; more; {
			var page []journal.Entry
			err := j.reading(ctx, func(r *reader) (err error) {
				page, more, err = readPage(func() (*sql.Rows, error) { return ask(r, last) })
				return err
			})
			for _, e := range page {
				if ctx.Err() != nil {
					break
				}
				last = e.Pos
				if !yield(e, nil) {
					return
				}
			}
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(journal.Entry{}, fmt.Errorf("read the journal: %w", err))
				return
			}
		}
	}
}

// reading lends a connection. A page is small, so it is not interrupted.
func (j *Journal) reading(ctx context.Context, do func(*reader) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case <-j.closing:
		return journal.ErrClosed
	default:
	}
	select {
	case r := <-j.readers:
		defer func() { j.readers <- r }()
		return do(r)
	case <-j.closing:
		return journal.ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

// readPage reports whether there may be more. Entries before an error are good.
func readPage(ask func() (*sql.Rows, error)) (page []journal.Entry, more bool, err error) {
	rows, err := ask()
	if err != nil {
		return nil, false, err
	}
	defer rows.Close()
	for size := 0; rows.Next(); {
		var stream string
		var record []byte
		var pos, kept int64
		if err := rows.Scan(&stream, &pos, &record, &kept); err != nil {
			return page, false, err
		}
		if sum(record) != kept {
			return page, false, fmt.Errorf("the database is damaged: the record at position %d of %s has changed", pos, stream)
		}
		page = append(page, journal.Entry{Stream: journal.Stream(stream), Pos: journal.Pos(pos), Record: record})
		if size += len(record); size >= pageBytes {
			return page, true, nil
		}
	}
	return page, len(page) == pageEntries, rows.Err()
}

// SaveCheckpoint implements [journal.Checkpoints].
func (j *Journal) SaveCheckpoint(ctx context.Context, name string, pos journal.Pos, data []byte) error {
	answer, err := j.submit(ctx, request{
		size: len(data),
		do:   func(w *writer) (journal.Pos, error) { return 0, w.saveCheckpoint(name, pos, data) },
	})
	if err == nil {
		err = j.await(ctx, answer).err
	}
	if err != nil {
		return fmt.Errorf("save the checkpoint %s: %w", name, err)
	}
	return nil
}

// LoadCheckpoint implements [journal.Checkpoints].
func (j *Journal) LoadCheckpoint(ctx context.Context, name string) (pos journal.Pos, data []byte, err error) {
	err = j.reading(ctx, func(r *reader) error {
		var p int64
		err := r.checkpoint.QueryRow(name).Scan(&p, &data)
		pos = journal.Pos(p)
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil, nil
	}
	if err != nil {
		return 0, nil, fmt.Errorf("load the checkpoint %s: %w", name, err)
	}
	return pos, data, nil
}
