package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrHeld says that another process has the database open.
var ErrHeld = errors.New("another Crossplay is using this data directory")

// errHeld is what flock returns when someone else has the lock.
var errHeld = errors.New("the lock is held")

// takeLock keeps a second process out, until the file is closed or the process
// ends in any way. The lock is on a file of its own, because SQLite's locks on
// the database vanish when anything in the process closes it. The file stays:
// removing it would let two processes hold a lock each on files of the same name.
func takeLock(path string) (*os.File, error) {
	dir := filepath.Dir(path)
	f, err := os.OpenFile(path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("cannot write to the data directory %s: %w", dir, reason(err))
	}
	switch err := flock(f); {
	case errors.Is(err, errHeld):
		f.Close()
		return nil, fmt.Errorf("%w (%s)", ErrHeld, dir)
	case err != nil:
		f.Close()
		return nil, fmt.Errorf("cannot lock the data directory %s: %w", dir, err)
	}
	return f, nil
}
