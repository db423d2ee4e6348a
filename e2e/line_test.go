package e2e

import (
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"sync"
	"testing"
	"time"
)

// line is the OpenSSH client without a terminal: text in, text out.
type line struct {
	t   *testing.T
	cmd *exec.Cmd
	in  io.WriteCloser

	mu      sync.Mutex
	out     bytes.Buffer
	read    int           // how much was read already
	changed chan struct{} // closed and replaced with each output
	ended   chan struct{} // closed when the client is gone
}

// line starts "ssh -T name@host args...".
func (s *server) line(name, key string, args ...string) *line {
	s.t.Helper()
	x := &line{t: s.t, cmd: s.sshCommand(name, key, args...), changed: make(chan struct{}), ended: make(chan struct{})}
	x.cmd.Args = append(x.cmd.Args[:1], append([]string{"-T"}, x.cmd.Args[1:]...)...)
	x.cmd.Stdout, x.cmd.Stderr = x, x
	var err error
	if x.in, err = x.cmd.StdinPipe(); err != nil {
		s.t.Fatal(err)
	}
	if err := x.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	go func() {
		defer close(x.ended)
		x.cmd.Wait()
	}()
	s.t.Cleanup(func() {
		x.cmd.Process.Kill()
		<-x.ended
		if s.t.Failed() {
			s.t.Logf("%s's line mode:\n%s", name, x.out.String())
		}
	})
	return x
}

func (x *line) Write(p []byte) (int, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.out.Write(p)
	close(x.changed)
	x.changed = make(chan struct{})
	return len(p), nil
}

// say types a line.
func (x *line) say(text string) {
	x.t.Helper()
	if _, err := fmt.Fprintln(x.in, text); err != nil {
		x.t.Fatal(err)
	}
}

// hear waits for what matches, behind what was heard before, and returns
// everything up to its end.
func (x *line) hear(text *regexp.Regexp) string {
	x.t.Helper()
	late := time.After(patience)
	for {
		x.mu.Lock()
		fresh, changed := x.out.String()[x.read:], x.changed
		if found := text.FindStringIndex(fresh); found != nil {
			x.read += found[1]
			x.mu.Unlock()
			return fresh[:found[1]]
		}
		x.mu.Unlock()
		select {
		case <-changed:
		case <-late:
			x.t.Fatalf("line mode does not say %q but:\n%s", text, fresh)
		}
	}
}
