package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// checkWhole is up to which size every page of the file is checked when it is
// opened, at some 400 MB a second. Of a larger file only the header, the length
// and both ends are looked at, so that a big server still starts at once;
// damage elsewhere is found when it is read, as an error and never as a wrong
// record.
const checkWhole = 256 << 20

// inspect reports whether there is a database at path, and refuses one that
// must not be opened for writing. It changes neither the file nor its log.
func inspect(path string) (exists bool, err error) {
	log, err := os.Stat(path + "-wal")
	logged := err == nil && log.Size() > 0

	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		if logged {
			return false, fmt.Errorf("the database %s is missing, but its log %s-wal is there: restore a backup, or move the log away to start empty", path, path)
		}
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("cannot read the database %s: %w", path, reason(err))
	}
	if !info.Mode().IsRegular() {
		return false, foreign(path)
	}
	h, err := readHeader(path)
	if err != nil {
		return false, err
	}
	if !logged && info.Size() < h.size {
		return false, damaged(path, fmt.Sprintf("%d of its %d bytes are missing", h.size-info.Size(), h.size))
	}
	settings := []string{"mode=ro"}
	if logged {
		info, err := os.Stat(path + "-wal")
		if err != nil {
			return false, fmt.Errorf("cannot read the log of the database %s: %w", path, reason(err))
		}
		h.size += info.Size()
	} else {
		settings = append(settings, "immutable=1")
	}
	if err := check(dsn(path, settings...), h.size <= checkWhole); err != nil {
		return false, damaged(path, err.Error())
	}
	return true, nil
}

// header is what the first 100 bytes say: https://www.sqlite.org/fileformat.html#the_database_header
type header struct {
	size int64 // of the whole file, when the log is empty
}

const headerSize = 100

func readHeader(path string) (header, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // for writing only to learn whether we may
	if err != nil {
		return header{}, fmt.Errorf("cannot write to the database %s: %w", path, reason(err))
	}
	defer f.Close()
	var b [headerSize]byte
	n, err := io.ReadFull(f, b[:])
	if !strings.HasPrefix(string(b[:n]), "SQLite format 3\x00") {
		return header{}, foreign(path)
	}
	if err != nil {
		return header{}, damaged(path, "its header is cut off")
	}
	field := func(at int) int64 { return int64(binary.BigEndian.Uint32(b[at:])) }
	version := field(60)
	switch {
	case field(68) != applicationID || version == 0:
		return header{}, foreign(path)
	case version > schemaVersion:
		return header{}, fmt.Errorf("the database %s was written by a newer Crossplay (schema %d, this one knows %d): upgrade Crossplay or restore a backup", path, version, schemaVersion)
	}
	pageSize := int64(binary.BigEndian.Uint16(b[16:]))
	if pageSize == 1 {
		pageSize = 65536 // it does not fit in two bytes
	}
	return header{size: field(28) * pageSize}, nil
}

// check asks SQLite, which follows the log if there is one. A connection that
// only reads leaves the log where it is.
func check(source string, whole bool) error {
	db, err := sql.Open("sqlite", source)
	if err != nil {
		return err
	}
	defer db.Close()
	ctx := context.Background()
	if whole {
		var verdict string
		if err := db.QueryRowContext(ctx, "pragma quick_check(1)").Scan(&verdict); err != nil {
			return err
		}
		if verdict != "ok" {
			return errors.New(strings.Join(strings.Fields(verdict), " "))
		}
	}
	var first, last sql.NullInt64
	return db.QueryRowContext(ctx, "select (select min(pos) from entry), (select max(pos) from entry)").Scan(&first, &last)
}

func foreign(path string) error {
	return fmt.Errorf("the file %s is not a Crossplay database: move it away or choose another data directory", path)
}

func damaged(path, why string) error {
	return fmt.Errorf("the database %s is damaged (%s): restore a backup, or move it away to start empty", path, why)
}

// reason is an error of the operating system without the path, which the
// sentence around it already names.
func reason(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
