package wire_test

import (
	"bufio"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/mail"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	gossh "golang.org/x/crypto/ssh"

	"crossplay/alerts"
	"crossplay/alerts/alertstest"
	"crossplay/archive"
	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/game/connectfour"
	"crossplay/game/dots"
	"crossplay/game/tictactoe"
	"crossplay/guard"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh"
	"crossplay/ssh/session"
	"crossplay/web"
	"crossplay/wire"
)

// patience is how long a test waits for what must come.
const patience = 10 * time.Second

// harness is a server that can be spoken to in every way.
type harness struct {
	t        *testing.T
	wire     *wire.Server
	web, ssh string // addresses
	close    func()
}

// open starts a server, on which more can be done with rooms than with every one.
func open(t *testing.T, more ...room.Rule) *harness {
	t.Helper()
	journal, secret := journaltest.NewMemory(), []byte("0123456789abcdef0123456789abcdef")
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	directory, err := players.Open(t.Context(), players.Config{Journal: journal, Secret: secret, Log: log})
	check(t, err)
	reg, err := rooms.OpenRegistry(t.Context(), rooms.Config{
		Journal: journal, Secret: secret, Log: log, Lasting: directory.Lasting, Bots: []string{"easy", "medium", "hard"}, Verbs: more,
		Games: []game.Rules{tictactoe.Rules{}, connectfour.Rules{}, dots.Rules{}, backgammon.Rules{}},
	})
	check(t, err)
	keys, err := alerts.NewKeys()
	check(t, err)
	told, err := alerts.Open(t.Context(), alerts.Config{
		Journal: journal, Registry: reg, Log: log, Lasting: directory.Lasting, BaseURL: "https://play.example", Keys: keys, Transport: receivers{},
		Mail: &alerts.Mail{Host: "mail.example", Port: 25, Plain: true, From: &mail.Address{Address: "games@play.example"}, Dial: new(alertstest.Office).Dial}, Secret: secret,
	})
	check(t, err)
	games := []game.Rules{tictactoe.Rules{}, connectfour.Rules{}, dots.Rules{}, backgammon.Rules{}}
	past := archive.Open(archive.Config{Path: filepath.Join(t.TempDir(), "archive.db"), Journal: journal, Games: games, Log: log})
	check(t, past.Wait(t.Context(), 0)) // until it is there
	h := &harness{t: t, wire: wire.New(wire.Config{Registry: reg, Players: directory, Alerts: told, Archive: past, Log: log, Version: "1.2.3"})}
	_, private, err := ed25519.GenerateKey(nil)
	check(t, err)
	key, err := gossh.NewSignerFromKey(private)
	check(t, err)
	limits := guard.Limits{PerAddress: 50, Total: 100}
	terminals, err := ssh.New(ssh.Config{
		HostKey: key, Registry: reg, Players: directory, Quota: guard.NewQuota(limits), Log: log, Wire: h.wire,
		Invite: session.Invite{SSHHost: "play.example", SSHPort: 2222, BaseURL: "https://play.example"},
	})
	check(t, err)
	browsers := web.New(web.Config{Registry: reg, Players: directory, Quota: guard.NewQuota(limits), SSHPort: 2222, Secret: secret, Log: log, Wire: h.wire})
	var serving sync.WaitGroup
	serve := func(serve func(context.Context, net.Listener) error) string {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		check(t, err)
		serving.Go(func() {
			if err := serve(context.Background(), l); err != nil {
				t.Errorf("Serve: %v", err)
			}
		})
		return l.Addr().String()
	}
	h.web, h.ssh = serve(browsers.Serve), serve(terminals.Serve)
	h.close = sync.OnceFunc(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		browsers.Shutdown(ctx, "The server is restarting.")
		terminals.Shutdown(ctx, "The server is restarting.")
		serving.Wait()
		told.Close()
		past.Close()
		reg.Close()
	})
	t.Cleanup(h.close)
	return h
}

// receivers are a network where everybody takes what comes, but for one.
type receivers struct{}

func (receivers) RoundTrip(r *http.Request) (*http.Response, error) {
	status := http.StatusOK
	if strings.HasPrefix(r.URL.Host, "refuses.") {
		status = http.StatusForbidden
	}
	return &http.Response{StatusCode: status, Header: make(http.Header), Body: http.NoBody, Request: r}, nil
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// line is a connection that carries messages.
type line interface {
	send(message string) error
	next() ([]byte, error) // closed, once the server has closed it
	leave()
}

// closed is why the server has closed a connection.
type closed int

func (c closed) Error() string { return fmt.Sprintf("closed with %d", int(c)) }

// transports are the ways of connecting, for the first time and once more.
var transports = map[string]func(*harness, *actor) (line, error){
	"websocket": func(h *harness, a *actor) (line, error) {
		head := http.Header{"Origin": {"http://" + h.web}}
		if a.cookie != "" {
			head.Set("Cookie", a.cookie)
		}
		ws, resp, err := websocket.DefaultDialer.Dial("ws://"+h.web+"/ws", head)
		if err != nil {
			return nil, err
		}
		a.cookie = resp.Cookies()[0].Name + "=" + resp.Cookies()[0].Value
		return socket{ws}, nil
	},
	"ssh": func(h *harness, a *actor) (line, error) {
		if a.client == nil {
			var err error
			a.client, err = gossh.Dial("tcp", h.ssh, &gossh.ClientConfig{
				User: "somebody", HostKeyCallback: gossh.InsecureIgnoreHostKey(), Auth: a.keys(),
			})
			if err != nil {
				return nil, err
			}
			h.t.Cleanup(func() { a.client.Close() })
		}
		s, err := a.client.NewSession()
		if err != nil {
			return nil, err
		}
		in, err := s.StdinPipe()
		if err != nil {
			return nil, err
		}
		out, err := s.StdoutPipe()
		if err != nil {
			return nil, err
		}
		p := &program{session: s, in: in, messages: make(chan []byte, 1000)}
		go p.read(out)
		return p, s.Start("api")
	},
}

// keys are how somebody shows who they are: a guest has nothing to show.
func (a *actor) keys() []gossh.AuthMethod {
	if a.key != nil {
		return []gossh.AuthMethod{gossh.PublicKeys(a.key)}
	}
	return []gossh.AuthMethod{gossh.KeyboardInteractive(func(string, string, []string, []bool) ([]string, error) { return nil, nil })}
}

type socket struct{ ws *websocket.Conn }

func (s socket) send(message string) error {
	return s.ws.WriteMessage(websocket.TextMessage, []byte(message))
}

func (s socket) next() ([]byte, error) {
	s.ws.SetReadDeadline(time.Now().Add(patience))
	_, text, err := s.ws.ReadMessage()
	var end *websocket.CloseError
	if errors.As(err, &end) {
		return nil, closed(end.Code)
	}
	return text, err
}

func (s socket) leave() { s.ws.Close() }

// program is one that speaks by SSH.
type program struct {
	session  *gossh.Session
	in       io.WriteCloser
	messages chan []byte
}

func (p *program) read(out io.Reader) {
	defer close(p.messages)
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		p.messages <- append([]byte(nil), lines.Bytes()...)
	}
}

func (p *program) send(message string) error {
	_, err := io.WriteString(p.in, message+"\n")
	return err
}

func (p *program) next() ([]byte, error) {
	select {
	case text, ok := <-p.messages:
		if !ok {
			return nil, io.EOF
		}
		var last struct {
			Code   int
			Reason string
		}
		if !strings.HasPrefix(string(text), `{"type":"closed"`) {
			return text, nil
		}
		if err := json.Unmarshal(text, &last); err != nil {
			return nil, err
		}
		status := 0
		var exit *gossh.ExitError
		if errors.As(p.session.Wait(), &exit) {
			status = exit.ExitStatus()
		}
		if good := last.Code == 1000 || last.Code == 1012; good != (status == 0) {
			return nil, fmt.Errorf("closed with %d and the status %d", last.Code, status)
		}
		return nil, closed(last.Code)
	case <-time.After(patience):
		return nil, errors.New("nothing came")
	}
}

func (p *program) leave() { p.session.Close() }
