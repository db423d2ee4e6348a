package wire_test

import (
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"crossplay/game"
	"crossplay/rooms/room"
)

// wave is something that no room can do, until a program says so.
var wave = room.Rule{
	Do: "wave", Seated: true,
	Offer: func(*room.Room, game.Seat, room.Circumstances) (room.Action, bool) { return room.Action{}, true },
	Decide: func(_ *room.Room, a room.Ask) ([]room.Event, error) {
		return []room.Event{{Offered: &room.Offered{Seat: a.Seat, Do: "wave"}}}, nil
	},
}

// A verb that a program adds to its rooms is taken, and told of, with nothing more.
func TestAMadeUpVerb(t *testing.T) {
	for transport, connect := range transports {
		t.Run(transport, func(t *testing.T) {
			r := replay{t: t, harness: open(t, wave), dial: connect, people: make(map[string]*actor), words: make(map[string]any)}
			for _, line := range steps(`ann connects
bob connects
ann> {"id": "a1", "do": "create", "game": "tictactoe"}
ann< {"type": "answer", "id": "a1", "ok": true, "code": "$room"}
bob> {"id": "b1", "do": "open", "room": "$room"}
bob< {"type": "answer", "id": "b1", "ok": true}
bob< {"type": "room", "now": "$*", "fresh": true, "room": {"you": -1, "...": "..."}}
ann> {"id": "a2", "do": "open", "room": "$room"}
ann< {"type": "answer", "id": "a2", "ok": true}
ann< {"type": "room", "now": "$*", "fresh": true, "room": {"actions": [{"...": "..."}, {"...": "..."}, {"...": "..."}, {"do": "wave"}], "...": "..."}}
bob> {"id": "b2", "do": "wave", "room": "$room"}
bob< {"type": "answer", "id": "b2", "ok": false, "error": {"code": "not_seated", "message": "$*"}}
bob> {"id": "b3", "do": "wave", "room": "$room", "text": "hello"}
bob< {"type": "answer", "id": "b3", "ok": false, "error": {"code": "bad_command", "message": "$*"}}
ann> {"id": "a3", "do": "wave", "room": "$room"}
ann< {"type": "answer", "id": "a3", "ok": true}
bob< {"type": "room", "now": "$*", "room": {"news": [{"n": "$*", "what": "offered", "seat": 0, "name": "$*", "guest": true, "do": "wave"}], "...": "..."}}`) {
				r.step(line)
			}
			r.finish()
		})
	}
}

func TestAProgramIsThePlayerOfItsKey(t *testing.T) {
	h := open(t)
	_, private, err := ed25519.GenerateKey(nil)
	check(t, err)
	key, err := gossh.NewSignerFromKey(private)
	check(t, err)
	hello := func() (you struct {
		You struct {
			ID, Name string
			Guest    bool
		}
	}) {
		l, err := transports["ssh"](h, &actor{key: key})
		check(t, err)
		defer l.leave()
		text, err := l.next()
		check(t, err)
		check(t, json.Unmarshal(text, &you))
		return you
	}
	first, second := hello(), hello()
	if first != second || first.You.Guest || first.You.ID == "" {
		t.Errorf("one key is %+v and %+v", first, second)
	}
}

func TestWhatEndsASession(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		name string
		do   func(p *program) error
		code closed
	}{
		{"the end of its input", func(p *program) error { return p.in.Close() }, 1000},
		{"a long line", func(p *program) error { return p.send(strings.Repeat("x", 5000)) }, 1009},
		{"no UTF-8", func(p *program) error { return p.send("\xff") }, 1007},
		{"three times nothing", func(p *program) error { return p.send("\n\n") }, 1008},
	} {
		l, err := transports["ssh"](h, new(actor))
		check(t, err)
		p := l.(*program)
		check(t, p.send(`{"id": "1", "do": "ping"}`))
		check(t, c.do(p))
		answered := false
		for err = nil; err == nil; {
			var text []byte
			if text, err = p.next(); strings.Contains(string(text), `"id":"1"`) {
				answered = true
			}
		}
		if err != c.code || !answered {
			t.Errorf("%s: %v, answered: %v", c.name, err, answered)
		}
		p.leave()
	}
}

func TestProgramsTakeNoTerminal(t *testing.T) {
	h := open(t)
	a := new(actor)
	first, err := transports["ssh"](h, a)
	check(t, err)
	defer first.leave()
	s, err := a.client.NewSession()
	check(t, err)
	check(t, s.RequestPty("xterm", 24, 80, nil))
	out, err := s.CombinedOutput("api")
	if exit := new(gossh.ExitError); fmt.Sprintf("%T", err) != fmt.Sprintf("%T", exit) || !strings.Contains(string(out), "ssh -T") {
		t.Errorf("%v: %s", err, out)
	}
}
