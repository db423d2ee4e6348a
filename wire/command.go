package wire

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"crossplay/rooms/room"
)

const (
	// maxDepth is how deep JSON may be nested; a command needs two levels.
	maxDepth = 8
	// maxShort is the length in bytes of every value but names and chat.
	maxShort = 64
)

// command is what a peer asks.
type command struct {
	ID      string            `json:"id"`
	Do      string            `json:"do"`
	Name    string            `json:"name"`
	Game    string            `json:"game"`
	Options map[string]string `json:"options"`
	Private bool              `json:"private"`
	Seats   int               `json:"seats"`
	Room    string            `json:"room"`
	Ply     int               `json:"ply"`
	Move    string            `json:"move"`
	Text    string            `json:"text"`
	Bot     string            `json:"bot"`
	Updates bool              `json:"updates"`
}

// parse reads a message strictly: it knows every field, has all that the verb
// needs and no other, and spells them exactly. The command that it returns has
// an id whenever one can be read, also beside a refusal.
func (s *Server) parse(message []byte) (command, verb, *room.Refusal) {
	var c command
	if depth(message) > maxDepth {
		return c, verb{}, errJSON
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(message, &fields); err != nil || fields == nil {
		return c, verb{}, errJSON
	}
	id, no := readID(fields)
	if no != nil {
		return c, verb{}, no
	}
	c.ID = id
	if !unique(json.NewDecoder(bytes.NewReader(message))) {
		return c, verb{}, errCommand.Because("twice")
	}
	var do string
	if json.Unmarshal(fields["do"], &do) != nil {
		return c, verb{}, errCommand.Because("do")
	}
	v, ok := s.verbs[do]
	if !ok {
		return c, verb{}, errCommand
	}
	for name, value := range fields {
		if !slices.Contains(v.needs, name) && !slices.Contains(v.takes, name) && name != "id" && name != "do" {
			return c, verb{}, errCommand.Because("unknown").With("do", do)
		}
		if string(value) == "null" {
			return c, verb{}, errCommand.Because("null")
		}
	}
	for _, name := range v.needs {
		if _, ok := fields[name]; !ok {
			return c, verb{}, errCommand.Because("needs").With("do", do).With("fields", strings.Join(v.needs, ", "))
		}
	}
	if json.Unmarshal(message, &c) != nil {
		return command{ID: id}, verb{}, errCommand.Because("type").With("do", do)
	}
	if c.long() {
		return c, verb{}, errTooLong
	}
	return c, v, nil
}

// readID is the command's id: 1 to MaxCommandID of A-Z a-z 0-9 _ -.
func readID(fields map[string]json.RawMessage) (string, *room.Refusal) {
	var id string
	err := json.Unmarshal(fields["id"], &id)
	switch {
	case len(id) > room.MaxCommandID:
		return "", errTooLong
	case err != nil || id == "" || strings.ContainsFunc(id, func(r rune) bool { return !isIDRune(r) }):
		return "", errCommand.Because("id")
	}
	return id, nil
}

func isIDRune(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' || r == '-'
}

// long reports whether a short value is not.
func (c command) long() bool {
	for name, value := range c.Options {
		if len(name) > maxShort || len(value) > maxShort {
			return true
		}
	}
	return len(c.Game) > maxShort || len(c.Room) > maxShort || len(c.Move) > maxShort || len(c.Bot) > maxShort
}

// depth is how deep the arrays and objects of a JSON text are nested.
func depth(text []byte) int {
	deepest, now := 0, 0
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			now++
			deepest = max(deepest, now)
		case c == '}' || c == ']':
			now--
		}
	}
	return deepest
}

// unique reports whether no object of the next value, which is valid, has a
// field twice: one reader would believe the first and another the last.
func unique(d *json.Decoder) bool {
	token, err := d.Token()
	kind, nested := token.(json.Delim)
	if err != nil || !nested {
		return err == nil
	}
	seen := make(map[json.Token]bool)
	for d.More() {
		if kind == '{' {
			name, err := d.Token()
			if err != nil || seen[name] {
				return false
			}
			seen[name] = true
		}
		if !unique(d) {
			return false
		}
	}
	_, err = d.Token() // its end
	return err == nil
}
