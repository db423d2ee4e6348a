package web_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"crossplay/guard"
	"crossplay/rooms"
	"crossplay/web"
	"crossplay/wire"
)

// request sends a request as it is written and reads the answer.
func (h *harness) request(text string) (*http.Response, string) {
	h.t.Helper()
	c, err := h.dialer(context.Background())
	if err != nil {
		h.t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patience))
	if _, err := io.WriteString(c, text); err != nil {
		h.t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: strings.Fields(text)[0]})
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return resp, string(body)
}

// get asks for a path, with more header lines.
func (h *harness) get(path string, lines ...string) (*http.Response, string) {
	h.t.Helper()
	head := strings.Join(append([]string{"GET " + path + " HTTP/1.1", "Host: " + h.host, "Connection: close"}, lines...), "\r\n")
	return h.request(head + "\r\n\r\n")
}

func TestSlowHeadersAreCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openPipes(t)
		slow, err := h.dialer(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer slow.Close()
		fmt.Fprintf(slow, "GET / HTTP/1.1\r\nHost: %s\r\nX-Slow: ", h.host)

		if resp, _ := h.get("/"); resp.StatusCode != http.StatusOK {
			t.Errorf("a page beside it: %v", resp.Status)
		}
		began := time.Now()
		io.Copy(io.Discard, slow)
		if cut := time.Since(began); cut != 5*time.Second {
			t.Errorf("cut after %v", cut)
		}
	})
}

func TestSocketsOfOneAddress(t *testing.T) {
	h := open(t, func(c *web.Config) {
		c.Quota = guard.NewQuota(guard.Limits{PerAddress: 5, Total: 6})
		c.Proxies = guard.Proxies{netip.MustParsePrefix("127.0.0.0/8")}
	})
	from := func(address string) (int, *client) {
		ws, resp, err := h.knock("", "X-Forwarded-For", address)
		if err != nil && resp == nil {
			t.Fatal(err)
		}
		if err == nil {
			t.Cleanup(func() { ws.Close() })
		}
		return resp.StatusCode, &client{t: t, ws: ws}
	}

	var in []*client
	for i := range 100 {
		status, c := from("192.0.2.1")
		want := http.StatusSwitchingProtocols
		if i >= 5 {
			want = http.StatusTooManyRequests
		}
		if status != want {
			t.Fatalf("socket %d: %d, not %d", i+1, status, want)
		}
		if i < 5 {
			in = append(in, c)
		}
	}
	if status, _ := from("192.0.2.2"); status != http.StatusSwitchingProtocols {
		t.Errorf("another address: %d", status)
	}
	if status, _ := from("192.0.2.3"); status != http.StatusServiceUnavailable {
		t.Errorf("one more than there may be in all: %d", status)
	}

	for h.server.Sockets() < 6 {
		h.get("/healthz") // until the server has counted the last one
	}
	in[0].ws.Close()
	for h.server.Sockets() == 6 {
		h.get("/healthz") // until the server has noticed
	}
	if status, _ := from("192.0.2.1"); status != http.StatusSwitchingProtocols {
		t.Errorf("after one left: %d", status)
	}
}

func TestNobodyElseIsBelievedAboutAddresses(t *testing.T) {
	h := open(t, func(c *web.Config) {
		c.Quota = guard.NewQuota(guard.Limits{PerAddress: 1, Total: 10})
		c.Proxies = guard.Proxies{netip.MustParsePrefix("192.0.2.0/24")}
	})
	h.dial("", "X-Forwarded-For", "198.51.100.1")
	if _, resp, err := h.knock("", "X-Forwarded-For", "198.51.100.2"); err == nil || resp.StatusCode != http.StatusTooManyRequests {
		t.Errorf("a second socket under a claimed address: %v", resp)
	}
	_, page := h.get("/qr/K7MPQX.svg")
	if _, claimed := h.get("/qr/K7MPQX.svg", "X-Forwarded-Proto: https"); claimed != page {
		t.Error("a claimed scheme changed the invitation")
	}
}

// A browser tells a page nothing of why its socket was refused, so the page asks.
func TestWhoIsRefusedASocketLearnsWhy(t *testing.T) {
	h := open(t, func(c *web.Config) { c.Quota = guard.NewQuota(guard.Limits{PerAddress: 1, Total: 10}) })
	post := func(origin string) (*http.Response, string) {
		return h.request("POST /ws HTTP/1.1\r\nHost: " + h.host + "\r\nOrigin: " + origin + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
	}
	if resp, body := post("http://" + h.host); resp.StatusCode != http.StatusNoContent || resp.Header.Get("Set-Cookie") != "" {
		t.Errorf("where there is room: %v, %q", resp.Status, body)
	}
	if resp, body := post("http://foreign.example"); resp.StatusCode != http.StatusForbidden || !strings.Contains(body, "own page") {
		t.Errorf("a foreign page: %v, %q", resp.Status, body)
	}
	c := h.dial("")
	for range 3 { // asking takes no place
		if resp, body := post("http://" + h.host); resp.StatusCode != http.StatusTooManyRequests || !strings.Contains(body, "from your address") || resp.Header.Get("Retry-After") == "" {
			t.Errorf("an address that has its share: %v, %q", resp.Status, body)
		}
	}
	c.ws.Close()
	for h.server.Sockets() == 1 {
		h.get("/healthz") // until the server has noticed
	}
	h.dial("")
}

func TestHandshakes(t *testing.T) {
	h := open(t)
	const key, proto = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version: 13"
	const up, websocket = "Connection: keep-alive, Upgrade", "Upgrade: websocket"
	for _, test := range []struct {
		name   string
		line   string
		header []string
		status int
	}{
		{"as it should be", "GET /ws HTTP/1.1", []string{up, websocket, key, proto}, http.StatusSwitchingProtocols},
		{"a page", "GET /ws HTTP/1.1", nil, http.StatusUpgradeRequired},
		{"another protocol", "GET /ws HTTP/1.1", []string{up, "Upgrade: h2c", key, proto}, http.StatusUpgradeRequired},
		{"no upgrade of the connection", "GET /ws HTTP/1.1", []string{websocket, key, proto}, http.StatusUpgradeRequired},
		{"an old version", "GET /ws HTTP/1.1", []string{up, websocket, key, "Sec-WebSocket-Version: 8"}, http.StatusUpgradeRequired},
		{"no version", "GET /ws HTTP/1.1", []string{up, websocket, key}, http.StatusBadRequest},
		{"two versions", "GET /ws HTTP/1.1", []string{up, websocket, key, proto, proto}, http.StatusBadRequest},
		{"HTTP/1.0", "GET /ws HTTP/1.0", []string{up, websocket, key, proto}, http.StatusBadRequest},
		{"HEAD", "HEAD /ws HTTP/1.1", []string{up, websocket, key, proto}, http.StatusBadRequest},
		{"no key", "GET /ws HTTP/1.1", []string{up, websocket, proto}, http.StatusBadRequest},
		{"two keys", "GET /ws HTTP/1.1", []string{up, websocket, key, key, proto}, http.StatusBadRequest},
		{"a short key", "GET /ws HTTP/1.1", []string{up, websocket, "Sec-WebSocket-Key: AAAA", proto}, http.StatusBadRequest},
		{"a body", "GET /ws HTTP/1.1", []string{up, websocket, key, proto, "Content-Length: 1\r\n\r\nx"}, http.StatusBadRequest},
		{"a body in chunks", "GET /ws HTTP/1.1", []string{up, websocket, key, proto, "Transfer-Encoding: chunked\r\n\r\n0"}, http.StatusBadRequest},
		{"two hosts", "GET /ws HTTP/1.1", []string{up, websocket, key, proto, "Host: localhost"}, http.StatusBadRequest},
	} {
		t.Run(test.name, func(t *testing.T) {
			lines := append([]string{test.line, "Host: " + h.host, "Origin: http://" + h.host}, test.header...)
			resp, _ := h.request(strings.Join(lines, "\r\n") + "\r\n\r\n")
			if resp.StatusCode != test.status {
				t.Errorf("%v, not %d", resp.Status, test.status)
			}
			if resp.StatusCode == http.StatusUpgradeRequired && resp.Header.Get("Sec-WebSocket-Version") != "13" {
				t.Errorf("the answer does not say which version it takes: %v", resp.Header)
			}
			if resp.StatusCode != http.StatusSwitchingProtocols && len(resp.Cookies()) > 0 {
				t.Error("a player was made")
			}
		})
	}
}

func TestOrigins(t *testing.T) {
	based := func(c *web.Config) { c.BaseURL = "https://play.example.org" }
	ported := func(c *web.Config) { c.BaseURL = "https://play.example.org:443" }
	none := func(*web.Config) {}
	for _, test := range []struct {
		name         string
		config       func(*web.Config)
		host, origin string
		in           bool
	}{
		{"our page", none, "localhost:8080", "http://localhost:8080", true},
		{"our page by address", none, "127.0.0.1:8080", "http://127.0.0.1:8080", true},
		{"our page at home", none, "192.168.1.7:8080", "http://192.168.1.7:8080", true},
		{"our page by IPv6", none, "[::1]:8080", "http://[::1]:8080", true},
		{"no page", none, "localhost:8080", "", false},
		{"a sandboxed page", none, "localhost:8080", "null", false},
		{"another page", none, "localhost:8080", "http://evil.example", false},
		{"another port", none, "localhost:8080", "http://localhost:9090", false},
		{"another scheme", none, "localhost:8080", "https://localhost:8080", false},
		{"a longer name", none, "localhost:8080", "http://localhost:8080.evil.example", false},
		{"a path", none, "localhost:8080", "http://localhost:8080/", false},
		{"another name of this machine", none, "127.0.0.1:8080", "http://localhost:8080", false},
		{"the public page", based, "play.example.org", "https://play.example.org", true},
		{"the public page, passed on under an address", based, "10.0.0.5:8080", "https://play.example.org", true},
		{"the public page without encryption", based, "play.example.org", "http://play.example.org", false},
		{"below the public page", based, "play.example.org", "https://evil.play.example.org", false},
		{"the public page with its port spelled out", ported, "play.example.org", "https://play.example.org", true},
		{"still our page", based, "localhost:8080", "http://localhost:8080", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := open(t, test.config)
			cookie := h.dial("").cookie
			ws, resp, err := h.knock(cookie, "Host", test.host, "Origin", test.origin)
			if err == nil {
				ws.Close()
			}
			want := http.StatusForbidden
			if test.in {
				want = http.StatusSwitchingProtocols
			}
			if resp == nil || resp.StatusCode != want {
				t.Errorf("%v (%v), not %d", resp, err, want)
			}
		})
	}
}

func TestHosts(t *testing.T) {
	h := open(t)
	for host, want := range map[string]int{
		"localhost":             http.StatusOK,
		"LOCALHOST:9000":        http.StatusOK,
		"10.1.2.3:8080":         http.StatusOK,
		"[2001:db8::1]:80":      http.StatusOK,
		"evil.example":          http.StatusMisdirectedRequest,
		"localhost.evil":        http.StatusMisdirectedRequest,
		"127.0.0.1.nip.example": http.StatusMisdirectedRequest,
		"play.example.org":      http.StatusMisdirectedRequest,
		"":                      http.StatusMisdirectedRequest,
	} {
		resp, body := h.request("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
		if resp.StatusCode != want {
			t.Errorf("%q: %v", host, resp.Status)
		}
		if want != http.StatusOK && !strings.Contains(body, "CROSSPLAY_BASE_URL") {
			t.Errorf("%q: the answer does not say what to do: %q", host, body)
		}
		if resp, _ := h.request("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"); resp.StatusCode != http.StatusOK {
			t.Errorf("%q: no health: %v", host, resp.Status)
		}
	}

	h = open(t, func(c *web.Config) { c.BaseURL = "https://Play.example.org" })
	if resp, _ := h.request("GET / HTTP/1.1\r\nHost: play.example.org\r\nConnection: close\r\n\r\n"); resp.StatusCode != http.StatusOK {
		t.Errorf("the base URL's host: %v", resp.Status)
	}
}

func TestStrangersWriteNoLogRecords(t *testing.T) {
	h := open(t)
	for _, bad := range []string{
		"Host: localhost\nlevel=ERROR msg=forged",
		"Host: localhost\r\nOrigin: http://x\x1b[31m\u202e level=ERROR msg=forged\r\nUser-Agent: \x1b]0;forged\x07",
		"Host: x\" level=ERROR msg=forged",
		"Host: evil.example\r\nUser-Agent: a\r\n level=ERROR msg=forged",
	} {
		h.request("GET /ws HTTP/1.1\r\n" + bad + "\r\nConnection: close\r\n\r\n")
	}
	h.request("GET /ws HTTP/1.1\r\nHost: forged.example\r\nConnection: close\r\n\r\n")
	for _, record := range h.log.records("") {
		if !strings.HasPrefix(record, "time=") || strings.ContainsAny(record, "\x1b\x07\r\u202e") || strings.Contains(record, "level=ERROR msg=forged\n") {
			t.Errorf("a stranger wrote a log record: %q", record)
		}
	}
	if n := len(h.log.records("refused")); n == 0 {
		t.Error("nothing was logged")
	}
}

func TestPanicEndsOneRequestOrSocket(t *testing.T) {
	h := open(t, func(c *web.Config) {
		c.Ready = func() error { panic("broken on purpose") }
		never := new(rooms.Registry) // opened
		c.Wire = wire.New(wire.Config{Registry: never, Players: c.Players, Log: c.Log})
	})
	bystander, victim := h.dial(""), h.dial("")

	if no := victim.ask("lobby"); no.says() != "internal" {
		t.Errorf("the answer is %q", no.says())
	} else if id := lastWord(no.Error.Text); len(h.log.records(id)) != 1 {
		t.Errorf("the log has %d records of incident %q", len(h.log.records(id)), id)
	}
	if code := victim.closed(); code != 1011 {
		t.Errorf("closed with %d", code)
	}
	resp, body := h.get("/readyz")
	if id := lastWord(body); resp.StatusCode != http.StatusInternalServerError || len(h.log.records(id)) != 1 {
		t.Errorf("a broken request: %v %q", resp.Status, body)
	}
	bystander.must("ping")
}

func lastWord(text string) string {
	words := strings.Fields(text)
	return strings.TrimSuffix(words[len(words)-1], ".")
}

func TestHealth(t *testing.T) {
	broken := errors.New("/var/lib/secret is full")
	var now error
	h := open(t, func(c *web.Config) { c.Ready = func() error { return now } })
	if resp, _ := h.get("/readyz"); resp.StatusCode != http.StatusOK {
		t.Errorf("ready: %v", resp.Status)
	}
	now = broken
	if resp, body := h.get("/readyz"); resp.StatusCode != http.StatusServiceUnavailable || body != "cannot save\n" {
		t.Errorf("not ready: %v %q", resp.Status, body)
	}
	if resp, _ := h.get("/healthz"); resp.StatusCode != http.StatusOK {
		t.Errorf("alive: %v", resp.Status)
	}
}

func TestQuotaIsGivenBack(t *testing.T) {
	quota := guard.NewQuota(guard.Limits{PerAddress: 1, Total: 1})
	h := open(t, func(c *web.Config) { c.Quota = quota })
	for range 20 {
		// A request that fails after it was counted must not stay counted.
		h.get("/ws", "Origin: http://"+h.host, "Connection: upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 8")
		c := h.dial("")
		c.ws.Close()
		for h.server.Sockets() > 0 {
			h.get("/healthz")
		}
	}
	place := quota.Enter(netip.MustParseAddr("127.0.0.1"), func() {})
	if err := place.Activate(nil); err != nil {
		t.Fatal(err)
	}
	place.Leave()
}
