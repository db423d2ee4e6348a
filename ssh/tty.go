package ssh

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"crossplay/ssh/term"
)

// maxLine is how many bytes of a line can be typed: more than the longest chat
// line.
const maxLine = 1 << 10

// newlines writes for a terminal in raw mode, where a new line also has to
// return to its beginning.
type newlines struct{ out io.Writer }

func (n newlines) Write(p []byte) (int, error) {
	if _, err := n.out.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// tty does for line mode in a PTY what the client's own terminal does without
// one, since its raw mode has switched that off: echo, erasing, whole lines,
// ctrl+c, ctrl+d and ctrl+l. What is written while a line is being typed goes above it.
type tty struct {
	in        io.Reader
	out       newlines
	interrupt func() // ctrl+c

	ready []byte // whole lines that were not read yet
	over  bool

	mu   sync.Mutex
	keys term.Decoder // finds the keys among what else a terminal sends
	line []byte       // being typed
}

func newTTY(in io.Reader, out io.Writer, interrupt func()) *tty {
	return &tty{in: in, out: newlines{out}, interrupt: interrupt}
}

// Read gives whole lines. One goroutine reads at a time.
func (t *tty) Read(p []byte) (int, error) {
	var raw [256]byte
	for len(t.ready) == 0 {
		if t.over {
			return 0, io.EOF
		}
		n, err := t.in.Read(raw[:])
		t.take(raw[:n])
		if err != nil {
			t.over = true
		}
	}
	n := copy(p, t.ready)
	t.ready = t.ready[n:]
	return n, nil
}

// Write prints above the line that is being typed.
func (t *tty) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.line) > 0 {
		t.echo("\n")
	}
	n, err := t.out.Write(p)
	if len(t.line) > 0 && err == nil {
		t.echo(string(t.line))
	}
	return n, err
}

func (t *tty) echo(s string) { _, _ = io.WriteString(t.out, s) }

func (t *tty) take(b []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	keys, _ := t.keys.Feed(b) // nothing here waits for an escape
	from := len(t.line)
	for _, m := range keys {
		if t.over {
			return
		}
		switch m := m.(type) {
		case tea.PasteMsg: // for a line of its own, whatever was pasted
			t.add(strings.Join(strings.FieldsFunc(m.Content, unicode.IsControl), " "))
		case tea.KeyPressMsg:
			if m.Text != "" {
				t.add(m.Text)
				continue
			}
			t.echo(string(t.line[from:]))
			t.control(m.String())
			from = len(t.line)
		}
	}
	t.echo(string(t.line[from:]))
}

// add writes text at the end of the line, if there is room for it.
func (t *tty) add(text string) {
	if len(t.line)+len(text) <= maxLine {
		t.line = append(t.line, text...)
	}
}

// control does what a control key asks.
func (t *tty) control(key string) {
	switch key {
	case "enter":
		t.echo("\n")
		t.ready = append(append(t.ready, t.line...), '\n')
		t.line = t.line[:0]
	case "backspace":
		t.erase()
	case "ctrl+u":
		for len(t.line) > 0 {
			t.erase()
		}
	case "ctrl+c":
		t.echo("^C\n")
		t.over = true
		t.interrupt()
	case "ctrl+l": // once more, for who cannot read what is there
		t.echo("\n" + string(t.line))
	case "ctrl+d":
		t.over = len(t.line) == 0
	}
}

// erase takes the last character back.
func (t *tty) erase() {
	if len(t.line) == 0 {
		return
	}
	_, n := utf8.DecodeLastRune(t.line)
	last := string(t.line[len(t.line)-n:])
	t.line = t.line[:len(t.line)-n]
	for range term.Width(last) {
		t.echo("\b \b")
	}
}
