// Package e2e plays with the real program from outside: through the OpenSSH
// client in a terminal, through Chromium on the page, and through sockets.
package e2e

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long anything may take before a test gives up. It is no
// measure of speed: the tests share a small machine.
const patience = 60 * time.Second

// binary is the program, built once for all tests.
var binary string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "crossplay-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "crossplay")
	if out, err := exec.Command("go", "build", "-o", binary, "..").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// require finds a program that a test needs. Without it the test is skipped,
// or fails where CROSSPLAY_TEST_REQUIRE=1 says that everything is installed.
func require(t *testing.T, programs ...string) string {
	t.Helper()
	for _, p := range programs {
		if path, err := exec.LookPath(p); err == nil {
			return path
		}
	}
	missing(t, strings.Join(programs, " or "))
	return ""
}

func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CROSSPLAY_TEST_REQUIRE") == "1" {
		t.Fatalf("%s is missing", what)
	}
	t.Skipf("SKIPPED: %s is missing", what)
}

// server is the program with a data directory and ports of its own. It can be
// killed and started again on the same ones.
type server struct {
	t         *testing.T
	data      string
	ssh, http int
	flags     []string

	cmd   *exec.Cmd
	ended chan struct{} // closed when the process is gone

	mu  sync.Mutex
	log bytes.Buffer
}

// newServer starts the program for the length of a test.
func newServer(t *testing.T, flags ...string) *server {
	t.Helper()
	s := &server{t: t, data: filepath.Join(t.TempDir(), "data"), ssh: freePort(t), http: freePort(t), flags: flags}
	s.start()
	t.Cleanup(func() {
		s.kill()
		if t.Failed() {
			t.Logf("the server's log:\n%s", s.said())
		}
	})
	return s
}

// start starts the program and waits until people can come in.
func (s *server) start() {
	s.t.Helper()
	s.cmd = exec.Command(binary, append([]string{"--data", s.data,
		"--ssh-addr", fmt.Sprintf("127.0.0.1:%d", s.ssh), "--http-addr", fmt.Sprintf("127.0.0.1:%d", s.http)}, s.flags...)...)
	s.cmd.Env = environ()
	s.cmd.Stderr = (*serverLog)(s)
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	ready, ended := make(chan struct{}), make(chan struct{})
	s.ended = ended
	go func() {
		defer close(ended)
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if regexp.MustCompile(`^\s+browser\s`).MatchString(lines.Text()) {
				close(ready)
				break
			}
		}
		io.Copy(io.Discard, out)
		s.cmd.Wait()
	}()
	select {
	case <-ready:
	case <-ended:
		s.t.Fatalf("the server did not start: %v\n%s", s.cmd.ProcessState, s.said())
	case <-time.After(patience):
		s.t.Fatalf("the server is not ready\n%s", s.said())
	}
}

// kill ends the program as a power cut would.
func (s *server) kill() {
	s.cmd.Process.Kill()
	<-s.ended
}

// stop ends the program as an operator would, and wants it to end well.
func (s *server) stop() {
	s.t.Helper()
	s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.ended:
	case <-time.After(10 * time.Second):
		s.t.Fatal("the server did not end within ten seconds of SIGTERM")
	}
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		s.t.Fatalf("the server ended with %d on SIGTERM\n%s", code, s.said())
	}
}

func (s *server) said() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

func (s *server) url(path string) string { return fmt.Sprintf("http://localhost:%d%s", s.http, path) }

type serverLog server

func (l *serverLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.log.Write(p)
}

// freePort picks a port below those that the system hands out for outgoing
// connections: while the server is down, nobody else must get it.
func freePort(t *testing.T) int {
	t.Helper()
	for range 100 {
		port := 20000 + rand.IntN(10000)
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			l.Close()
			return port
		}
	}
	t.Fatal("there is no free port")
	return 0
}

// environ is the environment without what would configure the server.
func environ() []string {
	var env []string
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "CROSSPLAY_") {
			env = append(env, pair)
		}
	}
	return env
}
