package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"time"

	"github.com/gorilla/websocket"

	"crossplay/game"
	"crossplay/rooms"
	"crossplay/rooms/room"
)

// socket is a program that speaks the protocol, as one person.
type socket struct {
	s    *server
	jar  http.CookieJar // who it is, also to the next process
	conn *websocket.Conn
	room *rooms.Snapshot // the newest
	ids  int
	due  *command // sent, not yet answered

	heard []string // everything that came, of those who keep it
	keep  bool
}

// command is what a client asks, and asks again with the same id until it is
// answered.
type command struct {
	ID   string    `json:"id"`
	Do   string    `json:"do"`
	Game string    `json:"game,omitempty"`
	Room room.Code `json:"room,omitempty"`
	Ply  *int      `json:"ply,omitempty"`
	Move string    `json:"move,omitempty"`

	Name    string `json:"name,omitempty"`
	Seats   int    `json:"seats,omitempty"`
	Private bool   `json:"private,omitempty"`
	Clock   string `json:"clock,omitempty"`
	Text    string `json:"text,omitempty"`

	// When it was asked, for whoever waits for the outcome.

	round int
	seat  game.Seat
}

// message is what the server sends.
type message struct {
	Type  string          `json:"type"`
	ID    string          `json:"id"`
	OK    bool            `json:"ok"`
	Code  room.Code       `json:"code"`
	Error *problem        `json:"error"`
	Room  *rooms.Snapshot `json:"room"`
}

func newSocket(s *server) *socket {
	jar, _ := cookiejar.New(nil) // never fails
	return &socket{s: s, jar: jar}
}

// dial connects, as the person of the cookie.
func (c *socket) dial() error {
	d := websocket.Dialer{Jar: c.jar, HandshakeTimeout: patience}
	conn, _, err := d.Dial("ws"+c.s.url("/ws")[len("http"):], http.Header{"Origin": {c.s.url("")}})
	if err != nil {
		return err
	}
	c.conn, c.room = conn, nil
	return nil
}

// next reads one message and keeps what it says of a room.
func (c *socket) next() (message, error) {
	var m message
	c.conn.SetReadDeadline(time.Now().Add(patience))
	_, raw, err := c.conn.ReadMessage()
	if err != nil {
		return m, err
	}
	if c.keep {
		c.heard = append(c.heard, string(raw))
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, err
	}
	if m.Type == "room" {
		c.room = m.Room
	}
	return m, nil
}

// until reads until the room is as wanted.
func (c *socket) until(wanted func(*rooms.Snapshot) bool) error {
	for c.room == nil || !wanted(c.room) {
		if _, err := c.next(); err != nil {
			return err
		}
	}
	return nil
}

// ask sends a command and returns its answer's code of a room, if it has one.
// When the connection breaks, the command stays due, and is asked again in
// place of the next one. What was refused for the moment is asked again.
func (c *socket) ask(what command) (room.Code, error) {
	if c.due == nil {
		c.ids++
		what.ID = fmt.Sprint(c.ids)
		c.due = &what
	}
	for {
		if err := c.conn.WriteJSON(c.due); err != nil {
			return "", err
		}
		m, err := c.answer()
		if err != nil {
			return "", err
		}
		if m.Error != nil && (m.Error.Code == "throttled" || m.Error.Code == "not_saved") {
			<-time.After(100 * time.Millisecond) // as the refusal asks
			continue
		}
		c.due = nil
		if m.Error != nil {
			return "", fmt.Errorf("%s: %w", what.Do, m.Error)
		}
		return m.Code, nil
	}
}

// enter opens a room and waits for its first snapshot, or leaves the one that
// is open for it.
func (c *socket) enter(room room.Code) error {
	if c.room != nil && c.room.Code == room {
		return nil
	}
	due := c.due // may wait until the person is in the room
	defer func() { c.due = due }()
	if c.room != nil {
		c.due = nil
		if _, err := c.ask(command{Do: "close", Room: c.room.Code}); err != nil {
			return err
		}
	}
	c.due, c.room = nil, nil
	if _, err := c.ask(command{Do: "open", Room: room}); err != nil {
		return err
	}
	return c.until(func(s *rooms.Snapshot) bool { return s.Code == room })
}

func (c *socket) answer() (message, error) {
	for {
		m, err := c.next()
		if err != nil || m.Type == "answer" && m.ID == c.due.ID {
			return m, err
		}
	}
}

// refused reports whether the server answered with a no, rather than not at all.
func refused(err error) bool {
	var no *room.Refusal
	return errors.As(err, &no)
}

// problem is a refusal as a peer reads it.
type problem struct {
	Code string `json:"code"`
	Text string `json:"message"`
}

func (p *problem) Error() string { return p.Text }

// Is finds a refusal of the code.
func (p *problem) Is(target error) bool {
	no, ok := target.(*room.Refusal)
	return ok && no.Code == p.Code
}
