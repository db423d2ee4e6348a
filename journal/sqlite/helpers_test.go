package sqlite

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"crossplay/journal"
)

func newPath(t testing.TB) string { return filepath.Join(t.TempDir(), "crossplay.db") }

func openAt(t testing.TB, path string) *Journal {
	t.Helper()
	j, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

// appendN appends the records "0", "1", …
func appendN(t testing.TB, j *Journal, stream journal.Stream, n int) {
	t.Helper()
	var last journal.Pos
	for i := range n {
		pos, err := j.Append(t.Context(), stream, last, journal.Record(fmt.Sprint(i)))
		if err != nil {
			t.Fatal(err)
		}
		last = pos
	}
}

// wantNumbered checks that the stream holds between min and max of the records
// of appendN, from the first on, and returns how many.
func wantNumbered(t testing.TB, j *Journal, stream journal.Stream, min, max int) int {
	t.Helper()
	n := 0
	for e, err := range j.Read(t.Context(), stream, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if string(e.Record) != fmt.Sprint(n) {
			t.Fatalf("record %d of %s is %q", n, stream, e.Record)
		}
		n++
	}
	if n < min || n > max {
		t.Fatalf("%s has %d records, want %d to %d", stream, n, min, max)
	}
	return n
}

func count(t testing.TB, j *Journal) (n int) {
	t.Helper()
	for _, err := range j.All(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

// stall keeps the writer in a transaction until release is called, which returns
// how it ended; whatever is queued by then may belong to it.
func stall(t testing.TB, j *Journal) (release func() error) {
	t.Helper()
	busy, free := make(chan struct{}), make(chan struct{})
	answer, err := j.submit(t.Context(), request{do: func(*writer) (journal.Pos, error) {
		close(busy)
		<-free
		return 0, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	<-busy
	return func() error {
		close(free)
		return (<-answer).err
	}
}

// execSQL changes a closed database as no Crossplay would.
func execSQL(t testing.TB, path, text string) {
	t.Helper()
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(text); err != nil {
		t.Fatal(err)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, to, b)
}

func writeFile(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
