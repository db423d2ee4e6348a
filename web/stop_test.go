package web_test

import (
	"log/slog"
	"net/http"
	"net/mail"
	"strings"
	"testing"

	"crossplay/alerts"
	"crossplay/alerts/alertstest"
	"crossplay/journal/journaltest"
	"crossplay/rooms"
	"crossplay/web"
)

// mailing is a server that sends e-mail.
func mailing(t *testing.T) (*harness, *alerts.Alerts, *alertstest.Office) {
	t.Helper()
	office := new(alertstest.Office)
	journal, log := journaltest.NewMemory(), slog.New(slog.DiscardHandler)
	reg, err := rooms.OpenRegistry(t.Context(), rooms.Config{Journal: journal, Secret: secret, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reg.Close)
	a, err := alerts.Open(t.Context(), alerts.Config{
		Journal: journal, Registry: reg, Log: log, BaseURL: "https://play.example.org", Secret: secret,
		Mail: &alerts.Mail{Host: "mail.example.org", Port: 25, Plain: true, From: &mail.Address{Address: "games@example.org"}, Dial: office.Dial},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return open(t, func(c *web.Config) { c.Alerts = a }), a, office
}

// A link of a mail stops it when it is posted to, by whomever and from wherever, and not
// when it is looked at.
func TestALinkOfAMailStopsIt(t *testing.T) {
	h, a, office := mailing(t)
	ann := rooms.Person{ID: "ann", Name: "Ann"}
	if _, err := a.Email(t.Context(), ann, "ann@example.org"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Confirm(t.Context(), ann, office.Mails()[0].Code()); err != nil {
		t.Fatal(err)
	}
	if err := a.Test(t.Context(), ann); err != nil {
		t.Fatal(err)
	}
	path := strings.TrimPrefix(office.Mails()[0].Stop(), "https://play.example.org")
	for range 2 {
		resp, body := h.get(path)
		if resp.StatusCode != http.StatusOK || !strings.Contains(body, `<form method="post">`) || !strings.Contains(resp.Header.Get("Content-Security-Policy"), "form-action 'self'") || a.Settings("ann").Email == nil {
			t.Errorf("looking: %s %s", resp.Status, body)
		}
	}
	for _, wrong := range []string{path + "A", path[:len(path)-1], alerts.StopPath + "x"} {
		looked, _ := h.get(wrong)
		posted, body := h.post(wrong, "null", "List-Unsubscribe=One-Click")
		if looked.StatusCode != http.StatusNotFound || posted.StatusCode != http.StatusNotFound || strings.Contains(body, "<form") || a.Settings("ann").Email == nil {
			t.Errorf("%s: %s, %s %s", wrong, looked.Status, posted.Status, body)
		}
	}
	for range 2 { // as programs do, from no page of ours
		resp, body := h.post(path, "https://mail.evil.example", "List-Unsubscribe=One-Click")
		if resp.StatusCode != http.StatusOK || !strings.Contains(body, "Done.") || a.Settings("ann").On() {
			t.Errorf("%s %s, %+v", resp.Status, body, a.Settings("ann"))
		}
	}
}

// Where a host sends no e-mail, the page is sent no word of it.
func TestWithoutEmailThePageIsSentNoWordOfIt(t *testing.T) {
	h := open(t)
	for _, name := range []string{"words.json", "later.json"} {
		if _, said := h.get(h.server.Folder() + name); !strings.Contains(said, "Alerts") && !strings.Contains(said, "webhook") || strings.Contains(strings.ToLower(said), "mail") {
			t.Errorf("the page is told %s", said)
		}
	}
	if resp, _ := h.get(alerts.StopPath + "x"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a link: %s", resp.Status)
	}
	h, _, _ = mailing(t)
	if resp, said := h.get(h.server.Folder() + "later.json"); resp.StatusCode != http.StatusOK || !strings.Contains(said, "E-mail") {
		t.Errorf("with a mail server: %s %s", resp.Status, said)
	}
}
