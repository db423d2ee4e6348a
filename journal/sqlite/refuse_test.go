package sqlite

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crossplay/journal"
)

// Each refusal is one exact sentence, and the database and its log stay as they
// were, byte for byte.
func TestOpenRefusesWhatItMustNotTouch(t *testing.T) {
	healthy := func(t *testing.T, path string, n int) {
		j := openAt(t, path)
		appendN(t, j, "room/A", n)
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
	patch := func(t *testing.T, path string, at int64, with []byte) {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteAt(with, at); err != nil {
			t.Fatal(err)
		}
	}
	const (
		notOurs = "the file PATH is not a Crossplay database: move it away or choose another data directory"
		restore = ": restore a backup, or move it away to start empty"
	)
	for name, c := range map[string]struct {
		prepare func(t *testing.T, path string)
		want    string // a star stands for SQLite's own words
	}{
		"a newer schema": {
			func(t *testing.T, path string) {
				healthy(t, path, 5)
				execSQL(t, path, "pragma user_version = 9")
			},
			"the database PATH was written by a newer Crossplay (schema 9, this one knows 2): upgrade Crossplay or restore a backup",
		},
		"a text": {
			func(t *testing.T, path string) { writeFile(t, path, []byte(strings.Repeat("not a database\n", 1000))) },
			notOurs,
		},
		"an empty file": {
			func(t *testing.T, path string) { writeFile(t, path, nil) },
			notOurs,
		},
		"a directory": {
			func(t *testing.T, path string) {
				if err := os.Mkdir(path, 0o700); err != nil {
					t.Fatal(err)
				}
			},
			notOurs,
		},
		"another program's database": {
			func(t *testing.T, path string) { execSQL(t, path, "create table bookmarks (url text)") },
			notOurs,
		},
		"a header cut off": {
			func(t *testing.T, path string) {
				healthy(t, path, 5)
				if err := os.Truncate(path, 50); err != nil {
					t.Fatal(err)
				}
			},
			"the database PATH is damaged (its header is cut off)" + restore,
		},
		"a file cut off": {
			func(t *testing.T, path string) {
				healthy(t, path, 1000)
				if err := os.Truncate(path, 3*4096+100); err != nil {
					t.Fatal(err)
				}
			},
			"the database PATH is damaged (* bytes are missing)" + restore,
		},
		"a page overwritten": {
			func(t *testing.T, path string) {
				healthy(t, path, 1000)
				patch(t, path, 5*4096, []byte(strings.Repeat("rubbish!", 512)))
			},
			"the database PATH is damaged (*)" + restore,
		},
		"a schema overwritten": {
			func(t *testing.T, path string) {
				healthy(t, path, 5)
				patch(t, path, 100, []byte(strings.Repeat("rubbish!", 400)))
			},
			"the database PATH is damaged (*)" + restore,
		},
		"a missing table": {
			func(t *testing.T, path string) {
				healthy(t, path, 5)
				execSQL(t, path, "drop table entry")
			},
			"the database PATH is damaged (*no such table: entry*)" + restore,
		},
		"a log without its database": {
			func(t *testing.T, path string) { crashed(t, path, 5); os.Remove(path) },
			"the database PATH is missing, but its log PATH-wal is there: restore a backup, or move the log away to start empty",
		},
		"a page overwritten, and a log": {
			func(t *testing.T, path string) {
				crashed(t, path, 5)
				patch(t, path, 2*4096, []byte(strings.Repeat("rubbish!", 512)))
				patch(t, path, 100, []byte(strings.Repeat("rubbish!", 400)))
			},
			"the database PATH is damaged (*)" + restore,
		},
		"a newer schema, and a log": {
			func(t *testing.T, path string) {
				crashed(t, path, 5)
				patch(t, path, 60, []byte{0, 0, 0, 9})
			},
			"the database PATH was written by a newer Crossplay (schema 9, this one knows 2): upgrade Crossplay or restore a backup",
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := newPath(t)
			c.prepare(t, path)
			before := fingerprint(path)
			for range 2 { // the first refusal changes nothing for the second
				j, err := Open(path)
				if err == nil {
					j.Close()
					t.Fatal("it was opened")
				}
				if want := strings.ReplaceAll(c.want, "PATH", path); !matches(err.Error(), want) {
					t.Errorf("it says\n%s\nwant\n%s", err, want)
				}
				if after := fingerprint(path); after != before {
					t.Error("refusing it has changed a file")
				}
			}
		})
	}
}

func TestOneDataDirectoryHasOneCrossplay(t *testing.T) {
	path := newPath(t)
	j := openAt(t, path)
	if second, err := Open(path); err == nil {
		second.Close()
		t.Fatal("a second one opened the same database")
	} else if want := fmt.Sprintf("another Crossplay is using this data directory (%s)", filepath.Dir(path)); err.Error() != want {
		t.Errorf("it says\n%s\nwant\n%s", err, want)
	}
	appendN(t, j, "room/A", 3) // the first is not disturbed
	j.Close()
	openAt(t, path)
}

func TestADirectoryThatIsMissingIsNotMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "missing")
	_, err := Open(filepath.Join(dir, "crossplay.db"))
	if err == nil || !strings.HasPrefix(err.Error(), "cannot write to the data directory "+dir+": ") {
		t.Errorf("it says %v", err)
	}
	if exists(dir) {
		t.Error("the directory was made")
	}
}

func TestARefusedOpenLetsGoOfTheDirectory(t *testing.T) {
	path := newPath(t)
	writeFile(t, path, []byte("not a database"))
	if _, err := Open(path); err == nil {
		t.Fatal("it was opened")
	}
	os.Remove(path)
	openAt(t, path)
}

// fingerprint is the database and its log.
func fingerprint(path string) string {
	db, _ := os.ReadFile(path)
	log, err := os.ReadFile(path + "-wal")
	return fmt.Sprintf("%x %x %v", db, log, err)
}

// matches compares with a pattern in which a star stands for anything.
func matches(got, pattern string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return got == pattern
	}
	if !strings.HasPrefix(got, parts[0]) || strings.Contains(got, "\n") {
		return false
	}
	got = got[len(parts[0]):]
	for _, p := range parts[1:] {
		at := strings.LastIndex(got, p)
		if at < 0 {
			return false
		}
		got = got[at+len(p):]
	}
	return got == ""
}

// A database of the first schema opens, keeps what it has, and says from then on
// that earlier versions, which cannot read what is written to it, must not.
func TestADatabaseOfAnEarlierVersionIsMarked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "crossplay.db")
	j, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := j.Append(t.Context(), "room/A", 0, journal.Record("kept")); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	execSQL(t, path, "pragma user_version = 1")
	if j, err = Open(path); err != nil {
		t.Fatal(err)
	}
	defer j.Close()
	for e, err := range j.All(t.Context(), 0) {
		if err != nil || string(e.Record) != "kept" {
			t.Errorf("%q, %v", e.Record, err)
		}
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	version := make([]byte, 4)
	if _, err := file.ReadAt(version, 60); err != nil || binary.BigEndian.Uint32(version) != schemaVersion {
		t.Errorf("while it is open, the file is marked %v, %v", version, err)
	}
}
