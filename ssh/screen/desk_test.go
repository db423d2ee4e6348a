package screen

import (
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"

	"crossplay/game"
	"crossplay/game/connectfour"
	"crossplay/game/tictactoe"
	"crossplay/journal/journaltest"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/ssh/session"
	"crossplay/ssh/term"
)

// desk is a person in front of a terminal, within the bubble of a test.
type desk struct {
	t     *testing.T
	app   *app
	keys  *io.PipeWriter
	sizes chan term.Size
	final string
	ended chan struct{}

	mu    sync.Mutex
	vt    *vt.Emulator
	bells int
	title string
	wrote strings.Builder
}

// harness is the rooms of a test, and the journal behind them.
type harness struct {
	*rooms.Registry
	journal *journaltest.Memory
}

func newHarness(t *testing.T, games ...game.Rules) *harness {
	if len(games) == 0 {
		games = []game.Rules{tictactoe.Rules{}, connectfour.Rules{}}
	}
	return openHarness(t, nil, games...)
}

// openHarness opens one whose rooms know more verbs.
func openHarness(t *testing.T, verbs []room.Rule, games ...game.Rules) *harness {
	h := &harness{journal: journaltest.NewMemory()}
	var err error
	h.Registry, err = rooms.OpenRegistry(t.Context(), rooms.Config{
		Journal: h.journal, Games: games, Verbs: verbs, Bots: []string{"easy", "medium", "hard"}, Secret: []byte("a secret of at least 32 bytes ...."), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	return h
}

func (h *harness) session(t *testing.T, name string, args ...string) *session.Session {
	return &session.Session{
		Context: t.Context(), Registry: h.Registry, Player: players.Player{ID: room.PersonID("id of " + name), Name: name, Kind: players.Guest},
		ReturnCommand: "ssh -t play.example.org return k7mp-qx34-99aa-ccdd-eeff",
		Invite:        session.Invite{SSHHost: "play.example.org", SSHPort: 2222, BaseURL: "https://play.example.org"},
		Args:          args, Log: slog.New(slog.DiscardHandler), Version: "1.0",
	}
}

// sit puts a person in front of the screens. Prepare may be nil.
func sit(t *testing.T, sess *session.Session, size term.Size, prepare func(*app)) *desk {
	return hurry(t, sess, size, prepare, "")
}

// hurry is sit for somebody who has typed something before there is a screen.
func hurry(t *testing.T, sess *session.Session, size term.Size, prepare func(*app), typed string) *desk {
	in, keys := io.Pipe()
	d := &desk{t: t, keys: keys, sizes: make(chan term.Size, 1), ended: make(chan struct{}), vt: vt.NewEmulator(size.W, size.H)}
	d.vt.SetCallbacks(vt.Callbacks{Bell: func() { d.bells++ }, Title: func(s string) { d.title = s }})
	answers := make(chan struct{})
	go func() { // the terminal's answers to queries go nowhere
		defer close(answers)
		_, _ = io.Copy(io.Discard, d.vt)
	}()
	if typed != "" {
		go func() { _, _ = io.WriteString(keys, typed) }()
	}
	go func() {
		defer close(d.ended)
		d.final, _ = term.Run(t.Context(), term.Config{
			In: in, Came: sess.Typed, Out: d, Size: size, Sizes: d.sizes, Look: sess.Look, Log: sess.Log,
			Hangup: func(string, error) { _ = in.CloseWithError(io.ErrClosedPipe) },
		}, func(wake func()) term.Model {
			d.app = New(sess, wake).(*app)
			if prepare != nil {
				prepare(d.app)
			}
			return d.app
		})
		_ = d.vt.Close()
	}()
	t.Cleanup(func() {
		_ = keys.Close()
		<-d.ended
		<-answers
	})
	pass(reactionTime) // they look before they press a key
	return d
}

// Write is the terminal's.
func (d *desk) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.wrote.Write(p)
	return d.vt.Write(p)
}

// written is how many bytes the terminal was sent.
func (d *desk) written() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.wrote.Len()
}

// named are the keys that have no letter.
var named = map[string]string{
	"enter": "\r", "esc": "\x1b[27u", "tab": "\t", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
	"space": " ", "home": "\x1b[H", "ctrl+c": "\x03", "backspace": "\x7f",
}

// press presses keys, and lets everything happen that follows.
func (d *desk) press(keys ...string) {
	d.t.Helper()
	for _, k := range keys {
		if seq, ok := named[k]; ok {
			k = seq
		}
		if _, err := io.WriteString(d.keys, k); err != nil {
			d.t.Fatal(err)
		}
		pass(term.FrameTime)
	}
}

// text is what can be read on the terminal.
func (d *desk) text() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all strings.Builder
	for y := range d.vt.Height() {
		var line strings.Builder
		for x := 0; x < d.vt.Width(); {
			c := d.vt.CellAt(x, y)
			if c == nil || c.Content == "" {
				c = &uv.EmptyCell
			}
			line.WriteString(c.Content)
			x += max(c.Width, 1)
		}
		all.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return all.String()
}

// coloured is the same with its colours.
func (d *desk) coloured() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.vt.Render() + "\n"
}

// sees checks that texts are on the terminal.
func (d *desk) sees(texts ...string) {
	d.t.Helper()
	for _, s := range texts {
		if shown := d.text(); !strings.Contains(shown, s) {
			d.t.Errorf("%q is not to be seen:\n%s", s, shown)
		}
	}
}

// seesNot checks that texts are not on the terminal.
func (d *desk) seesNot(texts ...string) {
	d.t.Helper()
	for _, s := range texts {
		if shown := d.text(); strings.Contains(shown, s) {
			d.t.Errorf("%q is to be seen:\n%s", s, shown)
		}
	}
}
