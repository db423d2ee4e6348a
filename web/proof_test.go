package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"crossplay/game"
	"crossplay/game/backgammon"
	"crossplay/rooms/room"
	"crossplay/words"
)

func TestProof(t *testing.T) {
	h := open(t)
	first, _, code := h.table("backgammon")
	path := "/r/" + string(code) + "/proof.json"
	for _, test := range []struct {
		path   string
		status int
		says   string
	}{
		{"/r/AAAAAA/proof.json", http.StatusNotFound, words.Refused(room.ErrNoRoom)},
		{"/r/nonsense/proof.json", http.StatusNotFound, words.Refused(room.ErrNoRoom)},
		{path, http.StatusConflict, words.Refused(room.ErrNotOver)},
	} {
		if resp, body := h.get(test.path); resp.StatusCode != test.status || body != test.says+"\n" {
			t.Errorf("%s: %v, %q", test.path, resp.Status, body)
		}
	}

	first.must("resign", "room", code)
	resp, body := h.get(path)
	var tr room.Transcript
	if err := json.Unmarshal([]byte(body), &tr); err != nil || resp.Header.Get("Content-Type") != "application/json" {
		t.Fatalf("%v, %v: %s", resp.Status, err, body)
	}
	if draws, err := tr.Check([]game.Rules{backgammon.Rules{}}); err != nil || draws == 0 {
		t.Errorf("%d draws were checked: %v", draws, err)
	}
	if resp.Header.Get("Set-Cookie") != "" {
		t.Error("the answer sets a cookie")
	}

	private := first.must("create", "game", "backgammon", "private", true).Code
	if resp, body := h.get("/r/" + string(private) + "/proof.json"); resp.StatusCode != http.StatusNotFound || body != words.Refused(room.ErrNoRoom)+"\n" {
		t.Errorf("a private room: %v, %q", resp.Status, body)
	}
	tries := 0
	for resp.StatusCode != http.StatusTooManyRequests && tries < 100 {
		resp, body = h.get("/r/HHHHHHHHHH/proof.json")
		tries++
	}
	if tries == 100 || body != words.Refused(room.ErrGuesses)+"\n" {
		t.Errorf("after %d guesses: %q", tries, body)
	}
}

func TestProofDoesNotTellPrivateRoomsFromNone(t *testing.T) {
	h := open(t)
	host := h.dial("")
	code := host.must("create", "game", "backgammon", "private", true).Code
	host.must("invite", "room", code, "bot", "easy")
	answer := func(code room.Code, lines ...string) string {
		resp, body := h.get("/r/"+string(code)+"/proof.json", lines...)
		resp.Header.Del("Date")
		return fmt.Sprint(resp.Status, resp.Header, body)
	}
	none := answer("AAAAAAAAAA")
	if private := answer(code); private != none {
		t.Errorf("a private room answers\n%s\nand none\n%s", private, none)
	}
	if own := answer(code, "Cookie: "+host.cookie); !strings.HasPrefix(own, "409") {
		t.Errorf("a player is told %s", own)
	}
	pages := make(map[string]bool)
	for _, c := range []room.Code{code, "AAAAAAAAAA"} {
		resp, body := h.get("/r/" + string(c))
		pages[fmt.Sprint(resp.Status, resp.Header.Get("ETag"), body)] = true
	}
	if len(pages) != 1 {
		t.Error("the page of a private room is another than that of none")
	}
}
