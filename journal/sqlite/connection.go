package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// writing are the settings of a connection. Full synchrony syncs the log at
// each commit; fullfsync makes a Mac's disk write its cache, too; the log is cut
// down again after a burst.
var writing = []string{
	"_pragma=busy_timeout(5000)",
	"_pragma=journal_mode(wal)",
	"_pragma=synchronous(full)",
	"_pragma=fullfsync(on)",
	"_pragma=checkpoint_fullfsync(on)",
	"_pragma=journal_size_limit(16777216)",
	"_pragma=cell_size_check(on)",
	"_pragma=trusted_schema(off)",
}

// dsn names the file for the driver. Path is absolute.
func dsn(path string, settings ...string) string {
	slashed := "/" + strings.TrimPrefix(filepath.ToSlash(path), "/")
	return "file:" + (&url.URL{Path: slashed}).EscapedPath() + "?" + strings.Join(settings, "&")
}

// connection is one connection and what is prepared on it. SQLite does not let
// go of the file before every statement is closed.
type connection struct {
	*sql.Conn
	prepared []*sql.Stmt
}

// connect runs the setup and prepares the statements.
func connect(db *sql.DB, setup string, statements map[**sql.Stmt]string) (*connection, error) {
	ctx := context.Background()
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	c := &connection{Conn: conn}
	if _, err := c.ExecContext(ctx, setup); err != nil {
		return nil, errors.Join(err, c.close())
	}
	for stmt, text := range statements {
		if *stmt, err = c.PrepareContext(ctx, text); err != nil {
			return nil, errors.Join(err, c.close())
		}
		c.prepared = append(c.prepared, *stmt)
	}
	return c, nil
}

func (c *connection) close() error {
	var err error
	for _, s := range c.prepared {
		err = errors.Join(err, s.Close())
	}
	return errors.Join(err, c.Conn.Close())
}
