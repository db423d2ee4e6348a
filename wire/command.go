package wire

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"crossplay/rooms/room"
)

const (
	// maxDepth is how deep JSON may be nested; a command needs two levels.
	maxDepth = 8
	// maxShort is the length in bytes of every value but names, chat, and where alerts go.
	maxShort = 64
)

// command is what a peer asks.
type command struct {
	ID      string
	Do      string
	Name    string
	Game    string
	Options map[string]string
	Private bool
	Final   bool
	Side    string
	Offer   int
	Clock   string
	Sides   string
	at      time.Time // when it was read
	Seats   int
	Room    string
	Ply     int
	Move    string
	Text    string
	Bot     string
	Updates bool
	Moves   bool
	Glance  bool

	// Of days off.
	Days int
	From string
	Free bool

	// Of games that are over.
	Round, Limit                      int
	Seat                              *int // nil: none
	With, Result, Since, Until, After string
	Format                            string // of a game that is written down
	// Of habits.
	Confirm, Premove string

	// Of alerts.
	URL, Form, Endpoint, P256dh, Auth, Browser, Hours, Zone, Address, Code string
}

// place is where the value of a field goes.
func (c *command) place(name string) any {
	switch name {
	case "id":
		return &c.ID
	case "do":
		return &c.Do
	case "name":
		return &c.Name
	case "game":
		return &c.Game
	case "options":
		return &c.Options
	case "private":
		return &c.Private
	case "clock":
		return &c.Clock
	case "sides":
		return &c.Sides
	case "final":
		return &c.Final
	case "side":
		return &c.Side
	case "offer":
		return &c.Offer
	case "seats":
		return &c.Seats
	case "room":
		return &c.Room
	case "ply":
		return &c.Ply
	case "move":
		return &c.Move
	case "text":
		return &c.Text
	case "bot":
		return &c.Bot
	case "confirm":
		return &c.Confirm
	case "premove":
		return &c.Premove
	case "glance":
		return &c.Glance
	case "days":
		return &c.Days
	case "from":
		return &c.From
	case "free":
		return &c.Free
	case "round":
		return &c.Round
	case "limit":
		return &c.Limit
	case "seat":
		return &c.Seat
	case "with":
		return &c.With
	case "result":
		return &c.Result
	case "since":
		return &c.Since
	case "until":
		return &c.Until
	case "format":
		return &c.Format
	case "after":
		return &c.After
	case "moves":
		return &c.Moves
	case "url":
		return &c.URL
	case "form":
		return &c.Form
	case "endpoint":
		return &c.Endpoint
	case "p256dh":
		return &c.P256dh
	case "auth":
		return &c.Auth
	case "browser":
		return &c.Browser
	case "hours":
		return &c.Hours
	case "zone":
		return &c.Zone
	case "address":
		return &c.Address
	case "code":
		return &c.Code
	default:
		return &c.Updates
	}
}

// parse reads a message strictly: it knows every field, has all that the verb
// needs and no other, and spells them exactly. The command that it returns has
// an id whenever one can be read, also beside a refusal.
func (s *Server) parse(message []byte) (command, verb, *room.Refusal) {
	var c command
	if depth(message) > maxDepth {
		return c, verb{}, errJSON
	}
	var few [8]field // the stack has room for the usual command
	fields, ok := split(few[:0], message)
	if !ok {
		return c, verb{}, errJSON
	}
	id, no := readID(find(fields, "id"))
	if no != nil {
		return c, verb{}, no
	}
	c.ID = id
	if twice(fields) {
		return c, verb{}, errCommand.Because("twice")
	}
	if read(find(fields, "do"), &c.Do) != nil {
		return c, verb{}, errCommand.Because("do")
	}
	do := c.Do
	v, ok := s.verbs[do]
	if !ok {
		return c, verb{}, errCommand
	}
	for _, f := range fields {
		if name := string(f.name); !slices.Contains(v.needs, name) && !slices.Contains(v.takes, name) && name != "id" && name != "do" {
			return c, verb{}, errCommand.Because("unknown").With("do", do)
		}
		if string(f.value) == "null" {
			return c, verb{}, errCommand.Because("null")
		}
	}
	for _, name := range v.needs {
		if find(fields, name) == nil {
			return c, verb{}, errCommand.Because("needs").With("do", do).With("fields", strings.Join(v.needs, ", "))
		}
	}
	for _, f := range fields {
		if read(f.value, c.place(string(f.name))) != nil {
			return c, verb{}, errCommand.Because("type").With("do", do)
		}
	}
	if c.long() {
		return c, verb{}, errTooLong
	}
	return c, v, nil
}

// readID is the command's id: 1 to MaxCommandID of A-Z a-z 0-9 _ -.
func readID(value []byte) (string, *room.Refusal) {
	var id string
	err := read(value, &id)
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
	return len(c.Game) > maxShort || len(c.Room) > maxShort || len(c.Move) > maxShort || len(c.Clock) > maxShort || len(c.Bot) > maxShort || len(c.Side) > maxShort || len(c.Sides) > maxShort ||
		len(c.Form) > maxShort || len(c.From) > maxShort || len(c.Browser) > maxShort || len(c.Hours) > maxShort || len(c.Zone) > maxShort || len(c.Code) > maxShort ||
		len(c.Result) > maxShort || len(c.Since) > maxShort || len(c.Until) > maxShort || len(c.Format) > maxShort || len(c.After) > maxShort
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

// field is one of an object, its value as it was written.
type field struct{ name, value []byte }

// find is the last value of a name, or nil.
func find(fields []field, name string) []byte {
	for i := len(fields) - 1; i >= 0; i-- {
		if string(fields[i].name) == name {
			return fields[i].value
		}
	}
	return nil
}

// split takes a JSON object apart, and adds its fields to a list. It fails where the
// text is none.
func split(fields []field, text []byte) (_ []field, ok bool) {
	text = bytes.TrimLeft(text, space)
	if len(text) == 0 || text[0] != '{' || !json.Valid(text) {
		return nil, false
	}
	for text = text[1:]; ; text = text[1:] {
		text = bytes.TrimLeft(text, space)
		if text[0] == '}' { // an empty one
			return fields, true
		}
		var f field
		size := end(text)
		f.name = unquoted(text[:size])
		text = bytes.TrimLeft(text[size:], space)     // the colon
		text = bytes.TrimLeft(text[len(":"):], space) // the value
		size = end(text)
		f.value = text[:size]
		fields = append(fields, f)
		text = bytes.TrimLeft(text[size:], space)
		if text[0] == '}' {
			return fields, true
		}
	}
}

// unquoted is what a valid JSON string says.
func unquoted(text []byte) []byte {
	if bytes.IndexByte(text, '\\') < 0 {
		return text[1 : len(text)-1]
	}
	var said string
	_ = json.Unmarshal(text, &said)
	return []byte(said)
}

// space is what JSON has between its tokens.
const space = " \t\r\n"

// end is where the value ends with which a valid JSON text begins.
func end(text []byte) int {
	nested, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			if quoted = !quoted; !quoted && nested == 0 {
				return i + 1
			}
		case quoted:
		case c == '{' || c == '[':
			nested++
		case c == '}' || c == ']':
			if nested == 0 {
				return i
			}
			if nested--; nested == 0 {
				return i + 1
			}
		case nested == 0 && (c == ',' || strings.IndexByte(space, c) >= 0):
			return i
		}
	}
	return len(text)
}

// read reads a value. Most are plain texts and numbers.
func read(value []byte, to any) (err error) {
	switch to := to.(type) {
	case *string:
		if len(value) >= 2 && value[0] == '"' && bytes.IndexByte(value, '\\') < 0 {
			*to = string(value[1 : len(value)-1])
			return nil
		}
	case *int:
		*to, err = strconv.Atoi(string(value))
		return err
	}
	return json.Unmarshal(value, to)
}

// twice reports whether an object has a field twice, or one in it has: one reader
// would believe the first and another the last.
func twice(fields []field) bool {
	for i, f := range fields {
		if slices.ContainsFunc(fields[:i], func(before field) bool { return bytes.Equal(before.name, f.name) }) {
			return true
		}
		if (f.value[0] == '{' || f.value[0] == '[') && !unique(json.NewDecoder(bytes.NewReader(f.value))) {
			return true
		}
	}
	return false
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
