package alerts

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strings"
	"testing"
	"time"
)

var letter = Letter{
	ID: "alert_7", At: time.Unix(1_700_000_000, 0), Title: "2 games wait for you", Text: "one\ntwo", URL: "https://play.example.org/",
	Games: []About{
		{What: Turn, Room: "K7MPQX", Game: "chess", With: []string{"*Bob*"}, Text: "It is your turn: Chess with *Bob* <@everyone>.", URL: "https://play.example.org/r/K7MPQX"},
		{What: Sat, Room: "AAAAAA", Game: "hex", With: []string{"Søren & Co"}, Text: "Søren & Co has sat down.", URL: "https://play.example.org/r/AAAAAA"},
	},
}

func read(t *testing.T, body []byte) (m map[string]any) {
	t.Helper()
	if err := json.Unmarshal(body, &m); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return m
}

func TestAProgramIsToldEverything(t *testing.T) {
	body, headers := JSON.body(letter)
	m := read(t, body)
	data := m["data"].(map[string]any)
	games := data["games"].([]any)
	if m["type"] != "alert" || m["timestamp"] != "2023-11-14T22:13:20Z" || data["url"] != letter.URL || len(games) != 2 || headers["Content-Type"] != "application/json" {
		t.Errorf("%s", body)
	}
	if first := games[0].(map[string]any); first["what"] != "turn" || first["room"] != "K7MPQX" || first["game"] != "chess" || first["due"] != nil {
		t.Errorf("%v", first)
	}
}

// Nobody's name calls a channel, or is anything but a name.
func TestDiscordIsToldALineForEachGame(t *testing.T) {
	body, _ := Discord.body(letter)
	m := read(t, body)
	want := `It is your turn\: Chess with \*Bob\* \<\@everyone\>. <https://play.example.org/r/K7MPQX>` + "\n" +
		`Søren & Co has sat down. <https://play.example.org/r/AAAAAA>`
	if m["content"] != want {
		t.Errorf("%v", m["content"])
	}
	if parse, ok := m["allowed_mentions"].(map[string]any)["parse"].([]any); !ok || len(parse) != 0 {
		t.Errorf("%s", body)
	}
}

func TestSlackIsToldALineForEachGame(t *testing.T) {
	body, _ := Slack.body(letter)
	want := "It is your turn: Chess with *Bob* &lt;@everyone&gt;. <https://play.example.org/r/K7MPQX>\n" +
		"Søren &amp; Co has sat down. <https://play.example.org/r/AAAAAA>"
	if m := read(t, body); m["text"] != want {
		t.Errorf("%v", m["text"])
	}
}

func TestNtfyIsToldWhereToGo(t *testing.T) {
	odd := letter
	odd.Title = "Søren"
	body, headers := Ntfy.body(odd)
	title, err := new(mime.WordDecoder).DecodeHeader(headers["Title"])
	if string(body) != "one\ntwo" || headers["Click"] != letter.URL || err != nil || title != "Søren" || strings.ContainsFunc(headers["Title"], func(r rune) bool { return r > '~' }) {
		t.Errorf("%s %v", body, headers)
	}
}

func TestTheFormIsKnownByTheAddress(t *testing.T) {
	for url, want := range map[string]Form{
		"https://discord.com/api/webhooks/1/x": Discord, "https://ptb.discord.com/api/webhooks/1/x": Discord, "https://notdiscord.com/x": JSON,
		"https://hooks.slack.com/services/T/B/x": Slack, "https://ntfy.sh/games": Ntfy, "https://ntfy.example.org/games": Ntfy, " https://example.org/x#y ": JSON,
	} {
		w, err := newWebhook(url, "", false)
		if err != nil || w.Form != want || strings.ContainsAny(w.URL, " #") {
			t.Errorf("%s: %+v, %v", url, w, err)
		}
	}
	if w, err := newWebhook("https://example.org", Slack, false); err != nil || w.Form != Slack {
		t.Errorf("%+v, %v", w, err)
	}
}

func TestAddressesThatCanNeverBe(t *testing.T) {
	for _, url := range []string{
		"", "x", "http://example.org", "ftp://example.org", "https://", "https://user:word@example.org", "https:example.org", "//example.org", "javascript:alert(1)",
		"https://127.0.0.1/x", "https://[::1]/x", "https://10.0.0.1", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/latest", "https://example.org/" + strings.Repeat("x", maxURL),
	} {
		if w, err := newWebhook(url, "", false); !errors.Is(err, ErrHook) {
			t.Errorf("%s: %+v, %v", url, w, err)
		}
	}
	if _, err := newWebhook("https://example.org", "telegram", false); !errors.Is(err, ErrHook) {
		t.Errorf("an unknown form: %v", err)
	}
	if _, err := newWebhook("http://192.168.1.5:8000/games", Ntfy, true); err != nil {
		t.Errorf("a host that allows it: %v", err)
	}
}

// The example of the specification of Standard Webhooks.
func TestSignatures(t *testing.T) {
	h := make(http.Header)
	body := []byte(`{"test": 2432232314}`)
	sign(h, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), body)
	if got := h.Get("webhook-signature"); got != "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" {
		t.Errorf("signed %s", got)
	}
	if h.Get("webhook-id") != "msg_p5jXN8AQM9LWM0D4loKWxJek" || h.Get("webhook-timestamp") != "1614265330" {
		t.Errorf("%v", h)
	}
	secret := newSecret()
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(key) < 24 || secret == newSecret() {
		t.Errorf("%s, %v", secret, err)
	}
	sign(h, secret, "x", time.Unix(1, 0), body)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("x.1." + string(body)))
	if got := h.Get("webhook-signature"); got != "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)) {
		t.Errorf("signed %s", got)
	}
}

func TestQuietHours(t *testing.T) {
	berlin, err := ParseQuiet("22:00-7:30", "Europe/Berlin")
	if err != nil || berlin.Hours() != "22:00-07:30" {
		t.Fatalf("%+v, %v", berlin, err)
	}
	noon, err := ParseQuiet("12–13", "")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string) time.Time {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct {
		q         Quiet
		now, ends string // empty: they are not
	}{
		{berlin, "2026-11-29T20:59:59Z", ""},
		{berlin, "2026-11-29T21:00:00Z", "2026-11-30T06:30:00Z"},
		{berlin, "2026-11-30T00:00:00Z", "2026-11-30T06:30:00Z"},
		{berlin, "2026-11-30T06:30:00Z", ""},
		{berlin, "2026-07-01T05:29:00Z", "2026-07-01T05:30:00Z"}, // in summer
		{berlin, "2026-12-31T23:30:00Z", "2027-01-01T06:30:00Z"},
		{noon, "2026-11-29T12:00:00Z", "2026-11-29T13:00:00Z"},
		{noon, "2026-11-29T13:00:00Z", ""},
		{Quiet{}, "2026-11-29T13:00:00Z", ""},
	} {
		end := c.q.until(at(c.now))
		if c.ends == "" && !end.IsZero() || c.ends != "" && !end.Equal(at(c.ends)) {
			t.Errorf("%+v at %s: %v", c.q, c.now, end)
		}
	}
	for _, bad := range [][2]string{{"", ""}, {"22:00", ""}, {"22:00-22:00", ""}, {"25-7", ""}, {"22-7", "Mars/Base"}, {"22-7", "Local"}, {"22-7", "../../etc/passwd"}} {
		if q, err := ParseQuiet(bad[0], bad[1]); !errors.Is(err, ErrQuiet) {
			t.Errorf("%q: %+v, %v", bad, q, err)
		}
	}
}
