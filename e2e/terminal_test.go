package e2e

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

const columns, rows = 100, 32

// sshKey makes a key without a passphrase.
func sshKey(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "id")
	if out, err := exec.Command(require(t, "ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", file).CombinedOutput(); err != nil {
		t.Fatalf("ssh-keygen: %v\n%s", err, out)
	}
	return file
}

// sshCommand is the OpenSSH client, with nothing of the user's configuration.
func (s *server) sshCommand(name, key string, args ...string) *exec.Cmd {
	s.t.Helper()
	options := []string{
		"-F", "none", "-p", fmt.Sprint(s.ssh),
		"-o", "UserKnownHostsFile=" + s.data + ".known_hosts", "-o", "StrictHostKeyChecking=accept-new",
		"-o", "IdentityAgent=none", "-o", "IdentitiesOnly=yes", "-o", "IdentityFile=" + key,
		"-o", "LogLevel=ERROR", "-o", "SendEnv=COLORTERM",
	}
	cmd := exec.Command(require(s.t, "ssh"), append(append(options, name+"@localhost"), args...)...)
	cmd.Env = append(environ(), "TERM=xterm-256color", "COLORTERM=truecolor", "LC_ALL=C.UTF-8", "DISPLAY=", "SSH_ASKPASS_REQUIRE=never")
	return cmd
}

// terminal is the OpenSSH client in a terminal, with a person in front of it.
type terminal struct {
	t    *testing.T
	cmd  *exec.Cmd
	pty  *os.File
	done sync.WaitGroup

	mu      sync.Mutex
	screen  *vt.Emulator
	partial bool          // a frame has begun and is not complete
	changed chan struct{} // closed and replaced with each output
	ended   bool

	before string // the picture before the last move
}

// terminal starts "ssh -t name@host args...".
func (s *server) terminal(name, key string, args ...string) *terminal {
	s.t.Helper()
	return s.window(columns, rows, name, key, args...)
}

// window is a terminal of another size.
func (s *server) window(columns, rows int, name, key string, args ...string) *terminal {
	s.t.Helper()
	x := &terminal{t: s.t, cmd: s.sshCommand(name, key, args...), screen: vt.NewEmulator(columns, rows), changed: make(chan struct{})}
	x.cmd.Args = append(x.cmd.Args[:1], append([]string{"-t"}, x.cmd.Args[1:]...)...)
	x.screen.SetCallbacks(vt.Callbacks{
		EnableMode:  func(m ansi.Mode) { x.partial = x.partial || m == ansi.ModeSynchronizedOutput },
		DisableMode: func(m ansi.Mode) { x.partial = x.partial && m != ansi.ModeSynchronizedOutput },
	})
	var err error
	if x.pty, err = pty.StartWithSize(x.cmd, &pty.Winsize{Rows: uint16(rows), Cols: uint16(columns)}); err != nil {
		s.t.Fatal(err)
	}
	x.done.Go(x.read)
	x.done.Go(func() { io.Copy(x.pty, x.screen) }) // what the terminal answers to queries
	s.t.Cleanup(func() {
		x.hangUp()
		if s.t.Failed() {
			s.t.Logf("%s's terminal:\n%s", name, x.text())
		}
	})
	return x
}

func (x *terminal) read() {
	buf := make([]byte, 4096)
	for {
		n, err := x.pty.Read(buf)
		x.mu.Lock()
		x.screen.Write(buf[:n])
		x.ended = err != nil
		close(x.changed)
		x.changed = make(chan struct{})
		x.mu.Unlock()
		if err != nil { // the client is gone
			x.screen.InputPipe().(io.Closer).Close()
			return
		}
	}
}

// hangUp closes the window.
func (x *terminal) hangUp() {
	x.cmd.Process.Kill()
	x.cmd.Wait()
	x.pty.Close()
	x.done.Wait()
}

// text is the screen as the person reads it, one line below the other.
func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return read(x.screen)
}

func read(screen *vt.Emulator) string {
	lines := strings.Split(screen.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// press types keys as the terminal sends them.
func (x *terminal) press(keys string) {
	x.t.Helper()
	if _, err := io.WriteString(x.pty, keys); err != nil {
		x.t.Fatal(err)
	}
}

// await waits until the screen is as it should be, and returns it.
func (x *terminal) await(what string, ok func(screen string) bool) string {
	x.t.Helper()
	late := time.After(patience)
	for {
		x.mu.Lock()
		screen, changed, ended := read(x.screen), x.changed, x.ended
		done := !x.partial && ok(screen)
		x.mu.Unlock()
		if done {
			return screen
		}
		if ended {
			x.t.Fatalf("the client ended before it showed %s:\n%s", what, screen)
		}
		select {
		case <-changed:
		case <-late:
			x.t.Fatalf("the terminal does not show %s:\n%s", what, screen)
		}
	}
}

// see waits until the screen shows all of the texts.
func (x *terminal) see(texts ...string) string {
	x.t.Helper()
	return x.await(fmt.Sprintf("%q", texts), func(screen string) bool {
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// awaitEnd waits until the client has ended, and returns the last screen.
func (x *terminal) awaitEnd() string {
	x.t.Helper()
	late := time.After(patience)
	for {
		x.mu.Lock()
		screen, changed, ended := read(x.screen), x.changed, x.ended
		x.mu.Unlock()
		if ended {
			return screen
		}
		select {
		case <-changed:
		case <-late:
			x.t.Fatalf("the client does not end:\n%s", screen)
		}
	}
}

// mouse is what a terminal sends when the left button goes down ("M") or up ("m").
func mouse(p at, end string) string { return fmt.Sprintf("\x1b[<0;%d;%d%s", p.x+1, p.y+1, end) }
