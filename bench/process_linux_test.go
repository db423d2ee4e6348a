package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// process is a server in a process of its own.
type process struct {
	cmd       *exec.Cmd
	ssh, http string        // the addresses
	took      time.Duration // until it was ready
}

// built is the program, once a benchmark needs it.
var built struct {
	sync.Once
	dir string
	err error
}

// program builds the program, at the first call, and returns its path, unless
// another is to be measured.
func program(b *testing.B) string {
	b.Helper()
	if *other != "" {
		return *other
	}
	built.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "crossplay-bench-"); built.err != nil {
			return
		}
		build := exec.Command("go", "build", "-o", filepath.Join(built.dir, "crossplay"), "crossplay")
		if out, err := build.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("build the program: %w\n%s", err, out)
		}
	})
	if built.err != nil {
		b.Fatal(built.err)
	}
	return filepath.Join(built.dir, "crossplay")
}

// startProgram starts the program on the data in dir, as anybody would, but
// with room for a crowd, unless flags say otherwise.
func startProgram(b *testing.B, dir string, flags ...string) *process {
	b.Helper()
	return start(b, exec.Command(program(b), append([]string{
		"--ssh-addr=127.0.0.1:0", "--http-addr=127.0.0.1:0", "--data=" + dir,
		"--max-connections=20000", "--log-level=error"}, flags...)...)) // a flood is warned of
}

// startFloor starts this test as the floor.
func startFloor(b *testing.B) *process {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), floorEnv+"=1")
	return start(b, cmd)
}

var (
	sshReady  = regexp.MustCompile(`ssh -p (\d+) localhost`)
	httpReady = regexp.MustCompile(`http://localhost:(\d+)`)
)

// start starts a server and waits until it says how to come in.
func start(b *testing.B, cmd *exec.Cmd) *process {
	b.Helper()
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	p := &process{cmd: cmd}
	b.Cleanup(p.stop)
	said := bufio.NewReader(out)
	for p.http == "" {
		line, err := said.ReadString('\n')
		if m := sshReady.FindStringSubmatch(line); m != nil {
			p.ssh = "127.0.0.1:" + m[1]
		}
		if m := httpReady.FindStringSubmatch(line); m != nil {
			p.http, p.took = "127.0.0.1:"+m[1], time.Since(begun)
		}
		if err != nil {
			b.Fatal("the server did not start: ", err)
		}
	}
	return p
}

// stop ends the server. It may be called again.
func (p *process) stop() {
	if p.cmd.ProcessState != nil {
		return
	}
	p.cmd.Process.Signal(syscall.SIGTERM)
	p.cmd.Wait()
}

// memory is the physical memory that the process has, in bytes.
func (p *process) memory(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range bytes.Lines(status) {
		if f := strings.Fields(string(line)); len(f) == 3 && f[0] == "VmRSS:" {
			kB, _ := strconv.Atoi(f[1])
			return float64(kB) * 1024
		}
	}
	b.Fatal("/proc tells no VmRSS")
	return 0
}

// cpu is how long the process's threads have run. Unlike utime and stime, which
// count in ticks of 10 ms, it is exact.
func (p *process) cpu(b *testing.B) time.Duration {
	b.Helper()
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", p.cmd.Process.Pid))
	if err != nil || len(threads) == 0 {
		b.Fatal("/proc tells no threads: ", err)
	}
	var sum time.Duration
	for _, file := range threads {
		content, err := os.ReadFile(file)
		if err != nil {
			continue // the thread has ended
		}
		running, _, _ := strings.Cut(string(content), " ")
		n, _ := strconv.ParseInt(running, 10, 64)
		sum += time.Duration(n)
	}
	return sum
}

// idle is how long the process runs in each second of the window.
func (p *process) idle(b *testing.B, window time.Duration) time.Duration {
	b.Helper()
	before := p.cpu(b)
	<-time.After(window)
	return time.Duration(float64(p.cpu(b)-before) / window.Seconds())
}

// dataDir is an empty directory for a server's data.
func dataDir(b *testing.B) string { return filepath.Join(b.TempDir(), "data") }
