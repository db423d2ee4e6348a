package ssh

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"go.uber.org/goleak"
	gossh "golang.org/x/crypto/ssh"

	"crossplay/game"
	"crossplay/guard"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/ssh/session"
	"crossplay/ssh/term"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// harness is a server with people in it, in the bubble of a test.
type harness struct {
	t        *testing.T
	server   *Server
	listener *pipeListener
	served   chan error
	log      *record
	from     string // where people come from

	mu       sync.Mutex
	sessions []*session.Session
	sizes    []string
	typed    []string
	late     time.Duration   // how long the newest key had to wait
	lines    session.Line    // instead of the usual line mode
	answer   session.Command // instead of the usual command
	broken   bool            // screens panic
}

// record is a log that can be read while it is written.
type record struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.b.Write(p)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.b.String()
}

// lines are the records that contain the text.
func (r *record) lines(with string) (found []string) {
	for _, l := range strings.Split(r.String(), "\n") {
		if strings.Contains(l, with) {
			found = append(found, l)
		}
	}
	return found
}

const farewellNotice = "Restarting, your game is saved."

// coin is a game with nothing to it.
type coin struct{}

func (coin) Info() game.Info {
	return game.Info{Name: "coin", Title: "Coin", Aliases: []string{"flip a coin"}, Version: 1, MinSeats: 2, MaxSeats: 2, Seats: []string{"A", "B"}}
}

func (coin) Start(game.Setup) (game.State, error)          { return coin{}, nil }
func (coin) Turn() []game.Seat                             { return []game.Seat{0} }
func (coin) Play(game.Seat, game.Move) (game.State, error) { return nil, game.ErrIllegal }
func (coin) Draw(*rand.Rand) game.Move                     { return "" }
func (coin) Outcome() (game.Outcome, bool)                 { return game.Outcome{}, false }
func (coin) View(game.Seat) game.View                      { return game.View{} }

// open runs the test in a harness, inside a bubble where time is free.
func open(t *testing.T, limits guard.Limits, test func(t *testing.T, h *harness)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := &harness{t: t, listener: newPipeListener(), served: make(chan error, 1), log: new(record), from: "198.51.100.7"}
		log := slog.New(slog.NewTextHandler(h.log, nil))
		journal, secret := journaltest.NewMemory(), make([]byte, 32)
		directory, err := players.Open(t.Context(), players.Config{Journal: journal, Secret: secret, Log: log})
		check(t, err)
		defer directory.Close()
		registry, err := rooms.OpenRegistry(t.Context(), rooms.Config{Journal: journal, Games: []game.Rules{coin{}}, Bots: []string{"easy", "medium", "hard"}, Secret: secret, Log: log, Lasting: directory.Lasting})
		check(t, err)
		defer registry.Close()
		h.server, err = New(Config{
			HostKey: newKey(t, 'H'), Registry: registry, Players: directory, Quota: guard.NewQuota(limits), Log: log, Version: "1.2.3",
			Invite:  session.Invite{SSHHost: "play.example", SSHPort: 2222, BaseURL: "https://play.example"},
			Screen:  func(sess *session.Session, _ func()) term.Model { return h.screen(sess) },
			Line:    h.line,
			Command: h.command,
		})
		check(t, err)
		go func() { h.served <- h.server.Serve(context.Background(), h.listener) }()
		defer func() {
			h.server.Shutdown(context.Background(), farewellNotice)
			check(t, <-h.served)
		}()
		test(t, h)
	})
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newKey(t *testing.T, seed byte) gossh.Signer {
	t.Helper()
	key, err := gossh.NewSignerFromKey(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize)))
	check(t, err)
	return key
}

func (h *harness) came(sess *session.Session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sessions = append(h.sessions, sess)
}

// session is the newest session.
func (h *harness) session() *session.Session {
	synctest.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.sessions) == 0 {
		h.t.Fatal("nobody has come")
	}
	return h.sessions[len(h.sessions)-1]
}

// screen shows the last key and leaves on q.
func (h *harness) screen(sess *session.Session) term.Model {
	h.came(sess)
	return &last{h: h}
}

type last struct {
	h   *harness
	key string
}

func (l *last) Typed(at time.Time) {
	l.h.mu.Lock()
	defer l.h.mu.Unlock()
	l.h.late = time.Since(at)
}

func (l *last) Update(m tea.Msg) tea.Cmd {
	l.h.mu.Lock()
	defer l.h.mu.Unlock()
	switch m := m.(type) {
	case tea.WindowSizeMsg:
		l.h.sizes = append(l.h.sizes, fmt.Sprintf("%d×%d", m.Width, m.Height))
	case tea.KeyPressMsg:
		if l.h.broken {
			panic("the screen is broken")
		}
		l.key = "key " + m.String()
		l.h.typed = append(l.h.typed, m.String())
		if l.key == "key q" {
			return term.Quit("Goodbye.")
		}
	}
	return nil
}

func (l *last) Draw(c *term.Canvas) { c.Put(0, 0, term.Text, l.key) }
func (l *last) Title() string       { return "Crossplay" }

// line says back what is typed, until it is "bye".
func (h *harness) line(ctx context.Context, sess *session.Session, in io.Reader, out io.Writer) int {
	h.came(sess)
	if h.lines != nil {
		return h.lines(ctx, sess, in, out)
	}
	fmt.Fprintln(out, "Line mode.")
	all := make(chan string)
	ended := make(chan struct{})
	go func() {
		defer close(all)
		var b [512]byte
		for {
			n, err := in.Read(b[:])
			if n > 0 {
				select {
				case all <- string(b[:n]):
				case <-ended:
					return
				}
			}
			if err != nil {
				return
			}
		}
	}()
	defer close(ended)
	for {
		select {
		case s, ok := <-all:
			if !ok || s == "bye\n" {
				return 0
			}
			fmt.Fprintf(out, "You said %s", s)
		case <-ctx.Done():
			return 0
		}
	}
}

func (h *harness) command(ctx context.Context, sess *session.Session, out, errs io.Writer) int {
	h.came(sess)
	if h.answer != nil {
		return h.answer(ctx, sess, out, errs)
	}
	fmt.Fprintf(out, "The answer to %s.\n", strings.Join(sess.Args, " "))
	return 0
}

// call connects without saying a word.
func (h *harness) call(from string) net.Conn {
	client, server := pair(from)
	h.listener.conns <- server
	synctest.Wait()
	return client
}

// person is somebody with an SSH client.
type person struct {
	*gossh.Client
	t    *testing.T
	line net.Conn
}

// enter connects with a client, the way config has it changed.
func (h *harness) enter(config *gossh.ClientConfig) (*person, error) {
	if config.HostKeyCallback == nil {
		config.HostKeyCallback = gossh.FixedHostKey(h.server.HostKey.PublicKey())
	}
	if config.User == "" {
		config.User = "ann"
	}
	line := h.call(h.from)
	conn, chans, reqs, err := gossh.NewClientConn(line, "play.example:2222", config)
	if err != nil {
		_ = line.Close()
		return nil, err
	}
	p := &person{gossh.NewClient(conn, chans, reqs), h.t, line}
	return p, nil
}

// nothing is how a client without a key gets in.
func nothing() gossh.AuthMethod {
	return gossh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
		if len(questions) > 0 {
			return nil, errors.New("there was a question")
		}
		return nil, nil
	})
}

// guest lets a guest in, who leaves at the end of the test.
func (h *harness) guest() *person {
	h.t.Helper()
	p, err := h.enter(&gossh.ClientConfig{Auth: []gossh.AuthMethod{nothing()}})
	check(h.t, err)
	return p
}

// seat is a session of a person, and what it has printed.
type seat struct {
	*gossh.Session
	keys      io.Writer
	out, errs *record
}

// sit opens a session.
func (p *person) sit() *seat {
	p.t.Helper()
	s, err := p.NewSession()
	check(p.t, err)
	in, err := s.StdinPipe()
	check(p.t, err)
	st := &seat{s, in, new(record), new(record)}
	s.Stdout, s.Stderr = st.out, st.errs
	return st
}

// terminal opens a session with a screen.
func (p *person) terminal() *seat {
	p.t.Helper()
	s := p.sit()
	check(p.t, s.RequestPty("xterm-256color", 24, 80, nil))
	check(p.t, s.Shell())
	synctest.Wait()
	return s
}

func (s *seat) press(keys string) {
	_, _ = io.WriteString(s.keys, keys)
	synctest.Wait()
}

// status waits for the end and its exit status; -1 is a connection that broke.
func (s *seat) status() int {
	err := s.Wait()
	var exit *gossh.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitStatus()
	}
	return -1
}

// pass lets time go by in the bubble.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// gone reports whether the server has closed the connection.
func gone(c net.Conn) bool {
	synctest.Wait()
	p := c.(*end).out
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.closed
}

// newRoom is a room of the only game.
var newRoom = rooms.New{Game: "coin"}
