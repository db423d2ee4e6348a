package wire

import (
	"encoding/json"
	"strconv"
	"time"

	"crossplay/game"
	"crossplay/players"
	"crossplay/rooms"
	"crossplay/rooms/room"
	"crossplay/words"
)

// The messages to the peer. docs/protocol.md says what they mean.

type helloMessage struct {
	Type       string          `json:"type"`
	Version    string          `json:"version"`
	You        person          `json:"you"`
	Games      json.RawMessage `json:"games,omitempty"`
	Catalog    string          `json:"catalog,omitempty"`
	Token      string          `json:"token,omitempty"`
	Bots       []string        `json:"bots"`
	Clocks     []string        `json:"clocks"`
	SSH        address         `json:"ssh"`
	URL        string          `json:"url"`
	ClaimAfter int             `json:"claimAfter"` // seconds
	Now        time.Time       `json:"now"`
}

type person struct {
	ID    room.PersonID `json:"id"`
	Name  string        `json:"name"`
	Guest bool          `json:"guest"`
	players.Habits
}

type address struct {
	Host string `json:"host"`
	Port int    `json:"port"`
}

type youMessage struct {
	Type string `json:"type"`
	You  person `json:"you"`
}

type premovesMessage struct {
	Type    string        `json:"type"`
	Room    room.Code     `json:"room"`
	Ply     int           `json:"ply"`
	Choices []game.Choice `json:"choices"`
}

type gone struct {
	Type  string    `json:"type"`
	Code  room.Code `json:"code"`
	Error *problem  `json:"error"`
}

type byeMessage struct {
	Type  string   `json:"type"`
	Error *problem `json:"error"`
}

// problem is a refusal: a code for programs, and a sentence for people.
type problem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func refused(no *room.Refusal) *problem {
	if no == nil {
		return nil
	}
	return &problem{no.Code, words.Refused(no)}
}

// answer is what a peer is told about a command.
func answer(id string, code room.Code, no *room.Refusal) []byte {
	m := game.AppendText(append(make([]byte, 0, 128), `{"type":"answer","id":`...), id)
	m = strconv.AppendBool(append(m, `,"ok":`...), no == nil)
	if code != "" {
		m = game.AppendText(append(m, `,"code":`...), string(code))
	}
	if no != nil {
		m = append(append(m, `,"error":`...), encode(refused(no))...)
	}
	return append(m, '}')
}

// encode never fails: everything that is sent can be encoded.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// Greeting is what a peer is told at first that depends on how it came.
type Greeting struct {
	SSHHost string // where the terminal window is found
	SSHPort int
	URL     string // where the page is found
	Catalog string // where the games are described; empty: nowhere
	Brief   bool   // the peer reads about the games there
	Token   string // brings the player back who has nothing else to show; empty: they have
}

func (s *Server) hello(p players.Player, g Greeting) []byte {
	games := s.games
	if g.Brief {
		games = nil
	}
	return encode(helloMessage{
		Type:       "hello",
		Version:    s.conf.Version,
		You:        describe(p),
		Games:      games,
		Catalog:    g.Catalog,
		Token:      g.Token,
		Bots:       s.bots,
		Clocks:     room.Usual(),
		SSH:        address{Host: g.SSHHost, Port: g.SSHPort},
		URL:        g.URL,
		ClaimAfter: int(rooms.ClaimAfter / time.Second),
		Now:        time.Now().UTC(),
	})
}

func describe(p players.Player) person {
	return person{p.ID, p.Name, p.Guest(), p.Habits}
}

func (k *Peer) you() [][]byte {
	me := describe(k.me())
	if me == k.known {
		return nil
	}
	k.known = me
	return [][]byte{encode(youMessage{Type: "you", You: me})}
}

func goneMessage(code room.Code, why *room.Refusal) []byte {
	return encode(gone{Type: "gone", Code: code, Error: refused(why)})
}

// Bye is what a peer is told before the server stops.
func Bye(notice string) []byte {
	return encode(byeMessage{Type: "bye", Error: &problem{room.ErrClosing.Code, notice}})
}

func lobbyMessage(list []byte, mine []rooms.Own, now time.Time) []byte {
	if mine == nil {
		mine = []rooms.Own{} // a list, not null
	}
	m := envelope("lobby", now, len(list))
	m = append(append(m, `,"lobby":`...), list...)
	m = append(append(m, `,"mine":`...), encode(mine)...)
	return append(m, '}')
}

func mineMessage(mine []byte, now time.Time) []byte {
	m := envelope("mine", now, len(mine))
	return append(append(append(m, `,"mine":`...), mine...), '}')
}

// envelope begins a message that says when it was sent. Size is about how many
// bytes follow.
func envelope(kind string, now time.Time, size int) []byte {
	const rest = 128
	m := make([]byte, 0, size+rest)
	m = append(m, `{"type":`...)
	m = strconv.AppendQuote(m, kind)
	m = append(m, `,"now":"`...)
	m = now.UTC().AppendFormat(m, time.RFC3339Nano)
	return append(m, '"')
}
