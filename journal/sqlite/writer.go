package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"crossplay/journal"
)

const (
	// maxBatch and maxBatchBytes end a transaction, so that the first in it
	// does not wait for ever on the rest.
	maxBatch      = 512
	maxBatchBytes = 1 << 20

	// probeSize needs free pages, as an append does; a smaller row might find
	// room on a disk that is full.
	probeSize = 16 << 10

	// maxEnds is of how many streams the end is remembered: more than are written to
	// in one minute, in 1 MB.
	maxEnds = 8 << 10
)

// request is something to write in the next transaction.
type request struct {
	size   int
	do     func(*writer) (journal.Pos, error)
	entry  journal.Entry // that it appends, whose position it returns; zero: none
	answer chan<- answer // has room, so that the writer never waits
}

type answer struct {
	pos journal.Pos
	err error
}

// submit queues a write. An error means that it will not be done; otherwise
// the answer comes after the commit.
func (j *Journal) submit(ctx context.Context, r request) (<-chan answer, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case <-j.closing:
		return nil, journal.ErrClosed
	default:
	}
	a := make(chan answer, 1)
	r.answer = a
	select {
	case j.queue <- r:
		return a, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-j.written:
		return nil, journal.ErrClosed
	}
}

// await waits for the answer to a write that was taken, as long as its caller
// does. A disk that does not answer in time counts as one that fails: Err says so
// until it does.
func (j *Journal) await(ctx context.Context, from <-chan answer) answer {
	select {
	case a := <-from:
		return a
	case <-ctx.Done():
	}
	select {
	case a := <-from:
		return a
	default:
	}
	err := ctx.Err()
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("the disk does not answer: %w", err)
		j.failure.Store(&err)
	}
	return answer{err: err}
}

// write is the writing goroutine. It ends when the journal is closing and the
// queue is empty.
func (j *Journal) write() {
	defer close(j.written)
	for {
		select {
		case r := <-j.queue:
			j.commit(r)
			continue
		case <-j.closing:
		}
		select {
		case r := <-j.queue:
			j.commit(r)
		default:
			return
		}
	}
}

// commit writes the first request, and whatever is queued by then, as one
// transaction. A conflict concerns only its own request, since it has written
// nothing; any other failure undoes them all.
func (j *Journal) commit(first request) {
	w := j.writer
	batch, answers, committed := append(w.batch, first), w.answers, w.committed
	err := w.exec(w.begin)
	for size, more := first.size, true; more && err == nil; {
		var a answer
		a.pos, a.err = batch[len(answers)].do(w)
		if a.err != nil && !errors.Is(a.err, journal.ErrConflict) {
			err = a.err
			break
		}
		answers = append(answers, a)
		more = false
		if len(batch) < maxBatch && size < maxBatchBytes {
			select {
			case r := <-j.queue:
				batch = append(batch, r)
				size += r.size
				more = true
			default:
			}
		}
	}
	if err == nil {
		err = w.exec(w.end)
	}
	if err != nil {
		// SQLite may have rolled back already, then this fails and does no harm.
		_ = w.exec(w.rollback)
		clear(w.ends)
		j.failure.Store(&err)
	} else {
		j.failure.Store(nil)
		for i, a := range answers {
			if a.pos != 0 {
				e := batch[i].entry
				e.Pos = a.pos
				committed = append(committed, e)
			}
		}
		if len(committed) > 0 {
			j.fresh.add(committed)
		}
	}
	for i, r := range batch {
		if err != nil {
			r.answer <- answer{err: err}
		} else {
			r.answer <- answers[i]
		}
	}
	clear(batch)
	clear(committed)
	w.batch, w.answers, w.committed = batch[:0], answers[:0], committed[:0]
}

// writer is the one connection that writes. A write is never interrupted: its
// outcome would be unknown.
type writer struct {
	*connection
	begin, end, rollback *sql.Stmt
	insert, last, save   *sql.Stmt

	// ends are where streams end that were written to lately. Nobody else writes, so
	// SQLite is not asked anew each time, which costs as much as to insert.
	ends map[journal.Stream]journal.Pos

	// What a transaction needs, kept for the next one.
	batch     []request
	answers   []answer
	committed []journal.Entry
}

func newWriter(db *sql.DB) (*writer, error) {
	w := writer{ends: make(map[journal.Stream]journal.Pos)}
	var err error
	w.connection, err = connect(db, derivedSchema, map[**sql.Stmt]string{
		&w.begin:    "begin immediate",
		&w.end:      "commit",
		&w.rollback: "rollback",
		&w.insert:   "insert into entry (stream, record, sum) values (?, ?, ?)",
		&w.last:     "select ifnull(max(pos), 0) from entry where stream = ?",
		&w.save:     "insert or replace into checkpoint (name, pos, data) values (?, ?, ?)",
	})
	if err != nil {
		return nil, err
	}
	var mode string
	err = w.QueryRowContext(context.Background(), "pragma journal_mode").Scan(&mode)
	if err == nil && mode != "wal" {
		err = fmt.Errorf("this file system does not support SQLite's write-ahead log (got %q)", mode)
	}
	if err == nil {
		err = w.raise()
	}
	if err != nil {
		return nil, errors.Join(err, w.connection.close())
	}
	return &w, nil
}

func (w *writer) exec(s *sql.Stmt, args ...any) error {
	_, err := s.ExecContext(context.Background(), args...)
	return err
}

func (w *writer) append(stream journal.Stream, after journal.Pos, r journal.Record) (journal.Pos, error) {
	if r == nil {
		r = journal.Record{} // nil would be NULL
	}
	if end, err := w.endOf(stream); err != nil {
		return 0, err
	} else if end != after {
		return 0, journal.ErrConflict
	}
	done, err := w.insert.ExecContext(context.Background(), string(stream), []byte(r), sum(r))
	if err != nil {
		return 0, err
	}
	pos, err := done.LastInsertId()
	if err != nil {
		return 0, err
	}
	if len(w.ends) >= maxEnds {
		clear(w.ends)
	}
	w.ends[stream] = journal.Pos(pos)
	return journal.Pos(pos), nil
}

// endOf is the position of the last entry of a stream, or 0.
func (w *writer) endOf(stream journal.Stream) (journal.Pos, error) {
	if end, ok := w.ends[stream]; ok {
		return end, nil
	}
	var end int64
	err := w.last.QueryRowContext(context.Background(), string(stream)).Scan(&end)
	return journal.Pos(end), err
}

func (w *writer) saveCheckpoint(name string, pos journal.Pos, data []byte) error {
	if data == nil {
		data = []byte{}
	}
	return w.exec(w.save, name, number(pos), data)
}

// probe finds out whether the disk takes a write.
func (w *writer) probe() (journal.Pos, error) {
	return 0, w.saveCheckpoint(probeName, 0, make([]byte, probeSize))
}

// close moves the log into the file.
func (w *writer) close() error {
	_, err := w.ExecContext(context.Background(), "pragma wal_checkpoint(truncate)")
	return errors.Join(err, w.connection.close())
}
