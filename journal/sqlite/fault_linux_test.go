package sqlite

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"crossplay/journal"
)

// The kernel itself refuses the writes here: each of our descriptors of the log
// is replaced by one that can only read.
func TestASickDiskSaysNotSavedAndRecovers(t *testing.T) {
	path := newPath(t)
	j := openAt(t, path)
	appendN(t, j, "room/A", 5)

	heal := forbidWriting(t, path+"-wal")
	_, err := j.Append(t.Context(), "room/B", 0, journal.Record("lost"))
	wantNotSaved(t, j, err, "I/O error")
	wantNumbered(t, j, "room/A", 5, 5) // reading goes on
	heal()

	if err := j.Err(); err != nil {
		t.Errorf("the disk is well again, but the journal says %v", err)
	}
	wantNumbered(t, j, "room/B", 0, 0)
	appendN(t, j, "room/B", 3)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j = openAt(t, path)
	wantNumbered(t, j, "room/A", 5, 5)
	wantNumbered(t, j, "room/B", 3, 3)
}

func forbidWriting(t *testing.T, path string) (heal func()) {
	t.Helper()
	readOnly, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer readOnly.Close()
	all, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	var ours []int
	for _, e := range all {
		fd, err := strconv.Atoi(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if to, _ := os.Readlink(filepath.Join("/proc/self/fd", e.Name())); to == path && fd != int(readOnly.Fd()) {
			ours = append(ours, fd)
		}
	}
	kept := make(map[int]int)
	for _, fd := range ours {
		if kept[fd], err = unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0); err != nil {
			t.Fatal(err)
		}
		if err := unix.Dup3(int(readOnly.Fd()), fd, unix.O_CLOEXEC); err != nil {
			t.Fatal(err)
		}
	}
	if len(kept) == 0 {
		t.Fatalf("nobody has %s open", path)
	}
	return func() {
		for fd, good := range kept {
			if err := unix.Dup3(good, fd, unix.O_CLOEXEC); err != nil {
				t.Error(err)
			}
			unix.Close(good)
		}
	}
}

func TestOpenSaysWhatItMayNotWrite(t *testing.T) {
	path := newPath(t)
	dir := filepath.Dir(path)
	openAt(t, path).Close()
	os.Remove(path + ".lock")

	// Everybody may read; nobody but root may write, and we are not root.
	for name, mode := range map[string]os.FileMode{dir: 0o555, path: 0o444} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	before := fingerprint(path)
	wantRefusal := func(want string) {
		t.Helper()
		err := asNobody(t, func() error {
			j, err := Open(path)
			if err == nil {
				j.Close()
			}
			return err
		})
		if err == nil || err.Error() != want {
			t.Errorf("it says\n%v\nwant\n%s", err, want)
		}
	}
	wantRefusal("cannot write to the data directory " + dir + ": permission denied")

	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	wantRefusal("cannot write to the database " + path + ": permission denied")
	if fingerprint(path) != before {
		t.Error("refusing it has changed the database")
	}
}

// asNobody calls do with the file permissions of nobody when the tests run as
// root, whom no permission stops.
func asNobody(t *testing.T, do func() error) error {
	t.Helper()
	if os.Geteuid() != 0 {
		return do()
	}
	const nobody = 65534
	for dir := t.TempDir(); strings.Contains(dir, t.Name()); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	// File permissions belong to the thread on Linux.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := syscall.Setfsuid(nobody); err != nil {
		t.Fatal(err)
	}
	defer syscall.Setfsuid(0)
	return do()
}
