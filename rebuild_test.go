package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"strings"
	"testing"
)

// The archive is made anew while the server runs, and while none does.
func TestTheArchiveIsRebuilt(t *testing.T) {
	dir := t.TempDir() + "/data"
	quiet := slog.New(slog.DiscardHandler)
	file := dataDir(dir).file(archiveFile)

	var out bytes.Buffer
	if err := rebuild(t.Context(), Config{Data: dir}, quiet, &out); err == nil || !strings.Contains(err.Error(), "there is no database") {
		t.Errorf("without a database: %v", err)
	}
	r := runHere(t, dir)
	if err := rebuild(t.Context(), r.Config, quiet, &out); err != nil {
		t.Fatal(err)
	}
	if err := healthcheck(t.Context(), r.Config); err != nil {
		t.Error("the server is not well afterwards:", err)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := rebuild(stopped, r.Config, quiet, &out); err == nil || !strings.Contains(err.Error(), "the server goes on") {
		t.Errorf("interrupted: %v", err)
	}
	r.end(t)

	if err := os.WriteFile(file, []byte("no archive"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := rebuild(t.Context(), r.Config, quiet, &out); err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"people play on", "is there again", "finished games: 0."} {
		if !strings.Contains(out.String(), said) {
			t.Errorf("it did not say %q:\n%s", said, out.String())
		}
	}
	if data, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(data, []byte("SQLite format 3")) {
		t.Errorf("there is no archive: %.20q, %v", data, err)
	}
}
