package alerts

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/game"
	"crossplay/game/connectfour"
	"crossplay/journal"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

var (
	ann = rooms.Person{ID: "ann", Name: "Ann"}
	bob = rooms.Person{ID: "bob", Name: "Bob"}
)

// posted is what a receiver was sent.
type posted struct {
	url    string
	header http.Header
	body   string
}

// post is a network where everybody is reached, and answers as they are told to.
type post struct {
	mu      sync.Mutex
	got     []posted
	answers []int          // the next ones; then those of the address; then 200
	at      map[string]int // by address
	retry   string         // after how many seconds those want to be asked again who are not well
	hold    chan struct{}
	slowly  string // in the addresses that answer just in time
}

func (p *post) RoundTrip(r *http.Request) (*http.Response, error) {
	body, _ := io.ReadAll(r.Body)
	if p.hold != nil {
		select {
		case <-p.hold:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	if p.slowly != "" && strings.Contains(r.URL.String(), p.slowly) {
		<-time.After(sendTime - 200*time.Millisecond)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got = append(p.got, posted{r.URL.String(), r.Header, string(body)})
	status := cmp.Or(p.at[r.URL.String()], http.StatusOK)
	if len(p.answers) > 0 {
		status, p.answers = p.answers[0], p.answers[1:]
	}
	head := make(http.Header)
	if p.retry != "" && status != http.StatusOK {
		head.Set("Retry-After", p.retry)
	}
	return &http.Response{StatusCode: status, Header: head, Body: io.NopCloser(strings.NewReader("")), Request: r}, nil
}

// take is what was sent since it was asked last.
func (p *post) take() []posted {
	p.mu.Lock()
	defer p.mu.Unlock()
	got := p.got
	p.got = nil
	return got
}

type harness struct {
	*Alerts
	t       *testing.T
	reg     *rooms.Registry
	journal journal.Journal
	post    *post
	gone    sync.Map // who is nobody any more
	over    sync.Once
}

func open(t *testing.T, j journal.Journal, p *post, mail *Mail) *harness {
	t.Helper()
	h := &harness{t: t, journal: j, post: p}
	log := slog.New(slog.DiscardHandler)
	var err error
	h.reg, err = rooms.OpenRegistry(t.Context(), rooms.Config{Journal: j, Games: []game.Rules{connectfour.Rules{}}, Secret: make([]byte, 32), Log: log})
	if err != nil {
		t.Fatal(err)
	}
	h.Alerts, err = Open(t.Context(), Config{
		Journal: j, Registry: h.reg, Log: log, BaseURL: "https://play.example.org", Transport: p, Keys: keys, Mail: mail, Secret: []byte("a secret"),
		Known: func(id room.PersonID) bool { _, gone := h.gone.Load(id); return !gone },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.end)
	return h
}

func newHarness(t *testing.T) *harness { return open(t, journaltest.NewMemory(), new(post), nil) }

func (h *harness) end() {
	h.over.Do(func() {
		h.Alerts.Close()
		h.reg.Close()
	})
}

// restart is the program a moment later, on the same journal.
func (h *harness) restart() *harness {
	h.t.Helper()
	return h.restartWith(h.Mail)
}

// restartWith is the same, for a host that has chosen otherwise how e-mail goes.
func (h *harness) restartWith(mail *Mail) *harness {
	h.t.Helper()
	h.end()
	return open(h.t, h.journal, h.post, mail)
}

// keys are those of the server.
var keys = func() Keys {
	k, err := NewKeys()
	if err != nil {
		panic(err)
	}
	return k
}()

const hook = "https://bob.example.com/hook"

// tells has somebody told at the hook.
func (h *harness) tells(p rooms.Person) {
	h.t.Helper()
	if _, err := h.Hook(h.t.Context(), p, hook, ""); err != nil {
		h.t.Fatal(err)
	}
}

func (h *harness) do(p rooms.Person, code room.Code, c room.Command) {
	h.t.Helper()
	if err := h.reg.Do(context.Background(), p, code, c); err != nil {
		h.t.Fatalf("%s of %s: %v", c.Do, p.Name, err)
	}
}

func (h *harness) move(p rooms.Person, code room.Code, ply int, m game.Move) {
	h.t.Helper()
	h.do(p, code, room.Command{Do: room.Move, Ply: ply, Move: m})
}

// daily is a game of three days a move, in which Ann is to move first.
func (h *harness) daily() room.Code {
	h.t.Helper()
	code, err := h.reg.Create(h.t.Context(), ann, "", rooms.New{Game: "connectfour", Clock: "3d"})
	if err != nil {
		h.t.Fatal(err)
	}
	h.do(bob, code, room.Command{Do: room.Sit})
	return code
}

func (h *harness) look(p rooms.Person, code room.Code) *rooms.Watch {
	h.t.Helper()
	w, err := h.reg.Watch(h.t.Context(), p, code, func() {})
	if err != nil {
		h.t.Fatal(err)
	}
	return w
}

func later(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// kinds are what was told in a message.
func kinds(p posted) string {
	var all []string
	for _, what := range []What{Turn, Low, Began, Sat, Over, Offer, Again} {
		for range strings.Count(p.body, `"what":"`+string(what)+`"`) {
			all = append(all, string(what))
		}
	}
	return strings.Join(all, " ")
}

// wants checks what was told since the last time.
func (h *harness) wants(all ...string) {
	h.t.Helper()
	got := h.post.take()
	if len(got) != len(all) {
		h.t.Fatalf("%d messages came, not %q: %+v", len(got), all, got)
	}
	for i, want := range all {
		if k := kinds(got[i]); k != want {
			h.t.Fatalf("told %q instead of %q: %s", k, want, got[i].body)
		}
	}
}

func logTo(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }
