package main

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
)

// running is the real program in this process.
type running struct {
	Config
	stop  context.CancelFunc
	ended chan error
}

// runHere starts the program in dir on free ports and returns once people can
// come in.
func runHere(t *testing.T, dir string, flags ...string) running {
	t.Helper()
	p, err := ParseFlags(append([]string{"--data", dir, "--ssh-addr", "127.0.0.1:0", "--http-addr", "127.0.0.1:0"}, flags...), io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	r := running{Config: p.Config, stop: stop, ended: make(chan error, 1)}
	out, in := io.Pipe()
	go func() {
		err := Run(ctx, p.Config, slog.New(slog.DiscardHandler), in)
		in.CloseWithError(io.EOF)
		r.ended <- err
	}()
	said := bufio.NewScanner(out)
	for said.Scan() {
		if m := regexp.MustCompile(`ssh -p (\d+) localhost`).FindStringSubmatch(said.Text()); m != nil {
			r.SSHAddr = "127.0.0.1:" + m[1]
		}
		if m := regexp.MustCompile(`http://localhost:(\d+)`).FindStringSubmatch(said.Text()); m != nil {
			r.HTTPAddr = "127.0.0.1:" + m[1]
			return r
		}
	}
	t.Fatal("the program did not start: ", <-r.ended)
	return r
}

func (r running) end(t *testing.T) {
	t.Helper()
	r.stop()
	if err := <-r.ended; err != nil {
		t.Fatal(err)
	}
}

func TestItStartsServesBothWindowsAndStops(t *testing.T) {
	r := runHere(t, t.TempDir()+"/data")

	if err := healthcheck(t.Context(), r.Config); err != nil {
		t.Error("healthcheck:", err)
	}
	for path, want := range map[string]int{"/": 200, "/readyz": 200} {
		resp, err := http.Get("http://" + r.HTTPAddr + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("%s answers %s", path, resp.Status)
		}
	}
	c, err := net.Dial("tcp", r.SSHAddr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if line, err := bufio.NewReader(c).ReadString('\n'); !strings.HasPrefix(line, "SSH-2.0-") {
		t.Errorf("the SSH port says %q, %v", line, err)
	}

	r.end(t)
	if err := healthcheck(t.Context(), r.Config); err == nil {
		t.Error("the healthcheck of a stopped server succeeds")
	}
}

func TestEverythingIsKeptInOnePrivateDirectory(t *testing.T) {
	dir := t.TempDir() + "/data"
	runHere(t, dir).end(t)
	first := contents(t, dir)
	for _, name := range []string{databaseFile, hostKeyFile, secretFile, pushFile} {
		if len(first[name]) == 0 {
			t.Errorf("there is no %s", name)
		}
	}
	if info, _ := os.Stat(dir); info.Mode().Perm() != 0o700 {
		t.Errorf("the directory has mode %v", info.Mode())
	}
	if info, _ := os.Stat(dir + "/" + pushFile); info.Mode().Perm() != 0o600 {
		t.Errorf("the push keys have mode %v", info.Mode())
	}

	runHere(t, dir).end(t)
	second := contents(t, dir)
	for _, name := range []string{hostKeyFile, secretFile, pushFile} {
		if first[name] != second[name] {
			t.Errorf("a second start has changed %s", name)
		}
	}
}

func TestOneProcessAtATime(t *testing.T) {
	r := runHere(t, t.TempDir())
	defer r.end(t)
	c := r.Config
	c.SSHAddr, c.HTTPAddr = "127.0.0.1:0", "127.0.0.1:0"
	if err := Run(t.Context(), c, slog.New(slog.DiscardHandler), io.Discard); err == nil || !strings.Contains(err.Error(), "another Crossplay") {
		t.Errorf("a second process: %v", err)
	}
	if err := healthcheck(t.Context(), r.Config); err != nil {
		t.Error("the first process:", err)
	}
}

// contents reads the files of a directory and checks that nobody else can.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others can read %s: %v", e.Name(), info.Mode())
		}
		b, err := os.ReadFile(dir + "/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(b)
	}
	return files
}
