package web_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/players"
	"crossplay/rooms"
	"crossplay/web"
)

func TestCookieBringsThePlayerBack(t *testing.T) {
	h := open(t)
	first := h.dial("")
	first.must("name", "name", "Ann")
	if back := h.dial(first.cookie); back.hello.You.ID != first.hello.You.ID || back.hello.You.Name != "Ann" {
		t.Errorf("came back as %+v", back.hello.You)
	}
	if other := h.dial(""); other.hello.You.ID == first.hello.You.ID {
		t.Error("two browsers are one player")
	}
}

// people counts what the journal keeps of them.
func (h *harness) people() int {
	h.t.Helper()
	n := 0
	for _, err := range h.journal.Read(context.Background(), "players", 0) {
		if err != nil {
			h.t.Fatal(err)
		}
		n++
	}
	return n
}

func TestWhoOnlyLooksLeavesNothingAndIsTheSameTomorrow(t *testing.T) {
	h := open(t)
	_, _, code := h.table("tictactoe")
	before := h.people()
	c := h.dial("")
	c.must("lobby")
	c.must("open", "room", string(code))
	c.see(code, "the table", func(s *rooms.Snapshot) bool { return s.You < 0 })
	c.ask("sit", "room", string(code)) // every seat is taken
	c.ws.Close()
	h = h.again()
	back := h.dial(c.cookie)
	if back.hello.You != c.hello.You {
		t.Errorf("came as %+v, and back as %+v", c.hello.You, back.hello.You)
	}
	if n := h.people(); n != before {
		t.Errorf("%d people are journaled, %d before", n, before)
	}
	made := back.must("create", "game", "tictactoe")
	h = h.again()
	again := h.dial(back.cookie)
	if again.hello.You != c.hello.You || h.people() != before+1 {
		t.Errorf("after sitting down: %+v, and %d people", again.hello.You, h.people())
	}
	again.must("open", "room", string(made.Code))
	again.see(made.Code, "the seat", func(s *rooms.Snapshot) bool { return s.You == 0 })
}

// The name of somebody who looks can be taken on another node of the same
// journal, and is theirs no more when they sit down.
func TestWhoSitsDownUnderAnotherNameIsTold(t *testing.T) {
	h := open(t)
	one := h.dial("")
	two := h.dial(one.cookie)
	there, err := players.Open(t.Context(), players.Config{Journal: h.journal, Secret: secret, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer there.Close()
	other, leave := there.Enter(there.NewBrowser(), netip.Addr{})
	defer leave()
	if _, err := there.Rename(t.Context(), other.ID, one.hello.You.Name); err != nil {
		t.Fatal(err)
	}
	made := one.must("create", "game", "tictactoe")
	one.must("open", "room", string(made.Code))
	s := one.see(made.Code, "the seat", func(s *rooms.Snapshot) bool { return s.You == 0 })
	for _, c := range []*client{one, two} {
		for len(c.other) < 2 { // the greeting is the first
			c.read()
		}
		if m := c.other[1]; m.Type != "you" || m.You.Name == one.hello.You.Name || m.You.Name != s.Chairs[0].Name || m.You.ID != one.hello.You.ID {
			t.Errorf("told %+v, and the chair is %q's", m, s.Chairs[0].Name)
		}
	}
}

func TestBadTokenIsANewGuest(t *testing.T) {
	h := open(t)
	victim := h.dial("")
	name, token, _ := strings.Cut(victim.cookie, "=")
	flip := []byte(token)
	flip[len(flip)/2] ^= 1
	for what, bad := range map[string]string{
		"forged":    string(flip),
		"truncated": token[:len(token)-3],
		"empty":     "",
		"garbage":   "%00=;..|" + strings.Repeat("x", 2000),
		"longer":    token + "x",
	} {
		c := h.dial(name + "=" + bad)
		if c.hello.You.ID == victim.hello.You.ID {
			t.Errorf("%s: came in as the victim", what)
		}
	}
	if n := len(h.log.records("did not believe a cookie")); n == 0 || n > 10 {
		t.Errorf("%d log records", n)
	}
	// A cookie of another program on the same machine does no harm.
	if c := h.dial(name + "=other; " + victim.cookie); c.hello.You.ID != victim.hello.You.ID {
		t.Error("the good cookie among two was not found")
	}
}

func TestExpiredTokenIsANewGuest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		before := h.dial("")
		before.ws.Close()
		<-time.After(3 * 365 * 24 * time.Hour)
		if c := h.dial(before.cookie); c.hello.You.ID == before.hello.You.ID {
			t.Error("a token of three years ago still counts")
		}
	})
}

// cookie opens a socket at a base URL and returns the cookie that it sets.
func (h *harness) cookie(base, sent string) *http.Cookie {
	h.t.Helper()
	origin := base
	if base == "" {
		origin = "http://" + h.host
	}
	ws, resp, err := h.knock(sent, "Origin", origin)
	if err != nil {
		h.t.Fatal(err)
	}
	ws.Close()
	if n := len(resp.Cookies()); n != 1 {
		h.t.Fatalf("%d cookies are set", n)
	}
	return resp.Cookies()[0]
}

func TestCookieAttributes(t *testing.T) {
	for base, name := range map[string]string{
		"":                         `^crossplay-[0-9a-f]{8}$`,
		"http://play.example.org":  `^crossplay-[0-9a-f]{8}$`,
		"https://play.example.org": `^__Host-crossplay-[0-9a-f]{8}$`,
	} {
		h := open(t, func(c *web.Config) { c.BaseURL = base })
		c := h.cookie(base, "")
		if !regexp.MustCompile(name).MatchString(c.Name) || c.Secure != strings.HasPrefix(base, "https:") ||
			!c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("%q: %+v", base, c)
		}
	}
}

func TestServersOnOneHostHaveCookiesOfTheirOwn(t *testing.T) {
	one := open(t)
	other := open(t, func(c *web.Config) { c.Secret = []byte("another secret of thirty-two byte") })
	if a, b := one.cookie("", ""), other.cookie("", ""); a.Name == b.Name {
		t.Errorf("both call it %s", a.Name)
	}
	if a, b := one.cookie("", ""), one.cookie("", ""); a.Name != b.Name {
		t.Errorf("one server calls it %s and %s", a.Name, b.Name)
	}
}

func TestOldCookiesStillCount(t *testing.T) {
	const https = "https://play.example.org"
	h := open(t, func(c *web.Config) { c.BaseURL = https })
	old, older := h.dial("", "Origin", https), h.dial("", "Origin", https)
	_, token, _ := strings.Cut(old.cookie, "=")
	_, olderToken, _ := strings.Cut(older.cookie, "=")
	back := h.dial("crossplay="+token, "Origin", https)
	if back.hello.You.ID != old.hello.You.ID {
		t.Error("the cookie of an earlier version is forgotten")
	}
	if !strings.HasPrefix(back.cookie, "__Host-crossplay-") {
		t.Errorf("it is written as %s", back.cookie)
	}
	plain := strings.TrimPrefix(back.cookie, "__Host-")
	if c := h.dial(plain, "Origin", https); c.hello.You.ID != old.hello.You.ID {
		t.Error("the cookie from before the page had https is forgotten")
	}
	// Whoever can set cookies below the same domain cannot overrule the new one.
	if c := h.dial("crossplay="+olderToken+"; "+back.cookie, "Origin", https); c.hello.You.ID != old.hello.You.ID {
		t.Error("an old cookie overrules the new one")
	}
}

func TestPagesMakeNobody(t *testing.T) {
	h := open(t)
	for _, path := range []string{"/", "/r/K7MPQX", "/ws", "/healthz", "/static/icon.svg"} {
		if resp, _ := h.get(path, "Origin: http://"+h.host); len(resp.Cookies()) > 0 {
			t.Errorf("%s sets a cookie", path)
		}
	}
}

func TestNameTellsEveryWindow(t *testing.T) {
	h := open(t)
	one := h.dial("")
	two, other := h.dial(one.cookie), h.dial("")
	one.must("name", "name", "Ann")
	for _, c := range []*client{one, two} {
		for len(c.other) < 2 { // the greeting is the first
			c.read()
		}
		if m := c.other[1]; m.Type != "you" || m.You.Name != "Ann" || m.You.ID != one.hello.You.ID {
			t.Errorf("told %+v", m)
		}
	}
	if m := other.ask("name", "name", "Ann"); m.says() != "name_taken" {
		t.Errorf("a taken name: %q", m.says())
	}
	if m := other.ask("name", "name", "\u202e\u200b"); m.says() != "bad_name" {
		t.Errorf("no name: %q", m.says())
	}
}
