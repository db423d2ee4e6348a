package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const (
	// applicationID marks the file as ours: "Xply".
	applicationID = 0x58706c79
	// schemaVersion is kept in user_version. Whoever raises it must check point
	// the log right behind the change, because [inspect] reads the file's header.
	// Since 2 there are records that earlier versions cannot read.
	schemaVersion = 2
)

// schema keeps the journal. An entry's rowid is its position; rows are never
// deleted, so it only grows. The index finds a stream's end and its entries.
var schema = fmt.Sprintf(`
	pragma application_id = %d;
	pragma user_version = %d;
	create table entry (
		pos    integer primary key,
		stream text not null,
		record blob not null,
		sum    integer not null -- CRC-32C of the record
	) strict;
	create unique index entry_stream on entry (stream, pos);
`, applicationID, schemaVersion)

// derivedSchema holds what can be computed again. It may be dropped.
const derivedSchema = `
	create table if not exists checkpoint (
		name text primary key,
		pos  integer not null,
		data blob not null
	) strict`

// raise marks a database of an earlier version as one of this, which may write to it
// what that cannot read.
func (w *writer) raise() error {
	ctx := context.Background()
	var version int
	if err := w.QueryRowContext(ctx, "pragma user_version").Scan(&version); err != nil || version >= schemaVersion {
		return err
	}
	_, err := w.ExecContext(ctx, fmt.Sprintf("pragma user_version = %d; pragma wal_checkpoint(truncate)", schemaVersion))
	return err
}

// probeName is a checkpoint that no projection has.
const probeName = " probe"

// create makes an empty database beside path and moves it into place, so that
// there is never half of one.
func create(path string) error {
	draft := path + ".new"
	for _, leftover := range []string{draft, draft + "-journal", draft + "-wal", draft + "-shm"} {
		if err := os.Remove(leftover); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	// SQLite gives the log the file's mode: what people said is nobody else's.
	f, err := os.OpenFile(draft, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(draft, "_pragma=synchronous(full)", "_pragma=fullfsync(on)"))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(context.Background(), "begin; "+schema+derivedSchema+"; commit; pragma journal_mode = wal;")
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	if err := os.Rename(draft, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}
