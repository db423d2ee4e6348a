package bench

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	gossh "golang.org/x/crypto/ssh"
)

const (
	// patience is how long anything may take.
	patience = 20 * time.Second
	// calm is how long nothing more must come before everyone has arrived.
	calm = 2 * time.Second
)

// dialer dials from the i-th address of the loopback network, since the server
// does not let everybody come from one.
func dialer(i int) *net.Dialer {
	return &net.Dialer{Timeout: patience, LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 1, byte(i>>8), byte(i))}}
}

// calmed waits until the clients that note their news there hear no more.
func calmed(heard *atomic.Int64) {
	for {
		last := heard.Load()
		<-time.After(calm)
		if heard.Load() == last {
			return
		}
	}
}

// terminal is a person with an SSH client.
type terminal struct {
	client *gossh.Client
	in     io.Writer
	came   chan time.Time // when output came that nobody has asked for yet
	bytes  atomic.Int64   // of output
}

// dialTerminal comes from the i-th address, opens a terminal of 80 by 24 and
// runs the command, or none. What comes is counted.
func dialTerminal(b *testing.B, addr string, i int, command string, heard *atomic.Int64) *terminal {
	b.Helper()
	conn, err := dialer(i).Dial("tcp", addr)
	if err != nil {
		b.Fatal(err)
	}
	c, chans, reqs, err := gossh.NewClientConn(conn, addr, &gossh.ClientConfig{
		User: "player" + strconv.Itoa(i),
		Auth: []gossh.AuthMethod{gossh.KeyboardInteractive(
			func(string, string, []string, []bool) ([]string, error) { return nil, nil })},
		HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		b.Fatal(err)
	}
	t := &terminal{client: gossh.NewClient(c, chans, reqs), came: make(chan time.Time, 1)}
	s, err := t.client.NewSession()
	if err != nil {
		b.Fatal(err)
	}
	if t.in, err = s.StdinPipe(); err != nil {
		b.Fatal(err)
	}
	out, err := s.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := s.RequestPty("xterm-256color", 24, 80, gossh.TerminalModes{}); err != nil {
		b.Fatal(err)
	}
	if command == "" {
		err = s.Shell()
	} else {
		err = s.Start(command)
	}
	if err != nil {
		b.Fatal(err)
	}
	go t.read(out, heard)
	t.next(b)
	return t
}

// read ends with the connection.
func (t *terminal) read(out io.Reader, heard *atomic.Int64) {
	buf := make([]byte, 4<<10)
	for {
		n, err := out.Read(buf)
		now := time.Now()
		if err != nil {
			return
		}
		t.bytes.Add(int64(n))
		heard.Add(1)
		select {
		case t.came <- now:
		default:
		}
	}
}

// next waits for output.
func (t *terminal) next(b *testing.B) time.Time {
	b.Helper()
	select {
	case at := <-t.came:
		return at
	case <-time.After(patience):
		b.Fatal("the terminal shows nothing new")
		return time.Time{}
	}
}

// press presses a key and returns how long the answer took to come.
func (t *terminal) press(b *testing.B, key string) time.Duration {
	b.Helper()
	begun := time.Now()
	if _, err := io.WriteString(t.in, key); err != nil {
		b.Fatal(err)
	}
	return t.next(b).Sub(begun)
}

// answers reports whether the terminal does anything about a key.
func (t *terminal) answers(key string) bool {
	io.WriteString(t.in, key)
	select {
	case <-t.came:
		return true
	case <-time.After(calm / 4):
		return false
	}
}

// browser is a person with a websocket.
type browser struct {
	ws    *websocket.Conn
	came  chan message
	count atomic.Int64 // of its commands
}

// message is something that the server sent, and when it came.
type message struct {
	at   time.Time
	text []byte
}

// dialBrowser comes from the i-th address. What comes is counted; it is kept,
// for who takes it, if there is room.
func dialBrowser(b *testing.B, addr string, i, room int, heard *atomic.Int64) *browser {
	b.Helper()
	d := websocket.Dialer{NetDialContext: dialer(i).DialContext, ReadBufferSize: 512, WriteBufferSize: 512}
	ws, answer, err := d.Dial("ws://"+addr+"/ws", http.Header{"Origin": {"http://" + addr}})
	if err != nil {
		b.Fatal(err, answer)
	}
	w := &browser{ws: ws, came: make(chan message, room)}
	go w.read(heard)
	return w
}

// read ends with the connection.
func (w *browser) read(heard *atomic.Int64) {
	for {
		_, text, err := w.ws.ReadMessage()
		now := time.Now()
		if err != nil {
			close(w.came)
			return
		}
		heard.Add(1)
		select {
		case w.came <- message{now, text}:
		default:
		}
	}
}

// send sends a text.
func (w *browser) send(b *testing.B, text string) {
	b.Helper()
	if err := w.ws.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		b.Fatal(err)
	}
}

// do sends a command: its verb and further fields. It does not wait.
func (w *browser) do(b *testing.B, format string, args ...any) {
	b.Helper()
	w.send(b, fmt.Sprintf(`{"id": "c%d", "do": `, w.count.Add(1))+fmt.Sprintf(format, args...)+"}")
}

// look watches a room as the page does, or did where the program is an earlier one.
func (w *browser) look(b *testing.B, code string) {
	b.Helper()
	for _, moves := range []string{`, "moves": true`, ``} {
		w.do(b, `"open", "room": %q, "updates": true`+moves, code)
		for m := range w.came {
			if bytes.Contains(m.text, []byte(`"ok":true`)) {
				return
			}
			if bytes.Contains(m.text, []byte(`"ok":false`)) {
				break
			}
		}
	}
	b.Fatal("nobody may look at the room")
}

// await waits for a message with all of these in it. A command that is refused
// meanwhile is an end of everything.
func (w *browser) await(b *testing.B, parts ...string) message {
	b.Helper()
	late := time.After(patience)
	for {
		select {
		case m, ok := <-w.came:
			if !ok {
				b.Fatal("the socket was closed")
			}
			if bytes.Contains(m.text, []byte(`"ok":false`)) {
				b.Fatalf("refused: %s", m.text)
			}
			fits := true
			for _, part := range parts {
				fits = fits && bytes.Contains(m.text, []byte(part))
			}
			if fits {
				return m
			}
		case <-late:
			b.Fatalf("no message with %q has come", parts)
		}
	}
}
