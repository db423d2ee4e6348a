package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"crossplay/players"
	"crossplay/rooms/room"
	"crossplay/web"
)

// posted is what the page is told of a code.
func (h *harness) posted(what, code string) (to struct{ Name, Room, Game, Token string }, status int, said string) {
	h.t.Helper()
	resp, body := h.post("/carry"+what, "http://"+h.host, code)
	if resp.StatusCode == http.StatusOK {
		if err := json.Unmarshal([]byte(body), &to); err != nil {
			h.t.Fatalf("%s: %v", body, err)
		}
	}
	if len(resp.Cookies()) > 0 {
		h.t.Errorf("the cookie is changed: %v", resp.Cookies())
	}
	return to, resp.StatusCode, body
}

// carry makes a code for somebody at a room.
func (c *client) carry(at room.Code) string {
	c.t.Helper()
	c.must("carry", "room", at)
	for {
		if m := c.read(); m.Type == "carry" {
			return string(m.Code)
		}
	}
}

func TestATabGoesOnAsSomebodyElsewhere(t *testing.T) {
	h := open(t)
	ann := h.dial("")
	code := ann.carry(ann.must("create", "game", "tictactoe").Code)
	for range 2 { // looking uses nothing up
		if to, status, said := h.posted("?look", code); status != http.StatusOK || to.Name != ann.hello.You.Name || to.Game != "tictactoe" || to.Token != "" {
			t.Fatalf("looking: %d %s", status, said)
		}
	}
	to, status, said := h.posted("", code)
	if status != http.StatusOK || to.Token == "" {
		t.Fatalf("going on: %d %s", status, said)
	}
	if _, status, _ := h.posted("", code); status != http.StatusForbidden {
		t.Errorf("the second time: %d", status)
	}
	other := h.dial("")
	tab := h.dial(other.cookie, subprotocol, "crossplay.tab, crossplay.tab."+to.Token)
	if tab.hello.You.ID != ann.hello.You.ID {
		t.Errorf("the tab is %+v, and not %+v", tab.hello.You, ann.hello.You)
	}
	if tab.hello.Token != to.Token {
		t.Error("the life of the tab begins anew")
	}
	name, _, _ := strings.Cut(other.cookie, "=")
	if thief := h.dial(name + "=" + to.Token); thief.hello.You.ID == ann.hello.You.ID {
		t.Error("what is for a tab, and a day, is a cookie for a year")
	}
	over := h.dial(other.cookie, subprotocol, "crossplay.tab, crossplay.tab."+to.Token[1:])
	if over.hello.You.ID != other.hello.You.ID || over.hello.Token != "" {
		t.Errorf("when its time is over the tab is %+v, and a script can read who the browser is", over.hello.You)
	}
	if again := h.dial(other.cookie); again.hello.You.ID != other.hello.You.ID {
		t.Error("the browser is somebody else in its other tabs")
	}
}

// Nobody gains anything by a code that is not for them.
func TestWhoDoesNotGoOn(t *testing.T) {
	var directory *players.Directory
	h := open(t, func(c *web.Config) { directory = c.Players })
	ann := h.dial("")
	at := ann.must("create", "game", "tictactoe").Code
	code := ann.carry(at)
	if resp, body := h.post("/carry", "http://evil.example.org", code); resp.StatusCode != http.StatusForbidden || strings.Contains(body, "token") {
		t.Errorf("another page: %v %s", resp.Status, body)
	}
	if resp, body := h.request("GET /carry HTTP/1.1\r\nHost: " + h.host + "\r\nConnection: close\r\n\r\n"); resp.StatusCode != http.StatusOK || strings.Contains(body, "token") {
		t.Errorf("a link that is followed: %v", resp.Status)
	}
	if _, status, _ := h.posted("", "aaaa-aaaa"); status != http.StatusForbidden {
		t.Errorf("a wrong code: %d", status)
	}
	bob := h.dial("")
	bob.must("sit", "room", at)
	resp, body := h.request(fmt.Sprintf("POST /carry HTTP/1.1\r\nHost: %s\r\nOrigin: http://%[1]s\r\nCookie: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", h.host, bob.cookie, len(code), code))
	if resp.StatusCode != http.StatusForbidden || !strings.Contains(body, "each other") {
		t.Errorf("the opponent: %v %s", resp.Status, body)
	}
	if _, err := directory.Carrying(code, netip.MustParseAddr("127.0.0.1")); err != nil {
		t.Errorf("then the code is void: %v", err)
	}
}

// A picture of the link is drawn for whoever asks, and says nothing of what is behind it.
func TestTheLinkIsDrawn(t *testing.T) {
	h := open(t)
	resp, body := h.post("/carry?qr", "http://"+h.host, "abcd-efgh")
	if resp.StatusCode != http.StatusOK || !strings.HasPrefix(body, "<svg") {
		t.Errorf("%v %.80s", resp.Status, body)
	}
}
