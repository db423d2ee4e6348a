package web

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"crossplay/players"
	"crossplay/rooms"
)

// The messages to the peer. docs/protocol.md says what they mean.

type helloMessage struct {
	Type       string          `json:"type"`
	Version    string          `json:"version"`
	You        person          `json:"you"`
	Games      json.RawMessage `json:"games,omitempty"`
	Catalog    string          `json:"catalog"`
	Bots       []string        `json:"bots"`
	SSH        address         `json:"ssh"`
	URL        string          `json:"url"`
	ClaimAfter int             `json:"claimAfter"` // seconds
	Now        time.Time       `json:"now"`
}

type person struct {
	ID    rooms.PersonID `json:"id"`
	Name  string         `json:"name"`
	Guest bool           `json:"guest"`
}

type address struct {
	Host string `json:"host"`
	Port int    `json:"port"`
}

type youMessage struct {
	Type string `json:"type"`
	You  person `json:"you"`
}

type answerMessage struct {
	Type  string         `json:"type"`
	ID    string         `json:"id"`
	OK    bool           `json:"ok"`
	Code  rooms.Code     `json:"code,omitempty"`
	Error *rooms.Refusal `json:"error,omitempty"`
}

type gone struct {
	Type  string         `json:"type"`
	Code  rooms.Code     `json:"code"`
	Error *rooms.Refusal `json:"error"`
}

type byeMessage struct {
	Type  string         `json:"type"`
	Error *rooms.Refusal `json:"error"`
}

// encode never fails: everything that is sent can be encoded.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

func (s *Server) hello(r *http.Request, p players.Player) []byte {
	host := s.conf.SSHHost
	if host == "" {
		host = hostname(r.Host)
		if s.site.base != nil {
			host = s.site.base.Hostname()
		}
	}
	games := s.games
	if r.URL.Query().Get("games") == "no" { // the page asks for them by their address, and seldom
		games = nil
	}
	return encode(helloMessage{
		Type:       "hello",
		Version:    s.conf.Version,
		You:        describe(p),
		Games:      games,
		Catalog:    s.assets.address(catalog),
		Bots:       s.bots,
		SSH:        address{Host: host, Port: s.conf.SSHPort},
		URL:        s.site.url(r),
		ClaimAfter: int(rooms.ClaimAfter / time.Second),
		Now:        time.Now().UTC(),
	})
}

func describe(p players.Player) person {
	return person{ID: p.ID, Name: p.Name, Guest: p.Guest()}
}

func (k *socket) you() [][]byte {
	return [][]byte{encode(youMessage{Type: "you", You: describe(k.me())})}
}

func goneMessage(code rooms.Code, why *rooms.Refusal) []byte {
	return encode(gone{Type: "gone", Code: code, Error: why})
}

func bye(notice string) []byte {
	return encode(byeMessage{Type: "bye", Error: &rooms.Refusal{Code: rooms.ErrClosing.Code, Text: notice}})
}

func lobbyMessage(list []byte, mine []rooms.Card, now time.Time) []byte {
	if mine == nil {
		mine = []rooms.Card{} // a list, not null
	}
	m := envelope("lobby", now, len(list))
	m = append(append(m, `,"lobby":`...), list...)
	m = append(append(m, `,"mine":`...), encode(mine)...)
	return append(m, '}')
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
