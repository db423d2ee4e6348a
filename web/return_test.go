package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"crossplay/players"
	"crossplay/web"
)

// post sends what our own page, or another one, posts.
func (h *harness) post(path, origin, body string) (*http.Response, string) {
	h.t.Helper()
	return h.request(fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", path, h.host, origin, len(body), body))
}

// A guest of a terminal comes back on the page, by the code in whatever is pasted.
func TestAReturnCodeBringsAGuestToThePage(t *testing.T) {
	var directory *players.Directory
	h := open(t, func(c *web.Config) { directory = c.Players })
	guest := directory.NewGuest("bob")
	code := directory.ReturnCode(guest)
	for _, pasted := range []string{code, "“" + strings.ToUpper(code) + "”.", "ssh -t " + h.host + " return " + code} {
		resp, body := h.post("/return", "http://"+h.host, pasted)
		if resp.StatusCode != http.StatusNoContent || body != "" || len(resp.Cookies()) != 1 {
			t.Fatalf("%q: %v, %q", pasted, resp.Status, body)
		}
		c := resp.Cookies()[0]
		if !c.HttpOnly {
			t.Error("a script can read the cookie")
		}
		if back := h.dial(c.Name + "=" + c.Value); back.hello.You.ID != string(guest.ID) {
			t.Errorf("%q brings back %+v", pasted, back.hello.You)
		}
	}
	if resp, token := h.post("/return?tab", "http://"+h.host, code); resp.StatusCode != http.StatusOK || token == "" {
		t.Errorf("a page without cookies is told %v, %q", resp.Status, token)
	} else if p, err := directory.FromToken(token); err != nil || p.ID != guest.ID {
		t.Errorf("a page without cookies is %+v, %v", p, err)
	}
}

func TestReturnCodesThatBringNobodyBack(t *testing.T) {
	var directory *players.Directory
	h := open(t, func(c *web.Config) { directory = c.Players })
	code := directory.ReturnCode(directory.NewGuest("bob"))
	for what, c := range map[string]struct {
		origin, body, says string
		status             int
	}{
		"another page": {"http://evil.example.org", code, "own page", http.StatusForbidden},
		"a wrong code": {"http://" + h.host, "a" + code[1:len(code)-1] + "a", "return code", http.StatusForbidden},
		"a novel":      {"http://" + h.host, strings.Repeat("once upon a time ", 1000), "", http.StatusRequestEntityTooLarge},
	} {
		resp, body := h.post("/return", c.origin, c.body)
		if resp.StatusCode != c.status || !strings.Contains(body, c.says) || len(resp.Cookies()) > 0 {
			t.Errorf("%s: %v, %q, %v", what, resp.Status, body, resp.Cookies())
		}
	}
}
