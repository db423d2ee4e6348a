package line

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/mail"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"crossplay/alerts"
	"crossplay/alerts/alertstest"
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
	return mailed(t, nil, args...)
}

// mailed is one of somebody who can be mailed as well; nil: they cannot.
func mailed(t *testing.T, mail *alerts.Mail, args ...string) (*session.Session, *answers) {
	r, j := newRegistry(t)
	log := slog.New(slog.DiscardHandler)
	directory, err := players.Open(t.Context(), players.Config{Journal: j, Secret: make([]byte, 32), Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(directory.Close)
	post := new(answers)
	post.status.Store(http.StatusOK)
	a, err := alerts.Open(t.Context(), alerts.Config{Journal: j, Registry: r, Log: log, Lasting: directory.Lasting, Transport: post, Mail: mail, Secret: make([]byte, 32)})
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

func TestEmailIsSetByCommandsAndInLineMode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		office := new(alertstest.Office)
		sess, _ := mailed(t, &alerts.Mail{Host: "mail.example.org", Port: 25, Plain: true, From: &mail.Address{Address: "games@example.org"}, Dial: office.Dial})
		run := func(typed string, status int, says ...string) {
			t.Helper()
			var o, e bytes.Buffer
			sess.Args = []string{"alerts", typed}
			got := Print(t.Context(), sess, &o, &e)
			for _, want := range says {
				if got != status || !strings.Contains(o.String()+e.String(), want) {
					t.Errorf("alerts %s: status %d, %s%s", typed, got, o.String(), e.String())
				}
			}
		}
		run("", 0, "alerts email ADDRESS", "alerts confirm CODE", "alerts email off")
		run("email", 2, "alerts email ADDRESS")
		run("email alice", 1, "no address")
		run("confirm AAAA", 1, "No code waits")
		run("email alice@example.org", 0, "A code was sent to alice@example.org.")
		run("confirm AAAA", 1, "not the code")
		code := office.Mails()[0].Code()
		run("confirm "+code[:4]+" "+code[4:], 0, "E-mail", "alice@example.org")
		run("email alice@other.example", 0, "alice@example.org", "A code was sent to alice@other.example.")
		run("email off", 0, "You are told nothing")
		office.Mails()

		sess.Args = nil
		sess.Player, sess.Leave = sess.Players.Enter(sess.Player, sess.From)
		defer func() { sess.Leave() }()
		d := sit(t, t.Context(), sess)
		d.types("alerts email alice@example.org")
		d.reads("A code was sent to alice@example.org.")
		d.types("alerts confirm " + office.Mails()[0].Code())
		d.reads("E-mail  alice@example.org")
		d.types("alerts test")
		d.reads("has arrived")
		d.types("alerts off", "quit")
		d.reads("You are told nothing")
	})
}

// Where a host sends no e-mail, nothing speaks of it.
func TestWithoutEmailNothingSpeaksOfIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sess, _ := alerted(t)
		for _, args := range [][]string{{"alerts"}, {"alerts", "email a@example.org"}, {"alerts", "confirm X"}, {"alerts", "webhook https://example.org/x"}, {"alerts", "--json"}, {"alerts", "off"}, {"help"}} {
			var o, e bytes.Buffer
			sess.Args = args
			Print(t.Context(), sess, &o, &e)
			if said := o.String() + e.String(); said == "" || strings.Contains(strings.ToLower(said), "mail") || strings.Contains(said, "confirm") {
				t.Errorf("%q says %s", args, said)
			}
		}
		sess.Args = nil
		sess.Player, sess.Leave = sess.Players.Enter(sess.Player, sess.From)
		defer func() { sess.Leave() }()
		d := sit(t, t.Context(), sess)
		d.types("alerts", "alerts email a@example.org", "help", "alerts off", "quit")
		if said := d.news(); !strings.Contains(said, "alerts test") || strings.Contains(strings.ToLower(said), "mail") {
			t.Errorf("line mode says %s", said)
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
