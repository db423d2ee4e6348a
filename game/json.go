package game

import (
	"encoding/json"
	"strconv"
)

// This file writes what a view has hundreds of. Much of it goes without saying:
//
//	a cell whose label is its spot    {"spot":"b2"}
//	a choice whose path is its move   "b2"
//	or spells it                      ["e2","e4"]

// AppendJSON appends the cell as JSON. A label that is absent is the spot.
func (c Cell) AppendJSON(b []byte) []byte {
	b = append(b, '{')
	start := len(b)
	field := func(name string) {
		if len(b) > start {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), name...), '"', ':')
	}
	text := func(name, value string) {
		if value != "" {
			field(name)
			b = AppendText(b, value)
		}
	}
	text("spot", string(c.Spot))
	text("piece", c.Piece)
	if c.Count != 0 {
		field("count")
		b = strconv.AppendInt(b, int64(c.Count), 10)
	}
	text("kind", string(c.Kind))
	text("arms", c.Arms)
	if len(c.Marks) > 0 {
		field("marks")
		b = AppendTexts(b, c.Marks)
	}
	if c.Label != string(c.Spot) {
		field("label")
		b = AppendText(b, c.Label)
	}
	return append(b, '}')
}

// MarshalJSON is AppendJSON for package json.
func (c Cell) MarshalJSON() ([]byte, error) { return c.AppendJSON(nil), nil }

// UnmarshalJSON reads what AppendJSON writes.
func (c *Cell) UnmarshalJSON(text []byte) error {
	type plain Cell
	label := struct {
		*plain
		Label *string `json:"label"`
	}{plain: (*plain)(c)}
	if err := json.Unmarshal(text, &label); err != nil {
		return err
	}
	c.Label = string(c.Spot)
	if label.Label != nil {
		c.Label = *label.Label
	}
	return nil
}

// AppendJSON appends the choice as JSON.
func (c Choice) AppendJSON(b []byte) []byte {
	switch {
	case c.plain() && len(c.Path) == 1 && string(c.Path[0]) == string(c.Move):
		return AppendText(b, string(c.Move))
	case c.plain() && len(c.Path) > 1 && c.spells():
		return AppendTexts(b, c.Path)
	}
	b = AppendText(append(b, `{"move":`...), string(c.Move))
	if len(c.Path) > 0 {
		b = AppendTexts(append(b, `,"path":`...), c.Path)
	}
	if c.Label != "" {
		b = AppendText(append(b, `,"label":`...), c.Label)
	}
	if c.Text != "" {
		b = AppendText(append(b, `,"text":`...), c.Text)
	}
	return append(b, '}')
}

// plain reports whether the choice has nothing to say but its move.
func (c Choice) plain() bool { return c.Label == "" && c.Text == "" }

// spells reports whether the spots of the path, one behind the other, are the move.
func (c Choice) spells() bool {
	rest := string(c.Move)
	for _, s := range c.Path {
		if len(rest) < len(s) || rest[:len(s)] != string(s) {
			return false
		}
		rest = rest[len(s):]
	}
	return rest == ""
}

// MarshalJSON is AppendJSON for package json.
func (c Choice) MarshalJSON() ([]byte, error) { return c.AppendJSON(nil), nil }

// UnmarshalJSON reads what AppendJSON writes.
func (c *Choice) UnmarshalJSON(text []byte) error {
	switch {
	case len(text) > 0 && text[0] == '"':
		*c = Choice{Path: make([]Spot, 1)}
		if err := json.Unmarshal(text, &c.Path[0]); err != nil {
			return err
		}
		c.Move = Move(c.Path[0])
		return nil
	case len(text) > 0 && text[0] == '[':
		*c = Choice{}
		if err := json.Unmarshal(text, &c.Path); err != nil {
			return err
		}
		for _, s := range c.Path {
			c.Move += Move(s)
		}
		return nil
	}
	type plain Choice
	*c = Choice{}
	return json.Unmarshal(text, (*plain)(c))
}

// AppendTexts appends a list of texts as JSON.
func AppendTexts[T ~string](b []byte, texts []T) []byte {
	b = append(b, '[')
	for i, t := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		b = AppendText(b, string(t))
	}
	return append(b, ']')
}

// AppendText appends a text as JSON.
func AppendText(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, _ := json.Marshal(text) // a text can be encoded
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), text...), '"')
}
