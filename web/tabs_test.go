package web_test

import (
	"strings"
	"testing"

	"crossplay/rooms"
)

const subprotocol = "Sec-WebSocket-Protocol"

// A page in a browser without cookies is who it was, in its seat.
func TestATabWithoutCookiesBringsThePlayerBack(t *testing.T) {
	h := open(t)
	first := h.dial("", subprotocol, "crossplay.tab")
	if first.hello.Token == "" || first.ws.Subprotocol() != "crossplay.tab" {
		t.Fatalf("the greeting has the token %q, and the subprotocol is %q", first.hello.Token, first.ws.Subprotocol())
	}
	code := first.must("create", "game", "tictactoe").Code
	first.ws.Close()
	back := h.dial("", subprotocol, "crossplay.tab, crossplay.tab."+first.hello.Token)
	if back.hello.You != first.hello.You || back.hello.Token == "" {
		t.Fatalf("%+v comes back as %+v", first.hello.You, back.hello.You)
	}
	back.must("open", "room", string(code))
	if s := back.see(code, "the room", func(*rooms.Snapshot) bool { return true }); s.You != 0 {
		t.Errorf("they come back to seat %d", s.You)
	}
	other := h.dial("")
	if mixed := h.dial(other.cookie, subprotocol, "crossplay.tab, crossplay.tab."+first.hello.Token); mixed.hello.You != first.hello.You {
		t.Error("a cookie goes before what the tab says")
	}
}

func TestNobodyIsHandedATokenWhoHasACookie(t *testing.T) {
	h := open(t)
	c := h.dial("")
	if again := h.dial(c.cookie); c.hello.Token != "" || again.hello.Token != "" {
		t.Error("a script can read who one is")
	}
}

func TestAForgedTabIsNobody(t *testing.T) {
	h := open(t)
	ann := h.dial("", subprotocol, "crossplay.tab")
	token := ann.hello.Token
	for _, forged := range []string{token[:len(token)-1], strings.ToUpper(token), "x", strings.Repeat("A", 300)} {
		eve := h.dial("", subprotocol, "crossplay.tab, crossplay.tab."+forged)
		if eve.hello.You.ID == ann.hello.You.ID || eve.hello.Token == "" {
			t.Errorf("with %q one is %+v", forged, eve.hello.You)
		}
	}
}
