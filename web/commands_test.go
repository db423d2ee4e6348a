package web_test

import (
	"fmt"
	"strings"
	"testing"

	"crossplay/rooms"
	"crossplay/rooms/room"
)

func TestWhatIsNoCommand(t *testing.T) {
	h := open(t)
	for _, test := range []struct{ name, text, id, code string }{
		{"no JSON", `hello`, "", "bad_json"},
		{"nothing", ``, "", "bad_json"},
		{"half of it", `{"id":"1"`, "", "bad_json"},
		{"two", `{"id":"1","do":"ping"} {}`, "", "bad_json"},
		{"a list", `[]`, "", "bad_json"},
		{"null", `null`, "", "bad_json"},
		{"deep", `{"id":"1","do":"ping","x":` + strings.Repeat("[", 2000) + strings.Repeat("]", 2000) + `}`, "", "bad_json"},
		{"no id", `{"do":"ping"}`, "", "bad_command"},
		{"an empty id", `{"id":"","do":"ping"}`, "", "bad_command"},
		{"an id that is a number", `{"id":1,"do":"ping"}`, "", "bad_command"},
		{"an id with a space", `{"id":"a b","do":"ping"}`, "", "bad_command"},
		{"a long id", `{"id":"` + strings.Repeat("a", 65) + `","do":"ping"}`, "", "too_long"},
		{"no verb", `{"id":"1"}`, "1", "bad_command"},
		{"an unknown verb", `{"id":"1","do":"cheat"}`, "1", "bad_command"},
		{"a verb that is a number", `{"id":"1","do":7}`, "1", "bad_command"},
		{"an unknown field", `{"id":"1","do":"ping","room":"K7MPQX"}`, "1", "bad_command"},
		{"a verb twice", `{"id":"1","do":"ping","do":"resign"}`, "1", "bad_command"},
		{"a verb twice, once in escapes", `{"id":"1","do":"ping","\u0064o":"ping"}`, "1", "bad_command"},
		{"an option twice", `{"id":"1","do":"create","game":"dots","options":{"size":"4","size":"5"}}`, "1", "bad_command"},
		{"a field in capitals", `{"id":"1","do":"open","ROOM":"K7MPQX"}`, "1", "bad_command"},
		{"a missing field", `{"id":"1","do":"move","room":"K7MPQX","move":"a1"}`, "1", "bad_command"},
		{"null for a field", `{"id":"1","do":"open","room":null}`, "1", "bad_command"},
		{"a ply that is a text", `{"id":"1","do":"move","room":"K7MPQX","ply":"0","move":"a1"}`, "1", "bad_command"},
		{"a ply with a fraction", `{"id":"1","do":"move","room":"K7MPQX","ply":0.5,"move":"a1"}`, "1", "bad_command"},
		{"a huge ply", `{"id":"1","do":"move","room":"K7MPQX","ply":1e300,"move":"a1"}`, "1", "bad_command"},
		{"options in a list", `{"id":"1","do":"create","game":"tictactoe","options":[]}`, "1", "bad_command"},
		{"a long move", `{"id":"1","do":"move","room":"K7MPQX","ply":0,"move":"` + strings.Repeat("a", 65) + `"}`, "1", "too_long"},
		{"seats that are a text", `{"id":"1","do":"create","game":"dots","seats":"3"}`, "1", "bad_command"},
		{"a long level", `{"id":"1","do":"invite","room":"K7MPQX","bot":"` + strings.Repeat("a", 65) + `"}`, "1", "too_long"},
		{"a long option", `{"id":"1","do":"create","game":"tictactoe","options":{"` + strings.Repeat("a", 65) + `":""}}`, "1", "too_long"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := h.dial("")
			for range 3 {
				c.write(test.text)
				if m := c.answer(); m.ID != test.id || m.says() != test.code {
					t.Fatalf("answered %q with %q, not %q with %q", m.ID, m.says(), test.id, test.code)
				}
			}
			if code := c.closed(); code != 1008 {
				t.Errorf("closed with %d after three", code)
			}
		})
	}
}

func TestCommandsThatAreOnlyRefusedDoNotClose(t *testing.T) {
	h := open(t)
	c := h.dial("")
	for range 5 {
		if m := c.ask("open", "room", "no such room"); m.says() != "no_room" {
			t.Fatalf("%q", m.says())
		}
	}
	c.must("ping")
}

func TestMovesThatAreRefused(t *testing.T) {
	h := open(t)
	x, o, code := h.table("tictactoe")
	watcher := h.dial("")
	watcher.must("open", "room", code)
	watcher.ply(code, 0)

	refused := func(c *client, ply int, move, want string) {
		t.Helper()
		before := fmt.Sprint(c.held[code].View)
		if m := c.ask("move", "room", code, "ply", ply, "move", move); m.says() != want {
			t.Errorf("%s: %q, not %q", move, m.says(), want)
		}
		c.must("open", "room", code)
		if m := c.read(); m.Room == nil || fmt.Sprint(m.Room.View) != before {
			t.Errorf("%s changed the board", move)
		}
	}
	refused(o, 0, "a1", "not_your_turn")
	refused(watcher, 0, "a1", "not_seated")
	refused(x, 0, "z9", "illegal")
	refused(x, 0, "", "illegal")
	refused(x, 1, "a1", "stale")
	refused(x, -1, "a1", "stale")
	for i, move := range []string{"a1", "b1", "a2", "b2"} {
		[]*client{x, o}[i%2].play(code, move)
		x.ply(code, i+1)
		o.ply(code, i+1)
	}
	refused(x, 4, "a1", "illegal")
	refused(x, 0, "a3", "stale")
	x.play(code, "a3")
	for _, c := range []*client{x, o} {
		c.see(code, "the end", func(s *rooms.Snapshot) bool { return s.Phase == room.Over })
	}
	refused(o, 5, "c1", "not_playing")
	if m := x.ask("move", "room", "AAAAAA", "ply", 0, "move", "a1"); m.says() != "no_room" {
		t.Errorf("in no room: %q", m.says())
	}
}

func TestAnswersComeOnceAndInOrder(t *testing.T) {
	h := open(t)
	c := h.dial("")
	for i := range 30 {
		c.sendAs(fmt.Sprint("n", i), "ping")
	}
	for i := range 30 {
		if m := c.answer(); m.ID != fmt.Sprint("n", i) || !m.OK {
			t.Fatalf("answer %d is %+v", i, m)
		}
	}
}

func TestRepeatedCommandGetsItsFirstAnswer(t *testing.T) {
	h := open(t)
	x, o, code := h.table("tictactoe")
	repeat := func(c *client, id, do string, fields ...any) message {
		t.Helper()
		c.sendAs(id, do, fields...)
		m := c.answer()
		if m.ID != id {
			t.Fatalf("%s: answered %q", id, m.ID)
		}
		return m
	}
	var made room.Code
	check := func() {
		t.Helper()
		if m := repeat(x, "first", "move", "room", code, "ply", 0, "move", "a1"); !m.OK {
			t.Errorf("the move: %q", m.says())
		}
		if m := repeat(o, "hasty", "move", "room", code, "ply", 0, "move", "b2"); m.says() != "stale" {
			t.Errorf("the refused move: %q", m.says())
		}
		m := repeat(x, "new", "create", "game", "connectfour")
		if made == "" {
			made = m.Code
		}
		if m.Code != made || made == "" || made == code {
			t.Errorf("one command made %q and %q", made, m.Code)
		}
	}
	check()
	check()

	x.ws.Close()
	o.ws.Close()
	next := h.again()
	x, o = next.dial(x.cookie), next.dial(o.cookie)
	check()
	x.must("open", "room", code)
	if s := x.ply(code, 1); s.You != 0 || len(s.View.Log) != 1 {
		t.Errorf("after the restart: %+v", s)
	}
	mine := next.reg.Mine(room.PersonID(x.hello.You.ID))
	if len(mine) != 2 {
		t.Errorf("%d rooms, not two", len(mine))
	}
}

func TestTwoWindowsOfOnePlayer(t *testing.T) {
	h := open(t)
	x, o, code := h.table("tictactoe")
	twin := h.dial(x.cookie)
	if twin.hello.You.ID != x.hello.You.ID {
		t.Fatal("the cookie is somebody else's")
	}
	twin.must("open", "room", code)
	if s := twin.ply(code, 0); s.You != 0 {
		t.Fatalf("the second window looks from seat %d", s.You)
	}

	x.send("move", "room", code, "ply", 0, "move", "a1")
	twin.send("move", "room", code, "ply", 0, "move", "b2")
	says := []string{x.answer().says(), twin.answer().says()}
	if (says[0] == "ok") == (says[1] == "ok") {
		t.Errorf("one move counts: %q", says)
	}
	for _, c := range []*client{x, twin, o} {
		if s := c.ply(code, 1); len(s.View.Log) != 1 {
			t.Errorf("the log has %v", s.View.Log)
		}
	}
	if m := twin.ask("sit", "room", code); m.says() != "seated" {
		t.Errorf("against oneself: %q", m.says())
	}
}

func TestChatFlood(t *testing.T) {
	h := open(t)
	loud, other, code := h.table("tictactoe")
	for i := range 100 {
		loud.send("chat", "room", code, "text", fmt.Sprint("line ", i))
	}
	said := 0
	for range 100 {
		switch m := loud.answer(); m.says() {
		case "ok":
			said++
		case "throttled":
			if m.Error.Text == "" {
				t.Error("no notice")
			}
		default:
			t.Fatalf("%q", m.says())
		}
	}
	if said == 0 || said > 20 {
		t.Errorf("%d lines of 100 were said", said)
	}
	if m := other.ask("chat", "room", code, "text", "hello"); !m.OK {
		t.Errorf("the other one: %v", m.Error)
	}
	other.see(code, "what was said", func(*rooms.Snapshot) bool { return len(other.said) == said+1 })
}

func TestChatComesOnce(t *testing.T) {
	h := open(t)
	a, b, code := h.table("tictactoe")
	for i := range 3 {
		a.must("chat", "room", code, "text", fmt.Sprint("line ", i))
		b.see(code, "the line", func(*rooms.Snapshot) bool { return len(b.said) == i+1 })
	}
	b.must("open", "room", code)
	if m := b.read(); !m.Fresh || len(m.Chat) != 3 {
		t.Errorf("a new subscription starts with %+v", m.Chat)
	}
	for i, line := range b.said {
		if line.Text != fmt.Sprint("line ", i) || line.Name == "" {
			t.Errorf("line %d is %+v", i, line)
		}
	}
}

func TestMarkupIsText(t *testing.T) {
	h := open(t)
	a, b, code := h.table("tictactoe")
	const script = `<img src=x onerror=alert(1)>`
	a.must("chat", "room", code, "text", script)
	a.must("chat", "room", code, "text", "javascript:alert(1)")
	b.see(code, "the lines", func(*rooms.Snapshot) bool { return len(b.said) == 2 })
	if b.said[0].Text != script || b.said[1].Text != "javascript:alert(1)" {
		t.Errorf("said %+v", b.said)
	}
	b.must("name", "name", "<b>bold</b>")
	for b.other == nil || b.other[len(b.other)-1].Type != "you" {
		b.read()
	}
	if name := b.other[len(b.other)-1].You.Name; name != "<b>bold</b>" {
		t.Errorf("called %q", name)
	}
}

func TestFourRoomsAtMost(t *testing.T) {
	h := open(t)
	c := h.dial("")
	var codes []room.Code
	for range 5 {
		codes = append(codes, c.must("create", "game", "tictactoe").Code)
	}
	for _, code := range codes[:4] {
		c.must("open", "room", code)
	}
	if m := c.ask("open", "room", codes[4]); m.says() != "too_many_open" {
		t.Errorf("the fifth: %q", m.says())
	}
	c.must("open", "room", codes[0])
	c.must("close", "room", codes[1])
	c.must("open", "room", codes[4])
}

func TestLobby(t *testing.T) {
	h := open(t)
	host, guest := h.dial(""), h.dial("")
	guest.must("lobby")
	code := host.must("quick", "game", "connectfour").Code
	host.must("open", "room", code)
	listed := func(m message) bool {
		return m.Type == "lobby" && len(m.Lobby.Open) == 1 && m.Lobby.Open[0].Code == code && m.Lobby.Open[0].Chairs[0].Present
	}
	for !listed(guest.read()) {
	}
	if met := guest.must("quick", "game", "connectfour").Code; met != code {
		t.Errorf("met in %s, not in %s", met, code)
	}
	mine := func(m message) bool { return m.Type == "lobby" && len(m.Mine) == 1 && m.Mine[0].Code == code }
	for !mine(guest.read()) {
	}
	guest.must("unlobby")
	guest.must("unlobby")
}

func TestFarewell(t *testing.T) {
	h := open(t)
	c := h.dial("")
	go h.close()
	if m := c.read(); m.Type != "bye" || m.says() != "closing" || m.Error.Text != "The server is restarting." {
		t.Errorf("the last words are %+v", m)
	}
	if code := c.closed(); code != 1012 {
		t.Errorf("closed with %d", code)
	}
	h.close()
}
