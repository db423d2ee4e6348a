package screen

import (
	"log/slog"
	"net/http"
	"net/mail"
	"sync/atomic"
	"testing"
	"time"

	"crossplay/alerts"
	"crossplay/alerts/alertstest"
	"crossplay/ssh/session"
	"crossplay/ssh/term"
)

// receivers are a network where everybody answers so.
type receivers struct{ status, posts atomic.Int32 }

func (r *receivers) RoundTrip(q *http.Request) (*http.Response, error) {
	r.posts.Add(1)
	return &http.Response{StatusCode: int(r.status.Load()), Header: make(http.Header), Body: http.NoBody, Request: q}, nil
}

// alerted is the session of somebody whom the server can tell.
func alerted(t *testing.T, h *harness, name string, args ...string) (*session.Session, *receivers) {
	return mailed(t, h, nil, name, args...)
}

// mailed is that of somebody whom it can mail as well; nil: it cannot.
func mailed(t *testing.T, h *harness, mail *alerts.Mail, name string, args ...string) (*session.Session, *receivers) {
	t.Helper()
	r := new(receivers)
	r.status.Store(http.StatusOK)
	a, err := alerts.Open(t.Context(), alerts.Config{Journal: h.journal, Registry: h.Registry, Log: slog.New(slog.DiscardHandler), Transport: r, Mail: mail, Secret: make([]byte, 32)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	s := h.session(t, name, args...)
	s.Alerts = a
	return s, r
}

func TestAlertsAreSetOnEveryPage(t *testing.T) {
	for _, size := range []term.Size{narrow, normal} {
		bubble(t, func(t *testing.T, h *harness) {
			sess, net := alerted(t, h, "Ann")
			ann := sit(t, sess, size, nil)
			pass(reactionTime)
			ann.press("a")
			ann.sees("Alerts", "You are told nothing")
			ann.seesNot("Quiet hours")
			ann.press("w", "http://example.org", "enter")
			ann.sees("An address that is told needs")
			ann.press("\x15", "https://ntfy.sh/my-games", "enter")
			ann.sees("ntfy.sh/my-games", "Quiet hours")
			ann.press("h", "22:00-7 Mars/Base", "enter")
			ann.sees("no such time zone")
			ann.press("\x15", "22:00-7 Europe/Berlin", "enter")
			ann.press("down")
			ann.sees("22:00-07:00")
			ann.press("t")
			pass(time.Second)
			ann.sees("has arrived")
			if n := net.posts.Load(); n != 1 {
				t.Errorf("%d posts", n)
			}
			net.status.Store(http.StatusTeapot)
			ann.press("a")
			ann.press("t")
			ann.sees("It answered 418.")
			ann.press("enter", "h", "\x15", "enter")
			ann.seesNot("22:00")
			ann.press("o")
			ann.sees("You are told nothing")
			if sess.Alerts.Settings(sess.Player.ID).On() {
				t.Error("they are still on")
			}
		})
	}
}

func TestEmailIsSetOnEveryPage(t *testing.T) {
	for _, size := range []term.Size{narrow, normal} {
		bubble(t, func(t *testing.T, h *harness) {
			office := new(alertstest.Office)
			sess, _ := mailed(t, h, &alerts.Mail{Host: "mail.example.org", Port: 25, Plain: true, From: &mail.Address{Address: "games@example.org"}, Dial: office.Dial}, "Ann")
			ann := sit(t, sess, size, nil)
			pass(reactionTime)
			ann.press("a")
			ann.sees("E-mail")
			ann.press("e", "ann", "enter")
			ann.sees("no address")
			ann.press("\x15", "ann@example.org", "enter")
			pass(time.Second)
			ann.sees("The code that was sent to")
			ann.press("esc", "a")
			ann.sees("The code")
			ann.press("c", "wrong", "enter")
			ann.sees("That is not the code")
			ann.press("\x15", office.Mails()[0].Code(), "enter")
			ann.press("down")
			ann.sees("You are told at", "ann@example.org")
			ann.press("e", "\x15", "enter")
			ann.sees("You are told nothing")
		})
	}
}

// Where a host sends no e-mail, nothing speaks of it.
func TestWithoutEmailNothingSpeaksOfIt(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		sess, _ := alerted(t, h, "Ann")
		ann := sit(t, sess, normal, nil)
		pass(reactionTime)
		ann.press("a")
		ann.sees("Alerts")
		ann.seesNot("mail")
		ann.press("e", "c")
		ann.sees("Alerts")
		ann.seesNot("mail")
	})
}

// At a table they are in the menu.
func TestAlertsAreInTheMenuOfATable(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		sess, _ := alerted(t, h, "Ann", "play", "tictactoe")
		ann := sit(t, sess, normal, nil)
		pass(time.Second)
		ann.sees("Waiting")
		ann.press("esc")
		ann.sees("Alerts")
	})
}

// Where a server tells nobody, nothing speaks of it.
func TestWithoutAlertsThereAreNone(t *testing.T) {
	bubble(t, func(t *testing.T, h *harness) {
		ann := sit(t, h.session(t, "Ann"), normal, nil)
		pass(reactionTime)
		ann.seesNot("alerts")
		ann.press("a")
		ann.seesNot("Alerts")
	})
}
