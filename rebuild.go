package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"crossplay/archive"
	"crossplay/journal/sqlite"
)

const (
	// lookAgain is how often it is looked whether a server has made its archive anew.
	lookAgain = 200 * time.Millisecond
	// rebuildSaid is how often it is said that it is still being made.
	rebuildSaid = 10 * time.Second
)

// rebuild makes the archive of finished games anew. Where a server runs, it drops the
// file: the server sees that, and makes it while people play on.
func rebuild(ctx context.Context, c Config, log *slog.Logger, stdout io.Writer) error {
	data := dataDir(c.Data)
	if _, err := os.Stat(data.file(databaseFile)); err != nil {
		return fmt.Errorf("there is no database %s: %w", data.file(databaseFile), reason(err))
	}
	journal, err := sqlite.Open(data.file(databaseFile))
	if errors.Is(err, sqlite.ErrHeld) {
		return rebuildThere(ctx, data.file(archiveFile), stdout)
	}
	if err != nil {
		return err
	}
	games, err := archive.Build(ctx, data.file(archiveFile), journal, log)
	if err := errors.Join(err, journal.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "The archive was made anew: finished games: %d.\n", games)
	return err
}

// rebuildThere has the server that runs make it.
func rebuildThere(ctx context.Context, path string, stdout io.Writer) error {
	begun := time.Now()
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("cannot drop the archive %s: %w", path, reason(err))
	}
	fmt.Fprintln(stdout, "The archive is dropped. The server makes it anew, and people play on.")
	look := time.NewTicker(lookAgain)
	defer look.Stop()
	for said := begun; ; {
		select {
		case <-look.C:
		case <-ctx.Done():
			return errors.New("it was not waited for: the server goes on making it")
		}
		switch _, err := os.Stat(path); {
		case err == nil:
			_, err := fmt.Fprintf(stdout, "The archive is there again, after %v.\n", time.Since(begun).Round(time.Second/10))
			return err
		case time.Since(said) > rebuildSaid:
			said = time.Now()
			fmt.Fprintln(stdout, "It is still being made.")
		}
	}
}
