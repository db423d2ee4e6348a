package sqlite

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"crossplay/journal"
)

// crashed leaves at path what a power cut would: a database whose n records are
// in the log.
func crashed(t *testing.T, path string, n int) {
	t.Helper()
	source := newPath(t)
	j := openAt(t, source)
	appendN(t, j, "room/A", n)
	copyFile(t, source, path)
	copyFile(t, source+"-wal", path+"-wal")
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestATornLogIsACleanPrefix(t *testing.T) {
	const n = 16
	path := newPath(t)
	crashed(t, path, n)
	log, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	last := 0
	reopen := func(name string, log []byte, min, max int) int {
		at := filepath.Join(dir, "crossplay.db")
		os.Remove(at + "-shm")
		copyFile(t, path, at)
		writeFile(t, at+"-wal", log)
		j, err := Open(at)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		defer j.Close()
		got := wantNumbered(t, j, "room/A", min, max)
		appendN(t, j, "room/B", 2) // and it goes on from there
		wantNumbered(t, j, "room/B", 2, 2)
		return got
	}
	step := 3001 // meets every part of a frame: no divisor of its size
	if testing.Short() {
		step = 17777
	}
	for size := 0; size < len(log); size += step {
		got := reopen(fmt.Sprintf("cut at %d", size), log[:size], last, n)
		last = got
		torn := bytes.Clone(log)
		clear(torn[size:])
		if zeroed := reopen(fmt.Sprintf("zeroed from %d", size), torn, 0, n); zeroed != got {
			t.Errorf("cut at %d it has %d records, zeroed from there %d", size, got, zeroed)
		}
		flipped := bytes.Clone(log)
		flipped[size] ^= 0x10
		reopen(fmt.Sprintf("flipped at %d", size), flipped, 0, n)
	}
	reopen("whole", log, n, n)
}

func TestAnAcknowledgedRecordSurvivesKill(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	path := newPath(t)
	saved := make(map[journal.Stream]int) // records acknowledged by stream
	for round := range 5 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childVar+"="+path)
		child.Stderr = os.Stderr
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		acks, until := 0, 50+rand.IntN(500)
		for lines.Scan() {
			var id journal.Stream
			var n int
			if _, err := fmt.Sscan(lines.Text(), &id, &n); err != nil {
				break // cut off by the kill
			}
			saved[id] = max(saved[id], n+1)
			if acks++; acks == until {
				if err := child.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := child.Wait(); acks < until || err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("round %d: the child ended after %d acknowledgements: %v", round, acks, err)
		}
		j := openAt(t, path)
		for id, n := range saved {
			saved[id] = wantNumbered(t, j, id, n, n+1) // one may have been on its way
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// childVar holds the database that the test binary writes to when it is
// started again as the process to be killed.
const childVar = "CROSSPLAY_TEST_SQLITE_CHILD"

func childMain() bool {
	path := os.Getenv(childVar)
	if path == "" {
		return false
	}
	j, err := Open(path)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	ctx := context.Background()
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			id := journal.Stream(fmt.Sprintf("room/%d", w))
			var last journal.Pos
			n := 0
			for e, err := range j.Read(ctx, id, 0) {
				if err != nil {
					panic(err)
				}
				last = e.Pos
				n++
			}
			for ; ; n++ {
				pos, err := j.Append(ctx, id, last, journal.Record(fmt.Sprint(n)))
				if err != nil {
					panic(err)
				}
				last = pos
				// One write each, so that a line is whole or not there.
				if _, err := fmt.Fprintf(os.Stdout, "%s %d\n", id, n); err != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	return true
}
