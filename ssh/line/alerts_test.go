package line

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"crossplay/alerts"
	"crossplay/players"
	"crossplay/ssh/session"
)

// answers is a network where everybody answers so.
type answers struct {
	status atomic.Int32
	posts  atomic.Int32
}

func (a *answers) RoundTrip(r *http.Request) (*http.Response, error) {
	a.posts.Add(1)
	return &http.Response{StatusCode: int(a.status.Load()), Header: make(http.Header), Body: io.NopCloser(strings.NewReader("")), Request: r}, nil
}

// alerted is a session of somebody with a key who can be told.
func alerted(t *testing.T, args ...string) (*session.Session, *answers) {
	r, j := newRegistry(t)
	log := slog.New(slog.DiscardHandler)
	directory, err := players.Open(t.Context(), players.Config{Journal: j, Secret: make([]byte, 32), Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(directory.Close)
	post := new(answers)
	post.status.Store(http.StatusOK)
	a, err := alerts.Open(t.Context(), alerts.Config{Journal: j, Registry: r, Log: log, Lasting: directory.Lasting, Transport: post})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	sess := newSession(r, "Alice", args...)
	sess.Player = directory.ByKey("SHA256:alice", "alice")
	sess.Players, sess.Alerts = directory, a
	return sess, post
}

func TestAlertsAreSetByCommands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sess, post := alerted(t)
		run := func(typed string) (status int, out, errs string) {
			var o, e bytes.Buffer
			sess.Args = []string{"alerts"}
			if typed != "" {
				sess.Args = append(sess.Args, typed)
			}
			status = Print(t.Context(), sess, &o, &e)
			return status, o.String(), e.String()
		}
		for _, step := range []struct {
			typed  string
			status int
			says   []string // on stdout, or on stderr where it failed
		}{
			{"", 0, []string{"You are told nothing", "alerts webhook URL [FORM]"}},
			{"quiet 22:00-07:00", 1, []string{"You have no alerts yet."}},
			{"webhook http://example.org", 1, []string{"needs https"}},
			{"webhook https://10.0.0.1/x", 1, []string{"not on the internet"}},
			{"webhook https://example.org/x morse", 1, []string{"json, discord, slack or ntfy"}},
			{"webhook", 2, []string{"alerts webhook URL [FORM]"}},
			{"dance", 2, []string{"alerts webhook URL [FORM]"}},
			{"webhook https://ntfy.sh/my-games", 0, []string{"https://ntfy.sh/my-games", "ntfy", "whsec_"}},
			{"quiet 22:00-7 Europe/Berlin", 0, []string{"22:00-07:00 Europe/Berlin", "https://ntfy.sh/my-games"}},
			{"test", 0, []string{"has arrived"}},
			{"quiet off", 0, []string{"https://ntfy.sh/my-games"}},
			{"off", 0, []string{"You are told nothing"}},
			{"test", 1, []string{"You have no alerts yet."}},
		} {
			status, out, errs := run(step.typed)
			said := out
			if step.status != 0 {
				said = errs
			}
			if status != step.status {
				t.Errorf("alerts %s: status %d, %s%s", step.typed, status, out, errs)
			}
			for _, want := range step.says {
				if !strings.Contains(said, want) {
					t.Errorf("alerts %s: %q is not in %s", step.typed, want, said)
				}
			}
		}
		if n := post.posts.Load(); n != 1 {
			t.Errorf("%d posts", n)
		}

		run("webhook https://example.org/x")
		post.status.Store(http.StatusForbidden)
		if status, _, errs := run("test"); status != 1 || !strings.Contains(errs, "It answered 403.") {
			t.Errorf("a refusal: %d %s", status, errs)
		}
		_, out, _ := run("--json")
		var shown alerts.Shown
		if err := json.Unmarshal([]byte(out), &shown); err != nil || shown.Webhook == nil || shown.Webhook.Form != alerts.JSON {
			t.Errorf("%v: %s", err, out)
		}
	})
}

func TestAlertsNeedAKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sess, _ := alerted(t, "alerts", "webhook https://example.org/x")
		sess.Player = players.Player{}
		var out, errs bytes.Buffer
		if status := Print(t.Context(), sess, &out, &errs); status != 1 || !strings.Contains(errs.String(), "SSH key") {
			t.Errorf("%d %s", status, errs.String())
		}
	})
}

func TestAlertsAreSetInLineMode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sess, _ := alerted(t)
		sess.Player, sess.Leave = sess.Players.Enter(sess.Player, sess.From)
		defer func() { sess.Leave() }()
		d := sit(t, t.Context(), sess)
		d.types("alerts")
		d.reads("You are told nothing", "alerts test: send a trial.")
		d.types("alerts webhook https://ntfy.sh/my-games", "alerts test")
		d.reads("https://ntfy.sh/my-games", "has arrived")
		d.types("alerts webhook ftp://x")
		d.reads("needs https")
		d.types("alerts off", "quit")
		d.reads("You are told nothing")
	})
}
