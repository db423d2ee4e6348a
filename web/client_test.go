package web_test

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/wire/wiretest"
)

// patience is how long a test waits for what must come: also for a peer to be
// given up, in a bubble of time.
const patience = time.Minute

// client is a browser's socket. Its methods fail the test when what must come
// does not.
type client struct {
	t      testing.TB
	ws     *websocket.Conn
	cookie string
	hello  message
	prefix string // of the ids, which must differ between a player's windows
	count  int
	held   map[room.Code]*rooms.Snapshot // the newest of each room
	said   []room.Line                   // every line, as the pushes add up
	texts  map[room.Code]json.RawMessage // and as JSON
	whole  int                           // whole snapshots that came
	partly int                           // and deltas
	other  []message                     // pushes that are neither, in order
}

// message is anything that the server sends.
type message struct {
	Type    string                `json:"type"`
	ID      string                `json:"id"`
	OK      bool                  `json:"ok"`
	Code    room.Code             `json:"code"`
	Error   *problem              `json:"error"`
	You     who                   `json:"you"`
	Games   []game.Info           `json:"games"`
	Catalog string                `json:"catalog"`
	Token   string                `json:"token"`
	SSH     struct{ Host string } `json:"ssh"`
	URL     string                `json:"url"`
	Place   json.RawMessage       `json:"room"`
	Room    *rooms.Snapshot       `json:"-"` // the newest of the place, of "room" and "delta"
	Chat    []room.Line           `json:"chat"`
	Fresh   bool                  `json:"fresh"`
	Lobby   *rooms.Lobby          `json:"lobby"`
	Mine    []rooms.Card          `json:"mine"`
}

type who struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// says is the code of an answer: "ok" or that of the refusal.
func (m message) says() string {
	if m.Error != nil {
		return m.Error.Code
	}
	if m.OK {
		return "ok"
	}
	return "neither ok nor an error"
}

// knock tries to open a socket, with the headers in pairs besides the usual ones.
func (h *harness) knock(cookie string, headers ...string) (*websocket.Conn, *http.Response, error) {
	head := http.Header{"Origin": {"http://" + h.host}}
	if cookie != "" {
		head.Set("Cookie", cookie)
	}
	for i := 0; i < len(headers); i += 2 {
		if head.Del(headers[i]); headers[i+1] != "" {
			head.Set(headers[i], headers[i+1])
		}
	}
	d := websocket.Dialer{
		NetDialContext:    func(ctx context.Context, _, _ string) (net.Conn, error) { return h.dialer(ctx) },
		HandshakeTimeout:  patience,
		EnableCompression: true,
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return d.DialContext(ctx, "ws://"+h.host+cmp.Or(h.path, "/ws"), head)
}

// dial opens a socket and reads its greeting. Without a cookie it is a new player's.
func (h *harness) dial(cookie string, headers ...string) *client {
	h.t.Helper()
	ws, resp, err := h.knock(cookie, headers...)
	if err != nil {
		h.t.Fatalf("dial: %v (%v)", err, resp)
	}
	c := &client{t: h.t, ws: ws, prefix: rand.Text(), held: make(map[room.Code]*rooms.Snapshot), texts: make(map[room.Code]json.RawMessage)}
	h.t.Cleanup(func() { ws.Close() })
	for _, k := range resp.Cookies() {
		c.cookie = k.Name + "=" + k.Value
	}
	c.hello = c.read()
	if c.hello.Type != "hello" {
		h.t.Fatalf("the first message is %q, not a greeting", c.hello.Type)
	}
	return c
}

// read is the next message.
func (c *client) read() message {
	c.t.Helper()
	m, err := c.next()
	if err != nil {
		c.t.Fatalf("read: %v", err)
	}
	return m
}

func (c *client) next() (message, error) {
	var m message
	c.ws.SetReadDeadline(time.Now().Add(patience))
	_, text, err := c.ws.ReadMessage()
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, fmt.Errorf("%w: %s", err, text)
	}
	switch m.Type {
	case "room", "delta":
		snapshot := m.Place
		var code room.Code
		if m.Type == "room" {
			c.whole++
		} else {
			c.partly++
			if err := json.Unmarshal(m.Place, &code); err != nil {
				return m, err
			}
			if snapshot, err = wiretest.Bytes(c.texts[code], text); err != nil {
				return m, err
			}
		}
		if err := json.Unmarshal(snapshot, &m.Room); err != nil {
			return m, err
		}
		c.held[m.Room.Code], c.texts[m.Room.Code] = m.Room, snapshot
		if m.Fresh {
			c.said = nil
		}
		c.said = append(c.said, m.Chat...)
	case "answer":
	default:
		c.other = append(c.other, m)
	}
	return m, nil
}

// write sends a text as it is.
func (c *client) write(text string) {
	c.t.Helper()
	if err := c.ws.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		c.t.Fatalf("write: %v", err)
	}
}

// send sends a command with its fields in pairs, and returns its id.
func (c *client) send(do string, fields ...any) string {
	c.t.Helper()
	c.count++
	id := fmt.Sprintf("%s-%d", c.prefix, c.count)
	c.sendAs(id, do, fields...)
	return id
}

func (c *client) sendAs(id, do string, fields ...any) {
	c.t.Helper()
	cmd := map[string]any{"id": id, "do": do}
	for i := 0; i < len(fields); i += 2 {
		cmd[fields[i].(string)] = fields[i+1]
	}
	text, err := json.Marshal(cmd)
	if err != nil {
		c.t.Fatal(err)
	}
	c.write(string(text))
}

// answer reads on to the next answer.
func (c *client) answer() message {
	c.t.Helper()
	for {
		if m := c.read(); m.Type == "answer" {
			return m
		}
	}
}

// ask sends a command and reads its answer.
func (c *client) ask(do string, fields ...any) message {
	c.t.Helper()
	id := c.send(do, fields...)
	m := c.answer()
	if m.ID != id {
		c.t.Fatalf("%s: the answer is to %q, not to %q", do, m.ID, id)
	}
	return m
}

// must asks what is not refused.
func (c *client) must(do string, fields ...any) message {
	c.t.Helper()
	m := c.ask(do, fields...)
	if !m.OK {
		c.t.Fatalf("%s %v: %v", do, fields, m.Error)
	}
	return m
}

// see reads on until the room looks as it should.
func (c *client) see(code room.Code, what string, ok func(*rooms.Snapshot) bool) *rooms.Snapshot {
	c.t.Helper()
	for c.held[code] == nil || !ok(c.held[code]) {
		if m, err := c.next(); err != nil {
			c.t.Fatalf("waiting for %s: %v", what, err)
		} else if m.Type == "answer" {
			c.t.Fatalf("waiting for %s: an answer that nobody expects: %+v", what, m)
		}
	}
	return c.held[code]
}

// ply waits until so many moves were played.
func (c *client) ply(code room.Code, n int) *rooms.Snapshot {
	c.t.Helper()
	return c.see(code, fmt.Sprintf("ply %d", n), func(s *rooms.Snapshot) bool { return s.Ply == n })
}

// closed reads on until the server closes, and returns the close code.
func (c *client) closed() int {
	c.t.Helper()
	for {
		if _, err := c.next(); err != nil {
			if e, ok := err.(*websocket.CloseError); ok {
				return e.Code
			}
			c.t.Fatalf("waiting for a close frame: %v", err)
		}
	}
}

// table seats two new players at a game, both looking.
func (h *harness) table(name string) (first, second *client, code room.Code) {
	h.t.Helper()
	first, second = h.dial(""), h.dial("")
	code = first.must("create", "game", name).Code
	for _, c := range []*client{first, second} {
		c.must("open", "room", code)
	}
	second.must("sit", "room", code)
	for _, c := range []*client{first, second} {
		c.see(code, "the start", func(s *rooms.Snapshot) bool { return s.Phase == room.Playing })
	}
	return first, second, code
}

// play plays a move at the ply that the client sees.
func (c *client) play(code room.Code, move string) message {
	c.t.Helper()
	return c.ask("move", "room", code, "ply", c.held[code].Ply, "move", move)
}

// problem is a refusal as a peer reads it.
type problem struct {
	Code string `json:"code"`
	Text string `json:"message"`
}
